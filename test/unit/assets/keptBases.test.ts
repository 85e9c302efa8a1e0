import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptBases, type KeptBase } from '../../../src/assets/keptBases';
import { general, laptop } from './samples';

const base = (text: string): KeptBase => ({
  origin: { base: { asset: laptop, definition: general, text }, since: [] },
  stat: { mtime: 1, size: 2 },
});

describe('KeptBases', () => {
  const uri = 'happyfox:/acme.happyfox.com/1/6748/x.json';
  let folder: string;
  let logged: string[];
  const window = (workspace = 'w'): KeptBases =>
    new KeptBases({ folder: join(folder, 'origins'), workspace, log: (line) => logged.push(line) });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'origins-'));
    logged = [];
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('give the window that is opened next what the last one kept, and it goes on with it', async () => {
    const last = window();
    last.keep(uri, base('one'));
    last.keep(uri, base('two'));
    await last.settled();
    const next = window();
    assert.deepEqual(await next.find(uri), base('two'));
    next.keep(uri, base('three'));
    await next.settled();
    assert.deepEqual(await window().find(uri), base('three'));
  });

  it('are of one workspace', async () => {
    const last = window();
    last.keep(uri, base('one'));
    await last.settled();
    assert.equal(await window('other').find(uri), undefined);
  });

  it('are none where several windows have kept one, for nobody knows whose text it is', async () => {
    const [one, other] = [window(), window()];
    one.keep(uri, base('one'));
    other.keep(uri, base('other'));
    await Promise.all([one.settled(), other.settled()]);
    assert.equal(await window().find(uri), undefined);
    one.drop(uri);
    await one.settled();
    assert.deepEqual(await window().find(uri), base('other'));
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
