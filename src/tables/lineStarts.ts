/** A place in a text as editors count it, both from 0. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** Finds out on which line of a text something is. Built once for a text, since a file may have many problems. */
export class LineStarts {
  private readonly starts: readonly number[];

  constructor(text: string) {
    this.starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ 0: { length }, index }) => index + length)];
  }

  /** The position of an offset, in UTF-16 units. */
  positionOf(offset: number): Position {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low, character: offset - (this.starts[low] ?? 0) };
  }
}
