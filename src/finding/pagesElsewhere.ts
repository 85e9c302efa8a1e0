/** Pages of a type that somebody else than the crawl is reading, which need not be asked for meanwhile. */
export class PagesElsewhere {
  readonly #readings = new Map<number, Promise<unknown>>();

  /** Somebody reads a page; `reading` never rejects. */
  add(page: number, reading: Promise<unknown>): void {
    this.#readings.set(page, reading);
    void reading.then(() => {
      if (this.#readings.get(page) === reading) this.#readings.delete(page);
    });
  }

  has(page: number): boolean {
    return this.#readings.has(page);
  }

  /** Each resolves when it has ended, well or badly. */
  get readings(): Iterable<Promise<unknown>> {
    return this.#readings.values();
  }
}
