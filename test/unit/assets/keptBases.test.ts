import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptBases, type KeptBase } from '../../../src/assets/keptBases';
import { renderAsset } from '../../../src/assets/renderDocument';
import type { Asset } from '../../../src/happyfox/asset';
import { general, laptop, renderOptions } from './samples';

const asset = (name: string, day = 1): Asset => ({ ...laptop, name, updatedAt: `2026-01-0${day}T00:00:00Z` });
const text = (name: string, day?: number): string => renderAsset(asset(name, day), general, renderOptions);

const base = (name: string, day?: number): KeptBase => ({
  origin: { base: { asset: asset(name, day), definition: general, text: text(name, day) }, since: [] },
});

describe('KeptBases', () => {
  const uri = 'happyfox:/acme.happyfox.com/1/6748/x.json';
  let folder: string;
  let logged: string[];
  let windows: KeptBases[];
  const window = (workspace = 'w'): KeptBases => {
    const opened = new KeptBases({ folder: join(folder, 'origins'), workspace, log: (line) => logged.push(line) });
    windows.push(opened);
    return opened;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'origins-'));
    logged = [];
    windows = [];
  });

  afterEach(async () => {
    await Promise.all(windows.map((one) => one.settled()));
    await rm(folder, { recursive: true, force: true });
  });

  it('give the window that is opened next what the last one kept, and it goes on with it', async () => {
    const last = window();
    last.keep(uri, base('one'));
    last.keep(uri, base('two'));
    await last.settled();
    const next = window();
    assert.deepEqual(await next.find(uri, text('typed')), base('two'));
    next.keep(uri, base('three'));
    await next.settled();
    assert.deepEqual(await window().find(uri, text('typed')), base('three'));
  });

  it('are of one workspace', async () => {
    const last = window();
    last.keep(uri, base('one'));
    await last.settled();
    assert.equal(await window('other').find(uri, text('typed')), undefined);
  });

  it('are none where several windows have kept one, for nobody knows whose text it is', async () => {
    const [one, other] = [window(), window()];
    one.keep(uri, base('one'));
    other.keep(uri, base('other'));
    await Promise.all([one.settled(), other.settled()]);
    assert.equal(await window().find(uri, text('typed')), undefined);
    one.drop(uri);
    await one.settled();
    assert.deepEqual(await window().find(uri, text('typed')), base('other'));
  });

  it('are the one that the text fits where several windows have kept one, such as one that ended without a word', async () => {
    const gone = window();
    gone.keep(uri, base('one', 1));
    await gone.settled();
    const last = window();
    last.keep(uri, base('one', 2));
    await last.settled();
    const next = window();
    assert.equal(await next.find(uri, text('typed', 3)), undefined);
    assert.deepEqual(await next.find(uri, text('typed', 2)), base('one', 2));
    assert.deepEqual(await next.find(uri, text('typed', 1)), base('one', 1));
    await next.settled();
  });

  it('are the one that all windows have kept', async () => {
    const [gone, last] = [window(), window()];
    gone.keep(uri, base('one'));
    await gone.settled();
    last.keep(uri, base('one'));
    await last.settled();
    const next = window();
    assert.deepEqual(await next.find(uri, text('typed')), base('one'));
    await next.settled();
  });

  it('leave nothing behind when the edit is over', async () => {
    const only = window();
    only.keep(uri, base('one'));
    only.drop(uri);
    await only.settled();
    assert.deepEqual(
      (await readdir(join(folder, 'origins'))).filter((name) => name.endsWith('.json')),
      [],
    );
    assert.deepEqual(logged, []);
  });
});
