import type { ShownLine } from '../../workbench/table/tableMessages';

/** Lines are asked for in blocks of so many. */
export const blockSize = 100;

interface Block {
  lines: readonly ShownLine[];
  version: number;
  isStale: boolean;
  askedAs: number | undefined;
}

/**
 * The lines that the page has been given, in blocks. Those near what is looked at are asked for, those looked at longest ago forgotten. Stale lines
 * are shown until newer ones have come.
 */
export class LineCache {
  private readonly blocks = new Map<number, Block>();
  private version = 0;
  private count = 0;

  /** @param ask asks for lines `from` to `to` - 1 of a version */
  constructor(
    private readonly ask: (version: number, from: number, to: number) => void,
    private readonly most = 60,
  ) {}

  /** How many lines there are. */
  get length(): number {
    return this.count;
  }

  /** There are so many lines now, in this version. */
  reset(version: number, count: number): void {
    if (version !== this.version) this.stale();
    this.version = version;
    this.count = count;
  }

  /** Lines say something else than they did. */
  stale(): void {
    for (const block of this.blocks.values()) {
      block.isStale = true;
      block.askedAs = undefined;
    }
  }

  /** A line; undefined while it has not come. */
  line(at: number): ShownLine | undefined {
    const block = this.blocks.get(Math.floor(at / blockSize));
    return at < this.count ? block?.lines[at % blockSize] : undefined;
  }

  /** Asks for what is missing or stale of these lines, and a block ahead in the direction of travel. */
  want(from: number, to: number, direction: number): void {
    const first = Math.floor(Math.max(0, from) / blockSize);
    const last = Math.floor(Math.max(0, Math.min(to, this.count - 1)) / blockSize);
    for (let number = first; number <= last; number += 1) this.request(number);
    this.request(direction < 0 ? first - 1 : last + 1);
  }

  /** Takes lines in. Returns whether they are of the version that is shown. */
  take(version: number, from: number, lines: readonly ShownLine[]): boolean {
    if (version !== this.version) return false;
    const number = Math.floor(from / blockSize);
    this.blocks.delete(number);
    this.blocks.set(number, { lines, version, isStale: false, askedAs: undefined });
    for (const oldest of this.blocks.keys()) {
      if (this.blocks.size <= this.most) break;
      this.blocks.delete(oldest);
    }
    return true;
  }

  private request(number: number): void {
    const from = number * blockSize;
    if (number < 0 || from >= this.count) return;
    const block = this.blocks.get(number) ?? { lines: [], version: -1, isStale: true, askedAs: undefined };
    if (!block.isStale || block.askedAs === this.version) return;
    block.askedAs = this.version;
    this.blocks.set(number, block);
    this.ask(this.version, from, from + blockSize);
  }
}
