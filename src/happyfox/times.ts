/** Times in ascending order, oldest dropped as they age; cheap however many there are. */
export class Times {
  #times: number[] = [];
  #start = 0;

  get size(): number {
    return this.#times.length - this.#start;
  }

  /** Adds a time, which is mostly the latest. */
  add(at: number): void {
    let index = this.#times.length;
    while (index > this.#start && (this.#times[index - 1] ?? at) > at) index -= 1;
    if (index === this.#times.length) this.#times.push(at);
    else this.#times.splice(index, 0, at);
  }

  /** Takes out one of the times at `at`, if there is one. */
  remove(at: number): void {
    const index = this.#times.lastIndexOf(at);
    if (index >= this.#start) this.#times.splice(index, 1);
  }

  /** Drops what lies at or before `limit`. */
  trim(limit: number): void {
    while (this.#start < this.#times.length && (this.#times[this.#start] ?? limit) <= limit) this.#start += 1;
    if (this.#start <= 1_000) return;
    this.#times = this.#times.slice(this.#start);
    this.#start = 0;
  }

  /** The n-th latest, 1 for the latest; undefined where there are fewer. */
  latest(n: number): number | undefined {
    return n > this.size ? undefined : this.#times[this.#times.length - n];
  }

  /** How many lie at or after `at`. */
  countSince(at: number): number {
    let count = 0;
    while (count < this.size && (this.#times[this.#times.length - 1 - count] ?? at) >= at) count += 1;
    return count;
  }
}
