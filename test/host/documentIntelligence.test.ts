import { strict as assert } from 'node:assert';
import { beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Sandbox, Switches } from '../../src/sandbox/sandbox';
import type { AccountSession } from '../../src/workbench/sessions/accountSession';
import { ContactCompletion } from '../../src/workbench/documents/language/contactCompletion';
import { givenAccount } from './support/account';
import { run } from './support/commands';
import { documentAt, openAsset, replaceText, setValue } from './support/editors';
import { until } from './support/events';
import { assertSent, sent } from './support/wire';

const asset = 700;

/** A type with every kind of field, two assets of it, and people to link them to. */
function furnish({ world, wireLog }: Sandbox): void {
  world.addType({ id: 1, name: 'Laptop' });
  const status = ['In use', 'In repair', 'Spare', 'Spare'].map((text, index) => ({ id: 311 + index, text }));
  const tags = ['Encrypted', 'Loaner', 'Leased'].map((text, index) => ({ id: 341 + index, text }));
  world.addField({ id: 45, typeId: 1, name: 'Serial Number', kind: 'text', required: true });
  world.addField({ id: 46, typeId: 1, name: 'Status', kind: 'dropdown', choices: status });
  world.addField({ id: 47, typeId: 1, name: 'Tags', kind: 'multiple', choices: tags });
  world.addField({ id: 48, typeId: 1, name: 'Warranty Date', kind: 'date' });
  world.addField({ id: 49, typeId: 1, name: 'Memory', kind: 'number' });
  world.addField({ id: 50, typeId: 1, name: 'Slot', kind: 'text' });
  world.addField({ id: 51, typeId: 1, name: 'Slot', kind: 'text' });
  const ann = world.addContact({ name: 'Ann Perkins', email: 'ann@pawnee.example' });
  world.addContact({ name: 'Joanne Meyer', email: 'jo.meyer@pawnee.example' });
  world.addContact({ name: 'Leslie "Les" Knope', email: null });
  const values = { 45: 'SN-1', 46: 311, 47: [341], 48: '2026-12-31', 49: 16 };
  world.addAsset(1, { id: asset, name: 'Laptop One', displayId: 'L-1', contactIds: [ann.id], values });
  world.addAsset(1, { id: 701, name: 'Laptop Two', displayId: 'L-2', values });
  wireLog.clear();
}

/** Each diagnostic as its source, its code, and the text it stands at. */
function diagnostics(document: vscode.TextDocument): [string | undefined, unknown, string][] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .toSorted((one, other) => one.range.start.compareTo(other.range.start))
    .map(({ source, code, range }) => [source, code, document.getText(range)]);
}

/** Ours alone, without their source. */
function ours(document: vscode.TextDocument): [unknown, string][] {
  return diagnostics(document).flatMap(([source, code, at]) => (source === 'HappyFox' ? [[code, at]] : []));
}

function oursAre(document: vscode.TextDocument, expected: [unknown, string][]): Promise<void> {
  return until(
    vscode.languages.onDidChangeDiagnostics,
    () => JSON.stringify(ours(document)) === JSON.stringify(expected),
    () => `${JSON.stringify(expected)}, but there is ${JSON.stringify(diagnostics(document))}`,
  );
}

/** Asks until the answer will do: the JSON language server answers in its own time, and tells nobody. */
async function asked<T>(ask: () => Thenable<T>, willDo: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (willDo(answer)) return answer;
    assert.ok(Date.now() < end, `Asked in vain: ${JSON.stringify(answer).slice(0, 2_000)}`);
  }
}

function positionOf(document: vscode.TextDocument, text: string, into = 0): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${text} in ${document.getText()}`);
  return document.positionAt(offset + into);
}

async function completionsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return items;
}

const labelOf = ({ label }: vscode.CompletionItem): string => (typeof label === 'string' ? label : label.label);

/** What is offered, once all of `labels` are. */
function offered(document: vscode.TextDocument, position: vscode.Position, ...labels: string[]) {
  return asked(
    () => completionsAt(document, position),
    (items) => labels.every((label) => items.some((item) => labelOf(item) === label)),
  );
}

async function hoverAt(document: vscode.TextDocument, text: string, expected: RegExp): Promise<void> {
  await asked(
    () =>
      vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        positionOf(document, text, 2),
      ),
    (hovers) => {
      const texts = hovers.flatMap(({ contents }) =>
        contents.map((one) => (one instanceof vscode.MarkdownString ? one.value : '')),
      );
      return expected.test(texts.join('\n').replaceAll('\\', ''));
    },
  );
}

/** The titles of the quick fixes at a text, and how to apply one. */
async function fixesAt(document: vscode.TextDocument, text: string): Promise<vscode.CodeAction[]> {
  const start = positionOf(document, text);
  const range = new vscode.Range(start, start.translate(0, text.length));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions;
}

describe('document intelligence', () => {
  const account = givenAccount({ account: 'empty' });
  let document: vscode.TextDocument;

  beforeEach(async () => {
    const { sandbox } = account();
    furnish(sandbox);
    document = await openAsset(account(), asset);
    await vscode.window.showTextDocument(document);
    sandbox.wireLog.clear();
  });

  describe('problems', () => {
    it('has none in a document as it was opened', async () => {
      await offered(document, positionOf(document, '"In use"', 1), '"In repair"');
      assert.deepEqual(diagnostics(document), []);
    });

    it('tells each mistake once, at its place, while it is made, and sends nothing', async () => {
      const { sandbox } = account();
      for (const [before, after] of [
        ['"In use"', '"In usee"'],
        ['["Encrypted"]', '"Encrypted"'],
        ['2026-12-31', '2026-02-30'],
        ['"Memory": 16', '"Memory": "16"'],
        ['"Slot (#51)"', '"Sloth (#51)"'],
        ['"name": "Laptop One"', `"name": "${'x'.repeat(201)}"`],
        [`"id": ${asset},`, `"id": 9, "flavour": true,`],
      ] as const) {
        await replaceText(document, before, after);
      }
      await setValue(document, ['contacts', 0, 'email'], 5);
      // VS Code tells of keys that are there twice in the same breath as of what a schema says.
      await replaceText(document, '"name": "x', '"name": "", "name": "x');
      const twice = (): unknown[] => diagnostics(document).filter(([source]) => source !== 'HappyFox');
      await until(
        vscode.languages.onDidChangeDiagnostics,
        () => twice().length > 0 && ours(document).some(([code]) => code === 'duplicateKey'),
        () => `two keys called name in ${JSON.stringify(diagnostics(document))}`,
      );
      assert.deepEqual(ours(document), [
        ['duplicateKey', '"name"'],
        ['tooLong', `"${'x'.repeat(201)}"`],
        ['contactNotEditable', '"email"'],
        ['unknownChoice', '"In usee"'],
        ['wrongType', '"Encrypted"'],
        ['impossibleDate', '"2026-02-30"'],
        ['wrongType', '"16"'],
        ['unknownField', '"Sloth (#51)"'],
        ['readOnlyKeyChanged', '"id"'],
        ['unknownKey', '"flavour"'],
      ]);
      assert.deepEqual([...new Set(twice().map((one) => JSON.stringify(one)))].length, 1, JSON.stringify(twice()));
      assertSent(sandbox, []);
    });

    it('leaves syntax to VS Code, and tells the rest again once it is mended', async () => {
      await replaceText(document, '"In use"', '"Nowhere"');
      await oursAre(document, [['unknownChoice', '"Nowhere"']]);
      await replaceText(document, '"Nowhere",', '"Nowhere"');
      await until(
        vscode.languages.onDidChangeDiagnostics,
        () => diagnostics(document).some(([source]) => source !== 'HappyFox') && ours(document).length === 0,
        () => `a comma missed by VS Code alone: ${JSON.stringify(diagnostics(document))}`,
      );
      await replaceText(document, '"Nowhere"', '"Nowhere",');
      await oursAre(document, [['unknownChoice', '"Nowhere"']]);
      await replaceText(document, '"Nowhere"', '"Spare (#313)"');
      await oursAre(document, []);
    });

    it('tells what a new asset still needs, without calling it wrong', async () => {
      const { uri } = await run<{ uri: string }>('createAsset', { account: account().id, typeId: 1 });
      const draft = documentAt(uri);
      await oursAre(draft, [
        ['required', '""'],
        ['required', '""'],
      ]);
      const severities = vscode.languages.getDiagnostics(draft.uri).map(({ severity }) => severity);
      assert.deepEqual(new Set(severities), new Set([vscode.DiagnosticSeverity.Information]));
      await setValue(draft, ['name'], 'New');
      await setValue(draft, ['display_id'], 'L-9');
      await setValue(draft, ['custom_fields', 'Status'], 'Broken');
      await oursAre(draft, [['unknownChoice', '"Broken"']]);
    });

    it('forgets a document that is closed', async () => {
      await replaceText(document, '"In use"', '"Nowhere"');
      await oursAre(document, [['unknownChoice', '"Nowhere"']]);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await oursAre(document, []);
    });
  });

  describe('quick fixes', () => {
    const cases: [what: string, before: string, after: string, at: string, titles: string[], fixed: string][] = [
      ['a choice', '"In use"', '"In usee"', '"In usee"', ['Change to “In use”'], '"Status": "In use"'],
      ['a field', '"Memory"', '"Memroy"', '"Memroy"', ['Change to “Memory”'], '"Memory": 16'],
      ['a key', '"display_id"', '"dispaly_id"', '"dispaly_id"', ['Change to “display_id”'], '"display_id": "L-1"'],
      [
        'an ambiguous choice',
        '"In use"',
        '"Spare"',
        '"Spare"',
        ['Change to “Spare (#313)”', 'Change to “Spare (#314)”'],
        '"Status": "Spare (#313)"',
      ],
      [
        'an ambiguous field',
        '"Slot (#50)"',
        '"Slot"',
        '"Slot"',
        ['Change to “Slot (#50)”', 'Change to “Slot (#51)”'],
        '"Slot (#50)": null',
      ],
      ['a read-only key', `"id": ${asset},`, '"id": 9,', '"id": 9', ['Put back the old value'], `"id": ${asset},`],
      [
        'one choice for a list',
        '["Encrypted"]',
        '"Encrypted"',
        '"Encrypted"',
        ['Make this a list'],
        '"Tags": ["Encrypted"]',
      ],
      [
        'a list for one choice',
        '"In use"',
        '["In use"]',
        '["In use"]',
        ['Take this out of the list'],
        '"Status": "In use"',
      ],
      ['a number in quotes', '"Memory": 16', '"Memory": "16"', '"16"', ['Take away the quotes'], '"Memory": 16'],
      ['a text without quotes', '"SN-1"', '12.50', '12.50', ['Put this in quotes'], '"Serial Number": "12.50"'],
      ['an impossible date', '2026-12-31', '2026-02-30', '2026-02-30', [], '"Warranty Date": "2026-02-30"'],
    ];
    for (const [what, before, after, at, titles, fixed] of cases) {
      it(`${titles.length > 0 ? 'settle' : 'do not guess'} ${what}`, async () => {
        await replaceText(document, before, after);
        await until(
          vscode.languages.onDidChangeDiagnostics,
          () => ours(document).length === 1,
          () => `one problem in ${JSON.stringify(diagnostics(document))}`,
        );
        const fixes = await fixesAt(document, at);
        assert.deepEqual(
          fixes.map(({ title }) => title),
          titles,
        );
        const [first] = fixes;
        if (first?.edit) assert.ok(await vscode.workspace.applyEdit(first.edit));
        assert.ok(document.getText().includes(fixed), document.getText());
        assert.equal(first?.isPreferred ?? false, titles.length === 1);
        if (titles.length > 0) await oursAre(document, []);
      });
    }

    it('take away a read-only key that was not there', async () => {
      const before = document.getText();
      await setValue(document, ['created_at'], 'now');
      await oursAre(document, [['readOnlyKeyChanged', '"created_at"']]);
      const [fix] = await fixesAt(document, '"created_at"');
      assert.equal(fix?.title, 'Remove this');
      assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
      assert.equal(document.getText(), before);
    });
  });

  describe('completion and hovers', () => {
    it('offer the fields that are missing, each empty', async () => {
      await setValue(document, ['custom_fields', 'Memory'], undefined);
      await setValue(document, ['custom_fields', 'Tags'], undefined);
      await replaceText(document, '"Serial Number"', '"", "Serial Number"');
      const items = await offered(document, positionOf(document, '"", "Serial', 1), 'Memory', 'Tags');
      const inserts = new Map(
        items.map((item) => [
          labelOf(item),
          typeof item.insertText === 'string' ? item.insertText : item.insertText?.value,
        ]),
      );
      assert.deepEqual([inserts.get('Memory'), inserts.get('Tags')], ['"Memory": ${1:null}', '"Tags": [$1]']);
      assert.equal(inserts.has('Status'), false);
    });

    it('offer choices by label, and tell their ids', async () => {
      const labels = ['"In use"', '"In repair"', '"Spare (#313)"', '"Spare (#314)"', 'null'];
      await offered(document, positionOf(document, '"In use"', 1), ...labels);
      await hoverAt(document, '"In use"', /Status[^]*custom field #46[^]*Choice #311/);
      await offered(document, positionOf(document, '"Encrypted"', 1), '"Loaner"', '"Leased"');
      await hoverAt(document, '"Encrypted"', /Choice #341/);
    });

    it('explain fields, the format of dates, and what is read-only', async () => {
      await hoverAt(document, '"Warranty Date"', /Date, YYYY-MM-DD · custom field #48/);
      await hoverAt(document, '"created_by"', /Read-only: set by HappyFox/);
      await hoverAt(document, '"display_id"', /The id people see in HappyFox/);
      await replaceText(document, '"2026-12-31"', 'null');
      await offered(document, positionOf(document, 'null', 0), 'Today');
    });

    it('work in drafts', async () => {
      const { uri } = await run<{ uri: string }>('createAsset', { account: account().id, typeId: 1 });
      const draft = documentAt(uri);
      await offered(draft, positionOf(draft, '"Status": null', '"Status": '.length), '"In repair"');
      await hoverAt(draft, '"Memory"', /Number · custom field #49/);
    });

    it('follow the type when its fields change', async () => {
      const { sandbox, id } = account();
      await offered(document, positionOf(document, '"In use"', 1), '"In repair"');
      // A port in the account's address is where VS Code used to lose track of its schemas.
      assert.match(id, /:\d+$/);
      const choices = [{ id: 399, text: 'Scrapped' }];
      sandbox.world.addField({ id: 46, typeId: 1, name: 'Status', kind: 'dropdown', choices });
      await run('refresh', { account: id });
      await openAsset(account(), 701);
      await offered(document, positionOf(document, '"In use"', 1), '"Scrapped"');
    });
  });

  describe('what the server refuses', () => {
    /** Edits two keys that the server, and nobody before it, finds fault with. */
    async function refused(errorShape: Switches['errorShape']): Promise<void> {
      account().sandbox.switches.errorShape = errorShape;
      await replaceText(document, '"L-1"', '"L-2"');
      await replaceText(document, '"SN-1"', 'null');
      assert.equal(await document.save(), false);
    }

    const atKeys: [unknown, string][] = [
      ['refused', '"display_id"'],
      ['refused', '"Serial Number"'],
    ];

    for (const shape of ['article', 'list'] as const) {
      it(`stands at its keys, said in the shape “${shape}”`, async () => {
        await refused(shape);
        await oursAre(document, atKeys);
        const [first] = vscode.languages.getDiagnostics(document.uri);
        assert.equal(first?.severity, vscode.DiagnosticSeverity.Error);
        assert.match(first.message, /^HappyFox refused this: “.+”$/);
      });
    }

    for (const shape of ['text', 'message', 'flag'] as const) {
      it(`stands at the beginning, said in the shape “${shape}”, which names no key`, async () => {
        await refused(shape);
        await oursAre(document, [['refused', '{']]);
        await replaceText(document, '"L-2"', '"L-3"');
        await oursAre(document, []);
      });
    }

    it('stands at contacts', async () => {
      await replaceText(document, '"contacts": [', '"contacts": [99999, ');
      assert.equal(await document.save(), false);
      await oursAre(document, [['refused', '"contacts"']]);
    });

    it('goes key by key, as each value is edited, and moves with its key until then', async () => {
      await refused('article');
      await oursAre(document, atKeys);
      await replaceText(document, '"Laptop One"', '"Laptop 1"');
      await replaceText(document, '{\n  "$schema"', '{\n\n  "$schema"');
      await oursAre(document, atKeys);
      await replaceText(document, '"L-2"', '"L-3"');
      await oursAre(document, [['refused', '"Serial Number"']]);
      await replaceText(document, '"Serial Number": null', '"Serial Number": "SN-2"');
      await oursAre(document, []);
      assert.equal(await document.save(), true);
      await oursAre(document, []);
    });

    it('is asked anew by the next save, and forgotten by a revert', async () => {
      await refused('article');
      await oursAre(document, atKeys);
      await replaceText(document, '"L-2"', '"L-3"');
      assert.equal(await document.save(), false);
      await oursAre(document, [['refused', '"Serial Number"']]);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await oursAre(document, []);
    });

    it('stands in drafts too', async () => {
      const { uri } = await run<{ uri: string }>('createAsset', { account: account().id, typeId: 1 });
      const draft = documentAt(uri);
      await setValue(draft, ['name'], 'Three');
      await setValue(draft, ['display_id'], 'L-2');
      assert.equal(await draft.save(), false);
      await oursAre(draft, atKeys);
    });

    it('lacks nothing: a save that our own rules refuse sends nothing', async () => {
      const { sandbox } = account();
      await replaceText(document, '"In use"', '"Nowhere"');
      assert.equal(await document.save(), false);
      await oursAre(document, [['unknownChoice', '"Nowhere"']]);
      assertSent(sandbox, []);
    });
  });

  describe('contacts', () => {
    const people = (items: vscode.CompletionItem[]): vscode.CompletionItem[] =>
      items.filter(({ kind }) => kind === vscode.CompletionItemKind.User);

    async function peopleAt(text: string, into: number): Promise<vscode.CompletionItem[]> {
      return people(await completionsAt(document, positionOf(document, text, into)));
    }

    it('are found by name and by e-mail, with one request each', async () => {
      const { sandbox } = account();
      await replaceText(document, '"contacts": [', '"contacts": [{ "name": "jo" }, { "email": "jo.m" }, ');
      const byName = await peopleAt('"jo"', 3);
      assert.deepEqual(byName.map(labelOf), ['Joanne Meyer']);
      assertSent(sandbox, ['GET users/?q=name%3Ajo&size=20&page=1']);
      assert.deepEqual((await peopleAt('"jo.m"', 5)).map(labelOf), ['Joanne Meyer']);
      assertSent(sandbox, ['GET users/?q=email%3Ajo.m&size=20&page=1']);
      await peopleAt('"jo"', 3);
      assertSent(sandbox, []);
    });

    it('are not asked for by less than two letters, nor anywhere else', async () => {
      const { sandbox } = account();
      await replaceText(document, '"contacts": [', '"contacts": [{ "name": "j" }, { "name": "" }, ');
      assert.deepEqual(await peopleAt('"j"', 2), []);
      assert.deepEqual(await peopleAt('"name": "" }', '"name": "'.length), []);
      assert.deepEqual(await peopleAt('"Laptop One"', 4), []);
      assert.deepEqual(sent(sandbox), []);
    });

    it('leave out who is linked already', async () => {
      await replaceText(document, '"contacts": [', '"contacts": [{ "name": "ann" }, ');
      assert.deepEqual((await peopleAt('"ann"', 4)).map(labelOf), ['Joanne Meyer']);
    });

    it('are not offered where the type has them switched off', async () => {
      const { sandbox } = account();
      sandbox.world.addType({ id: 2, name: 'Room', contactAssociation: false });
      sandbox.world.addAsset(2, { id: 800, name: 'Room 1' });
      document = await openAsset(account(), 800);
      await replaceText(document, '"custom_fields"', '"contacts": [{ "name": "joanne" }], "custom_fields"');
      sandbox.wireLog.clear();
      assert.deepEqual(await peopleAt('"joanne"', 5), []);
      assert.deepEqual(sent(sandbox), []);
    });

    it('are not offered, and nobody is disturbed, when they can’t be looked up', async () => {
      const { sandbox } = account();
      await replaceText(document, '"contacts": [', '"contacts": [{ "name": "jo" }, ');
      sandbox.faults.add({ method: 'GET', path: 'users/', kind: 'status', status: 403 });
      assert.deepEqual(await peopleAt('"jo"', 3), []);
      assert.equal(sent(sandbox).length, 1);
    });

    for (const [what, entry, at, into] of [
      ['a name', '{ "name": "jo" }', '"jo"', 3],
      ['an e-mail, over lines', '{\n      "name": "x",\n      "email": "jo.m"\n    }', '"jo.m"', 5],
      ['a string alone', '"jo"', '"jo"', 3],
      ['a word alone', 'joan', 'joan', 4],
      ['an id', '{ "id": "jo" }', '"jo"', 3],
    ] as const) {
      it(`take the place of the entry when chosen, begun as ${what}`, async () => {
        await replaceText(document, '"contacts": [', `"contacts": [${entry}, `);
        const editor = await vscode.window.showTextDocument(document);
        const position = positionOf(document, at, into);
        editor.selection = new vscode.Selection(position, position);
        const chosen = `"contacts": [{ "id": 2, "name": "Joanne Meyer", "email": "jo.meyer@pawnee.example" }, `;
        const { sandbox } = account();
        const joanne = sandbox.world.contacts.find(({ name }) => name === 'Joanne Meyer')?.id ?? 0;
        const expected = chosen.replace('"id": 2', `"id": ${joanne}`);
        await vscode.commands.executeCommand('editor.action.triggerSuggest');
        await asked(
          async () => {
            await vscode.commands.executeCommand('acceptSelectedSuggestion');
            return document.getText();
          },
          (text) => text.includes(expected),
        );
        assert.equal(sent(sandbox).filter((line) => line.startsWith('GET users/')).length, 1);
      });
    }

    it('are asked for when typing pauses, and not before', async () => {
      const queries: string[] = [];
      const client = {
        searchContacts: ({ query }: { query: string }) => {
          queries.push(query);
          const items = [{ id: 9, name: 'Joe', email: null, phones: [] }];
          return Promise.resolve({ items, unreadable: [], page: 1, total: 1, last: true });
        },
      };
      const session = { store: { client: () => Promise.resolve(client) } } as unknown as AccountSession;
      const pauses: { milliseconds: number; end: () => void; stopped: boolean }[] = [];
      const type = { id: 1, name: 'Laptop', description: null, settings: { enableContactAssociation: true } };
      const completion = new ContactCompletion(
        () => Promise.resolve({ definition: { assetType: type, fields: [] } }),
        { find: () => session },
        (milliseconds, end) => {
          const pause = { milliseconds, end, stopped: false };
          pauses.push(pause);
          return () => (pause.stopped = true);
        },
      );
      await replaceText(document, '"contacts": [', '"contacts": [{ "name": "joe" }, ');
      const tokens = [1, 2, 3].map(() => new vscode.CancellationTokenSource());
      const asking = tokens.map(async ({ token }, typed) => {
        const answer = await completion.provideCompletionItems(
          document,
          positionOf(document, '"joe"', typed + 2),
          token,
        );
        return answer?.items.map(labelOf);
      });
      await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
      // One letter is too short to ask for; two and three wait for their pauses.
      assert.deepEqual(
        pauses.map(({ milliseconds }) => milliseconds),
        [250, 250],
      );
      tokens[1]?.cancel();
      assert.deepEqual(
        pauses.map(({ stopped }) => stopped),
        [true, false],
      );
      assert.deepEqual(queries, []);
      pauses[1]?.end();
      assert.deepEqual(await Promise.all(asking), [[], undefined, ['Joe']]);
      assert.deepEqual(queries, ['name:joe']);
    });

    it('come up while a person types, with one request a pause', async () => {
      const { sandbox } = account();
      await replaceText(document, '"contacts": [', '"contacts": [{ "name": "" }, ');
      const editor = await vscode.window.showTextDocument(document);
      const position = positionOf(document, '"name": "" }', '"name": "'.length);
      editor.selection = new vscode.Selection(position, position);
      const answered = sandbox.wireLog.nextAnswer(({ path }) => path.includes('users'));
      await vscode.commands.executeCommand('type', { text: 'joanne' });
      await answered;
      await asked(
        async () => {
          await vscode.commands.executeCommand('acceptSelectedSuggestion');
          return document.getText();
        },
        (text) => text.includes('"name": "Joanne Meyer"'),
      );
      assertSent(sandbox, ['GET users/?q=name%3Ajoanne&size=20&page=1']);
    });
  });
});
