import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Asset } from '../../src/happyfox/asset';
import type { Plan } from '../../src/plans/plan';
import type { AccountSession } from '../../src/workbench/sessions/accountSession';
import { confirmPeople, NewPeople } from '../../src/workbench/asking/newPeople';
import type { HeldEdit } from '../../src/assets/heldEdits';
import { reviewDrafts } from '../../src/workbench/documents/heldEditCommands';
import { deleteMany } from '../../src/workbench/plans/deleteMany';
import { lostWithAccount } from '../../src/workbench/asking/unsentWork';
import { assetWith, general } from '../unit/assets/samples';
import { givenAccount } from './support/account';
import { openAsset, replaceText, setValue, tabIsDirty } from './support/editors';
import { withSettings } from './support/settings';

/** What was asked, and what is answered: the button, where the question has one, or the text. */
interface Dialogs {
  readonly asked: { readonly question: string; readonly detail: string; readonly buttons: readonly string[] }[];
  readonly typed: string[];
}

/** Answers every modal question by its first button, and every question for a text by the next of `answers`. */
function answering(answers: readonly (string | undefined)[] = []): () => Dialogs {
  const { showWarningMessage, createInputBox } = vscode.window;
  let dialogs: Dialogs;
  const show = (question: string, { detail = '' }: vscode.MessageOptions = {}, ...buttons: string[]) => {
    dialogs.asked.push({ question, detail, buttons });
    return Promise.resolve(buttons[0]);
  };
  beforeEach(() => {
    dialogs = { asked: [], typed: [] };
    const left = [...answers];
    Object.assign(vscode.window, {
      showWarningMessage: show,
      createInputBox: () => typist(createInputBox(), left.shift(), dialogs.typed),
    });
  });
  afterEach(() => void Object.assign(vscode.window, { showWarningMessage, createInputBox }));
  return () => dialogs;
}

/** An input box in which a text is typed and accepted as soon as it is shown; undefined leaves it. */
function typist(box: vscode.InputBox, text: string | undefined, typed: string[]): vscode.InputBox {
  const accept: (() => unknown)[] = [];
  const hide: (() => unknown)[] = [];
  const nothing = { dispose: () => undefined };
  const stub = {
    ...{ value: '', prompt: '', placeholder: '', title: '', busy: false, enabled: true, buttons: [] },
    onDidAccept: (listener: () => unknown) => (accept.push(listener), nothing),
    onDidHide: (listener: () => unknown) => (hide.push(listener), nothing),
    onDidChangeValue: () => nothing,
    onDidTriggerButton: () => nothing,
    hide: () => undefined,
    dispose: () => box.dispose(),
    show() {
      stub.value = text ?? '';
      typed.push(stub.title);
      for (const listener of text === undefined ? hide : accept) void listener();
    },
  };
  return stub as unknown as vscode.InputBox;
}

const assets = (count: number): readonly Asset[] =>
  Array.from({ length: count }, (_, index) => assetWith({}, { id: index + 1, name: `Asset ${index + 1}` }));

/** A session in which these assets are loaded, of so many. */
function sessionWith(loaded: readonly Asset[], total: number): AccountSession {
  return {
    accountId: 'acme.happyfox.com',
    account: { label: 'Acme', agent: { id: 3, name: 'Ada' } },
    index: { open: () => Promise.resolve({ assets: new Map() }) },
    store: { loaded: (id: number) => loaded.find((one) => one.id === id), total: () => total },
  } as unknown as AccountSession;
}

/** What is deleted, with how many deletions confirmed. */
function deleting(heldEdits: readonly HeldEdit[] = []) {
  const applied: (readonly [ids: readonly (number | null)[], confirmed: number | undefined])[] = [];
  const apply = (plan: Plan, { confirmedDeletions }: { confirmedDeletions?: number }) => {
    applied.push([plan.steps.map(({ assetId }) => assetId), confirmedDeletions]);
    return Promise.resolve({ results: new Map() });
  };
  const parts = { plans: { apply }, heldEdits: { all: () => Promise.resolve(heldEdits) } };
  const run = (loaded: readonly Asset[], total: number, asks: { asksNames: boolean; asksNumber: boolean }) =>
    deleteMany(parts as unknown as Parameters<typeof deleteMany>[0], sessionWith(loaded, total), {
      targets: loaded.map(({ id }) => ({ assetId: id, assetTypeId: 1 })),
      ...asks,
    });
  return { run, applied };
}

const edit = (assetId: number, name: string): HeldEdit => ({
  ...{ kind: 'edit', ref: { accountId: 'acme.happyfox.com', assetTypeId: 1, assetId }, text: '', time: 1 },
  base: { asset: assetWith({}, { id: assetId, name }), definition: general, text: '{}' },
  since: [],
});

describe('Deleting several assets', () => {
  const few = { asksNames: true, asksNumber: true };

  describe('of many', () => {
    const dialogs = answering();

    it('names those that the plan deletes, and asks for no number', async () => {
      const { run, applied } = deleting();
      await run(assets(12), 1_000, few);
      const [{ question, detail, buttons } = { question: '', detail: '', buttons: [] }] = dialogs().asked;
      assert.deepEqual([question, buttons], ['Delete 12 assets from Acme?', ['Delete 12 Assets']]);
      assert.match(detail, /^Asset 1 \(#1\)\n[^]*Asset 10 \(#10\)\nand 2 more\nHappyFox deletes them for good/);
      assert.deepEqual([applied, dialogs().typed], [[[assets(12).map(({ id }) => id), undefined]], []]);
    });

    it('names the edits of them that were never sent, and no others', async () => {
      const { run } = deleting([edit(2, 'Asset 2'), edit(77, 'Other')]);
      await run(assets(3), 1_000, few);
      const { detail = '' } = dialogs().asked[0] ?? {};
      assert.match(detail, /An edit of Asset 2 was never sent\. Its text stays, and “Save as New Asset”/);
      assert.doesNotMatch(detail, /Other/);
    });

    it('asks for nothing where a script confirms their number by naming them', async () => {
      const { run, applied } = deleting();
      await run(assets(26), 1_000, { asksNames: false, asksNumber: false });
      assert.deepEqual([dialogs().asked, dialogs().typed, applied[0]?.[1]], [[], [], 26]);
    });
  });

  for (const [count, total, what] of [
    [26, 10_000, 'more than 25'],
    [11, 100, 'more than a tenth of their type'],
  ] as const) {
    describe(`where they are ${what}`, () => {
      const dialogs = answering([String(count), undefined]);

      it('has their number typed, also with happyfoxAssets.confirmDelete off', async () => {
        const { run, applied } = deleting();
        await run(assets(count), total, { asksNames: false, asksNumber: true });
        assert.deepEqual(dialogs().asked, []);
        assert.deepEqual(dialogs().typed, [`Delete ${count} Assets`]);
        assert.equal(applied[0]?.[1], count);
        await assert.rejects(
          run(assets(count), total, { asksNames: false, asksNumber: true }),
          vscode.CancellationError,
        );
        assert.equal(applied.length, 1);
      });
    });
  }
});

describe('Creating people with a save', () => {
  const account = givenAccount();
  const dialogs = answering();

  it('asks about those who are created, each once, as they are sent', async () => {
    const session = {
      account: { label: 'Acme', agent: { id: 3, name: 'Ada' } },
      store: {
        client: () => Promise.resolve({ searchContacts: () => Promise.resolve({ items: [] }) }),
        catalogue: { agents: () => Promise.resolve([{ id: 3, isAccountAdmin: true, permissions: [] }]) },
      },
    } as unknown as AccountSession;
    const named = [
      { name: null, email: 'ann@acme.com' },
      { name: 'Ann', email: 'Ann@acme.com' },
    ];
    const mine = { name: 'N', displayId: 'D', contactIds: [], fields: new Map() };
    const { newContacts } = await new NewPeople(confirmPeople).settle(session, mine, named);
    assert.deepEqual(newContacts, [{ name: 'Ann', email: 'ann@acme.com' }]);
    assert.deepEqual(
      dialogs().asked.map(({ question, buttons }) => [question, buttons]),
      [['Create the contact Ann <ann@acme.com> in Acme?', ['Create Contact and Save']]],
    );
  });

  it('creates somebody who is named by phone after that question, and links them from then on', async () => {
    const { sandbox } = account();
    const named = () =>
      sandbox.world.contacts.filter(({ name }) => name === 'Ann Lee').map(({ id, phones }) => [id, phones.length]);
    for (const id of [6748, 6749]) {
      const document = await openAsset(account(), id);
      await setValue(document, ['contacts'], [{ name: 'Ann Lee', phone: '+1 555 0100' }]);
      assert.equal(await document.save(), true);
      assert.deepEqual(named(), [[sandbox.world.asset(id)?.contactIds[0], 1]]);
    }
    assert.deepEqual(
      dialogs().asked.map(({ question }) => question.replace(/ in .*/, '')),
      ['Create the contact Ann Lee <+1 555 0100>'],
    );
  });
});

describe('Review and Apply', () => {
  const account = givenAccount();
  const dialogs = answering();

  it('sends what was listed, or nothing', async () => {
    const { sandbox, id } = account();
    const typedOn = await openAsset(account(), 6748);
    const untouched = await openAsset(account(), 6749);
    await withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 1 }, async () => {
      await replaceText(typedOn, 'GCJ1353', 'MINE-01');
      await replaceText(untouched, 'CB62BT2', 'MINE-02');
      await Promise.all([tabIsDirty(typedOn, false), tabIsDirty(untouched, false)]);
    });
    const drafts = [typedOn, untouched].map((document, index) => {
      const known = edit(6748 + index, `Asset ${index}`);
      return { ...known, ref: { accountId: id, assetTypeId: 1, assetId: 6748 + index }, text: document.getText() };
    });
    const parts = { heldEdits: { all: () => Promise.resolve(drafts) }, sessions: { find: () => true } };
    const { showQuickPick } = vscode.window;
    const pick = async (items: readonly unknown[]) => {
      await replaceText(typedOn, 'MINE-01', 'MINE-03');
      return items;
    };
    Object.assign(vscode.window, { showQuickPick: pick });
    try {
      await reviewDrafts(parts as unknown as Parameters<typeof reviewDrafts>[0]);
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    const serial = (asset: number) => sandbox.world.asset(asset)?.values.get(45);
    assert.deepEqual([serial(6748), serial(6749)], ['GCJ1353', 'MINE-02']);
    assert.match(typedOn.getText(), /MINE-03/);
    assert.match(dialogs().asked[0]?.question ?? '', /^Not sent, .*: Asset 0\./);
  });
});

describe('Removing an account', () => {
  const account = givenAccount();

  it('names the edits, tabs and plans that go with it', async () => {
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    const { id } = account();
    const mine = { ...edit(6749, 'Held one'), ref: { accountId: id, assetTypeId: 1, assetId: 6749 } } as HeldEdit;
    const heading = (title: string) => ({ id: title, title, createdAt: 1 });
    const list = () =>
      Promise.resolve({
        entries: [
          { heading: heading('Half done'), state: { kind: 'interrupted' } },
          { heading: heading('Done'), state: { kind: 'ended', reason: 'done' } },
        ],
        lost: [],
      });
    const parts = {
      heldEdits: { all: () => Promise.resolve([mine, edit(1, 'Of another account')]) },
      plans: { files: { list } },
    } as unknown as Parameters<typeof lostWithAccount>[0];
    assert.deepEqual(await lostWithAccount(parts, id), [
      '1 edit that was never sent is lost: Held one.',
      '1 tab with unsaved changes can’t be saved any more: ADDISD-W10PC.',
      '1 plan that is not finished is lost: “Half done”.',
    ]);
  });
});
