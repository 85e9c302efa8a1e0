import type { Asset, NewContact } from '../happyfox/asset';
import type { CallOptions, TurnRequest } from '../happyfox/client';
import { TurnLapsed } from '../happyfox/turnLapsed';
import type { Inside, LastInside } from './assetGate';
import { FoundPeople } from './foundPeople';
import { JournalUnavailable } from './journal';
import { WriteRefused } from './writeRefused';
import { paceOf, type Writer } from './writer';

/** The time in which an asset is read and written, by nobody else. */
export interface AssetTurn {
  /** How the write is called: it waits for nothing any more. */
  readonly call: CallOptions;
  /** Those of the write, looked up: the strangers among them are created by nobody else meanwhile. */
  readonly people: FoundPeople;
  /** Reads the asset, as the write does: at once. Throws `HappyFoxError`. */
  read(id: number): Promise<Asset>;
  /** Throws `TurnLapsed` where what was read in it may be old by now, and then nothing may be sent: `inTurn` takes another and does the work again. */
  ensureCurrent(): Promise<void>;
  /** Lets others have their turns. May be called again, to no effect. */
  release(): Promise<void>;
}

/** What a turn is for, and whom the write may create. */
type TurnWanted = TurnRequest & { readonly people?: readonly NewContact[] };

/** How often a window looks whether another has written the asset, and for how long, in milliseconds. */
const pause = 100;
const longestWait = 20_000;

/** Longer than one answer may take, in milliseconds. The machine may sleep within a turn. */
const currentFor = 60_000;

const turnsAtMost = 3;

/** People who were looked up, and who had been in the gate with them before that. */
interface LookedUp {
  readonly people: FoundPeople;
  readonly last: LastInside;
}

/**
 * Does some work while nobody else writes the asset, once more for each turn that has lapsed before anything was sent in it. People are looked
 * up before the turn, then comes the turn, and the gate is tried within it: whoever waits for the budget holds no gate, so that a save by hand
 * does not wait for a plan that waits, and whoever waits for the gate holds up no other save.
 * Throws `HappyFoxError` where the turn is not given or a look-up fails, `WriteRefused` with `writtenElsewhere`, `personUnclear` or
 * `tooSlow`, `JournalUnavailable` where the gate can't be used, and what `work` throws.
 */
export async function inTurn<Done>(
  writer: Writer,
  request: TurnWanted,
  work: (turn: AssetTurn) => Promise<Done>,
): Promise<Done> {
  for (let left = turnsAtMost - 1; ; left -= 1) {
    const turn = await takeTurn(writer, request);
    try {
      return await work(turn);
    } catch (error) {
      if (!(error instanceof TurnLapsed)) throw error;
      if (left === 0) throw new WriteRefused({ reason: 'tooSlow' }, { cause: error });
    } finally {
      await turn.release();
    }
  }
}

async function takeTurn(writer: Writer, { people = [], ...request }: TurnWanted): Promise<AssetTurn> {
  const call = paceOf(writer);
  const { signal = call.untilSent } = call;
  let found: LookedUp | undefined;
  for (let waited = 0; ; waited += pause) {
    found = await lookUp(writer, people, found);
    const turn = await writer.client.writeTurn(request, call);
    const gate = await enter(writer, request.assetId, found).catch((error: unknown) => {
      turn.release();
      throw error;
    });
    if (gate && found) {
      const release = async (): Promise<void> => {
        await gate.release();
        turn.release();
      };
      let age = ageOf(writer);
      const ensureCurrent = async (): Promise<void> => {
        if (age() > currentFor || !(await gate.isMine())) throw new TurnLapsed();
      };
      let released: Promise<void> | undefined;
      const inside = { ...call, turn };
      // What was read is as old as the attempt that was answered, not as those before it.
      const onSend = (): void => void (age = ageOf(writer));
      const read = (id: number): Promise<Asset> => writer.client.getAsset(id, { ...inside, onSend });
      return { call: inside, people: found.people, read, ensureCurrent, release: () => (released ??= release()) };
    }
    turn.release();
    if (waited >= longestWait) throw new WriteRefused({ reason: 'writtenElsewhere' });
    // Who has called it off is told so by the turn.
    await writer.wait(pause, signal).catch(() => undefined);
  }
}

/** Whom HappyFox has by now; asked only where somebody else may have created one of them since `before`, and undefined while somebody may be doing so. */
async function lookUp(
  writer: Writer,
  people: readonly NewContact[],
  before: LookedUp | undefined,
): Promise<LookedUp | undefined> {
  const { accountId, client, gate } = writer;
  if (before?.people.strangers.length === 0) return before;
  const last = await gate.lastWith(accountId, people).catch(unlocked);
  if (!last) return undefined;
  if (before && [...last].every(([name, number]) => before.last.get(name) === number)) return before;
  return { people: await FoundPeople.lookUp(client, people, paceOf(writer)), last };
}

async function enter(
  { accountId, gate }: Writer,
  assetId: number | null,
  found: LookedUp | undefined,
): Promise<Inside | undefined> {
  return found && gate.tryEnter(accountId, assetId, found.people.strangers, found.last).catch(unlocked);
}

function unlocked(error: unknown): never {
  throw new JournalUnavailable('The asset can’t be locked', { cause: error });
}

/** Tells how long ago this was, in milliseconds. A count since the machine started may stop while it sleeps, and a clock may be set back. */
function ageOf({ now, monotonic }: Writer): () => number {
  const begun = { time: now(), monotonic: monotonic() };
  return () => Math.max(now() - begun.time, monotonic() - begun.monotonic);
}
