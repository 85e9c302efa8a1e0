import type { CellMark, ShownLine } from '../../workbench/table/tableMessages';

/** What a line says, by the keys of its columns. */
export class Line {
  constructor(
    private readonly shown: ShownLine,
    private readonly places: ReadonlyMap<string, number>,
  ) {}

  get id(): number {
    return this.shown.id;
  }

  /** Why none of its cells can be edited. */
  get locked(): string | undefined {
    return this.shown.locked;
  }

  /** What a cell says; undefined where it has not come yet. */
  cell(column: string): string | undefined {
    const place = this.places.get(column);
    return place === undefined ? undefined : (this.shown.cells[place] ?? '');
  }

  /** What is special about a cell. */
  mark(column: string): CellMark | undefined {
    return this.shown.marks?.[column];
  }
}

interface Kept {
  readonly line: Line;
  readonly generation: number;
}

/** The lines that the page has been given, by their assets. Stale ones are shown until newer ones have come; those asked for longest ago are forgotten. */
export class LineCache {
  private readonly lines = new Map<number, Kept>();
  private readonly asked = new Set<number>();
  private generation = 0;

  /** @param ask asks for the lines of assets */
  constructor(
    private readonly ask: (assets: Float64Array) => void,
    private readonly most = 6_000,
  ) {}

  /** The line of an asset; undefined while it has not come. */
  line(id: number): Line | undefined {
    return this.lines.get(id)?.line;
  }

  /** Lines say something else than they did. What is on its way may be from before. */
  stale(): void {
    this.generation += 1;
    this.asked.clear();
  }

  /** Asks for what is missing or stale of these assets. */
  want(assets: Float64Array): void {
    const missing = assets.filter((id) => !this.asked.has(id) && this.lines.get(id)?.generation !== this.generation);
    if (missing.length === 0) return;
    for (const id of missing) this.asked.add(id);
    this.ask(missing);
  }

  /** Takes lines in. What was asked for before they became stale, and answered before, is stale as well. */
  take(columns: readonly string[], lines: readonly ShownLine[]): void {
    const places = new Map(columns.map((key, place) => [key, place]));
    for (const shown of lines) {
      this.lines.delete(shown.id);
      this.lines.set(shown.id, { line: new Line(shown, places), generation: this.generation });
      this.asked.delete(shown.id);
    }
    for (const oldest of this.lines.keys()) {
      if (this.lines.size <= this.most) break;
      this.lines.delete(oldest);
    }
  }
}
