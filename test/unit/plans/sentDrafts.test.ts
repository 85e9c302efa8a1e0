import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SentDrafts } from '../../../src/plans/sentDrafts';
import { laptop } from '../assets/samples';

describe('SentDrafts', () => {
  let folder: string;
  const window = (): SentDrafts => new SentDrafts(join(folder, 'created'), () => undefined);
  const ref = (draftId: string) => ({ accountId: 'acme.happyfox.com', assetTypeId: 1, draftId });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'created-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('let one window begin to send a draft', async () => {
    const begun = await Promise.all(Array.from({ length: 4 }, () => window().begin(ref('a'), false)));
    assert.equal(begun.filter(Boolean).length, 1);
    assert.deepEqual((await window().find(ref('a')))?.assetId, null);
  });

  it('let one that is in doubt be sent again, and none that has become an asset', async () => {
    await window().begin(ref('a'), false);
    assert.equal(await window().begin(ref('a'), true), true);
    await window().created(ref('a'), { assetId: 7, left: laptop });
    assert.equal(await window().begin(ref('a'), true), false);
    assert.equal(await window().begin(ref('a'), false), false);
    await window().forget(ref('a'));
    assert.equal((await window().find(ref('a')))?.assetId, 7);
  });

  it('forget one that was not carried out', async () => {
    await window().begin(ref('a'), false);
    await window().forget(ref('a'));
    assert.equal(await window().find(ref('a')), undefined);
  });

  it('know what was created here also where that can’t be written', async () => {
    const drafts = window();
    await drafts.begin(ref('a'), false);
    const lock = join(folder, 'created', '.lock');
    await rm(lock, { recursive: true });
    await writeFile(lock, 'in the way');
    await assert.rejects(drafts.created(ref('a'), { assetId: 7, left: laptop }), { code: 'EEXIST' });
    assert.equal((await drafts.find(ref('a')))?.assetId, 7);
    assert.equal(await drafts.begin(ref('a'), true), false);
    assert.equal((await window().find(ref('a')))?.assetId, null);
  });

  it('are not remembered for ever, but those in doubt are', async () => {
    await window().begin(ref('doubt'), false);
    const drafts = window();
    for (let index = 0; index < 101; index += 1) await drafts.created(ref(`d${index}`), { assetId: index + 1 });
    assert.equal((await drafts.find(ref('doubt')))?.assetId, null);
    assert.equal((await drafts.find(ref('d100')))?.assetId, 101);
    const left = await Promise.all(Array.from({ length: 101 }, (_, index) => drafts.find(ref(`d${index}`))));
    assert.ok(left.filter((one) => one !== undefined).length <= 60);
  });

  it('tell nothing more of the assets of an account that is removed, and are not sent again all the same', async () => {
    const other = { ...ref('a'), accountId: 'other.happyfox.com' };
    await window().created(ref('a'), { assetId: 7, left: laptop });
    await window().created(other, { assetId: 7, left: laptop });
    await window().dropAccount(other.accountId);
    assert.deepEqual((await window().find(ref('a')))?.left, laptop);
    assert.equal((await window().find(other))?.left, undefined);
    assert.equal(await window().begin(other, false), false);
    const files = (await readdir(join(folder, 'created'))).filter((file) => file.endsWith('.json'));
    assert.equal(files.length, 2);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, 'created', file), 'utf8')));
    assert.ok(texts.every((text) => !text.includes(other.accountId)));
  });

  it('are remembered longer than earlier ones, whatever the clock is set to', async () => {
    let now = 2_000_000;
    const drafts = new SentDrafts(
      join(folder, 'created'),
      () => undefined,
      () => now,
    );
    for (let index = 0; index < 100; index += 1) await drafts.created(ref(`d${index}`), { assetId: index + 1 });
    now = 1_000;
    for (const name of ['late', 'later']) await drafts.created(ref(name), { assetId: 200 });
    assert.deepEqual(await Promise.all(['late', 'later', 'd0'].map(async (name) => !!(await drafts.find(ref(name))))), [
      ...[true, true, false],
    ]);
  });
});
