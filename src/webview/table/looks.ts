import type { FromTable, TableState, ToTable } from '../../workbench/table/tableMessages';
import type { GridContent } from './gridColumns';
import { shownFilters } from './shownFilters';

type View = TableState['view'];

/** What hears of how the table is looked at. */
interface LookEvents {
  readonly tell: (message: FromTable) => void;
  /** Lines are to be filtered, sorted or grouped otherwise. */
  readonly looked: () => void;
  /** Other columns are to be shown. */
  readonly arranged: () => void;
}

/** How long somebody has to stop typing before a filter is applied, in milliseconds. */
const pause = 150;

/**
 * How the table is looked at: filters, order, groups and columns. Page and host may both change it, and tell each other. What the host says is older
 * than what the page has said since; the host counts what it has heard, so that the page can tell.
 */
export class Looks {
  private viewsTold = 0;
  private arrangementsTold = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private now: GridContent,
    private readonly events: LookEvents,
  ) {}

  get content(): GridContent {
    return this.now;
  }

  /** Looks in another way. */
  look(change: { readonly [Key in keyof View]?: View[Key] | undefined }): void {
    clearTimeout(this.waiting);
    const before = this.now.view;
    const { group, ...rest } = { ...before, ...change };
    const view = {
      query: rest.query ?? before.query,
      filters: rest.filters ?? before.filters,
      sort: rest.sort ?? before.sort,
      collapsed: rest.collapsed ?? before.collapsed,
      ...(group !== undefined && { group }),
    };
    this.now = { ...this.now, view };
    this.viewsTold += 1;
    this.events.looked();
    this.events.tell({ kind: 'view', view });
  }

  /** Looks in another way once nobody types on. */
  lookSoon(change: Partial<View>): void {
    this.now = { ...this.now, view: { ...this.now.view, ...change } };
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look({}), pause);
  }

  /** Sorts by one column alone; once more in the same direction, by none. */
  sortBy(key: string, ascending: boolean): void {
    const [first, ...others] = this.now.view.sort;
    const isSorted = others.length === 0 && first?.key === key && first.ascending === ascending;
    this.look({ sort: isSorted ? [] : [{ key, ascending }] });
  }

  /** Opens or closes a group. */
  toggle({ key, isCollapsed }: { readonly key: string; readonly isCollapsed: boolean }): void {
    const others = this.now.view.collapsed.filter((one) => one !== key);
    this.look({ collapsed: isCollapsed ? others : [...others, key] });
  }

  /** Arranges the columns; without any, as they were at first, which the host knows. */
  arrange(columns: GridContent['columns']): void {
    this.arrangementsTold += 1;
    this.events.tell({ kind: 'columns', columns });
    if (columns.shown.length === 0) return;
    const { shown, frozen } = this.now.columns;
    this.now = { ...this.now, columns };
    if (columns.shown.join() === shown.join() && columns.frozen === frozen) return;
    const filters = shownFilters(this.now.view.filters, columns.shown);
    if (filters) this.look({ filters });
    this.events.arranged();
  }

  /** The host has other columns. Where it had not heard of the page's arrangement yet, that is kept; the host tells again once it has. */
  takeColumns({ version, all, columns, after }: Extract<ToTable, { kind: 'columns' }>): void {
    const arranged = after === this.arrangementsTold ? columns : this.now.columns;
    if (version === this.now.version && JSON.stringify(arranged) === JSON.stringify(this.now.columns)) return;
    this.now = { ...this.now, version, all, columns: arranged };
    const { filters } = this.now.view;
    // Those of fields that are not known yet wait for them.
    const unknown = Object.keys(filters).filter((one) => !all.some(({ key }) => key === one));
    const kept = shownFilters(filters, [...arranged.shown, ...unknown]);
    if (kept) this.look({ filters: kept });
    this.events.arranged();
  }

  /** The host looks in another way. */
  takeView({ view, after }: Extract<ToTable, { kind: 'view' }>): void {
    if (after !== this.viewsTold) return;
    clearTimeout(this.waiting);
    this.now = { ...this.now, view };
    this.events.looked();
  }

  /** Nobody looks any more. */
  leave(): void {
    clearTimeout(this.waiting);
  }
}
