import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { AssetGate } from '../../../src/plans/assetGate';
import { inTurn } from '../../../src/plans/assetTurn';
import { JournalUnavailable } from '../../../src/plans/journal';
import { WriteRefused } from '../../../src/plans/writeRefused';
import type { Writer } from '../../../src/plans/writer';
import { failure, fakeWriter, openGate } from './fakeClient';

const put = { method: 'PUT', assetId: 7 } as const;

/** A writer that notes when turns and gates are taken and given back. The gate is taken by somebody else for so many tries. */
function noting(taken = 0) {
  const heard: string[] = [];
  let left = taken;
  const writeTurn: HappyFoxClient['writeTurn'] = () => {
    heard.push('turn');
    return Promise.resolve({ release: () => void heard.push('release') });
  };
  const gate: Writer['gate'] = {
    ...openGate,
    tryEnter: () => {
      left -= 1;
      if (left >= 0) return Promise.resolve(undefined);
      heard.push('enter');
      const release = () => Promise.resolve(void heard.push('leave'));
      return Promise.resolve({ isMine: () => Promise.resolve(true), release });
    },
  };
  const { writer } = fakeWriter({ writeTurn });
  const wait = (): Promise<void> => Promise.resolve(void heard.push('wait'));
  return { writer: { ...writer, gate, wait }, heard };
}

describe('inTurn', () => {
  it('takes the turn, then the gate, and gives both back whatever happens, once', async () => {
    for (const fails of [false, true]) {
      const { writer, heard } = noting();
      const done = inTurn(writer, put, async (turn) => {
        heard.push('work');
        await turn.release();
        if (fails) throw new Error('no');
      });
      await (fails ? assert.rejects(done, /no/) : done);
      assert.deepEqual(heard, ['turn', 'enter', 'work', 'leave', 'release']);
    }
  });

  it('holds up no other write while somebody else has the asset', async () => {
    const { writer, heard } = noting(2);
    await inTurn(writer, put, () => Promise.resolve());
    assert.deepEqual(heard, [
      ...['turn', 'release', 'wait', 'turn', 'release', 'wait'],
      ...['turn', 'enter', 'leave', 'release'],
    ]);
  });

  it('refuses to write an asset that another window has for too long', async () => {
    const { writer, heard } = noting(Infinity);
    const refused = (error: unknown): boolean =>
      error instanceof WriteRefused && error.refusal.reason === 'writtenElsewhere';
    await assert.rejects(
      inTurn(writer, put, () => assert.fail('not sent')),
      refused,
    );
    assert.equal(heard.filter((what) => what === 'turn').length, heard.filter((what) => what === 'release').length);
  });

  it('passes on why no turn came', async () => {
    const error = failure('rateLimited');
    const { writer } = fakeWriter({ writeTurn: () => Promise.reject(error) });
    await assert.rejects(
      inTurn(writer, put, () => assert.fail('not sent')),
      error,
    );
  });
});

describe('AssetGate', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hf-gate-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets one at a time through for each asset and account, in all windows', async () => {
    const [one, two] = [new AssetGate(folder), new AssetGate(folder)];
    const inside = await one.tryEnter('acme', 7);
    assert.ok(inside);
    assert.equal(await two.tryEnter('acme', 7), undefined);
    assert.ok(await two.tryEnter('acme', 8));
    assert.ok(await two.tryEnter('other', 7));
    await inside.release();
    assert.ok(await two.tryEnter('acme', 7));
  });

  it('keeps nobody waiting who creates an asset', async () => {
    const gate = new AssetGate(folder);
    assert.ok(await gate.tryEnter('acme', null));
    assert.ok(await gate.tryEnter('acme', null));
  });

  it('lets nothing be sent where nobody can be kept out', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { writer, heard } = noting();
    const gate = new AssetGate(join(folder, 'file'));
    await assert.rejects(
      inTurn({ ...writer, gate }, put, () => assert.fail('not sent')),
      JournalUnavailable,
    );
    assert.deepEqual(heard, ['turn', 'release']);
  });
});
