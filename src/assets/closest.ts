import { fold } from './fold';

/** The candidate most like `key`, for "did you mean": at most one edit in three characters, case and accents aside; undefined where none is near. */
export function closest(key: string, candidates: readonly string[]): string | undefined {
  const wanted = fold(key);
  let best: string | undefined;
  let nearest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= nearest) continue;
    const distance = editDistance(wanted, fold(candidate), nearest);
    if (distance >= nearest) continue;
    best = candidate;
    nearest = distance;
  }
  return best;
}

/** Levenshtein's distance, with two neighbours swapped counting as one edit; `limit` or more where it is not below that. */
function editDistance(one: string, other: string, limit: number): number {
  let previous: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  let least = 0;
  for (let line = 1; line <= one.length; line += 1) {
    const next: number[] = [line];
    const leastBefore = least;
    least = line;
    // What lies further from the diagonal has as many edits as the limit, so nobody has to know how many more.
    const last = Math.min(other.length, line + limit - 1);
    for (let column = Math.max(1, line - limit + 1); column <= last; column += 1) {
      const same = one[line - 1] === other[column - 1];
      const swapped = one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1];
      const distance = Math.min(
        (next[column - 1] ?? limit) + 1,
        (row[column] ?? limit) + 1,
        (row[column - 1] ?? limit) + (same ? 0 : 1),
        swapped && line > 1 && column > 1 ? (previous[column - 2] ?? limit) + 1 : limit,
      );
      next[column] = distance;
      least = Math.min(least, distance);
    }
    // A swap reaches back two lines.
    if (Math.min(least, leastBefore + 1) >= limit) return limit;
    previous = row;
    row = next;
  }
  return row[other.length] ?? limit;
}
