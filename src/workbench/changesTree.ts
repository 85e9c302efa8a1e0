import * as vscode from 'vscode';
import type { JournalFiles } from '../plans/journalFiles';
import type { PlanFiles } from '../plans/planFiles';
import type { AccountSession } from './accountSession';
import type { ChangeNode, LostNode, PlanNode, WriteNode } from './changeNodes';
import { paintChange } from './changePainter';
import type { OtherWindows } from './otherWindows';
import type { PendingDrafts } from './pendingDrafts';
import type { Sessions } from './sessions';

/** The changes view: what waits to be sent, and every write of this extension, newest first. */
export class ChangesTree implements vscode.TreeDataProvider<ChangeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly sessions: Sessions,
    private readonly journal: JournalFiles,
    private readonly plans: PlanFiles,
    private readonly drafts: PendingDrafts,
    windows: OtherWindows,
  ) {
    this.subscriptions = [
      this.changed,
      new vscode.Disposable(journal.onChange(() => this.changed.fire(undefined))),
      new vscode.Disposable(plans.onChange(() => this.changed.fire(undefined))),
      drafts.onDidChange(() => this.changed.fire(undefined)),
      sessions.onDidChange(() => this.changed.fire(undefined)),
      windows.onMessage(() => this.changed.fire(undefined)),
    ];
  }

  getTreeItem(node: ChangeNode): vscode.TreeItem {
    return paintChange(node, this.sessions.all.length > 1);
  }

  async getChildren(node?: ChangeNode): Promise<ChangeNode[]> {
    if (node?.kind === 'pendingGroup') return this.pendingIn(node.drafts);
    if (node?.kind === 'planGroup') return [...node.plans];
    if (node) return [];
    const drafts = (await this.drafts.all()).filter(({ ref }) => this.sessions.find(ref.accountId));
    const journals = await Promise.all(this.sessions.all.map((session) => this.journalOf(session)));
    const writes = journals.flatMap((journal) => journal.writes).sort((one, other) => timeOf(other) - timeOf(one));
    const kept = await Promise.all(this.sessions.all.map((session) => this.plansOf(session)));
    const plans = kept.flatMap(({ entries }) => entries);
    return [
      ...[...journals, ...kept].flatMap(({ lost }) => lost),
      ...(drafts.length > 0 ? [{ kind: 'pendingGroup', drafts } as const] : []),
      ...(plans.length > 0 ? [{ kind: 'planGroup', plans } as const] : []),
      ...writes,
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async journalOf(session: AccountSession) {
    const { writes, troubles } = await this.journal.list(session.accountId);
    return {
      writes: writes.map((write): WriteNode => ({ kind: 'write', write, session })),
      lost: troubles.map((file): LostNode => ({ kind: 'lost', of: 'journal', file, session })),
    };
  }

  private async plansOf(session: AccountSession) {
    const { entries, lost } = await this.plans.list(session.accountId);
    return {
      entries: entries.map((entry): PlanNode => ({ kind: 'plan', entry, session })),
      lost: lost.map(({ id, file }): LostNode => ({
        ...{ kind: 'lost', of: 'plan', file, session },
        ...(id !== undefined && { plan: id }),
      })),
    };
  }

  private pendingIn(drafts: Extract<ChangeNode, { kind: 'pendingGroup' }>['drafts']): ChangeNode[] {
    return drafts.flatMap((draft): ChangeNode[] => {
      const session = this.sessions.find(draft.ref.accountId);
      return session ? [{ kind: 'pending', draft, session }] : [];
    });
  }
}

function timeOf({ write }: WriteNode): number {
  return write.entry.time;
}
