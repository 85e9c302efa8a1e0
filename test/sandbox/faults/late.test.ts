import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FailureKind } from '../../../src/happyfox/errors';
import { HappyFoxError } from '../../../src/happyfox/errors';
import { WriteRefused, type Refusal } from '../../../src/plans/writeRefused';
import type { Switches } from '../../../src/sandbox/sandbox';
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
  theyDelete,
  theyEdit,
  wire,
  type Scene,
} from './scene';

/** Runs a test on a scene of its own, and sees that the invariants hold after it. */
async function within(
  test: (scene: Scene) => Promise<void>,
  { late = false, ...switches }: Partial<Switches> & { late?: boolean } = {},
): Promise<void> {
  const scene = await openScene({ switches });
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

describe('a save whose answer is lost', () => {
  const [read, put] = ['GET asset/6748/', 'PUT asset/6748/'];

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
        theyEdit(scene, 'THEIRS');
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
        scene.colleagues.push({ operation: 'create', name: 'Spare' });
        scene.sandbox.faults.add({ kind: 'reset', method: 'POST', times: 1 });
        assert.equal(await refusal(create(scene)), 'outcomeUnknown');
      },
      { late: true, displayIdUnique: 'no' },
    ));
});

describe('a delete whose answer is lost', () => {
  const [read, del] = [`GET asset/${target}/`, `DELETE asset/${target}/`];
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
        assert.deepEqual(wire(scene), [read, del, read, read, 'GET asset_types/']);
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
      assert.deepEqual(wire(scene), [
        'POST assets/',
        ...both(asset.id),
        ...both(6748),
        'GET asset/6748/',
        'GET asset_types/',
      ]);
    }));

  it('is refused before it is sent where others were there first', () =>
    within(async (scene) => {
      theyEdit(scene, 'THEIRS');
      assert.equal(await refusal(save(scene, 'NEW')), 'conflict');
      assert.equal(serialIn(scene.sandbox), 'THEIRS');
      theyDelete(scene);
      assert.equal(await refusal(save(scene, 'NEW')), 'deletedMeanwhile');
      assert.deepEqual(wire(scene), [read, read, 'GET asset_types/']);
      assert.deepEqual(await results(scene), []);
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
