import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { closest } from '../../../src/assets/closest';
import { thousand } from './arbitraries';

/** Edits between two words, two neighbours swapped counting as one; by definition, and slowly. */
function edits(one: string, other: string): number {
  const known = new Map<string, number>();
  const from = (line: number, column: number): number => {
    if (line === 0 || column === 0) return line + column;
    const key = `${line} ${column}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const same = one[line - 1] === other[column - 1];
    const swapped =
      line > 1 && column > 1 && one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1];
    const least = Math.min(
      from(line - 1, column) + 1,
      from(line, column - 1) + 1,
      from(line - 1, column - 1) + (same ? 0 : 1),
      swapped ? from(line - 2, column - 2) + 1 : Infinity,
    );
    known.set(key, least);
    return least;
  };
  return from(one.length, other.length);
}

describe('closest', () => {
  const cases: [key: string, candidates: string[], best: string | undefined][] = [
    ['memroy', ['Model', 'Memory'], 'Memory'],
    ['serial', ['Serial Number', 'Serials'], 'Serials'],
    ['LAPTOP', ['Desktop', 'Laptop'], 'Laptop'],
    ['x', ['y', 'xy', 'xyz'], 'y'],
    ['', ['a', 'ab'], 'a'],
    ['Xylophone', ['Laptop', 'Desktop'], undefined],
    ['Spare', [], undefined],
    ['muller', ['Miller', 'Müller'], 'Müller'],
  ];
  for (const [key, candidates, best] of cases) {
    it(`to “${key}” is ${best ?? 'nothing'}`, () => assert.equal(closest(key, candidates), best));
  }

  it('is the first of those with the fewest edits, at most one in three characters', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'D'), maxLength: 9 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 6 }), (key, candidates) => {
        const distances = candidates.map((candidate) => edits(key.toLowerCase(), candidate.toLowerCase()));
        const least = Math.min(...distances);
        const allowed = Math.max(1, Math.floor(key.length / 3));
        assert.equal(closest(key, candidates), least <= allowed ? candidates[distances.indexOf(least)] : undefined);
      }),
      thousand,
    );
  });
});
