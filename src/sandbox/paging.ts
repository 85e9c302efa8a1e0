import type { Account, Call } from './account';
import { answer, notFound, refusal } from './http/reply';
import type { Reply } from './http/reply';

const DEFAULT_SIZE = 10;
const MAXIMUM_SIZE = 50;

/**
 * One page of a list, as in article §1: `count` is the rows on this page, `last_index` the total, indices count from 1.
 * Assumption: a size or page that is no positive number counts as missing.
 */
export function page<T>(
  { switches }: Account,
  { query }: Call,
  rows: readonly T[],
  render: (row: T) => unknown,
): Reply {
  if (switches.envelope === 'array') return answer(rows.map(render));
  const asked = positive(query.get('size')) ?? DEFAULT_SIZE;
  if (asked > MAXIMUM_SIZE && switches.sizeAboveMaximum === 'refuse') {
    return refusal(400, `Maximum allowed page size is ${MAXIMUM_SIZE}`);
  }
  const size = Math.min(asked, MAXIMUM_SIZE);
  const pages = Math.ceil(rows.length / size);
  let number = switches.pageParameter === 'ignored' ? 1 : (positive(query.get('page')) ?? 1);
  if (number > Math.max(pages, 1)) {
    if (switches.pastTheEnd === 'notFound') return notFound();
    if (switches.pastTheEnd === 'lastPage') number = Math.max(pages, 1);
  }
  const start = (number - 1) * size;
  const shown = rows.slice(start, start + size);
  const pageCount = switches.pageCount === 'zero' ? 0 : Math.max(pages, switches.emptyPageCount);
  return answer({
    page_info: {
      count: shown.length,
      last_index: rows.length,
      page_count: pageCount,
      start_index: shown.length === 0 ? 0 : start + 1,
      end_index: shown.length === 0 ? 0 : start + shown.length,
    },
    data: shown.map(render),
  });
}

function positive(text: string | null): number | undefined {
  if (text === null || !/^\d{1,9}$/.test(text)) return undefined;
  const number = Number(text);
  return number > 0 ? number : undefined;
}
