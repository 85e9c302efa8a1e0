import { carriedOver } from '../../assets/carriedOver';
import { changesBetween } from '../../assets/changes';
import { stateOf } from '../../assets/editableState';
import { withValuesOf } from '../../assets/merge';
import type { Rendered } from '../../assets/openDocument';
import { movedOn, unsentValues, type EditText } from '../../assets/unsentValues';
import { withState } from '../../assets/withState';
import type { Asset } from '../../happyfox/asset';
import type { Plan, Step } from '../../plans/plan';
import type { AccountSession } from '../sessions/accountSession';
import type { DocumentEvents } from './documentEvents';
import type { OpenDocuments } from './openDocuments';
import { isDirty } from '../screen/openEditors';
import { renderedAsset } from '../screen/assetText';
import type { HeldEdits, HeldAssetEdit } from '../../assets/heldEdits';

/** Lets go of held edits that a plan has sent. What was edited again since the plan was made goes on waiting. */
export class SettledEdits {
  constructor(
    private readonly heldEdits: HeldEdits,
    private readonly opened: OpenDocuments,
    private readonly editors: DocumentEvents,
  ) {}

  /** A step of a plan has been carried out, and `after` is what HappyFox made of it. */
  async settle(
    session: AccountSession,
    { createdAt }: Pick<Plan, 'createdAt'>,
    { base, intent, assetTypeId }: Pick<Step, 'base' | 'intent' | 'assetTypeId'>,
    after: Asset,
  ): Promise<void> {
    const { accountId } = session;
    const ref = { accountId, assetTypeId, assetId: after.id };
    // Auto-save may put another text in the draft's place at any time: then that one is looked at.
    for (let isSettled = false; !isSettled && intent;) {
      const draft = await this.heldEdits.findEdit(ref);
      if (!draft) return;
      const edit = carriedOver(draft);
      const unsent = unsentValues(edit, { intent, after });
      const left = leftOf(edit, { base, intent });
      if (unsent?.size === 0) isSettled = await this.letGo(session, draft, left, after);
      // An older draft that says something else is not what the plan was made of: its own save has to find the conflict.
      else if (!unsent || draft.time <= createdAt || isDirty(draft.ref)) return;
      else isSettled = await this.goOn(session, draft, { left, restOn: (now) => movedOn(edit, unsent, now) }, after);
    }
  }

  /** The draft wants the rest of what it says, on top of what HappyFox has now. False where another is held by now. */
  private async goOn(
    session: AccountSession,
    draft: HeldAssetEdit,
    { left, restOn }: { readonly left: Asset; readonly restOn: (now: Rendered) => EditText },
    after: Asset,
  ): Promise<boolean> {
    const { ref } = draft;
    const rendered = await renderedAsset(session, ref.assetTypeId, after, draft.base.definition);
    const rest = { ...restOn(rendered), since: [] };
    if (!(await this.heldEdits.hold({ ...draft, ...rest }, draft.text))) return false;
    const open = this.opened.peek(ref);
    open?.renew(rendered);
    open?.takeEdit(rest);
    this.editors.renewed(ref, { text: draft.text, left });
    return true;
  }

  /** Editors show the answer, for which nobody has to be asked again. False where another is held by now. */
  private async letGo(session: AccountSession, draft: HeldAssetEdit, left: Asset, after: Asset): Promise<boolean> {
    const { ref, text, base } = draft;
    if (!(await this.heldEdits.drop(draft, text))) return false;
    const open = this.opened.peek(ref);
    if (!open) return true;
    open.discardDraft(await renderedAsset(session, ref.assetTypeId, after, base.definition));
    this.editors.renewed(ref, { text, left });
    return true;
  }
}

/** What the draft's text stands for by now: what it began with, and what was sent of it. */
function leftOf({ base }: EditText, step: { readonly base: Asset | null; readonly intent: Asset }): Asset {
  const { asset, definition } = base;
  if (!step.base) return asset;
  const sent = stateOf(step.intent, definition);
  const keys = changesBetween(stateOf(step.base, definition), sent, definition).map(({ key }) => key);
  return withState(asset, withValuesOf(stateOf(asset, definition), sent, keys), definition);
}
