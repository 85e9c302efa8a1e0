import * as vscode from 'vscode';
import { ContactSearch } from '../../../assets/contactSearch';
import { contactEdits, contactSlotAt, type ContactSlot } from '../../../assets/contactSlot';
import { contactsAllowed } from '../../../assets/editableState';
import { safeLabel } from '../../../assets/safeText';
import type { Contact } from '../../../happyfox/contact';
import type { AccountSession } from '../../sessions/accountSession';
import type { Basis } from '../measuredText';
import { assetIn, draftIn } from '../../screen/openEditors';
import { rangeOf } from '../../screen/problemDiagnostics';
import type { Sessions } from '../../sessions/sessions';
import { realTimer, type Timer } from '../../sessions/timer';
import { personLabel } from '../../../assets/person';

/** How long a person has to stop typing before anybody is asked. */
const pauseMilliseconds = 250;

/** Completes `contacts` from the account's people, by name or e-mail. One request a pause in typing, and none for what is known. */
export class ContactCompletion implements vscode.CompletionItemProvider {
  /** Letters bring completion up by themselves; these do not. */
  static readonly triggers = ['"', '@', '.', '-', ' '];

  private readonly searches = new WeakMap<AccountSession, ContactSearch>();

  constructor(
    private readonly basis: Basis,
    private readonly sessions: Pick<Sessions, 'find'>,
    private readonly timer: Timer = realTimer,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList | undefined> {
    const slot = contactSlotAt(document.getText(), document.offsetAt(position));
    const session = slot && this.sessionOf(document.uri);
    const basis = session && (await this.basis(document.uri));
    if (!slot || !basis || !contactsAllowed(basis.definition)) return undefined;
    const people = await this.people(session, slot, token);
    if (!people || token.isCancellationRequested) return undefined;
    const others = people.filter(({ id }) => !slot.others.has(id));
    // What is typed next may match people that this answer leaves out.
    return new vscode.CompletionList(
      others.map((person, index) => itemFor(document, slot, person, index)),
      true,
    );
  }

  /** A failure to look somebody up is no reason to disturb who is typing. */
  private async people(
    session: AccountSession,
    { query, byEmail }: ContactSlot,
    token: vscode.CancellationToken,
  ): Promise<readonly Contact[] | undefined> {
    const search = this.searchOf(session);
    const asked = { text: query, byEmail };
    const known = search.known(asked);
    if (known || !(await this.pause(token))) return known;
    const abort = new AbortController();
    const cancellation = token.onCancellationRequested(() => abort.abort());
    try {
      return await search.find(asked, abort.signal);
    } catch {
      return undefined;
    } finally {
      cancellation.dispose();
    }
  }

  /** True when the pause went by, false as soon as somebody typed on. */
  private pause(token: vscode.CancellationToken): Promise<boolean> {
    if (token.isCancellationRequested) return Promise.resolve(false);
    return new Promise((resolve) => {
      const stop = this.timer(pauseMilliseconds, () => {
        cancellation.dispose();
        resolve(true);
      });
      const cancellation = token.onCancellationRequested(() => {
        stop();
        cancellation.dispose();
        resolve(false);
      });
    });
  }

  private sessionOf(uri: vscode.Uri): AccountSession | undefined {
    const ref = assetIn(uri) ?? draftIn(uri);
    return ref && this.sessions.find(ref.accountId);
  }

  private searchOf(session: AccountSession): ContactSearch {
    const known = this.searches.get(session);
    if (known) return known;
    const search = new ContactSearch(() => session.store.client());
    this.searches.set(session, search);
    return search;
  }
}

/** The whole entry gives way. Edits around the token are apart from it, since VS Code completes within one line alone. */
function itemFor(
  document: vscode.TextDocument,
  slot: ContactSlot,
  person: Contact,
  index: number,
): vscode.CompletionItem {
  const { id, name, email } = person;
  const label = { label: safeLabel(personLabel(person)), description: safeLabel(email ?? '') };
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.User);
  const edits = contactEdits(slot, person);
  item.insertText = edits.token;
  item.range = rangeOf(document, slot.token);
  const texts = [edits.before, edits.after];
  item.additionalTextEdits =
    slot.key === undefined
      ? []
      : edits.around.map((one, at) => new vscode.TextEdit(rangeOf(document, one), texts[at] ?? ''));
  // VS Code holds this against the text at the range, quotes included; the server has chosen already.
  item.filterText = `"${slot.query} ${name} ${email ?? ''}`;
  item.sortText = String(index).padStart(2, '0');
  item.detail = `#${id}`;
  return item;
}
