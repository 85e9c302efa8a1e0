import * as vscode from 'vscode';
import type { EditableState } from '../assets/editableState';
import { safeText } from '../assets/safeText';
import type { NewContact } from '../happyfox/asset';
import type { Contact } from '../happyfox/contact';
import type { AccountSession } from './accountSession';
import { CommandRefused } from './commandRefused';

const { t } = vscode.l10n;

/** A document's contacts, once everybody named by e-mail has been looked up. */
export interface SettledPeople {
  readonly mine: EditableState;
  /** Those who don't exist, and whom the user wants created. */
  readonly newContacts: readonly NewContact[];
}

/** Asks whether people are to be created in HappyFox. */
export type ConfirmPeople = (session: AccountSession, people: readonly NewContact[]) => Promise<boolean>;

/** Finds the people a document names by e-mail, and has those who don't exist confirmed before a save creates them. */
export class NewPeople {
  constructor(private readonly confirm: ConfirmPeople) {}

  /** Links those who exist by their ids. Throws `CommandRefused` when the agent may not create the others, or the user does not want it. */
  async settle(
    session: AccountSession,
    mine: EditableState,
    named: readonly NewContact[],
    confirm: ConfirmPeople = this.confirm,
  ): Promise<SettledPeople> {
    if (named.length === 0) return { mine, newContacts: [] };
    const known = await this.find(session, named, confirm);
    const contactIds = [...new Set([...(mine.contactIds ?? []), ...known.values()])];
    const newContacts = named.filter(({ email }) => !known.has(email.toLowerCase()));
    return { mine: { ...mine, contactIds }, newContacts };
  }

  /** The ids of those who exist, by their e-mails in lower case, each asked for once. Throws as `settle` does. */
  async find(
    session: AccountSession,
    named: readonly NewContact[],
    confirm: ConfirmPeople = this.confirm,
  ): Promise<ReadonlyMap<string, number>> {
    const people = new Map(named.map((person) => [person.email.toLowerCase(), person]));
    const found = await Promise.all(
      Array.from(people.keys(), async (email) => [email, (await byEmail(session, email))?.id] as const),
    );
    const known = new Map(found.flatMap(([email, id]) => (id === undefined ? [] : [[email, id] as const])));
    const strangers = [...people].flatMap(([email, person]) => (known.has(email) ? [] : [person]));
    if (strangers.length === 0) return known;
    await refuseWithoutPermission(session, strangers);
    if (await confirm(session, strangers)) return known;
    throw new CommandRefused(
      t('Not sent: {0} does not exist in HappyFox. Remove the entry, or save again and confirm.', names(strangers)),
    );
  }
}

/** The question before a save creates people. */
export async function confirmPeople(session: AccountSession, people: readonly NewContact[]): Promise<boolean> {
  const create = people.length === 1 ? t('Create Contact and Save') : t('Create {0} Contacts and Save', people.length);
  const detail = t('Nobody there has this e-mail: {0}. HappyFox can’t undo this from here.', names(people));
  return confirmed(session, people, { create, detail });
}

/** The question before people are part of a plan, which creates them when it is applied. */
export async function confirmPeopleOfPlan(session: AccountSession, people: readonly NewContact[]): Promise<boolean> {
  const create = people.length === 1 ? t('Create the Contact') : t('Create {0} Contacts', people.length);
  const detail = [
    t('Nobody there has this e-mail: {0}.', names(people)),
    t('They are created when the plan is applied; HappyFox can’t undo that from here.'),
  ].join(' ');
  return confirmed(session, people, { create, detail });
}

async function confirmed(
  { account }: AccountSession,
  people: readonly NewContact[],
  { create, detail }: { readonly create: string; readonly detail: string },
): Promise<boolean> {
  const question =
    people.length === 1
      ? t('Create the contact {0} in {1}?', names(people), safeText(account.label))
      : t('Create {0} contacts in {1}?', people.length, safeText(account.label));
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, create)) === create;
}

async function byEmail(session: AccountSession, email: string): Promise<Contact | undefined> {
  const client = await session.store.client();
  const { items } = await client.searchContacts({ query: `email:${email}`, page: 1, size: 50 }, { priority: 'user' });
  return items.find((contact) => contact.email?.toLowerCase() === email.toLowerCase());
}

/** Whether the acting agent may create contacts. */
export async function mayCreateContacts(session: AccountSession): Promise<boolean> {
  const { agent } = session.account;
  const member = (await session.store.catalogue.agents()).find(({ id }) => id === agent.id);
  if (member?.isAccountAdmin === true) return true;
  return member?.permissions.some((slug) => slug === 'manage_contacts' || slug === 'create_contacts') === true;
}

async function refuseWithoutPermission(session: AccountSession, people: readonly NewContact[]): Promise<void> {
  const { agent } = session.account;
  if (!(await mayCreateContacts(session))) {
    throw new CommandRefused(
      t(
        'Not sent: {0} does not exist in HappyFox, and {1} may not create contacts. Add them in HappyFox first, or run “Switch Agent”.',
        names(people),
        safeText(agent.name),
      ),
    );
  }
}

function names(people: readonly NewContact[]): string {
  return people.map(({ email }) => safeText(email)).join(', ');
}
