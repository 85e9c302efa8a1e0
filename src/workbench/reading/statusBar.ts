import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import type { IndexReadings } from './indexReadings';
import { countdownText, knownText, numberText, readingText, readShare } from '../words/indexText';
import { assetIn } from '../screen/openEditors';
import type { Sessions } from '../sessions/sessions';
import { clockText } from '../words/whenText';

const { t } = vscode.l10n;

/** Pages come faster than anybody reads. Milliseconds. */
const quietFor = 400;
const second = 1_000;

/** Shows the account at hand with its agent, how far its assets have been read, and a countdown while HappyFox locks it out. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'happyfoxAssets.status',
    vscode.StatusBarAlignment.Left,
    10,
  );
  private readonly subscriptions: vscode.Disposable[];
  private drawing: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: Sessions,
    private readonly readings: IndexReadings,
  ) {
    const soon = (): void => this.drawIn(quietFor);
    this.item.name = t('Assets for HappyFox');
    this.item.command = 'happyfoxAssets.showStatus';
    this.subscriptions = [
      this.item,
      sessions.onDidChange(soon),
      sessions.onDidChangeBudget(soon),
      readings.onDidChange(soon),
      vscode.window.onDidChangeActiveTextEditor(soon),
    ];
    this.draw();
  }

  /** The account that is shown: that of the active editor, the only one, or one that is being read. Undefined: none, or all alike. */
  get session(): AccountSession | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const active = uri && assetIn(uri);
    const [only, ...others] = this.sessions.all;
    if (others.length === 0) return only;
    return (
      (active && this.sessions.find(active.accountId)) ??
      this.sessions.all.find(({ index }) => index.state.kind !== 'idle')
    );
  }

  dispose(): void {
    clearTimeout(this.drawing);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private drawIn(milliseconds: number): void {
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined;
      this.draw();
    }, milliseconds);
  }

  private draw(): void {
    const { session } = this;
    const count = this.sessions.all.length;
    if (count === 0) {
      this.item.hide();
      return;
    }
    const { text, tooltip } = session
      ? this.ofAccount(session)
      : { text: `$(package) ${t('{0} accounts', count)}`, tooltip: t('Assets for HappyFox: {0} accounts', count) };
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: tooltip };
    this.item.show();
  }

  private ofAccount(session: AccountSession): { readonly text: string; readonly tooltip: string } {
    const { account } = session;
    const { icon, news } = this.newsOf(session);
    const who = account.demo ? t('Demo account') : safeLabel(account.label);
    const text = [`$(${icon}) ${who}`, safeLabel(account.agent.name), news].filter(Boolean).join(' · ');
    return { text, tooltip: tooltipOf(session, this.readings) };
  }

  private newsOf(session: AccountSession): { readonly icon: string; readonly news: string } {
    const until = session.budget?.lockedUntil;
    if (until !== undefined && until > Date.now()) {
      this.drawIn(second);
      return { icon: 'watch', news: countdownText(until, Date.now()) };
    }
    const { state } = session.index;
    const share = readShare(state);
    if (share !== undefined)
      return { icon: state.kind === 'reading' ? 'sync~spin' : 'sync', news: `${Math.floor(share * 100)} %` };
    const { kind } = this.readings.of(session).phase;
    if (kind === 'paused') return { icon: 'debug-pause', news: '' };
    return { icon: kind === 'failed' ? 'warning' : 'package', news: '' };
  }
}

function tooltipOf(session: AccountSession, readings: IndexReadings): string {
  const { account, budget, index } = session;
  const lines = [t('{0}, as {1}', safeLabel(account.label), safeLabel(account.agent.name))];
  const reading = readingText(index.state);
  const { kind } = readings.of(session).phase;
  if (reading !== undefined) lines.push(t('Reading: {0}', reading));
  else if (index.opened)
    lines.push(t('Index: {0}', knownText(index.opened.assets.completeness(), index.opened.assets.size)));
  if (kind === 'paused') lines.push(t('Reading is paused'));
  if (kind === 'failed') lines.push(t('Reading has stopped: click to see why'));
  if (budget?.lockedUntil !== undefined && budget.lockedUntil > Date.now()) {
    lines.push(t('HappyFox has locked the account out until {0}', clockText(budget.lockedUntil)));
  } else if (budget) {
    lines.push(
      t('Left of this minute: {0} reads, {1} writes', numberText(budget.readsLeft), numberText(budget.writesLeft)),
    );
  }
  return lines.join('\n');
}
