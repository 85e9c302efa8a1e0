import * as vscode from 'vscode';
import { systemClock } from '../../happyfox/clock';
import { HappyFoxError } from '../../happyfox/errors';
import type { AccountSession } from '../sessions/accountSession';
import { CredentialsMissing } from '../words/errors';
import { indexMaxAge, indexMode } from '../sessions/settings';
import type { ReadingChoices } from '../sessions/readingChoices';

/** Where the background reading of an account stands. */
type ReadingPhase =
  /** Nothing has begun, or all that was due has been read. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'reading' }
  /** The account is big, and the person is asked, or wants it only on demand. */
  | { readonly kind: 'asking' | 'declined' | 'paused' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Asks whether an account of so many assets may be read in the background. Undefined: not decided. */
export type AskToRead = (
  session: AccountSession,
  estimate: { readonly assets: number; readonly seconds: number },
) => Promise<'read' | 'onDemand' | undefined>;

/** An account of more assets than these is read only after a question. */
const askAbove = 20_000;

/** After a failure that may pass, it is tried again in so many milliseconds. */
const tryAgainAfter = 5 * 60_000;

/** Reads one account's assets into its index in the background, and again when they have become old. */
export class BackgroundReading implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private phaseNow: ReadingPhase = { kind: 'resting' };
  private under: AbortController | undefined;
  private later: (() => void) | undefined;

  /** Fires when the phase has changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly session: AccountSession,
    private readonly choices: ReadingChoices,
    private readonly ask: AskToRead,
    private readonly readsPerMinute: () => number,
  ) {}

  get phase(): ReadingPhase {
    if (this.choices.of(this.session.accountId) === 'paused') return { kind: 'paused' };
    return this.phaseNow;
  }

  /** The account is used: reads what is due, if the settings and the person's decisions let it. */
  begin(): void {
    if (indexMode() === 'automatic' && this.choices.of(this.session.accountId) !== 'onDemand') this.start(false);
  }

  /** Something is to be found: reads what is due, unless nothing is to happen by itself. */
  beginToFind(): void {
    if (indexMode() !== 'off')
      this.start(indexMode() === 'onDemand' || this.choices.of(this.session.accountId) === 'onDemand');
  }

  /** The person wants it now, whatever was decided before. */
  async resume(): Promise<void> {
    await this.resumeWhatIsOlderThan(Date.now() - indexMaxAge());
  }

  /** The person wants everything to be read again. */
  async renew(): Promise<void> {
    await this.resumeWhatIsOlderThan(Date.now());
  }

  /** Ends it in all windows until `resume`. What has come is kept. */
  async pause(): Promise<void> {
    await this.choices.set(this.session.accountId, 'paused');
    this.end();
  }

  /** Ends what is under way, and what would begin later by itself. */
  end(): void {
    this.later?.();
    this.later = undefined;
    this.under?.abort(new vscode.CancellationError());
    this.under = undefined;
    if (this.phaseNow.kind !== 'failed') this.set({ kind: 'resting' });
  }

  dispose(): void {
    this.end();
    this.changed.dispose();
  }

  private async resumeWhatIsOlderThan(notBefore: number): Promise<void> {
    if (this.choices.of(this.session.accountId) === 'paused') await this.choices.set(this.session.accountId, undefined);
    this.start(true, notBefore);
  }

  private start(isWanted: boolean, notBefore = Date.now() - indexMaxAge()): void {
    if (this.under || this.choices.of(this.session.accountId) === 'paused') return;
    this.later?.();
    this.later = undefined;
    const stop = new AbortController();
    this.under = stop;
    void this.run(isWanted, notBefore, stop.signal)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) this.failed(error);
      })
      .finally(() => {
        if (this.under === stop) this.under = undefined;
      });
  }

  private async run(isWanted: boolean, notBefore: number, signal: AbortSignal): Promise<void> {
    const { session } = this;
    const types = (await session.assetTypes(notBefore)).map(({ id }) => id);
    this.set({ kind: 'reading' });
    // After the first page of each type its total is known, and no page is read twice for that.
    await session.index.read(types, notBefore, signal, 'firstPages');
    if (!isWanted && !(await this.mayRead(types, notBefore, signal))) return;
    this.set({ kind: 'reading' });
    await session.index.read(types, notBefore, signal);
    this.set({ kind: 'resting' });
    this.againIn((await session.index.open()).oldest(types) + indexMaxAge() - Date.now());
  }

  private async mayRead(types: readonly number[], notBefore: number, signal: AbortSignal): Promise<boolean> {
    const { session } = this;
    const index = await session.index.open();
    if (types.every((id) => index.isFresh(id, notBefore))) return true;
    const estimate = index.estimate(types, this.readsPerMinute());
    if (estimate.assets <= askAbove || this.choices.of(session.accountId) === 'read') return true;
    this.set({ kind: 'asking' });
    const answer = await this.ask(session, estimate);
    signal.throwIfAborted();
    if (answer !== undefined) await this.choices.set(session.accountId, answer);
    if (answer === 'read') return true;
    this.set({ kind: 'declined' });
    return false;
  }

  private failed(error: unknown): void {
    this.set({ kind: 'failed', error });
    const { kind } = HappyFoxError.is(error) ? error.failure : {};
    const mayPass = kind !== 'badCredentials' && kind !== 'forbidden' && !(error instanceof CredentialsMissing);
    if (mayPass) this.againIn(tryAgainAfter);
  }

  /** While nobody looks at the window, nothing is sent: it then waits for somebody to. */
  private againIn(milliseconds: number): void {
    const stop = systemClock.setTimeout(
      () => {
        this.later = undefined;
        if (vscode.window.state.focused) this.begin();
        else this.whenLookedAt();
      },
      Math.min(Math.max(milliseconds, 1_000), 2 ** 31 - 1),
    );
    this.later = stop;
  }

  private whenLookedAt(): void {
    const listening = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      listening.dispose();
      this.later = undefined;
      this.begin();
    });
    this.later = () => {
      listening.dispose();
    };
  }

  private set(phase: ReadingPhase): void {
    this.phaseNow = phase;
    this.changed.fire();
  }
}
