import { strict as assert } from 'node:assert';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { accountFileName } from '../../src/disk/fileNames';
import { givenAccount, type GivenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';
import { openAsset, replaceText, setValue, shows, tabIsDirty } from './support/editors';
import { storageFolder } from './support/profile';
import { withSetting } from './support/settings';
import { anythingElse, assertSent } from './support/wire';

const read = 'GET asset/6748/';
const write = 'PUT asset/6748/';
const asset = 'asset/6748/';

/** A save that must fail. What is arranged is in force for each attempt; `sent` is what one attempt sends. */
interface Failure {
  readonly arrange: (account: GivenAccount) => unknown;
  readonly edit?: (document: vscode.TextDocument) => Promise<void>;
  readonly sent: readonly string[];
  readonly sentence: RegExp;
  /** Undoes what was arranged, after which the same text can be saved; absent where nothing can make that possible. */
  readonly mend?: (account: GivenAccount) => unknown;
}

/** The folder of an account's journal. */
const journalOf = (accountId: string): string => join(storageFolder(), 'journal', accountFileName(accountId));

const clear = ({ sandbox }: GivenAccount): void => sandbox.faults.clear();

const failures: Record<string, Failure> = {
  'a refused key (401)': {
    arrange: ({ sandbox }) => sandbox.faults.add({ kind: 'status', status: 401, body: { error: 'Unauthorized' } }),
    sent: [read],
    sentence: /refused the API key or auth code of 127\.0\.0\.1:\d+\. Run “Update Credentials”/,
    mend: clear,
  },
  'a sign-in page in place of JSON': {
    arrange: ({ sandbox }) => sandbox.faults.add({ kind: 'html' }),
    sent: [read],
    sentence: /answered, but not as the HappyFox API does\. Check the account’s address/,
    mend: clear,
  },
  'a redirect, which is not followed': {
    arrange: ({ sandbox }) => sandbox.faults.add({ kind: 'redirect', location: 'https://sso.example.com/?next=x' }),
    sent: [read],
    sentence: /sent the request on to sso\.example\.com, which was not followed\. Correct the account’s address/,
    mend: clear,
  },
  'a key that may not read (403)': {
    arrange: ({ sandbox }) => sandbox.faults.add({ kind: 'status', status: 403, method: 'GET', body: {} }),
    sent: [read],
    sentence: /does not let this API key read assets\. Check that the asset API is part of the plan/,
    mend: clear,
  },
  'an agent without the permission (403)': {
    arrange: ({ id }) => run('switchAgent', { account: id, agentId: 3 }),
    sent: [read, write],
    sentence: /^Tom Okafor may not do this: .*“Manage Assets”\. Run “Switch Agent”/,
    mend: ({ id }) => run('switchAgent', { account: id, agentId: 2 }),
  },
  'an agent who is not active (400)': {
    arrange: ({ id }) => run('switchAgent', { account: id, agentId: 4 }),
    sent: [read, write],
    sentence: /^Helen Sørensen may not do this: it takes an active agent .* Run “Switch Agent”/,
    mend: ({ id }) => run('switchAgent', { account: id, agentId: 2 }),
  },
  'field errors (400), told by the fields’ names': {
    arrange: ({ sandbox }) =>
      sandbox.faults.add({
        kind: 'status',
        status: 400,
        method: 'PUT',
        body: { error: { custom_fields: { '45': 'Too short.' }, display_id: ['This field is required.'] } },
      }),
    sent: [read, write],
    sentence: /refused this: (?=.*Serial Number: “Too short\.”)(?=.*display_id: “This field is required\.”)/,
    mend: clear,
  },
  'a display id that another asset has (400)': {
    arrange: () => undefined,
    edit: (document) => setValue(document, ['display_id'], 'AMYK-VDI'),
    sent: [read, write],
    sentence: /refused this: display_id: “.+” Correct it and try again\./,
    mend: ({ sandbox }) => sandbox.world.deleteAsset(6753),
  },
  'an asset deleted meanwhile (404)': {
    arrange: ({ sandbox }) => sandbox.world.asset(6748) && sandbox.world.deleteAsset(6748),
    sent: [read, anythingElse],
    sentence: /Not sent: this asset has been deleted in HappyFox\. Your text stays here/,
  },
  'the same field changed meanwhile by another agent': {
    arrange: ({ sandbox }) => sandbox.world.editAsset(6748, { values: { 45: 'THEIRS-LONGER' } }),
    sent: [read],
    sentence: /Not sent: somebody else changed Serial Number/,
  },
  'the same field changed meanwhile to a text of the same length': {
    arrange: ({ sandbox }) => sandbox.world.editAsset(6748, { values: { 45: 'THEIRS1' } }),
    sent: [read],
    sentence: /Not sent: somebody else changed Serial Number/,
  },
  'a port that nobody listens on': {
    arrange: ({ sandbox }) => sandbox.stop(),
    sent: [],
    sentence: /^127\.0\.0\.1:\d+ can’t be reached \(ECONNREFUSED\)\. Check the network and try again\.$/,
  },
  'reads that are reset': {
    arrange: ({ sandbox }) => sandbox.faults.add({ kind: 'reset' }),
    sent: [read, read, read],
    sentence: /^The connection to 127\.0\.0\.1:\d+ was lost\. Check the network and try again\.$/,
    mend: clear,
  },
  'reads that fail (500)': {
    arrange: ({ sandbox }) => sandbox.faults.add({ kind: 'status', status: 500, body: '<h1>Oops</h1>' }),
    sent: [read, read, read],
    sentence: /^HappyFox failed with error 500\. Try again in a moment\.$/,
    mend: clear,
  },
  'JSON that is no asset': {
    arrange: ({ sandbox }) => sandbox.faults.add({ kind: 'drift', alter: () => ({ id: 'none', name: 7 }) }),
    sent: [read],
    sentence: /answer of 127\.0\.0\.1:\d+ to asset\/6748\/ could not be understood\. See the log/,
    mend: clear,
  },
  'an answer that lacks a key which the write would have to repeat': {
    arrange: ({ sandbox }) =>
      sandbox.faults.add({
        kind: 'drift',
        alter: (json) => Object.fromEntries(Object.entries(json as object).filter(([key]) => key !== 'contacts')),
      }),
    sent: [read],
    sentence: /Not sent: HappyFox’s answer lacks contacts, and saving could erase it/,
    mend: clear,
  },
  'a value that can’t be sent back': {
    arrange: ({ sandbox }) =>
      sandbox.faults.add({
        kind: 'drift',
        method: 'GET',
        alter: (json) => {
          const { custom_fields: fields, ...asset } = json as { custom_fields: readonly { id: number }[] };
          const odd = (field: { id: number }) => (field.id === 47 ? { ...field, value: { maker: 1, made: 2 } } : field);
          return { ...asset, custom_fields: fields.map(odd) };
        },
      }),
    sent: [read],
    sentence: /^Not sent: HappyFox shows Model in a form that can’t be sent back/,
    mend: clear,
  },
  'a record of changes that can’t be written': {
    arrange: ({ id }) => {
      rmSync(journalOf(id), { recursive: true, force: true });
      writeFileSync(journalOf(id), '');
    },
    sent: [read],
    sentence: /^What is done can’t be written down \(E[A-Z]+\), so nothing more was sent\. Make room for /,
    mend: ({ id }) => {
      rmSync(journalOf(id));
    },
  },
  'a write that is reset before it happened': {
    arrange: ({ sandbox }) => sandbox.faults.add({ kind: 'reset', method: 'PUT' }),
    sent: [read, write, read],
    sentence:
      /The answer was lost\. So far HappyFox has the old version\. Save again: that looks first, and sends nothing twice\./,
    mend: clear,
  },
  'a write that a proxy failed before it happened (502)': {
    arrange: ({ sandbox }) => sandbox.faults.add({ kind: 'status', status: 502, method: 'PUT', body: '<h1>502</h1>' }),
    sent: [read, write, read],
    sentence:
      /The answer was lost\. So far HappyFox has the old version\. Save again: that looks first, and sends nothing twice\./,
    mend: clear,
  },
  'a write without an answer that can’t be read back either': {
    arrange: ({ sandbox }) => {
      sandbox.faults.add({ kind: 'delay', method: 'GET', until: Promise.resolve(), times: 1 });
      sandbox.faults.add({ kind: 'reset', path: asset });
      // Only the read before the write gets through.
      return undefined;
    },
    sent: [read, write, read, read, read],
    sentence: /Sent, but the answer was lost: HappyFox may have taken it or not\. Refresh and look/,
    mend: clear,
  },
  'broken JSON': {
    arrange: () => undefined,
    edit: (document) => replaceText(document, '"GCJ1353",', '"GCJ1353" "'),
    sent: [],
    sentence: /^Not sent\. Line 9: This is not valid JSON/,
  },
  'a text that is no object': {
    arrange: () => undefined,
    edit: (document) => replaceText(document, document.getText(), '[]\n'),
    sent: [],
    sentence: /^Not sent\. Line 1: An asset is a JSON object/,
  },
  'an empty text': {
    arrange: () => undefined,
    edit: (document) => replaceText(document, document.getText(), ''),
    sent: [],
    sentence: /^Not sent\. Line 1: This is not valid JSON/,
  },
  'a changed read-only key': {
    arrange: () => undefined,
    edit: (document) => setValue(document, ['id'], 6749),
    sent: [],
    sentence: /^Not sent\. Line 16: “id” is set by HappyFox and can’t be changed here\. Put the old value back\.$/,
  },
  'an unknown field': {
    arrange: () => undefined,
    edit: (document) => setValue(document, ['custom_fields', 'Serial Numbr'], 'X'),
    sent: [],
    sentence: /no custom field “Serial Numbr”\. Did you mean “Serial Number”\?/,
  },
  'an unknown key': {
    arrange: () => undefined,
    edit: (document) => setValue(document, ['display-id'], 'X'),
    sent: [],
    sentence: /An asset has no “display-id”\. Did you mean “display_id”\?/,
  },
  'a key given twice': {
    arrange: () => undefined,
    edit: (document) => replaceText(document, '"custom_fields": {', '"name": "Twice",\n  "custom_fields": {'),
    sent: [],
    sentence: /“name” is given twice\. Remove one\./,
  },
  'an impossible date': {
    arrange: () => undefined,
    edit: (document) => setValue(document, ['custom_fields', 'Warranty Date'], '2026-02-30'),
    sent: [],
    sentence: /“2026-02-30” is not a day of the calendar\. Write YYYY-MM-DD\./,
  },
  'a number in quotes': {
    arrange: () => undefined,
    edit: (document) => setValue(document, ['custom_fields', 'Numbers acquired'], '12'),
    sent: [],
    sentence: /Write a number without quotes/,
  },
  'a name of 201 characters': {
    arrange: () => undefined,
    edit: (document) => setValue(document, ['name'], 'n'.repeat(201)),
    sent: [],
    sentence: /At most 200 characters are allowed; this has 201\./,
  },
  'no name': {
    arrange: () => undefined,
    edit: (document) => setValue(document, ['name'], '  '),
    sent: [],
    sentence: /“name” is required\./,
  },
};

describe('A save that fails leaves the tab unsaved, with every character in it:', () => {
  const account = givenAccount();

  for (const [name, { arrange, edit, sent, sentence, mend }] of Object.entries(failures)) {
    it(name, async () => {
      const { sandbox } = account();
      const document = await openAsset(account(), 6748);
      await (edit ?? ((opened) => replaceText(opened, 'GCJ1353', 'MINE-01')))(document);
      const text = document.getText();

      await arrange(account());
      sandbox.wireLog.clear();
      assert.equal(await document.save(), false);
      assertSent(sandbox, sent);
      assert.equal(document.getText(), text);
      assert.ok(document.isDirty);
      await tabIsDirty(document, true);

      sandbox.faults.clear();
      await arrange(account());
      sandbox.wireLog.clear();
      assertSentence(await sentenceOf(vscode.workspace.fs.writeFile(document.uri, Buffer.from(text))), sentence);
      assertSent(sandbox, sent);
      assert.equal(document.getText(), text);

      if (!mend) return;
      await mend(account());
      assert.equal(await document.save(), true);
      await tabIsDirty(document, false);
      const { display_id: displayId } = JSON.parse(text) as { display_id: string };
      assert.equal(sandbox.world.asset(6748)?.displayId, displayId);
      if (!edit) assert.equal(sandbox.world.asset(6748)?.values.get(45), 'MINE-01');
    });
  }

  it('a choice that does not exist, with the one that was meant', async () => {
    const { sandbox } = account();
    const status = { id: 901, typeId: 1, name: 'Status', kind: 'dropdown' } as const;
    sandbox.world.addField({
      ...status,
      choices: [
        { id: 1, text: 'Active' },
        { id: 2, text: 'Retired' },
      ],
    });
    const document = await openAsset(account(), 6748);
    await setValue(document, ['custom_fields', 'Status'], 'Retird');
    sandbox.wireLog.clear();
    const text = Buffer.from(document.getText());
    assert.equal(await document.save(), false);
    const sentence = await sentenceOf(vscode.workspace.fs.writeFile(document.uri, text));
    assertSentence(sentence, /“Retird” is not one of the choices\. Did you mean “Retired”\?/);
    assertSent(sandbox, []);
    await replaceText(document, 'Retird', 'Retired');
    assert.equal(await document.save(), true);
    assert.equal(sandbox.world.asset(6748)?.values.get(901), 2);
  });

  it('no answer in time to a write, which is then read back', async () => {
    const { sandbox } = account();
    await withSetting('request.timeoutSeconds', 1, async () => {
      const document = await openAsset(account(), 6748);
      await replaceText(document, 'GCJ1353', 'MINE-01');
      sandbox.faults.add({ kind: 'stall', method: 'PUT', times: 1 });
      sandbox.wireLog.clear();
      assert.equal(await document.save(), false);
      assertSent(sandbox, [read, write, read]);
      assert.ok(document.isDirty);
      assert.match(document.getText(), /MINE-01/);
    });
  });

  it('no answer in time to the read before it', async () => {
    const { sandbox } = account();
    await withSetting('request.timeoutSeconds', 1, async () => {
      const document = await openAsset(account(), 6748);
      await replaceText(document, 'GCJ1353', 'MINE-01');
      sandbox.faults.add({ kind: 'stall', method: 'GET' });
      sandbox.wireLog.clear();
      const text = Buffer.from(document.getText());
      const sentence = await sentenceOf(vscode.workspace.fs.writeFile(document.uri, text));
      assertSentence(sentence, /did not answer in time\. Try again, or raise the setting “happyfoxAssets\.request/);
      assertSent(sandbox, [read, read, read]);
      assert.ok(document.isDirty);
    });
  });

  it('a rate limit that is used up (429): nothing further is sent, and the sentence says until when', async () => {
    const { sandbox, id } = account();
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    sandbox.faults.add({ kind: 'status', status: 429, times: 1 });
    sandbox.wireLog.clear();
    assert.equal(await document.save(), false);
    assertSent(sandbox, [read]);
    const until =
      /rate limit of 127\.0\.0\.1:\d+ is used up\. Requests are possible again at .*\d.*; nothing was sent\.$/;
    const text = Buffer.from(document.getText());
    assertSentence(await sentenceOf(vscode.workspace.fs.writeFile(document.uri, text)), until);
    assertSentence(await sentenceOf(run('openAsset', { account: id, id: 6749 })), until);
    assertSentence(await sentenceOf(run('deleteAsset', { account: id, id: 6749, confirm: false })), until);
    const another = { name: 'Another', display_id: 'another' };
    assertSentence(await sentenceOf(run('createAsset', { account: id, typeId: 1, asset: another })), until);
    assertSent(sandbox, []);
    assert.ok(document.isDirty);
    assert.match(document.getText(), /MINE-01/);
  });

  it('a conflict, and a second one', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    for (const theirs of ['THEIRS1', 'THEIRS2']) {
      sandbox.world.editAsset(6748, { values: { 45: theirs } });
      sandbox.wireLog.clear();
      assert.equal(await document.save(), false);
      assertSent(sandbox, [read]);
      assert.match(document.getText(), /MINE-01/);
      assert.equal(sandbox.world.asset(6748)?.values.get(45), theirs);
    }
  });
});

describe('A save whose answer was lost counts as saved once it is read back:', () => {
  const account = givenAccount();
  type Rule = Parameters<GivenAccount['sandbox']['faults']['add']>[0];

  const lost: Record<string, Rule> = {
    'reset after the write': { kind: 'reset', method: 'PUT', when: 'after' },
    '502 after the write': { kind: 'status', status: 502, method: 'PUT', when: 'after' },
    'a truncated answer': { kind: 'truncate', method: 'PUT' },
    'a web page after the write': { kind: 'html', method: 'PUT', when: 'after' },
    'an empty answer': { kind: 'empty', method: 'PUT', when: 'after' },
  };
  for (const [name, rule] of Object.entries(lost)) {
    it(name, async () => {
      const { sandbox } = account();
      const document = await openAsset(account(), 6748);
      await replaceText(document, 'GCJ1353', 'MINE-01');
      sandbox.faults.add({ ...rule, times: 1 });
      sandbox.wireLog.clear();
      assert.equal(await document.save(), true);
      assertSent(sandbox, [read, write, read]);
      await tabIsDirty(document, false);
      assert.equal(sandbox.world.asset(6748)?.values.get(45), 'MINE-01');
      await replaceText(document, 'MINE-01', 'MINE-02');
      assert.equal(await document.save(), true);
      assertSent(sandbox, [read, write]);
    });
  }

  it('a read that is lost once is repeated, and nobody notices', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    sandbox.faults.add({ kind: 'truncate', method: 'GET', times: 1 });
    sandbox.wireLog.clear();
    assert.equal(await document.save(), true);
    await shows(document, /MINE-01[^]*updated_at/);
    assertSent(sandbox, [read, read, write]);
  });
});
