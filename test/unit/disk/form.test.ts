import fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import {
  anyOf,
  count,
  integer,
  listOf,
  number,
  objectOf,
  oneOf,
  orNull,
  recordOf,
  text,
  truth,
} from '../../../src/disk/form';

const isShape = objectOf(
  {
    kind: oneOf('square', 'circle'),
    size: count,
    at: orNull(objectOf({ x: number, y: integer })),
    tags: listOf(text),
    seen: recordOf(truth),
  },
  { key: anyOf(text, number) },
);

/** The same as a schema. */
const Shape = z.object({
  kind: z.enum(['square', 'circle']),
  size: z.int().check(z.nonnegative()),
  at: z.nullable(z.object({ x: z.number(), y: z.int() })),
  tags: z.array(z.string()),
  seen: z.record(z.string(), z.boolean()),
  key: z.optional(z.union([z.string(), z.number()])),
});

/** Values that have the form, but for what chance puts into a place. */
function nearly(whole: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: whole, weight: 12 }, { arbitrary: fc.anything({ maxDepth: 1 }), weight: 1 });
}

const shapes = fc.record(
  {
    kind: nearly(fc.constantFrom('square', 'circle')),
    size: nearly(fc.nat()),
    at: nearly(fc.option(fc.record({ x: nearly(fc.double({ noNaN: true })), y: nearly(fc.maxSafeInteger()) }))),
    tags: nearly(fc.array(nearly(fc.string()))),
    seen: nearly(fc.dictionary(fc.string(), nearly(fc.boolean()))),
    key: nearly(fc.oneof(fc.string(), fc.integer())),
    more: fc.anything({ maxDepth: 1 }),
  },
  { requiredKeys: ['kind', 'size'] },
);

describe('forms', () => {
  it('take what a schema of the same form takes, and nothing else', () => {
    let taken = 0;
    fc.assert(
      fc.property(nearly(shapes), (value) => {
        const is = isShape(value);
        taken += Number(is);
        assert.equal(is, Shape.safeParse(value).success);
      }),
      { numRuns: 2_000 },
    );
    assert.ok(taken > 100, `only ${taken} were taken`);
  });

  it('take no value of another kind for a number', () => {
    for (const value of [NaN, Infinity, '1', null, undefined, 1n, new Date()]) assert.ok(!number(value), String(value));
    for (const value of [1.5, 2 ** 53, '1', null]) assert.ok(!integer(value), String(value));
    assert.ok(!count(-1));
    assert.ok(count(0));
  });

  it('take no list for a record, and no record for a list', () => {
    assert.ok(!recordOf(text)(['a']));
    assert.ok(!listOf(text)({ 0: 'a', length: 1 }));
  });
});
