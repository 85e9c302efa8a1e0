import type { CallOptions, TurnRequest } from '../happyfox/client';
import { JournalUnavailable } from './journal';
import { WriteRefused } from './writeRefused';
import { paceOf, type Writer } from './writer';

/** The time in which an asset is read and written, by nobody else. */
export interface AssetTurn {
  /** How the read and the write are called: they wait for nothing any more. */
  readonly call: CallOptions;
  /** Lets others have their turns. May be called again, to no effect. */
  release(): Promise<void>;
}

/** How often a window looks whether another has written the asset, and for how long, in milliseconds. */
const pause = 100;
const longestWait = 20_000;

/**
 * Does some work while nobody else writes the asset. The turn comes first, and the gate is tried within it: whoever waits for the budget
 * holds no gate, so that a save by hand does not wait for a plan that waits, and whoever waits for the gate holds up no other save.
 * Throws `HappyFoxError` where the turn is not given, `WriteRefused` with `writtenElsewhere`, `JournalUnavailable` where the gate can't be
 * used, and what `work` throws.
 */
export async function inTurn<Done>(
  writer: Writer,
  request: TurnRequest,
  work: (turn: AssetTurn) => Promise<Done>,
): Promise<Done> {
  const turn = await takeTurn(writer, request);
  try {
    return await work(turn);
  } finally {
    await turn.release();
  }
}

async function takeTurn(writer: Writer, request: TurnRequest): Promise<AssetTurn> {
  const call = paceOf(writer);
  const { signal = call.untilSent } = call;
  for (let waited = 0; ; waited += pause) {
    const turn = await writer.client.writeTurn(request, call);
    const gate = await enter(writer, request).catch((error: unknown) => {
      turn.release();
      throw new JournalUnavailable('The asset can’t be locked', { cause: error });
    });
    if (gate) {
      const release = async (): Promise<void> => {
        await gate.release();
        turn.release();
      };
      let released: Promise<void> | undefined;
      return { call: { ...call, turn }, release: () => (released ??= release()) };
    }
    turn.release();
    if (waited >= longestWait) throw new WriteRefused({ reason: 'writtenElsewhere' });
    // Who has called it off is told so by the turn.
    await writer.wait(pause, signal).catch(() => undefined);
  }
}

/** A new asset is nobody else's yet. */
function enter({ gate, accountId }: Writer, { assetId }: TurnRequest) {
  if (assetId === null) return Promise.resolve({ release: () => Promise.resolve() });
  return gate.tryEnter(accountId, assetId);
}
