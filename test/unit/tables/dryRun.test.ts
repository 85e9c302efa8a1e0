import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { Asset } from '../../../src/happyfox/asset';
import { stateOf } from '../../../src/assets/editableState';
import type { Step } from '../../../src/plans/plan';
import type { ColumnKey } from '../../../src/tables/columns';
import { severityOf } from '../../../src/tables/importProblem';
import { assetWith, general, withoutContacts } from '../assets/samples';
import type { ImportRow } from '../../../src/tables/importRow';
import { CountingPause } from '../happyfox/countingPause';
import { dryRunOf, imported, importedDocuments, type ImportOptions } from './files';

const ann = { id: 27, name: 'Ann Lee', email: 'ann@acme.com' };
const laptop = assetWith(
  { 45: '00123', 46: 'Dell', 47: 1, 48: [5, 6], 49: '2026-01-31', 50: 16, 51: { odd: 1 } },
  { id: 1, displayId: 'LAP-1', name: 'Laptop one', contacts: [ann] },
);
const desktop = assetWith({ 45: 'X2', 47: 99 }, { id: 2, displayId: '0042', name: 'Desktop', contacts: [] });
const spare = assetWith({ 45: 'X2' }, { id: 3, displayId: 'lap-3', name: 'Spare', contacts: [] });
const assets: readonly Asset[] = [laptop, desktop, spare];

async function problemsOf(file: string, options: Partial<ImportOptions> = {}): Promise<readonly string[]> {
  const { problems } = await imported(file, { definition: general, assets, ...options });
  return problems.map((problem) => {
    const place = `${problem.row ?? '-'}:${problem.column ?? '-'}`;
    return `${place} ${severityOf(problem)} ${problem.code} ${JSON.stringify(problem.detail ?? null)}`;
  });
}

function change({ intent, base, name }: Step): unknown {
  const fields = (asset: Asset | null) => new Map(asset?.customFields.map(({ id, value }) => [id, value]));
  const before = fields(base);
  const after = [...fields(intent)].filter(([id, value]) => JSON.stringify(before.get(id)) !== JSON.stringify(value));
  return [name, Object.fromEntries(after)];
}

describe('dry run of an import', () => {
  it('changes what the cells say, clears what they say to clear, and leaves the rest', async () => {
    const { steps, problems } = await imported(
      'display_id,Serial Number,Manufacturer,Category,Tags,Warranty Date,Memory\n' +
        'LAP-1,,(clear),Desktop,EU,2027-02-28,32\n0042,,,,,,\n',
      { definition: general, assets },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(steps.map(change), [['Laptop one', { 46: null, 47: 2, 48: [6], 49: '2027-02-28', 50: 32 }]]);
    assert.deepEqual(
      steps.map(({ row, operation, assetId }) => [row, operation, assetId]),
      [[2, 'update', 1]],
    );
  });

  it('refuses what is no text, at its cell', async () => {
    assert.deepEqual(await problemsOf('display_id,name,Serial Number\nLAP-1,A\u0000,x\u001by\n'), [
      '2:1 error notText {"character":"U+0000"}',
      '2:2 error notText {"character":"U+001B"}',
    ]);
  });

  it('creates what is not there, and nothing the second time', async () => {
    const file = 'display_id,name,Serial Number,contacts\nNEW-1,New one,=S1,ann@acme.com\n';
    const options = { definition: general, people: [ann] };
    const { steps, problems } = await imported(file, { ...options, assets });
    assert.deepEqual(problems, []);
    const [step] = steps;
    assert.ok(step);
    assert.equal(step.operation, 'create');
    assert.equal(step.row, 2);
    const created = { ...(step.intent ?? laptop), id: 9 };
    assert.deepEqual(stateOf(created, general).contactIds, [27]);
    const again = await imported(file, { ...options, assets: [...assets, created] });
    assert.deepEqual([again.steps, again.problems], [[], []]);
  });

  it('does not create an asset again whatever the rows are matched by', async () => {
    const file = 'display_id,name,Serial Number\nLAP-1,Other,\n';
    for (const match of ['id', 45] as const) {
      const problems = await problemsOf(file, { match, mode: 'create' });
      assert.equal(
        problems.at(-1),
        '2:2 error displayIdTaken {"value":"LAP-1","id":1}'.replace('2:2', match === 45 ? '2:2' : '2:-'),
      );
    }
  });

  it('has each creation know by what its row found no asset, so that it is looked for once more before it is created', async () => {
    const file = 'display_id,name,Serial Number\nNEW-1,New,N1\n';
    const keyOf = async (match: ColumnKey): Promise<unknown> => {
      const { steps } = await imported(file, { definition: general, assets, match });
      return steps.map(({ operation, key }) => [operation, key]);
    };
    assert.deepEqual(await keyOf(45), [['create', 45]]);
    assert.deepEqual(await keyOf('name'), [['create', 'name']]);
    assert.deepEqual(await keyOf('display_id'), [['create', undefined]]);
  });

  it('does not create an asset again whose display id has blanks around it in HappyFox', async () => {
    const assets = [{ ...laptop, displayId: ' LAP-1\t' }];
    assert.deepEqual(await problemsOf('display_id,name\nLAP-1,Other\n', { assets, match: 'name', mode: 'both' }), [
      '2:1 error displayIdTaken {"value":"LAP-1","id":1}',
    ]);
  });

  const faults: readonly (readonly [
    title: string,
    file: string,
    problems: readonly string[],
    options?: Partial<ImportOptions>,
  ])[] = [
    ['an asset that is not there', 'display_id\nLAP-9\n', ['2:0 error notFound {"value":"LAP-9"}'], { mode: 'update' }],
    [
      'a case that differs',
      'display_id\nLap-3\n',
      ['2:0 error notFound {"value":"Lap-3","suggestion":"lap-3"}'],
      { mode: 'update' },
    ],
    [
      'zeros that a spreadsheet dropped',
      'display_id\n42\n',
      ['2:0 error notFound {"value":"42","suggestion":"0042"}'],
      { mode: 'update' },
    ],
    ['no match value', 'display_id,name\n,X\n', ['2:0 error noMatchValue {"header":"display_id"}'], { mode: 'update' }],
    ['an id that nobody has', 'id,name\n77,X\n', ['2:0 error notFound {"value":"77"}'], { match: 'id' }],
    [
      'several hits',
      'Serial Number\nX2\n',
      ['2:0 error ambiguousMatch {"value":"X2","candidates":["Desktop (#2)","Spare (#3)"]}'],
      { match: 45 },
    ],
    [
      'two rows for one asset',
      'display_id,Memory\nLAP-1,1\nLAP-1,2\n',
      ['2:0 error sameAsset {"rows":[3]}', '3:0 error sameAsset {"rows":[2]}'],
    ],
    [
      'two rows for one new asset',
      'display_id,name\nN,A\nN,B\n',
      ['2:0 error sameAsset {"rows":[3]}', '3:0 error sameAsset {"rows":[2]}'],
    ],
    [
      'two rows for one new asset, but for blanks',
      'id,display_id,name\n,N,A\n,N ,B\n',
      ['2:0 error sameAsset {"rows":[3]}', '3:0 error sameAsset {"rows":[2]}'],
      { match: 'id' },
    ],
    [
      'two assets that take on one display id',
      'id,display_id\n1,N\n2, N\n',
      ['2:0 error sameAsset {"rows":[3]}', '3:0 error sameAsset {"rows":[2]}'],
      { match: 'id' },
    ],
    [
      'an asset that takes on the display id of a new one',
      'id,display_id,name\n1,N,\n,N,B\n',
      ['2:0 error sameAsset {"rows":[3]}', '3:0 error sameAsset {"rows":[2]}'],
      { match: 'id' },
    ],
    [
      'an asset that exists, where only new ones are wanted',
      'display_id\nLAP-1\n',
      ['2:0 note existsAlready {"id":1}'],
      { mode: 'create' },
    ],
    [
      'a display id of another asset',
      'id,display_id\n1,0042\n',
      ['2:0 error displayIdTaken {"value":"0042","id":2}'],
      { match: 'id' },
    ],
    [
      'a display id of another asset, but for blanks',
      'id,display_id\n1, 0042\n',
      ['2:0 error displayIdTaken {"value":" 0042","id":2}'],
      { match: 'id' },
    ],
    ['a new asset without a name', 'display_id,name\nN,\n', ['2:1 error required {"key":"name"}']],
    ['a name to be cleared', 'display_id,name\nLAP-1,(clear)\n', ['2:1 error required {"key":"name"}']],
    [
      'a name that is too long',
      `display_id,name\nLAP-1,${'x'.repeat(201)}\n`,
      ['2:1 error tooLong {"limit":200,"actual":201}'],
    ],
    [
      'another type',
      'display_id,asset_type\nLAP-1,Printer\n',
      ['2:1 error otherType {"value":"Printer","type":"General"}'],
    ],
    [
      'a choice that is not there',
      'display_id,Category\nLAP-1,Laptpo\n',
      ['2:1 error unknownChoice {"key":"Laptpo","suggestion":"Laptop"}'],
    ],
    [
      'a choice of two',
      'display_id,Category\nLAP-1,Spare\n',
      ['2:1 error ambiguousChoice {"key":"Spare","candidates":["Spare (#3)","Spare (#4)"]}'],
    ],
    ['no number', 'display_id,Memory\nLAP-1,much\n', ['2:1 error wrongType {"expected":"number"}']],
    [
      'a day that does not exist',
      'display_id,Warranty Date\nLAP-1,2026-02-30\n',
      ['2:1 error impossibleDate {"value":"2026-02-30"}'],
    ],
    ['a kind of field that nobody knows', 'display_id,Gadget\nLAP-1,x\n', ['2:1 error readOnlyField null']],
    [
      'dates that may be two days',
      'display_id,Warranty Date\nLAP-1,01/02/2026\n',
      [
        '1:1 error unsettledDates {"header":"Warranty Date","example":"01/02/2026"}',
        '2:1 error wrongType {"expected":"date"}',
      ],
    ],
    [
      'a stranger with an e-mail',
      'display_id,contacts\nLAP-1,Bo <bo@acme.com>\n',
      ['2:1 error stranger {"word":"Bo <bo@acme.com>","canCreate":true}'],
    ],
    ['a stranger without', 'display_id,contacts\nLAP-1,Bo\n', ['2:1 error stranger {"word":"Bo","canCreate":false}']],
    [
      'a person with the id of another',
      'display_id,contacts\nLAP-1,Bo <bo@acme.com> (#27)\n',
      ['2:1 error otherPerson {"word":"Bo <bo@acme.com> (#27)","person":"Ann Lee <ann@acme.com> (#27)"}'],
    ],
    [
      'two people of one name',
      'display_id,contacts\n0042,ann lee\n',
      ['2:1 error ambiguousPerson {"word":"ann lee","candidates":["Ann Lee <ann@acme.com> (#27)","Ann Lee (#28)"]}'],
      { people: [{ id: 28, name: 'Ann Lee', email: null }] },
    ],
    [
      'contacts where there are none',
      'display_id,contacts\n0042,ann@acme.com\n',
      ['2:1 error contactsSwitchedOff null'],
      { definition: withoutContacts },
    ],
    [
      'a number in powers of ten',
      'display_id,Serial Number\nLAP-1,1.23E+12\n',
      ['2:1 warning scientific {"value":"1.23E+12"}'],
    ],
    [
      'zeros lost in a value',
      'display_id,Serial Number\nLAP-1,123\n',
      ['2:1 warning lostZeros {"value":"123","was":"00123"}'],
    ],
    [
      'a column that nobody knows',
      'display_id,Colour,Serial No\nLAP-1,red,00123\n',
      [
        '1:1 warning unusedColumn {"header":"Colour"}',
        '1:2 warning unusedColumn {"header":"Serial No","suggestion":"Serial Number"}',
      ],
    ],
    [
      'a field in two columns',
      'display_id,Memory,memory\nLAP-1,16,16\n',
      ['1:2 warning unusedColumn {"header":"memory"}'],
    ],
    ['cells beyond the header', 'display_id,Memory\nLAP-1,16,17\n', ['2:2 error extraCells {"columns":2,"cells":3}']],
    [
      'a quotation mark that is never closed',
      'display_id,Memory\nLAP-1,16\n0042,"17\n',
      ['-:- error unclosedQuote null'],
    ],
  ];
  for (const [title, file, problems, options] of faults) {
    it(`tells of ${title}`, async () => {
      assert.deepEqual(await problemsOf(file, options), problems);
    });
  }

  it('leaves rows with errors out, and carries the others out', async () => {
    const run = await imported('display_id,Memory\nLAP-1,much\n0042,8\n', { definition: general, assets });
    assert.deepEqual([run.rows, run.refused], [2, 1]);
    assert.deepEqual(run.steps.map(change), [['Desktop', { 50: 8 }]]);
  });

  it('tells everything that is wrong with a row that is about no asset', async () => {
    assert.deepEqual(await problemsOf('display_id,Memory\nLAP-9,much\n', { mode: 'update' }), [
      '2:0 error notFound {"value":"LAP-9"}',
      '2:1 error wrongType {"expected":"number"}',
    ]);
  });

  it('pauses between any two rows, and makes their steps within', async () => {
    const counted = new CountingPause();
    const many = Array.from({ length: 50 }, (_, at) => assetWith({}, { id: at + 1, displayId: `D${at}` }));
    const rows = many.map(({ displayId }, at): ImportRow => ({
      ...{ number: at + 1, place: { span: { offset: 0, length: 0 } }, matchText: displayId, people: [] },
      edit: (base) => {
        counted.note();
        assert.ok(base);
        return { mine: { ...stateOf(base, general), name: 'New' }, newContacts: [], people: [] };
      },
    }));
    const { steps } = await dryRunOf(rows, { definition: general, assets: many }, counted.pause);
    assert.equal(steps.length, many.length);
    assert.equal(counted.most, 1);
  });

  it('names five of the rows that share an asset, for each of them', async () => {
    const problems = await problemsOf(`display_id,Memory\n${'LAP-1,1\n'.repeat(8)}`);
    assert.equal(problems.length, 8);
    assert.equal(problems[0], '2:0 error sameAsset {"rows":[3,4,5,6,7]}');
    assert.equal(problems[2], '4:0 error sameAsset {"rows":[2,3,5,6,7]}');
    assert.equal(problems[7], '9:0 error sameAsset {"rows":[2,3,4,5,6]}');
  });

  it('lets an asset keep its display id beside blanks', async () => {
    assert.deepEqual(await problemsOf('id,display_id\n1, LAP-1\n', { match: 'id' }), []);
  });

  it('reads dates in the order it is told', async () => {
    const file = 'display_id,Warranty Date\nLAP-1,01/02/2026\n';
    const { steps, problems } = await imported(file, { definition: general, assets, dates: 'mdy' });
    assert.deepEqual(problems, []);
    assert.deepEqual(steps.map(change), [['Laptop one', { 49: '2026-01-02' }]]);
  });

  it('creates people where that is wanted', async () => {
    const file = 'display_id,contacts\nLAP-1,Ann Lee <ann@acme.com> (#27); Bo <bo@acme.com>\n';
    const { steps, problems } = await imported(file, { definition: general, assets, createContacts: true });
    assert.deepEqual(problems, []);
    assert.deepEqual(steps[0]?.newContacts, [{ name: 'Bo', email: 'bo@acme.com' }]);
  });

  it('has somebody whom many rows name created once, by one name', async () => {
    const file = 'display_id,contacts\nLAP-1,BO@acme.com\n0042,Bo <bo@acme.com>\nlap-3,Robert <Bo@acme.com>\n';
    const { steps, problems } = await imported(file, { definition: general, assets, createContacts: true });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      steps.map(({ newContacts }) => newContacts),
      Array(3).fill([{ name: 'Bo', email: 'BO@acme.com' }]),
    );
  });

  it('points at the cell', async () => {
    const file = 'display_id,Memory\r\n"LAP-1","much"\r\n';
    const { problems } = await imported(file, { definition: general, assets });
    const [{ offset, length } = { offset: 0, length: 0 }] = problems.map(({ span }) => span);
    assert.equal(file.slice(offset, offset + length), '"much"');
  });

  it('reads documents, and points into them', async () => {
    const text =
      '{"id": 1, "custom_fields": {"Memory": 32}, "updated_at": "2020-01-01T00:00:00Z"}\n\n{"id": 2, "custom_fields": {"Memory": "much"}}\n';
    const { steps, problems } = await importedDocuments(text, { definition: general, assets, match: 'id' });
    assert.deepEqual(steps.map(change), [['Laptop one', { 50: 32 }]]);
    const [problem, ...others] = problems;
    assert.equal(others.length, 0);
    assert.equal(problem?.row, 3);
    assert.equal(text.slice(problem.span.offset, problem.span.offset + problem.span.length), '"much"');
  });

  it('matches documents by a custom field, and links people by e-mail', async () => {
    const text = '[{"custom_fields": {"Serial Number": "00123"}, "contacts": [{"email": "bo@acme.com"}]}]';
    const people = [{ id: 28, name: 'Bo', email: 'bo@acme.com' }];
    const { steps, problems } = await importedDocuments(text, { definition: general, assets, match: 45, people });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      steps.map(({ assetId, intent }) => [assetId, intent?.contacts]),
      [[1, people]],
    );
  });
});
