import type { Account, Call } from '../account';
import { answer, notFound } from '../http/reply';
import type { Reply } from '../http/reply';
import { page } from '../paging';
import { renderContact, renderStaff } from '../rendering';
import type { Contact } from '../world/model';

/** `GET staff/`: every agent, not paged. */
export function listStaff(account: Account, call: Call): Reply {
  const { world, switches } = account;
  if (switches.staffEnvelope === 'page') return page(account, call, world.staff, renderStaff);
  return answer(world.staff.map(renderStaff));
}

/** `GET users/?q=&size=&page=`: contacts that match every term. */
export function listContacts(account: Account, call: Call): Reply {
  const terms = parseQuery(call.query.get('q') ?? '');
  const found = account.world.contacts.filter((contact) => terms.every((matches) => matches(contact)));
  return page(account, call, found, (contact) => renderContact(account, contact));
}

/** `GET user/<id or e-mail>/`. */
export function getContact(account: Account, { key }: Call): Reply {
  const { world } = account;
  const contact = /^\d+$/.test(key) ? world.contact(Number(key)) : world.contactByEmail(key);
  return contact === undefined ? notFound() : answer(renderContact(account, contact));
}

/**
 * `name:`, `email:` and `phone:` joined by a space mean AND. Assumption: a term matches a part of the text whatever its case, quotes hold
 * blanks together, and a bare word is looked for in name and e-mail.
 */
function parseQuery(query: string): ((contact: Contact) => boolean)[] {
  return [...query.matchAll(/(?:(name|email|phone):)?(?:"([^"]*)"|(\S+))/gi)].map(([, key, quoted, bare]) => {
    const wanted = (quoted ?? bare ?? '').toLowerCase();
    const has = (text: string | null) => text?.toLowerCase().includes(wanted) === true;
    switch (key?.toLowerCase()) {
      case 'name':
        return ({ name }) => has(name);
      case 'email':
        return ({ email }) => has(email);
      case 'phone':
        return ({ phones }) => phones.some((phone) => digits(phone).includes(digits(wanted)));
      case undefined:
      default:
        return ({ name, email }) => has(name) || has(email);
    }
  });
}

function digits(text: string): string {
  return text.replaceAll(/\D/g, '');
}
