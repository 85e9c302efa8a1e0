import * as vscode from 'vscode';
import type { JournalFiles } from '../../plans/journalFiles';
import type { PlanFiles } from '../../plans/planFiles';
import type { ChangeNode, WriteNode, PlanNode, LostNode } from '../screen/changeNodes';
import { ChangedFields } from './changedFields';
import { pausing } from '../../happyfox/pause';
import type { OtherWindows } from '../sessions/otherWindows';
import { Repaint } from '../screen/repaint';
import type { HeldEdits } from '../../assets/heldEdits';
import type { Sessions } from '../sessions/sessions';
import type { AccountSession } from '../sessions/accountSession';

/** The changes view: what waits to be sent, and every write of this extension, newest first. */
export class ChangesTree implements vscode.TreeDataProvider<ChangeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly repaint = new Repaint<undefined>(() => this.changed.fire(undefined));
  private readonly pause = pausing();
  private readonly fields = new ChangedFields();
  private painted: Promise<unknown> = Promise.resolve();
  private readonly subscriptions: vscode.Disposable[];

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly sessions: Sessions,
    private readonly journal: JournalFiles,
    private readonly plans: PlanFiles,
    private readonly drafts: HeldEdits,
    windows: OtherWindows,
  ) {
    const follow = (): void => this.repaint.want(undefined);
    this.subscriptions = [
      ...[this.changed, this.repaint],
      new vscode.Disposable(journal.onChange(follow)),
      new vscode.Disposable(plans.onChange(follow)),
      new vscode.Disposable(drafts.onChange(follow)),
      sessions.onDidChange(follow),
      windows.onMessage(follow),
    ];
  }

  /** VS Code asks for all of them at once: they take turns, so that others have theirs in between. */
  getTreeItem(node: ChangeNode): Promise<vscode.TreeItem> {
    const item = this.painted.then(async () => {
      const { paintChange } = await import('./changePainter');
      await this.pause();
      return paintChange(node, { severalAccounts: this.sessions.all.length > 1, fieldsOf: this.fields.of });
    });
    this.painted = item.catch(() => undefined);
    return item;
  }

  async getChildren(node?: ChangeNode): Promise<ChangeNode[]> {
    if (node?.kind === 'pendingGroup') return this.pendingIn(node.drafts);
    if (node?.kind === 'planGroup') return [...node.plans];
    if (node) return [];
    const drafts = (await this.drafts.all()).filter(({ ref }) => this.sessions.find(ref.accountId));
    const { journal, plans } = this;
    const accounts = await Promise.all(this.sessions.all.map((session) => changesOf(session, { journal, plans })));
    const writes = accounts.flatMap((account) => account.writes).sort((one, other) => timeOf(other) - timeOf(one));
    const planned = accounts.flatMap((account) => account.plans);
    return [
      ...accounts.flatMap(({ lost }) => lost),
      ...(drafts.length > 0 ? [{ kind: 'pendingGroup', drafts } as const] : []),
      ...(planned.length > 0 ? [{ kind: 'planGroup', plans: planned } as const] : []),
      ...writes,
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
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

/** What is on disk of an account's changes. */
interface AccountChanges {
  /** Newest first. */
  readonly writes: readonly WriteNode[];
  readonly plans: readonly PlanNode[];
  /** What can't be shown. */
  readonly lost: readonly LostNode[];
}

/** An account's plans and writes, and the files of them that can't be read: one of these hides none of the others. */
export async function changesOf(
  session: AccountSession,
  { journal, plans }: { readonly journal: JournalFiles; readonly plans: PlanFiles },
): Promise<AccountChanges> {
  const { writes, troubles } = await journal.list(session.accountId);
  const { entries, lost } = await plans.list(session.accountId);
  return {
    writes: writes.map((write) => ({ kind: 'write', write, session })),
    plans: entries.map((entry) => ({ kind: 'plan', entry, session })),
    lost: [
      ...troubles.map((file) => ({ kind: 'lost', of: 'journal', file, session }) as const),
      ...lost.map(({ id, file }) => ({
        ...({ kind: 'lost', of: 'plan', file, session } as const),
        ...(id !== undefined && { plan: id }),
      })),
    ],
  };
}
