import { Random } from './random';
import type { World } from './world';

const FIRST_NAMES =
  'Benjamin Carla Daniel Elena Farid Grace Hannah Ibrahim Jasmine Kenji Laura Marcus Nadia Oliver Paula Quentin Rosa Samuel Teresa Umar Valentina William Ximena Yusuf Zoë Björn Chloé Dmitri Eilidh François Gül Håkon Ines Jørgen Katarzyna Liam Mónica Noah Olga Pedro'.split(
    ' ',
  );
const LAST_NAMES =
  "Abbott Baker Castillo Dahl Eriksen Fischer García Haddad Ivanova Jensen Kowalski Larsen Müller Nakamura O'Connor Petrov Quinn Rossi Silva Takahashi Ueda Vargas Weber Xu Yılmaz Zimmermann Ahmed Brown Chen Díaz".split(
    ' ',
  );

/** Who may sign writes, and who may not. */
export function addStaff(world: World): void {
  const admin = { id: 1, name: 'Administrator' };
  const manager = { id: 3, name: 'Asset Manager' };
  const everything = ['manage_assets', 'manage_contacts', 'create_contacts', 'manage_reports'];
  world.addStaff({
    id: 1,
    name: 'George - Admin',
    email: 'george@example.com',
    accountAdmin: true,
    role: admin,
    categories: [1, 2, 3],
    permissions: everything,
  });
  world.addStaff({
    id: 2,
    name: 'Priya Raman',
    email: 'priya@example.com',
    role: manager,
    categories: [1, 2],
    permissions: ['manage_assets'],
  });
  world.addStaff({ id: 3, name: 'Tom Okafor', email: 'tom@example.com', permissions: ['create_contacts'] });
  world.addStaff({
    id: 4,
    name: 'Helen Sørensen',
    email: 'helen@example.com',
    active: false,
    role: manager,
    permissions: ['manage_assets', 'manage_contacts'],
  });
  world.addStaff({
    id: 5,
    name: 'Marta Lindqvist',
    email: 'marta@example.com',
    role: manager,
    permissions: ['manage_assets', 'manage_contacts', 'create_contacts'],
  });
}

/** The first contact's id; Dwyane Wade's is among those that follow. */
const FIRST_CONTACT = 27_301;
const CONTACTS = 420;
const DWYANE_WADE = 27_662;

/** The account's people: hundreds, two of one name, some without e-mail, and the one of the article. */
export function addContacts(world: World, seed: number): void {
  const groups = ['Head office', 'Field staff', 'Contractors', 'Board'].map((name, index) => ({ id: index + 1, name }));
  for (const group of groups) world.addContactGroup(group);
  for (let index = 0; index < CONTACTS; index++) {
    const id = FIRST_CONTACT + index;
    if (id === DWYANE_WADE) addDwyaneWade(world);
    else world.addContact(makeContact(new Random(seed, id), index, id));
  }
  world.addContact({ id: FIRST_CONTACT + CONTACTS, name: 'Benjamin Abbott', email: 'ben.abbott@example.com' });
  world.addContact({ id: FIRST_CONTACT + CONTACTS + 1, name: 'Reception desk', phones: ['442079460999'] });
  world.addContact({ id: FIRST_CONTACT + CONTACTS + 2, name: '山田 太郎', email: 'taro.yamada@example.com' });
  world.addContact({ id: FIRST_CONTACT + CONTACTS + 3, name: 'محمد علي', email: 'mohamed.ali@example.com' });
}

/** The contact of the article's second asset (§1). */
export function addDwyaneWade(world: World): void {
  world.addContact({ id: DWYANE_WADE, name: 'Dwyane Wade', email: 'dwayne.wade@gmail.com', phones: ['13055550103'] });
}

function makeContact(random: Random, index: number, id: number) {
  const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? '';
  // 40 first and 30 last names: the shift makes the pairs differ for 1,200 contacts.
  const last = LAST_NAMES[(index + Math.floor(index / FIRST_NAMES.length)) % LAST_NAMES.length] ?? '';
  const email = `${plain(first)}.${plain(last)}@example.com`;
  const phones = random.chance(0.7) ? [`4420794${random.letters(5, '0123456789')}`] : [];
  return { id, name: `${first} ${last}`, email, phones, groupIds: random.chance(0.8) ? [random.between(1, 3)] : [] };
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}
