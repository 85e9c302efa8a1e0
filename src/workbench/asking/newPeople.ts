import * as vscode from 'vscode';
import type { EditableState } from '../../assets/editableState';
import { safeText } from '../../assets/safeText';
import type { NewContact } from '../../happyfox/asset';
import { addressOf } from '../../happyfox/newContact';
import { FoundPeople, type StateWithPeople } from '../../plans/foundPeople';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';

const { t } = vscode.l10n;

/** Asks whether people are to be created in HappyFox. */
export type ConfirmPeople = (session: AccountSession, people: readonly NewContact[]) => Promise<boolean>;

/** Finds the people a document names by e-mail or phone, and has those who don't exist confirmed before a save creates them. */
export class NewPeople {
  constructor(private readonly confirm: ConfirmPeople) {}

  /** Links those who exist by their ids. Throws `CommandRefused` when the agent may not create the others, or the user does not want it. */
  async settle(
    session: AccountSession,
    mine: EditableState,
    named: readonly NewContact[],
    confirm: ConfirmPeople = this.confirm,
  ): Promise<StateWithPeople> {
    return (await this.find(session, named, confirm)).link(mine, named);
  }

  /** Looks people up, each once, and has those confirmed who don't exist. Throws as `settle` does. */
  async find(
    session: AccountSession,
    named: readonly NewContact[],
    confirm: ConfirmPeople = this.confirm,
  ): Promise<FoundPeople> {
    if (named.length === 0) return FoundPeople.none;
    const client = await session.store.client();
    const found = await FoundPeople.lookUp(client, named, { priority: 'user' });
    const { strangers } = found;
    if (strangers.length === 0) return found;
    await refuseWithoutPermission(session, strangers);
    if (await confirm(session, strangers)) return found;
    throw new CommandRefused(
      t('Not sent: {0} does not exist in HappyFox. Remove the entry, or save again and confirm.', names(strangers)),
    );
  }
}

/** The question before a save creates people. */
export async function confirmPeople(session: AccountSession, people: readonly NewContact[]): Promise<boolean> {
  const create = people.length === 1 ? t('Create Contact and Save') : t('Create {0} Contacts and Save', people.length);
  const detail = t(
    'Nobody there has this e-mail address or phone number: {0}. HappyFox can’t undo this from here.',
    shown(people),
  );
  return confirmed(session, people, { create, detail });
}

/** The question before people are part of a plan, which creates them when it is applied. */
export async function confirmPeopleOfPlan(session: AccountSession, people: readonly NewContact[]): Promise<boolean> {
  const create = people.length === 1 ? t('Create the Contact') : t('Create {0} Contacts', people.length);
  const detail = [
    t('Nobody there has this e-mail address or phone number: {0}.', shown(people)),
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
      ? t('Create the contact {0} in {1}?', shown(people), safeText(account.label))
      : t('Create {0} contacts in {1}?', people.length, safeText(account.label));
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, create)) === create;
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
  return people.map((person) => safeText(addressOf(person))).join(', ');
}

function shown(people: readonly NewContact[]): string {
  return people.map(personText).join(', ');
}

/** A person who is to be created, by all that is sent of them. */
export function personText({ name, email, phone }: NewContact): string {
  const address = [email, phone].filter((one) => typeof one === 'string').join(', ');
  return safeText(name === null ? address : `${name} <${address}>`);
}
