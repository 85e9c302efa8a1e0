import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FailureKind } from '../../../src/happyfox/errors';
import { HappyFoxError } from '../../../src/happyfox/errors';
import { WriteRefused, type Refusal } from '../../../src/plans/writeRefused';
import type { FaultKind } from '../../../src/sandbox/faults/faults';
import type { FaultRule, Switches } from '../../../src/sandbox/sandbox';
import {
  assertInvariants,
  closeScene,
  create,
  createdIn,
  openScene,
  remove,
  results,
  save,
  serialIn,
  target,
  wire,
  type Scene,
} from './writes';

type Fault = Extract<FaultKind, { kind: 'reset' | 'status' | 'truncate' | 'html' | 'stall' }>;

/** Each way to lose an answer, and whether the write was carried out first. */
const faults: readonly (readonly [name: string, fault: Fault, committed: boolean])[] = [
  ['reset before the commit', { kind: 'reset' }, false],
  ['reset after the commit', { kind: 'reset', when: 'after' }, true],
  ['502 before the commit', { kind: 'status', status: 502, body: '<h1>Bad gateway</h1>' }, false],
  ['502 after the commit', { kind: 'status', status: 502, body: '<h1>Bad gateway</h1>', when: 'after' }, true],
  ['an answer cut short', { kind: 'truncate' }, true],
  ['a web page before the commit', { kind: 'html' }, false],
  ['a web page after the commit', { kind: 'html', when: 'after' }, true],
  ['silence before the commit', { kind: 'stall' }, false],
  ['silence after the commit', { kind: 'stall', when: 'after' }, true],
];

/** Runs a test on a scene of its own, and sees that the invariants hold after it. */
async function within(
  test: (scene: Scene) => Promise<void>,
  { late = false, ...switches }: Partial<Switches> & { late?: boolean } = {},
): Promise<void> {
  const scene = await openScene(switches);
  try {
    await test(scene);
    await assertInvariants(scene, { late });
  } finally {
    await closeScene(scene);
  }
}

async function refusal(outcome: Promise<unknown>): Promise<Refusal['reason']> {
  const error: unknown = await outcome.then(
    (value) => assert.fail(`was not refused: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof WriteRefused, String(error));
  return error.refusal.reason;
}

async function kindOf(outcome: Promise<unknown>): Promise<FailureKind> {
  const error: unknown = await outcome.then(
    (value) => assert.fail(`did not fail: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(HappyFoxError.is(error), String(error));
  return error.failure.kind;
}

/** Puts a fault into force once the write has arrived: what comes before is spared. */
function afterwards({ sandbox }: Scene, write: 'POST' | 'PUT' | 'DELETE', rule: FaultRule): void {
  void sandbox.nextRequest(({ method }) => method === write).then(() => sandbox.faults.add(rule));
}

describe('a save whose answer is lost', () => {
  const [read, put] = ['GET asset/6748/', 'PUT asset/6748/'];

  for (const [name, fault, committed] of faults) {
    it(`by ${name} is read back: ${committed ? 'it is done' : 'it did not happen'}`, () =>
      within(async (scene) => {
        scene.sandbox.faults.add({ ...fault, method: 'PUT', times: 1 });
        if (committed) {
          const outcome = await save(scene, 'NEW');
          assert.ok(outcome.kind === 'saved');
          assert.deepEqual(outcome.differences, []);
        } else {
          assert.equal(await refusal(save(scene, 'NEW')), 'notApplied');
        }
        assert.equal(serialIn(scene.sandbox), committed ? 'NEW' : 'GCJ1353');
        assert.deepEqual(wire(scene), [read, put, read]);
        assert.deepEqual(await results(scene), [committed ? 'update verified' : 'update failed']);
      }));

    it(`by ${name}, and can’t be read back, is in doubt`, () =>
      within(async (scene) => {
        scene.sandbox.faults.add({ ...fault, method: 'PUT', times: 1 });
        afterwards(scene, 'PUT', { kind: 'status', status: 503, method: 'GET' });
        assert.equal(await refusal(save(scene, 'NEW')), 'outcomeUnknown');
        assert.equal(serialIn(scene.sandbox), committed ? 'NEW' : 'GCJ1353');
        assert.deepEqual(wire(scene), [read, put, read, read, read]);
        assert.deepEqual(await results(scene), ['update unknown']);
      }));
  }

  it('can be saved again when it did not happen', () =>
    within(async (scene) => {
      scene.sandbox.faults.add({ kind: 'reset', method: 'PUT', times: 1 });
      assert.equal(await refusal(save(scene, 'NEW')), 'notApplied');
      assert.equal((await save(scene, 'NEW')).kind, 'saved');
      assert.equal(serialIn(scene.sandbox), 'NEW');
      assert.deepEqual(wire(scene), [read, put, read, read, put]);
    }));

  /** Saves what is carried out only after the answer was lost and the asset was read back. */
  async function saveLate(scene: Scene): Promise<void> {
    const commit = Promise.withResolvers<undefined>();
    const fault = scene.sandbox.faults.add({ kind: 'lateCommit', method: 'PUT', times: 1, until: commit.promise });
    assert.equal(await refusal(save(scene, 'NEW')), 'notApplied');
    assert.deepEqual(await results(scene), ['update failed']);
    commit.resolve(undefined);
    await fault.applied;
    assert.equal(serialIn(scene.sandbox), 'NEW');
    assert.deepEqual(wire(scene), [read, put, read]);
  }

  it('and is carried out late is found by the next save, which sends nothing and sets the journal right', () =>
    within(async (scene) => {
      await saveLate(scene);
      assert.equal((await save(scene, 'NEW')).kind, 'saved');
      assert.deepEqual(wire(scene), [read, put, read, read]);
      assert.deepEqual(await results(scene), ['update verified']);
    }));

  it('and is carried out late is no conflict with what was typed since', () =>
    within(async (scene) => {
      await saveLate(scene);
      assert.equal((await save(scene, 'NEWER')).kind, 'saved');
      assert.equal(serialIn(scene.sandbox), 'NEWER');
      assert.deepEqual(await results(scene), ['update verified', 'update verified']);
    }));

  it('and is carried out late is taken back by saving what was there before', () =>
    within(async (scene) => {
      await saveLate(scene);
      assert.equal((await save(scene, 'GCJ1353')).kind, 'saved');
      assert.equal(serialIn(scene.sandbox), 'GCJ1353');
    }));

  it('and is carried out late does not hide what others changed in the same field after it', () =>
    within(
      async (scene) => {
        await saveLate(scene);
        scene.sandbox.world.editAsset(target, { values: { 45: 'THEIRS' } });
        assert.equal(await refusal(save(scene, 'NEWER')), 'conflict');
        assert.equal(serialIn(scene.sandbox), 'THEIRS');
        assert.deepEqual(await results(scene), ['update failed']);
      },
      { late: true },
    ));

  it('and that a proxy repeats is done once it is read', () =>
    within(async (scene) => {
      scene.sandbox.faults.add({ kind: 'doubleCommit', method: 'PUT', times: 1 });
      assert.equal((await save(scene, 'NEW')).kind, 'saved');
      assert.equal(serialIn(scene.sandbox), 'NEW');
    }));
});

describe('a create whose answer is lost', () => {
  const [list, post] = ['GET assets/', 'POST assets/'];

  /** The requests, where the pages of a list count as one. */
  const looks = ({ sandbox }: Scene): string[] =>
    sandbox.wireLog.entries.flatMap(({ method, query }) => {
      if (method === 'POST') return [post];
      return query.page === '1' ? [list] : [];
    });

  for (const [name, fault, committed] of faults) {
    it(`by ${name} is looked for: it is ${committed ? 'adopted' : 'in doubt'}, and is sent once`, () =>
      within(async (scene) => {
        scene.sandbox.faults.add({ ...fault, method: 'POST', times: 1 });
        if (committed) {
          const { asset } = await create(scene);
          assert.equal(scene.sandbox.world.asset(asset.id)?.name, 'Spare');
        } else {
          assert.equal(await refusal(create(scene)), 'outcomeUnknown');
        }
        assert.deepEqual(createdIn(scene), committed ? ['Spare'] : []);
        assert.deepEqual(looks(scene), committed ? [post, list] : [post, list, list, list]);
        assert.deepEqual(await results(scene), [committed ? 'create verified' : 'create unknown']);
      }));

    it(`by ${name}, and can’t be looked for, is in doubt, and is sent once`, () =>
      within(async (scene) => {
        scene.sandbox.faults.add({ ...fault, method: 'POST', times: 1 });
        afterwards(scene, 'POST', { kind: 'status', status: 503, method: 'GET' });
        assert.equal(await refusal(create(scene)), 'outcomeUnknown');
        assert.deepEqual(createdIn(scene), committed ? ['Spare'] : []);
        assert.equal(wire(scene).filter((request) => request === post).length, 1);
        assert.deepEqual(await results(scene), ['create unknown']);
      }));
  }

  it('and is carried out late is adopted by a later look', () =>
    within(async (scene) => {
      const commit = Promise.withResolvers<undefined>();
      const fault = scene.sandbox.faults.add({ kind: 'lateCommit', method: 'POST', times: 1, until: commit.promise });
      scene.onPause = async (milliseconds) => {
        if (milliseconds < 10_000) return;
        commit.resolve(undefined);
        await fault.applied;
      };
      assert.equal((await create(scene)).asset.name, 'Spare');
      assert.deepEqual(looks(scene), [post, list, list]);
    }));

  it('and that a proxy repeats makes one asset, and is no success to somebody told that its display id is taken', () =>
    within(
      async (scene) => {
        scene.sandbox.faults.add({ kind: 'doubleCommit', method: 'POST', times: 1 });
        assert.equal(await kindOf(create(scene)), 'invalid');
        assert.deepEqual(createdIn(scene), ['Spare']);
      },
      { late: true },
    ));

  it('is not taken for an asset with the same values that somebody else made', () =>
    within(
      async (scene) => {
        scene.sandbox.world.addAsset(1, { name: 'Spare', displayId: '0007', createdBy: 2 });
        scene.asked.creates += 1;
        scene.sandbox.faults.add({ kind: 'reset', method: 'POST', times: 1 });
        assert.equal(await refusal(create(scene)), 'outcomeUnknown');
      },
      { late: true, displayIdUnique: 'no' },
    ));
});

describe('a delete whose answer is lost', () => {
  const [read, del] = [`GET asset/${target}/`, `DELETE asset/${target}/`];
  // Only an answer that has a body can be cut short.
  const switches = { deleteAnswer: 'asset' } as const;

  for (const [name, fault, committed] of faults) {
    it(`by ${name} is looked for: it is ${committed ? 'gone' : 'still there'}`, () =>
      within(async (scene) => {
        scene.sandbox.faults.add({ ...fault, method: 'DELETE', times: 1 });
        const [outcome] = await remove(scene);
        assert.equal(outcome?.outcome, committed ? 'deleted' : 'failed');
        assert.equal(scene.sandbox.world.asset(6748) === undefined, committed);
        assert.deepEqual(wire(scene), [read, del, read]);
        assert.deepEqual(await results(scene), [committed ? 'delete verified' : 'delete failed']);
      }, switches));

    it(`by ${name}, and can’t be looked for, counts as failed`, () =>
      within(async (scene) => {
        scene.sandbox.faults.add({ ...fault, method: 'DELETE', times: 1 });
        afterwards(scene, 'DELETE', { kind: 'status', status: 503, method: 'GET' });
        const [outcome] = await remove(scene);
        assert.equal(outcome?.outcome, 'failed');
        assert.equal(scene.sandbox.world.asset(6748) === undefined, committed);
        assert.deepEqual(wire(scene), [read, del, read, read, read]);
        assert.deepEqual(await results(scene), ['delete unknown']);
      }, switches));
  }

  it('and is carried out late is said not to have happened, and is gone by the next look', () =>
    within(
      async (scene) => {
        const commit = Promise.withResolvers<undefined>();
        const fault = scene.sandbox.faults.add({
          kind: 'lateCommit',
          method: 'DELETE',
          times: 1,
          until: commit.promise,
        });
        assert.equal((await remove(scene))[0]?.outcome, 'failed');
        commit.resolve(undefined);
        await fault.applied;
        assert.equal((await remove(scene))[0]?.outcome, 'alreadyGone');
        assert.deepEqual(wire(scene), [read, del, read, read]);
      },
      { late: true },
    ));

  it('and that a proxy repeats is gone', () =>
    within(
      async (scene) => {
        scene.sandbox.faults.add({ kind: 'doubleCommit', method: 'DELETE', times: 1 });
        assert.equal((await remove(scene))[0]?.outcome, 'alreadyGone');
        assert.equal(scene.sandbox.world.asset(target), undefined);
      },
      { late: true },
    ));
});

describe('a write that is answered', () => {
  const [read, put] = ['GET asset/6748/', 'PUT asset/6748/'];

  it('is one read and one write for a save, whose body is the whole state', () =>
    within(async (scene) => {
      assert.equal((await save(scene, 'NEW')).kind, 'saved');
      assert.deepEqual(wire(scene), [read, put]);
      assert.deepEqual(scene.sandbox.wireLog.entries[1]?.body, {
        name: 'ADDISD-W10PC',
        display_id: 'ADDISD-W10PC',
        contact_ids: [27662],
        custom_fields: { 45: 'NEW', 46: 'Dell', 47: 'Latitude 5500' },
        updated_by: 1,
      });
    }));

  it('clears a field by name', () =>
    within(async (scene) => {
      assert.equal((await save(scene, null)).kind, 'saved');
      assert.equal(serialIn(scene.sandbox), null);
    }));

  it('is none at all for a save that changes nothing', () =>
    within(async (scene) => {
      assert.deepEqual([await save(scene, 'GCJ1353'), wire(scene)], [{ kind: 'unchanged' }, []]);
    }));

  it('loses nothing where the server resets what a PUT does not name', () =>
    within(
      async (scene) => {
        assert.equal((await save(scene, 'NEW')).kind, 'saved');
        const values = scene.sandbox.world.asset(6748)?.values;
        assert.deepEqual([values?.get(45), values?.get(46), values?.get(47)], ['NEW', 'Dell', 'Latitude 5500']);
      },
      { unnamedCustomFields: 'reset' },
    ));

  it('is one write for a create and for each delete', () =>
    within(async (scene) => {
      const { asset, differences } = await create(scene);
      assert.deepEqual([createdIn(scene), differences], [['Spare'], []]);
      const outcomes = await remove(scene, [asset.id, 6748, 6748]);
      assert.deepEqual(
        outcomes.map(({ outcome }) => outcome),
        ['deleted', 'deleted', 'alreadyGone'],
      );
      const both = (id: number): string[] => [`GET asset/${id}/`, `DELETE asset/${id}/`];
      assert.deepEqual(wire(scene), ['POST assets/', ...both(asset.id), ...both(6748), 'GET asset/6748/']);
    }));

  it('is refused before it is sent where others were there first', () =>
    within(async (scene) => {
      scene.sandbox.world.editAsset(6748, { values: { 45: 'THEIRS' } });
      assert.equal(await refusal(save(scene, 'NEW')), 'conflict');
      assert.equal(serialIn(scene.sandbox), 'THEIRS');
      scene.sandbox.world.deleteAsset(6748);
      assert.equal(await refusal(save(scene, 'NEW')), 'deletedMeanwhile');
      assert.deepEqual(wire(scene), [read, read]);
      assert.deepEqual(await results(scene), []);
      // Others did all this.
      (scene.before as Map<number, unknown>).delete(6748);
    }));

  it('is refused by the server where the agent may not', () =>
    within(async (scene) => {
      scene.sandbox.world.editStaff(1, { accountAdmin: false, permissions: [] });
      assert.equal(await kindOf(save(scene, 'NEW')), 'forbidden');
      assert.equal(await kindOf(create(scene)), 'forbidden');
      assert.equal((await remove(scene, [6748]))[0]?.outcome, 'failed');
      assert.deepEqual([serialIn(scene.sandbox), createdIn(scene)], ['GCJ1353', []]);
      assert.deepEqual(wire(scene), [read, put, 'POST assets/', read, 'DELETE asset/6748/']);
    }));

  it('is held back here once the account is locked out', () =>
    within(async (scene) => {
      scene.sandbox.faults.add({ kind: 'status', status: 429, method: 'PUT' });
      assert.equal(await kindOf(save(scene, 'NEW')), 'rateLimited');
      for (const write of [save(scene, 'NEW'), create(scene)]) assert.equal(await kindOf(write), 'rateLimited');
      assert.equal((await remove(scene))[0]?.outcome, 'failed');
      assert.equal(serialIn(scene.sandbox), 'GCJ1353');
      assert.deepEqual(wire(scene), [read, put]);
    }));
});
