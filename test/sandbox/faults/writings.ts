import assert from 'node:assert/strict';
import { HappyFoxError, type FailureKind } from '../../../src/happyfox/errors';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { create, createdIn, remove, serialIn, target, typeAndSave, type Scene } from './scene';

/** How a write ended: what it is to be held against. */
export type Ended =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: FailureKind }
  | { readonly kind: 'refused'; readonly reason: string; readonly cause: FailureKind | undefined };

/** How it ends. Throws what is neither a failure nor a refusal. */
export async function endOf(write: Promise<unknown>): Promise<Ended> {
  try {
    await write;
    return { kind: 'done' };
  } catch (error) {
    if (HappyFoxError.is(error)) return { kind: 'failed', failure: error.failure.kind };
    assert.ok(error instanceof WriteRefused, String(error));
    const cause = HappyFoxError.is(error.cause) ? error.cause.failure.kind : undefined;
    return { kind: 'refused', reason: error.refusal.reason, cause };
  }
}

/** A write of one asset, as a person makes it. */
export interface Writing {
  readonly name: string;
  readonly verb: 'POST' | 'PUT' | 'DELETE';
  readonly operation: 'create' | 'update' | 'delete';
  readonly unfound: 'notApplied' | 'outcomeUnknown';
  readonly write: (scene: Scene) => Promise<unknown>;
  readonly assertDone: (scene: Scene, done: boolean) => void;
}

/** Every write of one asset. */
export const writings: readonly Writing[] = [
  {
    ...{ name: 'create', verb: 'POST', operation: 'create', unfound: 'outcomeUnknown' },
    write: (scene) => create(scene),
    assertDone: (scene, done) => assert.deepEqual(createdIn(scene), done ? ['Spare'] : []),
  },
  {
    ...{ name: 'update', verb: 'PUT', operation: 'update', unfound: 'notApplied' },
    write: (scene) => typeAndSave(scene, 'TYPED-HERE'),
    assertDone: (scene, done) => {
      assert.equal(serialIn(scene.sandbox), done ? 'TYPED-HERE' : 'GCJ1353');
    },
  },
  {
    ...{ name: 'delete', verb: 'DELETE', operation: 'delete', unfound: 'notApplied' },
    write: async (scene) => {
      const [outcome] = await remove(scene);
      if (outcome?.outcome === 'failed') throw outcome.error;
    },
    assertDone: ({ sandbox }, done) => assert.equal(sandbox.world.asset(target) === undefined, done),
  },
];
