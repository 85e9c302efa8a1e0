import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { contactsInText, withNewContacts } from '../../assets/contactsInText';
import { stateOf, type EditableState } from '../../assets/editableState';
import { merge, withValuesOf, type Conflict } from '../../assets/merge';
import type { Rendered } from '../../assets/openDocument';
import { withState } from '../../assets/withState';
import type { Asset } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
import type { AssetDocuments } from './assetDocuments';
import { textFor, renderedAsset } from '../screen/assetText';
import { CommandRefused } from '../words/errors';
import { measuredText } from './measuredText';

const { t } = vscode.l10n;

/** A save that was refused because somebody else had changed the same fields. */
export interface OpenConflict {
  readonly ref: AssetRef;
  /** The document whose save it was: an asset that was renamed meanwhile may be open under two URIs. */
  readonly uri: vscode.Uri;
  /** What both sides were measured against. */
  readonly base: EditableState;
  /** The asset as the others left it. */
  readonly theirs: Rendered;
  /** Its text beside mine: what nobody can edit, such as author and time, is as mine has it, for a diff would colour it as an edit. */
  readonly compared: string;
  readonly conflicts: readonly Conflict[];
}

/** Whose value stands where both sides changed the same. */
export type Side = 'mine' | 'theirs';

/** The conflicts of this window's documents, and what resolves them. */
export class DocumentConflicts implements vscode.Disposable {
  private readonly all = new Map<string, OpenConflict>();
  private readonly changed = new vscode.EventEmitter<void>();

  /** Fires when a conflict came up or was resolved. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly assets: AssetDocuments) {}

  /** The conflict that stands against saving a document. */
  of(uri: vscode.Uri): OpenConflict | undefined {
    return this.all.get(uri.toString());
  }

  /** Every document that has a conflict. */
  get documents(): readonly vscode.Uri[] {
    return [...this.all.values()].map(({ uri }) => uri);
  }

  /** The text in which a conflict is resolved: theirs, with my edits, and in the disputed fields what `choose` says. */
  async resolve(uri: vscode.Uri, text: string, choose: (conflict: Conflict) => Side): Promise<string> {
    const conflict = this.of(uri);
    if (!conflict) throw new CommandRefused(t('There is no conflict to resolve any more. Save again.'));
    const { ref, base, theirs } = conflict;
    const { mine, newContacts } = await measuredText(this.assets, ref, uri, text);
    const { definition } = theirs;
    const theirState = stateOf(theirs.asset, definition);
    const { merged, conflicts } = merge(base, theirState, mine, definition);
    const taken = conflicts.filter((one) => choose(one) === 'theirs');
    const resolved = withValuesOf(
      merged,
      theirState,
      taken.map(({ key }) => key),
    );
    const session = this.assets.opened.session(ref);
    const asset = { ...theirs.asset, contacts: [...contactsInText(text), ...theirs.asset.contacts] };
    return withNewContacts(textFor(session, definition, withState(asset, resolved, definition)), newContacts);
  }

  /**
   * The document shows the resolved text. Its edits are measured against theirs from now on, so that saving sends what it shows and
   * nothing else. Before that they must not be: theirs would be taken for something the user had undone.
   */
  resolved(uri: vscode.Uri): void {
    const conflict = this.of(uri);
    if (!conflict) return;
    this.assets.rebase(conflict.ref, uri, conflict.theirs);
    this.forget(uri);
  }

  /** Lets go of a conflict, e.g. because the document was closed or reverted. */
  forget(uri: vscode.Uri): void {
    if (this.all.delete(uri.toString())) this.changed.fire();
  }

  /** A save was refused; `mine` is what its text was made from. */
  async note(
    session: AccountSession,
    { ref, uri, mine }: Pick<OpenConflict, 'ref' | 'uri'> & { readonly mine: Asset },
    definition: AssetTypeDefinition,
    { base, theirs, conflicts }: Pick<OpenConflict, 'base' | 'conflicts'> & { readonly theirs: Asset },
  ): Promise<void> {
    const rendered = await renderedAsset(session, ref.assetTypeId, theirs, definition);
    const compared = textFor(session, rendered.definition, editedAs(rendered.asset, mine));
    this.all.set(uri.toString(), { ref, uri, base, theirs: rendered, compared, conflicts });
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** My version with what can be edited as theirs has it. */
function editedAs({ displayId, name, contacts, customFields, absent }: Asset, mine: Asset): Asset {
  return { ...mine, displayId, name, contacts, customFields, absent };
}
