import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { givenAccount } from './support/account';
import { run, sentenceOf } from './support/commands';
import { documentAt, openAsset, replaceText, revert, shows, tabIsDirty, valuesOf } from './support/editors';
import { withSettings } from './support/settings';
import { assertSent } from './support/wire';

const [serialNumber, manufacturer, model] = [45, 46, 47];
const saved = ['GET asset/6748/', 'PUT asset/6748/'];

describe('A document in whatever encoding', () => {
  const account = givenAccount();

  const colleague = (values: Record<number, string>) => account().sandbox.world.editAsset(6748, { values });
  const valueOf = (field: number): unknown => account().sandbox.world.asset(6748)?.values.get(field);
  const shownIn = (document: vscode.TextDocument): unknown => valuesOf(document).custom_fields.Manufacturer;
  const lastBody = () =>
    account().sandbox.wireLog.entries.findLast(({ method }) => method === 'PUT')?.body as {
      custom_fields: Record<string, unknown>;
    };

  const settings: Record<string, Record<string, unknown>> = {
    'files.encoding utf8': { 'files.encoding': 'utf8' },
    'files.encoding utf8bom': { 'files.encoding': 'utf8bom' },
    'files.encoding windows1252': { 'files.encoding': 'windows1252' },
    'files.encoding utf16le': { 'files.encoding': 'utf16le' },
    '[json] gbk': { '[json]': { 'files.encoding': 'gbk' } },
    '[json] shiftjis beside windows1252': {
      'files.encoding': 'windows1252',
      '[json]': { 'files.encoding': 'shiftjis' },
    },
    'files.autoGuessEncoding': { 'files.autoGuessEncoding': true },
    '[json] files.autoGuessEncoding': { '[json]': { 'files.autoGuessEncoding': true } },
  };
  for (const [name, values] of Object.entries(settings)) {
    it(`is shown and sent as it is, with ${name}`, () =>
      withSettings(values, async () => {
        colleague({ [manufacturer]: 'Zoë, 日本 und Büro', [model]: 'Büro' });
        const document = await openAsset(account(), 6748);
        assert.equal(shownIn(document), 'Zoë, 日本 und Büro');
        const bytes = await vscode.workspace.fs.readFile(document.uri);
        assert.equal(new TextDecoder().decode(bytes), document.getText());
        await replaceText(document, 'GCJ1353', 'Šířka 東京 €');
        account().sandbox.wireLog.clear();
        assert.equal(await document.save(), true);
        const { custom_fields: sent } = lastBody();
        assert.deepEqual(
          [sent[serialNumber], sent[manufacturer], sent[model]],
          ['Šířka 東京 €', 'Zoë, 日本 und Büro', 'Büro'],
        );
        await shows(document, /Šířka 東京 €[^]*Zoë, 日本[^]*updated_at/);
      }));
  }

  it('has no mark in front where none is needed', async () => {
    const document = await openAsset(account(), 6748);
    assert.equal((await vscode.workspace.fs.readFile(document.uri))[0], '{'.charCodeAt(0));
  });

  it('is created as it is shown, in an encoding that is set', () =>
    withSettings({ 'files.encoding': 'windows1252' }, async () => {
      const { sandbox, id } = account();
      const { uri } = await run<{ uri: string }>('duplicateAsset', { account: id, id: 6748 });
      const draft = documentAt(uri);
      await replaceText(draft, '"display_id": ""', '"display_id": "Zoë 日本"');
      assert.equal(await draft.save(), true);
      const post = sandbox.wireLog.entries.findLast(({ method }) => method === 'POST');
      assert.equal((post?.body as { display_id: string }).display_id, 'Zoë 日本');
    }));

  for (const encoding of ['windows1252', 'gbk', 'utf16le', 'utf16be', 'utf8bom']) {
    it(`is shown and sent as it is in a tab for which ${encoding} was chosen`, async () => {
      colleague({ [manufacturer]: 'Büro', [model]: encoding === 'gbk' ? '日本' : 'Caf\u00e9' });
      if (encoding === 'gbk') colleague({ [manufacturer]: 'é' });
      const document = await openAsset(account(), 6748);
      const before = document.getText();
      await vscode.workspace.openTextDocument(document.uri, { encoding });
      assert.deepEqual([document.encoding, document.getText()], [encoding, before]);
      await replaceText(document, 'GCJ1353', 'Šířka 日本');
      account().sandbox.wireLog.clear();
      assert.equal(await document.save(), true);
      assertSent(account().sandbox, saved);
      assert.equal(valueOf(serialNumber), 'Šířka 日本', 'what the tab shows, whether the encoding has it or not');
    });
  }

  it('goes on being shown and sent as it is once its tab is in another encoding', async () => {
    const document = await openAsset(account(), 6748);
    await vscode.workspace.openTextDocument(document.uri, { encoding: 'windows1252' });
    for (const [before, after] of [
      ['GCJ1353', 'Zoë'],
      ['Zoë', 'Büro'],
    ] as const) {
      await replaceText(document, before, after);
      assert.equal(await document.save(), true);
      await shows(document, new RegExp(`"${after}"[^]*updated_at`));
      assert.equal(valueOf(serialNumber), after);
    }
  });

  it('keeps its text where a chosen encoding lacks characters, and says so', async () => {
    colleague({ [manufacturer]: '日本' });
    const document = await openAsset(account(), 6748);
    const before = document.getText();
    const again = vscode.workspace.openTextDocument(document.uri, { encoding: 'windows1252' });
    assert.match(
      await sentenceOf(again),
      /characters, such as “日”, that the encoding of its tab, windows1252, does not/,
    );
    assert.equal(document.getText(), before);
    await replaceText(document, 'GCJ1353', 'Büro');
    assert.equal(await document.save(), true);
    assert.deepEqual([valueOf(serialNumber), valueOf(manufacturer)], ['Büro', '日本']);
    await vscode.workspace.openTextDocument(document.uri, { encoding: 'utf8' });
    await shows(document, /Büro[^]*日本[^]*updated_at/);
  });

  it('is refused where what came is not what its tab shows', async () => {
    const document = await openAsset(account(), 6748);
    await vscode.workspace.openTextDocument(document.uri, { encoding: 'windows1252' });
    const other = Buffer.from(document.getText().replace('GCJ1353', 'Büro'));
    account().sandbox.wireLog.clear();
    assert.match(
      await sentenceOf(vscode.workspace.fs.writeFile(document.uri, other)),
      /^Not sent: what was to be saved is not what the tab shows in its encoding, windows1252\./,
    );
    assertSent(account().sandbox, []);
  });

  it('is refused where what came is no UTF-8', async () => {
    const document = await openAsset(account(), 6748);
    const other = Buffer.from(document.getText().replace('GCJ1353', 'Büro'), 'latin1');
    account().sandbox.wireLog.clear();
    assert.match(
      await sentenceOf(vscode.workspace.fs.writeFile(document.uri, other)),
      /^Not sent: this is no text in UTF-8/,
    );
    assertSent(account().sandbox, []);
    assert.equal(valueOf(serialNumber), 'GCJ1353');
  });

  it('reverts to what HappyFox has, in an encoding that is set', () =>
    withSettings({ 'files.encoding': 'windows1252' }, async () => {
      colleague({ [manufacturer]: 'Zoë 日本' });
      const document = await openAsset(account(), 6748);
      const before = document.getText();
      await replaceText(document, 'GCJ1353', 'Büro');
      await revert(document);
      await tabIsDirty(document, false);
      assert.equal(document.getText(), before);
    }));
});
