import { strict as assert } from 'node:assert';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { allTypes } from '../../src/workbench/screen/treeMemory';
import { givenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';
import { freshSandbox } from './support/freshSandbox';
import { HiddenTree, storageFolder } from './support/treeParts';
import { hideSidebar } from './support/view';
import { assertSent } from './support/wire';

describe('A tree that HappyFox lists', () => {
  it('paints nothing anew for what it shows already, for VS Code would take the focus back', async () => {
    const [storage, removeStorage] = storageFolder();
    const sandbox = await freshSandbox({ account: 'article', assetsByType: { 1: 60, 2: 3 } });
    const hidden = await HiddenTree.open(sandbox, storage, 'empty');
    try {
      const { session, tree } = hidden;
      const type = await hidden.container('General');
      await session.store.readTotal(1, new AbortController().signal);
      const painted: (string | undefined)[] = [];
      tree.onDidChangeTreeData((node) => painted.push(node?.id));
      const [first] = await hidden.below(type);
      assert.ok(first?.kind === 'asset');
      const openAgain = async () =>
        session.store.announce({ kind: 'read', asset: await session.store.read(first.asset.id), assetTypeId: 1 });
      await openAgain();
      const ofThese = () => painted.filter((id) => id === type.id || id === first.id);
      assert.deepEqual(ofThese(), []);
      sandbox.world.editAsset(first.asset.id, { name: 'Named anew' });
      await openAgain();
      assert.deepEqual(ofThese(), [first.id]);
      assert.match(hidden.line(first), /^Named anew/);
    } finally {
      hidden.dispose();
      await sandbox.stop();
      removeStorage();
    }
  });
});

describe('A tree that is filtered, grouped and sorted', () => {
  let sandbox: Sandbox;
  let hidden: HiddenTree;
  let storage: string;
  let removeStorage: () => void;

  beforeEach(async () => {
    [storage, removeStorage] = storageFolder();
    sandbox = await freshSandbox({ account: 'article', assetsByType: { 1: 450, 2: 30 } });
    hidden = await HiddenTree.open(sandbox, storage);
    sandbox.wireLog.clear();
  });
  afterEach(async () => {
    hidden.dispose();
    await sandbox.stop();
    removeStorage();
  });

  const name = (id: number): string => sandbox.world.types.find((type) => type.id === id)?.name ?? '';
  /** What the world says of a type's assets, without the index. */
  const matching = (typeId: number, wanted: (name: string) => boolean): readonly number[] =>
    sandbox.world.assetsOf(typeId).flatMap((asset) => (wanted(asset.name) ? [asset.id] : []));

  it('shows what a filter of all types finds, and of a type how many; without a request', async () => {
    const { memory, session, tree } = hidden;
    const wanted = sandbox.world.assetsOf(1)[0]?.name ?? '';
    await memory.setView(session.accountId, allTypes, { query: `name:"${wanted}"` });
    const hits = matching(1, (one) => one.toLowerCase().includes(wanted.toLowerCase()));
    const type = await hidden.container(name(1));
    assert.equal(hidden.line(type), `${name(1)} | ${hits.length} of 450`);
    const below = await hidden.below(type);
    assert.deepEqual(
      below.flatMap((node) => (node.kind === 'asset' ? [node.asset.id] : [])),
      hits,
    );
    const others = matching(2, (one) => one.toLowerCase().includes(wanted.toLowerCase()));
    assert.equal((await hidden.below()).length, others.length > 0 ? 2 : 1);
    assert.deepEqual(sandbox.wireLog.entries, []);
    await memory.setView(session.accountId, allTypes, { query: 'nosuchwordanywhere' });
    assert.deepEqual(await hidden.lines(), ['No known asset matches']);
    await memory.setView(session.accountId, allTypes, {});
    assert.equal((await hidden.below()).length, 2);
    assert.equal(tree.getTreeItem(type).description, '450');
  });

  it('keeps the node of an asset while it is filtered, grouped and back, so that it stays selected', async () => {
    const { memory, session, tree } = hidden;
    const type = await hidden.container(name(1));
    const [before] = await hidden.below(type);
    assert.ok(before?.kind === 'asset');
    await memory.setView(session.accountId, 1, { query: `id:${before.asset.id}` });
    const [during] = await hidden.below(await hidden.find(name(1)));
    assert.equal(during, before);
    assert.equal(tree.getTreeItem(await hidden.find(name(1))).contextValue, 'assetType filtered');
  });

  it('groups by a field, with counts, and by pages where there are many', async () => {
    const { memory, session, tree } = hidden;
    await memory.setView(session.accountId, 1, { groupBy: { kind: 'field', name: 'Manufacturer' } });
    const type = await hidden.container(name(1));
    const groups = await hidden.below(type);
    const counts = groups.map((group) => (group.kind === 'group' ? group.group.rows.length : 0));
    assert.ok(groups.length > 1);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      450,
    );
    const [largest] = [...groups].sort((one, other) => sizeOf(other) - sizeOf(one));
    assert.ok(largest?.kind === 'group');
    const rows = await hidden.below(largest);
    assert.equal(rows.length, Math.min(largest.group.rows.length, 201));
    await memory.setView(session.accountId, 1, { groupBy: { kind: 'field', name: 'Serial Number' } });
    const shown = await hidden.lines(type);
    assert.equal(shown.at(-1), `Load more… | 200 of ${(await serials()).size}`);
    tree.showMore(type);
    assert.ok((await hidden.below(type)).length > 201);
  });

  const sizeOf = (node: Awaited<ReturnType<HiddenTree['below']>>[number]): number =>
    node.kind === 'group' ? node.group.rows.length : 0;
  const serials = async (): Promise<ReadonlySet<string>> => {
    const { assets } = await hidden.session.index.open();
    return new Set(Array.from(assets.rows(1), ({ values }) => JSON.stringify(values[0]).toLowerCase()));
  };

  it('sorts by a field, and shows more of what it knows without a request', async () => {
    const { memory, session, tree } = hidden;
    await memory.setView(session.accountId, 1, { sortBy: { by: { kind: 'name' }, direction: 'descending' } });
    const type = await hidden.container(name(1));
    const lines = await hidden.below(type);
    assert.equal(hidden.line(lines.at(-1) ?? type), 'Load more… | 200 of 450');
    tree.showMore(type);
    tree.showMore(type);
    const names = (await hidden.below(type)).map((node) => (node.kind === 'asset' ? node.asset.name : ''));
    const collator = new Intl.Collator(undefined, { numeric: true });
    assert.deepEqual(
      names,
      [...names].sort((one, other) => collator.compare(other, one)),
    );
    assert.equal(names.length, 450);
    assert.deepEqual(sandbox.wireLog.entries, []);
  });

  it('finds the node of an asset wherever it is shown, and not where a filter hides it', async () => {
    const { memory, session, tree } = hidden;
    const last = sandbox.world.assetsOf(1).at(-1);
    assert.ok(last);
    await memory.setView(session.accountId, 1, { groupBy: { kind: 'field', name: 'Serial Number' } });
    await hidden.below();
    const node = await tree.assetNode(session, 1, last.id);
    assert.ok(node);
    assert.equal(node.parent.kind, 'group');
    const type = await hidden.container(name(1));
    const group = (await hidden.below(type)).find((one) => one === node.parent);
    assert.ok(group, 'its group is among those shown');
    assert.ok((await hidden.below(group)).includes(node));
    await memory.setView(session.accountId, 1, { query: `-id:${last.id}` });
    assert.equal(await tree.assetNode(session, 1, last.id), undefined);
  });

  it('follows what is saved, created and deleted', async () => {
    const { memory, session } = hidden;
    await memory.setView(session.accountId, 1, { query: 'id:>0' });
    await memory.setFilters(session.accountId, () => [{ id: 'f', name: 'New ones', query: 'name:brandnew' }]);
    const type = await hidden.container(name(1));
    await hidden.below(type);
    const [asset] = sandbox.world.assetsOf(1);
    const read = await session.store.read(asset?.id ?? 0);
    session.store.announce({ kind: 'saved', asset: { ...read, name: 'Brandnew' }, assetTypeId: 1 });
    assert.ok((await hidden.lines(type)).some((line) => line.startsWith('Brandnew')));
    const filter = await hidden.find('New ones');
    assert.deepEqual(
      (await hidden.below(filter)).map((node) => node.kind),
      ['asset'],
    );
    session.store.announce({ kind: 'deleted', assetId: read.id, assetTypeId: 1 });
    assert.deepEqual(await hidden.lines(filter), ['No known asset matches']);
    assert.ok(!(await hidden.lines(type)).some((line) => line.startsWith('Brandnew')));
  });

  it('shows saved filters above the types with what they find, in the next window too', async () => {
    const { memory, session } = hidden;
    await memory.setFilters(session.accountId, (filters) => [
      ...filters,
      { id: 'a', name: 'All of the second', query: '', assetTypeId: 2 },
      { id: 'b', name: '$(zap) [x](command:y)\u202e', query: 'colour:red' },
    ]);
    await memory.setView(session.accountId, 2, { sortBy: { by: { kind: 'displayId' }, direction: 'ascending' } });
    const [first, second] = await hidden.below();
    assert.ok(first && second);
    await hidden.below(first);
    assert.equal(hidden.line(first), 'All of the second | 30');
    assert.deepEqual(await hidden.lines(second), ['No known asset matches']);
    const { label } = hidden.tree.getTreeItem(second);
    assert.ok(typeof label === 'string' && !/[\u202e]|\$\(/.test(label));

    hidden.dispose();
    hidden = await HiddenTree.open(sandbox, storage);
    const view = await hidden.memory.of(hidden.session.accountId);
    assert.deepEqual(
      view.filters.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.equal(view.types[2]?.sortBy?.by.kind, 'displayId');
    const [again] = await hidden.below();
    assert.ok(again);
    await hidden.below(again);
    assert.equal(hidden.line(again), 'All of the second | 30');
  });

  it('says what may be missing while the index is not complete', async () => {
    hidden.dispose();
    removeStorage();
    [storage, removeStorage] = storageFolder();
    hidden = await HiddenTree.open(sandbox, storage, 'empty');
    await hidden.memory.setView(hidden.session.accountId, 1, { query: 'a' });
    const type = await hidden.container(name(1));
    const [notice] = await hidden.below(type);
    assert.equal(notice?.kind, 'partial');
    assert.match(hidden.line(notice), /^(Not indexed yet|Indexed 0 of 450 so far) \| Select to read the rest$/);
    assert.equal(hidden.tree.getTreeItem(notice).command?.command, 'happyfoxAssets.indexAssets');
  });
});

describe('Filter, group and sort as scripts do', () => {
  const account = givenAccount({ assetsByType: { 1: 120, 2: 10 } });

  beforeEach(async () => {
    await run('indexAssets', { account: account().id });
    account().sandbox.wireLog.clear();
  });

  it('tells what a filter leaves, of a type or of all, and of how many', async () => {
    const { id, sandbox } = account();
    const dells = sandbox.world.assetsOf(1).filter(({ values }) => /dell/i.test(JSON.stringify(values.get(46))));
    const filtered = await run('filterTree', { account: id, typeId: 1, query: 'manufacturer:dell' });
    assert.deepEqual(filtered, { matches: dells.length, total: 120, complete: true });
    assert.deepEqual(await run('filterTree', { query: '' }), { matches: 130, total: 130, complete: true });
    await run('clearFilter', { typeId: 1 });
    assertSent(sandbox, []);
  });

  it('refuses a query that is wrong, with all that is wrong with it at its column, and changes nothing', async () => {
    const sentence = await sentenceOf(run('filterTree', { query: 'colour:red (memory:much' }));
    assertSentence(sentence, /Column 1: .*“colour”.*Column 12: .*parenthesis/);
    assertSentence(await sentenceOf(run('saveFilter', { name: 'A', query: 'is:twin' })), /Column 4/);
    assertSentence(await sentenceOf(run('saveFilter', { name: 'A' })), /no filter to save/);
  });

  it('keeps, changes, shows and removes filters', async () => {
    const { filter } = await run<{ filter: string }>('saveFilter', {
      name: 'Dells',
      query: 'manufacturer:dell',
      typeId: 1,
    });
    await run('renameFilter', { filter, name: 'All Dells' });
    await run('editFilter', { filter, query: 'dell' });
    assertSentence(await sentenceOf(run('editFilter', { filter, query: 'dell)' })), /Column 5/);
    await run('openFilter', { filter });
    await run('removeFilter', { filter });
    assertSentence(await sentenceOf(run('openFilter', { filter })), /no saved filter/);
    await hideSidebar();
  });

  it('groups and sorts by fields that there are', async () => {
    await run('groupBy', { typeId: 1, by: 'manufacturer' });
    await run('groupBy', { typeId: 1, by: 'contact' });
    await run('groupBy', { typeId: 1, by: null });
    await run('sortBy', { typeId: 1, by: 'display_id', direction: 'descending' });
    await run('sortBy', { typeId: 1 });
    assertSentence(await sentenceOf(run('groupBy', { typeId: 1, by: 'Colour' })), /no field “Colour”/);
    assertSentence(await sentenceOf(run('groupBy', { typeId: 1, by: 'name' })), /can be grouped by/);
    assertSentence(await sentenceOf(run('sortBy', { typeId: 1, by: 'contact' })), /sorted by contact/);
  });
});
