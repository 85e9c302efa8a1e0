import process from 'node:process';

/** How long an event loop was held while something was done; milliseconds. */
export interface Held {
  readonly 'took ms': number;
  /** Somebody who wants something done at any moment waits for this stretch to end. */
  readonly 'p50 ms': number;
  readonly 'p99 ms': number;
  readonly 'longest ms': number;
  /** Of the thread itself: what other processes do to a busy machine is not in it, nor is waiting for a disk. */
  readonly 'longest CPU ms': number;
  /** How far memory went beyond what it was before. */
  readonly 'peak MB': number;
}

/** A stretch that is shorter is none. */
const shortest = 0.25;
const megabyte = 1024 * 1024;

/** Finds the stretches for which the event loop is held: what passes between two turns of it. */
export class Stretches {
  private readonly lengths: number[] = [];
  private readonly began = performance.now();
  private readonly memory = process.memoryUsage.rss();
  private most = this.memory;
  private last = this.began;
  private lastCPU = cpu();
  private longestCPU = 0;
  private next: NodeJS.Immediate | undefined;
  private turns = 0;

  constructor() {
    this.turn();
  }

  /** Ends the search. */
  end(): Held {
    this.note();
    clearImmediate(this.next);
    const took = performance.now() - this.began;
    this.lengths.sort((one, other) => one - other);
    const round = (value: number): number => Math.round(value * 10) / 10;
    return {
      'took ms': Math.round(took),
      'p50 ms': round(this.at(0.5, took)),
      'p99 ms': round(this.at(0.99, took)),
      'longest ms': round(this.lengths.at(-1) ?? 0),
      'longest CPU ms': round(this.longestCPU),
      'peak MB': Math.round((this.most - this.memory) / megabyte),
    };
  }

  private turn = (): void => {
    this.note();
    this.turns += 1;
    if (this.turns % 512 === 0) this.most = Math.max(this.most, process.memoryUsage.rss());
    this.last = performance.now();
    this.lastCPU = cpu();
    this.next = setImmediate(this.turn);
  };

  private note(): void {
    const length = performance.now() - this.last;
    if (length < shortest) return;
    this.lengths.push(length);
    this.longestCPU = Math.max(this.longestCPU, cpu() - this.lastCPU);
    if (length > 20) this.most = Math.max(this.most, process.memoryUsage.rss());
  }

  /** The length of the stretch under way at a share of all moments, those of no stretch first; 0 where none is. */
  private at(share: number, took: number): number {
    let passed = took - this.lengths.reduce((sum, length) => sum + length, 0);
    if (passed >= share * took) return 0;
    for (const length of this.lengths) {
      passed += length;
      if (passed >= share * took) return length;
    }
    return this.lengths.at(-1) ?? 0;
  }
}

function cpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
