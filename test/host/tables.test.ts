import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { addAccount, dropAccount, type GivenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';

/** The type in which everything has a name that has broken some program. */
const legacy = 9;

describe('The command exportAssets', () => {
  let account: GivenAccount;
  let folder = '';
  before(async () => {
    // With fewer, the type would hold only the first of the hostile names.
    account = await addAccount({ account: 'demo', assets: 300, assetsByType: { [legacy]: 40 } });
    folder = await mkdtemp(join(tmpdir(), 'export-'));
  });
  after(async () => {
    await dropAccount(account);
    await rm(folder, { recursive: true });
  });
  const exportTo = (name: string, more: object = {}) =>
    run<{ rows: number }>('exportAssets', {
      account: account.id,
      typeId: legacy,
      file: join(folder, name),
      format: 'csv',
      ...more,
    });
  const read = (name: string) => readFile(join(folder, name), 'utf8');

  it('writes every asset of a type, with ids and names, and nothing that a spreadsheet would run', async () => {
    const { rows } = await exportTo('all.csv');
    const lines = (await read('all.csv')).split('\r\n');
    const count = account.sandbox.world.assetsOf(legacy).length;
    assert.equal(rows, count);
    assert.match(lines[0] ?? '', /^id,display_id,name,contacts,/);
    assert.doesNotMatch(lines.join('\n'), /(^|,)"?[=+@]/m);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.part')),
      [],
    );
  });

  it('writes what a query finds, and the columns that are asked for', async () => {
    const { rows } = await exportTo('some.csv', { query: 'HYPERLINK', columns: ['id', 'name', 137], bom: true });
    const text = await read('some.csv');
    assert.equal(rows, 1);
    assert.ok(text.startsWith('\uFEFFid,name,Seen\r\n'));
    assert.match(text, /,"'=HYPERLINK\(""http:\/\/evil.example"",""x""\)/);
  });

  it('writes documents, one a line or in a list', async () => {
    const { rows } = await exportTo('all.jsonl', { format: 'jsonl' });
    await exportTo('all.json', { format: 'json' });
    const lines = (await read('all.jsonl')).trimEnd().split('\n');
    assert.equal(lines.length, rows);
    const list = JSON.parse(await read('all.json')) as readonly { readonly id: number }[];
    assert.deepEqual(
      list,
      lines.map((line) => JSON.parse(line) as unknown),
    );
  });

  it('says what is wrong with what it is asked for, and writes nothing', async () => {
    assertSentence(
      await sentenceOf(exportTo('no.csv', { query: 'nosuchfield:1' })),
      /no field is called “nosuchfield”/,
    );
    assertSentence(await sentenceOf(exportTo('no.csv', { columns: ['Colour'] })), /no column “Colour”/);
    assertSentence(await sentenceOf(exportTo('no.csv', { typeId: 77 })), /no asset type with id 77/);
    assert.ok(!(await readdir(folder)).includes('no.csv'));
  });

  it('comes in again without a step', async () => {
    await exportTo('again.csv');
    for (const match of ['id', 'display_id']) {
      const { plan, problems } = await run<{ plan: { steps: readonly unknown[] }; problems: readonly unknown[] }>(
        'importAssets',
        {
          ...{ account: account.id, typeId: legacy, file: join(folder, 'again.csv'), match, mode: 'update' },
        },
      );
      assert.deepEqual(problems, []);
      assert.deepEqual(plan.steps, []);
    }
  });

  it('writes a template that is imported as it is', async () => {
    const file = join(folder, 'template.csv');
    const { columns } = await run<{ columns: number }>('exportTemplate', { account: account.id, typeId: legacy, file });
    assert.equal(columns, 17);
    const imported = await run<{ plan: { steps: readonly unknown[] }; problems: readonly unknown[] }>('importAssets', {
      ...{ account: account.id, typeId: legacy, file, match: 'display_id', mode: 'create' },
    });
    assert.deepEqual([imported.plan.steps, imported.problems], [[], []]);
  });
});

interface Answer {
  readonly plan: {
    readonly title: string;
    readonly steps: readonly { readonly operation: string; readonly assetId: number | null; readonly row?: number }[];
  };
  readonly outcomes?: readonly { readonly id: number | null; readonly outcome: string }[];
  readonly problems: readonly {
    readonly severity: string;
    readonly code: string;
    readonly message: string;
    readonly row?: number;
    readonly column?: string;
    readonly line: number;
    readonly character: number;
  }[];
}

/** The laptops of the demo account. */
const laptops = 3;

describe('The command importAssets', () => {
  let account: GivenAccount;
  let folder = '';
  before(async () => {
    account = await addAccount({ account: 'demo', assets: 300 });
    folder = await mkdtemp(join(tmpdir(), 'import-'));
  });
  after(async () => {
    await dropAccount(account);
    await rm(folder, { recursive: true });
  });

  const importFile = async (text: string | Uint8Array, more: object = {}) => {
    const file = join(folder, 'in.csv');
    await writeFile(file, text);
    const common = { account: account.id, typeId: laptops, file, match: 'display_id', mode: 'update' };
    return run<Answer>('importAssets', { ...common, ...more });
  };
  const laptop = (index: number) => {
    const asset = account.sandbox.world.assetsOf(laptops)[index];
    assert.ok(asset);
    return asset;
  };
  const first = () => laptop(0);
  const second = () => laptop(1);

  it('changes what a file changes, creates what is new, and comes to nothing the second time', async () => {
    const file = `display_id,name,Serial Number\n${first().displayId},,CHANGED-1\nNEW-77,"New; one",'=S77\n`;
    const { plan, problems } = await importFile(file, { mode: 'both' });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      plan.steps.map(({ operation, assetId, row }) => [operation, assetId, row]),
      [
        ['update', first().id, 2],
        ['create', null, 3],
      ],
    );
    const { outcomes } = await importFile(file, { mode: 'both', apply: true });
    assert.deepEqual(
      outcomes?.map(({ outcome }) => outcome),
      ['verified', 'verified'],
    );
    const created = account.sandbox.world.assetsOf(laptops).find(({ displayId }) => displayId === 'NEW-77');
    assert.equal(created?.name, 'New; one');
    assert.ok([...created.values.values()].includes('=S77'));
    const again = await importFile(file, { mode: 'both' });
    assert.deepEqual([again.plan.steps, again.problems], [[], []]);
  });

  it('tells what is wrong with its row, column, line and a sentence', async () => {
    const { plan, problems } = await importFile(
      `display_id,Serial Number,Colour\r\n"${first().displayId}","two\r\nlines",\r\nNONE,x,red\r\n`,
    );
    assert.equal(plan.steps.length, 1);
    assert.deepEqual(
      problems.map(({ severity, code, row, column, line, character }) => [
        severity,
        code,
        row,
        column,
        line,
        character,
      ]),
      [
        ['warning', 'unusedColumn', 1, 'Colour', 1, 26],
        ['error', 'notFound', 3, 'display_id', 4, 1],
      ],
    );
    for (const { message } of problems) assertSentence(message, /./);
    const uri = vscode.Uri.file(join(folder, 'in.csv'));
    assert.deepEqual(
      vscode.languages.getDiagnostics(uri).map(({ severity, range: { start } }) => [severity, start.line]),
      [
        [vscode.DiagnosticSeverity.Warning, 0],
        [vscode.DiagnosticSeverity.Error, 3],
      ],
    );
  });

  it('reads dates and columns as the mapping says', async () => {
    const file = `Tag;Gekauft am;Notes\n${second().displayId};03/04/2021;x\n`;
    assertSentence(await sentenceOf(importFile(file)), /No column of the file holds “display_id”/);
    const mapping = { Tag: 'display_id', 'Gekauft am': { field: 'Purchase Date', dates: 'dmy' }, Notes: null };
    const { plan, problems } = await importFile(file, { mapping });
    assert.deepEqual(problems, []);
    assert.match(JSON.stringify(plan.steps), /2021-04-03/);
    const unsettled = await importFile(file, { mapping: { ...mapping, 'Gekauft am': 'Purchase Date' } });
    assert.deepEqual(
      unsettled.problems.map(({ code }) => code),
      ['unsettledDates', 'wrongType'],
    );
    assertSentence(await sentenceOf(importFile(file, { mapping: { Tga: 'name' } })), /no column “Tga”/);
    assertSentence(
      await sentenceOf(importFile(file, { mapping: { Tag: 'Purchase Dat' } })),
      /Did you mean “Purchase Date”/,
    );
  });

  it('finds people by e-mail, and creates those who don’t exist only when it is told to', async () => {
    const [person] = account.sandbox.world.contacts.filter(({ email }) => email !== null);
    assert.ok(person?.email);
    const file = `display_id,contacts\n${first().displayId},${person.email}; Zoe Quux <zoe.quux@example.com>\n`;
    const { plan, problems } = await importFile(file);
    assert.deepEqual([plan.steps.length, problems.map(({ code }) => code)], [0, ['stranger']]);
    const both = `${file}${second().displayId},zoe.QUUX@example.com\n`;
    const { outcomes } = await importFile(both, { createContacts: true, apply: true });
    assert.deepEqual(
      outcomes?.map(({ outcome }) => outcome),
      ['verified', 'verified'],
    );
    const people = account.sandbox.world.contacts.filter(({ email }) => /^zoe\.quux@/i.test(email ?? ''));
    assert.deepEqual(
      people.map(({ name }) => name),
      ['Zoe Quux'],
    );
    for (const { contactIds } of [first(), second()]) assert.ok(contactIds.includes(people[0]?.id ?? 0));
    const again = await importFile(file);
    assert.deepEqual([again.plan.steps, again.problems], [[], []]);
  });

  it('applies nothing of a file that ends within a quotation mark', async () => {
    const file = `display_id,Serial Number\n${first().displayId},A\n${second().displayId},"B\n`;
    account.sandbox.wireLog.clear();
    assertSentence(
      await sentenceOf(importFile(file, { apply: true })),
      /quotation mark is opened here and never closed/,
    );
    assert.deepEqual(
      account.sandbox.wireLog.entries.filter(({ method }) => method !== 'GET'),
      [],
    );
  });

  it('says so where there is no such file, or nothing in it', async () => {
    const argument = { account: account.id, typeId: laptops, match: 'id', mode: 'update' };
    const missing = run('importAssets', { ...argument, file: join(folder, 'none.csv') });
    assertSentence(await sentenceOf(missing), /none\.csv can’t be read/);
    assertSentence(await sentenceOf(importFile('')), /in\.csv is empty/);
  });
});
