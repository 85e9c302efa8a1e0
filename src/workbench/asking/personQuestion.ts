import * as vscode from 'vscode';
import { ContactSearch } from '../../assets/contactSearch';
import { safeLabel } from '../../assets/safeText';
import type { LinkedContact } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
import { personLabel } from '../../assets/person';

const { t } = vscode.l10n;

/** A question for one person of an account. */
interface PersonQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** People to begin with. */
  readonly near: readonly LinkedContact[];
}

interface PersonItem extends vscode.QuickPickItem {
  readonly person: LinkedContact | undefined;
}

/** How long somebody has to stop typing before HappyFox is asked. */
const pauseMilliseconds = 250;

/** Asks for a person: those at hand first, then whom HappyFox finds by name or e-mail. Rejects with `CancellationError` when the user leaves. */
export async function askPerson(session: AccountSession, question: PersonQuestion): Promise<LinkedContact> {
  const input = vscode.window.createQuickPick<PersonItem>();
  const search = new ContactSearch(() => session.store.client());
  const answer = Promise.withResolvers<LinkedContact>();
  let asking = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const near = question.near.map(itemOf);
  const look = async (text: string): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const found = await search.find({ text, byEmail: text.includes('@') }, signal);
      if (!signal.aborted) input.items = merged(near, found.map(itemOf));
    } catch {
      if (!signal.aborted) input.items = [...near, failed()];
    }
    if (!signal.aborted) input.busy = false;
  };
  input.title = question.title;
  input.placeholder = question.placeholder;
  input.items = near;
  input.matchOnDescription = true;
  input.onDidChangeValue((text) => {
    clearTimeout(timer);
    input.busy = text.trim() !== '';
    timer = setTimeout(() => void look(text), pauseMilliseconds);
  });
  input.onDidAccept(() => {
    const person = input.activeItems[0]?.person;
    if (person) answer.resolve(person);
  });
  input.onDidHide(() => answer.reject(new vscode.CancellationError()));
  input.show();
  return answer.promise.finally(() => {
    clearTimeout(timer);
    asking.abort();
    input.dispose();
  });
}

/** The name of a person, else their e-mail, else their number. */
export function personName(person: LinkedContact): string {
  return safeLabel(personLabel(person));
}

function itemOf(person: Pick<LinkedContact, 'id' | 'name' | 'email'>): PersonItem {
  const { id, name, email } = person;
  return { label: personName(person), description: safeLabel(email ?? ''), person: { id, name, email } };
}

function merged(near: readonly PersonItem[], found: readonly PersonItem[]): PersonItem[] {
  const known = new Set(near.map(({ person }) => person?.id));
  return [...near, ...found.filter(({ person }) => !known.has(person?.id))];
}

function failed(): PersonItem {
  return { label: t('HappyFox could not be asked for more people.'), alwaysShow: true, person: undefined };
}
