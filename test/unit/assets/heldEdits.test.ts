import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeldEdits, type HeldEditOf, type HeldAssetEdit } from '../../../src/assets/heldEdits';
import { general, laptop } from './samples';

const edit = (text: string, assetId = 6748): HeldAssetEdit => ({
  kind: 'edit',
  ref: { accountId: 'acme.happyfox.com', assetTypeId: 1, assetId },
  text,
  base: { asset: laptop, definition: general, text: '{}' },
  since: [],
  time: 1,
});

const ids = (all: readonly HeldEditOf[]) => all.map(({ ref }) => ('assetId' in ref ? ref.assetId : ref.draftId));

describe('HeldEdits', () => {
  let folder: string;
  let damaged: string[];
  const opened = (): HeldEdits => new HeldEdits(join(folder, 'held'), (path) => damaged.push(path));
  const { ref } = edit('');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'held-'));
    damaged = [];
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps an edit for every window, and lets go of it', async () => {
    const [one, other] = [opened(), opened()];
    assert.equal(await one.hold(edit('mine'), undefined), true);
    assert.deepEqual(await other.findEdit(ref), edit('mine'));
    assert.equal(await other.drop(edit(''), 'mine'), true);
    assert.equal(await one.findEdit(ref), undefined);
    assert.deepEqual(await one.all(), []);
  });

  it('keeps what another window has typed since, whoever lets go or holds', async () => {
    const [one, other] = [opened(), opened()];
    await one.hold(edit('mine'), undefined);
    assert.equal(await other.hold(edit('newer'), 'mine'), true);
    assert.equal(await one.drop(edit(''), 'mine'), false);
    assert.equal(await one.hold(edit('mine again'), 'mine'), false);
    assert.equal(await one.hold(edit('a first one'), undefined), false);
    assert.equal((await one.findEdit(ref))?.text, 'newer');
  });

  it('lets one of many windows that hold at once be first', async () => {
    const held = await Promise.all(['a', 'b', 'c', 'd'].map((text) => opened().hold(edit(text), undefined)));
    assert.equal(held.filter(Boolean).length, 1);
  });

  it('tells which of many changes were made, and announces these', async () => {
    const edits = opened();
    await opened().hold(edit('another window’s', 2), undefined);
    const heard: unknown[] = [];
    edits.onChange((changed) => heard.push(changed === 'any' ? changed : ids(changed)));
    const made = await edits.change(
      [1, 2, 3].map((id) => ({ of: edit('', id), held: undefined, edit: edit('x', id) })),
    );
    assert.deepEqual(
      made.map(({ of }) => 'assetId' in of.ref && of.ref.assetId),
      [1, 3],
    );
    assert.deepEqual(heard, [[1, 3]]);
  });

  it('names many changes to its own window alone, and others look which edits it may have been', async () => {
    const [edits, other] = [opened(), opened()];
    const told: unknown[] = [];
    edits.onOwnChange((changed) => told.push(changed === 'any' ? changed : changed.length));
    edits.onChange((changed) => told.push(changed === 'any' ? changed : changed.length));
    const held = (count: number) => Array.from({ length: count }, (_, id) => edit('x', id));
    await edits.change(held(100).map((one) => ({ of: one, held: undefined, edit: one })));
    await edits.change(held(101).map((of) => ({ of, held: of.ref.assetId < 100 ? 'x' : undefined, edit: of })));
    assert.deepEqual(told, [100, 100, 'any', 101]);
    const known = edit('', 500);
    assert.deepEqual(ids(await other.those([edit('', 3)], [known])), [3]);
    assert.deepEqual(new Set(ids(await other.those('any', [known]))), new Set([500, ...held(101).keys()]));
  });

  it('sets a damaged edit, which may be the only copy, aside and tells it, before another is held', async () => {
    await opened().hold(edit('mine'), undefined);
    const [file = ''] = (await readdir(join(folder, 'held'))).filter((name) => name.endsWith('.json'));
    const path = join(folder, 'held', file);
    await writeFile(path, (await readFile(path, 'utf8')).replace('mine', 'mime'));
    assert.equal(await opened().hold(edit('other'), undefined), true);
    assert.equal(damaged.length, 1);
    assert.match(await readFile(damaged[0] ?? '', 'utf8'), /mime/);
  });

  it('takes an edit that can’t be read for no absent one', async () => {
    await opened().hold(edit('mine'), undefined);
    const [file = ''] = (await readdir(join(folder, 'held'))).filter((name) => name.endsWith('.json'));
    await rm(join(folder, 'held', file));
    await mkdir(join(folder, 'held', file));
    await assert.rejects(opened().findEdit(ref), /EISDIR/);
    await assert.rejects(opened().all(), /EISDIR/);
    await assert.rejects(opened().hold(edit('other'), undefined), /EISDIR/);
  });

  it('forgets those of one account', async () => {
    const edits = opened();
    const elsewhere = { ...edit('theirs'), ref: { ...ref, accountId: 'other.happyfox.com' } };
    await edits.hold(edit('mine'), undefined);
    await edits.hold(elsewhere, undefined);
    await edits.dropAccount(ref.accountId);
    assert.deepEqual(await edits.all(), [elsewhere]);
  });
});
