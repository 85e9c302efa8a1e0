import { movedOn, unsentValues } from '../assets/unsentValues';
import type { Asset } from '../happyfox/asset';
import type { Plan, Step } from '../plans/plan';
import type { AccountSession } from './accountSession';
import type { AssetDocuments } from './assetDocuments';
import type { DocumentEvents } from './documentEvents';
import { isDirty } from './openEditors';
import type { PendingDrafts, PendingEdit } from '../assets/pendingDrafts';

/** Lets go of pending drafts that a plan has sent. What was edited again since the plan was made goes on waiting. */
export class SettledDrafts {
  constructor(
    private readonly pending: PendingDrafts,
    private readonly documents: AssetDocuments,
    private readonly editors: DocumentEvents,
  ) {}

  /** A step of a plan has been carried out, and `after` is what HappyFox made of it. */
  async settle(
    session: AccountSession,
    { createdAt }: Pick<Plan, 'createdAt'>,
    { intent, assetTypeId }: Pick<Step, 'intent' | 'assetTypeId'>,
    after: Asset,
  ): Promise<void> {
    const { accountId } = session;
    const ref = { accountId, assetTypeId, assetId: after.id };
    // Auto-save may put another text in the draft's place at any time: then that one is looked at.
    for (let isSettled = false; !isSettled && intent;) {
      const draft = await this.pending.findEdit(ref);
      if (!draft) return;
      const unsent = unsentValues(draft, { intent, after });
      if (unsent?.size === 0) isSettled = await this.letGo(session, draft, after);
      // An older draft that says something else is not what the plan was made of: its own save has to find the conflict.
      else if (!unsent || draft.time <= createdAt || isDirty(draft.ref)) return;
      else isSettled = await this.goOn(session, draft, unsent, after);
    }
  }

  /** The draft wants the rest of what it says, on top of what HappyFox has now. False where another is held by now. */
  private async goOn(
    session: AccountSession,
    draft: PendingEdit,
    unsent: NonNullable<ReturnType<typeof unsentValues>>,
    after: Asset,
  ): Promise<boolean> {
    const { ref } = draft;
    const rendered = await this.documents.render(session, ref.assetTypeId, after, draft.base.definition);
    const rest = { ...movedOn(draft, unsent, rendered), since: [] };
    if (!(await this.pending.hold({ ...draft, ...rest }, draft.text))) return false;
    const open = this.documents.peek(ref);
    open?.renew(rendered);
    open?.takeDraft(rest);
    this.editors.renewed(ref);
    return true;
  }

  /** Editors show the answer, for which nobody has to be asked again. False where another is held by now. */
  private async letGo(session: AccountSession, draft: PendingEdit, after: Asset): Promise<boolean> {
    const { ref, text, base } = draft;
    if (!(await this.pending.drop(draft, text))) return false;
    const open = this.documents.peek(ref);
    if (!open) return true;
    open.discardDraft(await this.documents.render(session, ref.assetTypeId, after, base.definition));
    this.editors.renewed(ref);
    return true;
  }
}
