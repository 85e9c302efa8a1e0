import * as z from 'zod';
import { Id } from './wire';

/** One page of a list (article §1). */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Rows that could not be read, each with its id where that much could be; the rest of the page survives them. */
  readonly unreadable: readonly { readonly id: number | null; readonly reason: string }[];
  /** The number asked for, 1-based. */
  readonly page: number;
  /** `page_info.last_index`: how many rows the whole list has. */
  readonly total: number;
  /** True when nothing follows: no rows, `page >= page_count`, or `end_index >= last_index`. */
  readonly last: boolean;
}

/** Which page was asked for. */
export interface PageRequest {
  readonly page: number;
  readonly size: number;
}

const Count = z
  .union([
    z.int().nonnegative(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .nullish()
  .catch(undefined);

const PageFacts = z.object({ last_index: Count, page_count: Count, end_index: Count }).nullish().catch(undefined);

const Envelope = z.object({ page_info: PageFacts, data: z.array(z.unknown()) });

/** Rows of a list, in an envelope or as a bare array: either may come where the other is due. Throws `z.ZodError` for anything else. */
const Rows = z.union([
  Envelope,
  z.array(z.unknown()).transform((data): z.output<typeof Envelope> => ({ data, page_info: undefined })),
]);

/** Reads one page. Throws `z.ZodError` where the answer is no list at all; a row that is wrong lands in `unreadable`. */
export function readPage<Item>(answer: unknown, item: z.ZodType<Item>, { page, size }: PageRequest): Page<Item> {
  const { data: rows, page_info: facts } = Rows.parse(answer);
  const before = (page - 1) * size;
  return {
    ...readRows(rows, item),
    page,
    total: facts?.last_index ?? before + rows.length,
    last: rows.length === 0 || isLast(facts, page, rows.length, size),
  };
}

/** What stands for a page past the end, which some servers answer with a 404. */
export function pastTheEnd({ page, size }: PageRequest): Page<never> {
  return { items: [], unreadable: [], page, total: (page - 1) * size, last: true };
}

function isLast(facts: z.output<typeof PageFacts>, page: number, rows: number, size: number): boolean {
  const { page_count: pages, end_index: end, last_index: total } = facts ?? {};
  const ends = typeof end === 'number' && typeof total === 'number';
  // A page count of zero beside rows is no count.
  if (pages) return page >= pages || (ends && end >= total);
  if (ends) return end >= total;
  // A bare array is the whole list, unless it is just what was asked for: then the next page tells.
  return rows !== size;
}

function readRows<Item>(rows: readonly unknown[], item: z.ZodType<Item>): Pick<Page<Item>, 'items' | 'unreadable'> {
  const items: Item[] = [];
  const unreadable: Page<Item>['unreadable'][number][] = [];
  for (const row of rows) {
    const result = item.safeParse(row);
    if (result.success) items.push(result.data);
    else unreadable.push({ id: RowId.safeParse(row).data?.id ?? null, reason: reasonOf(result.error) });
  }
  return { items, unreadable };
}

const RowId = z.object({ id: Id });

/** Where and what is wrong, e.g. `contacts.0.id: Invalid input`; never the value itself. */
export function reasonOf({ issues }: z.ZodError): string {
  return issues.flatMap(deepest).slice(0, 3).join('; ');
}

/** Of the forms that a union tried, the last takes most, so what it lacks is what is wrong. */
function deepest(issue: z.core.$ZodIssue): readonly string[] {
  const within = issue.code === 'invalid_union' ? issue.errors.at(-1) : undefined;
  if (!within || within.length === 0) return [`${issue.path.join('.')}: ${issue.message}`];
  return within.flatMap((inner) => deepest({ ...inner, path: [...issue.path, ...inner.path] }));
}
