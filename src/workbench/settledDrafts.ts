import { parseDocument } from '../assets/parseDocument';
import { movedOn, unsentValues } from '../assets/unsentValues';
import { withState } from '../assets/withState';
import type { Asset } from '../happyfox/asset';
import type { Plan, Step } from '../plans/plan';
import type { AccountSession } from './accountSession';
import type { AssetDocuments } from './assetDocuments';
import type { DocumentEvents } from './documentEvents';
import { isDirty } from './openEditors';
import type { PendingDrafts, PendingEdit } from './pendingDrafts';

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
    const draft = await this.pending.findEdit({ accountId, assetTypeId, assetId: after.id });
    if (!draft || !intent) return;
    const unsent = unsentValues(draft, { intent, after });
    if (unsent?.size === 0) return this.letGo(session, draft, after);
    // An older draft that says something else is not what the plan was made of: its own save has to find the conflict.
    if (!unsent || draft.time <= createdAt || isDirty(draft.ref)) return;
    const rendered = await this.documents.render(session, assetTypeId, after, draft.base.definition);
    const rest = movedOn(draft, unsent, rendered);
    await this.pending.hold({ ...draft, ...rest });
    const open = this.documents.peek(draft.ref);
    open?.rebase(rendered);
    open?.takeDraft(rest.text);
    this.editors.renewed(draft.ref);
  }

  /** Editors show the answer, for which nobody has to be asked again. */
  private async letGo(session: AccountSession, draft: PendingEdit, after: Asset): Promise<void> {
    await this.pending.drop(draft);
    const { ref, text, base } = draft;
    const { definition } = base;
    const open = this.documents.peek(ref);
    const parsed = parseDocument(text, { definition, base });
    if (!open || !parsed.ok) return;
    const sent = { asset: withState(after, parsed.mine, definition), definition, text };
    open.draftSaved(await this.documents.render(session, ref.assetTypeId, after, definition), sent);
    this.documents.editMovedOn(ref);
    this.editors.renewed(ref);
  }
}
