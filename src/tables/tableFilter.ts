import type { AssetIndex } from '../finding/index/assetIndex';
import type { IndexedAsset } from '../finding/indexedAsset';
import { columnQuery } from '../finding/query/columnQuery';
import { compileQuery, type CompiledQuery, type QueryWorld } from '../finding/query/compileQuery';
import { quoted } from '../finding/query/fieldNames';
import { parseQuery } from '../finding/query/parseQuery';
import { isUnfinished, type QueryProblem } from '../finding/query/syntax';
import type { CellReader } from './cellReader';
import { fold } from '../assets/fold';

/** What stands in one of a table's filters, ready for its rows. */
export interface FilterCondition {
  readonly matches: CompiledQuery['matches'];
  readonly needsText: boolean;
  /** To be gone through before `matches` is asked. */
  readonly prepare: CompiledQuery['prepare'];
  /** What is wrong with it, once all rows have been looked at. */
  readonly problem: () => QueryProblem | undefined;
}

/** The filter of the whole table, in the query language. */
export function wholeFilter(text: string, index: AssetIndex, world: QueryWorld): FilterCondition {
  const compiled = compileQuery(parseQuery(text), index, world);
  return { ...compiled, problem: () => wrongIn(compiled) };
}

/**
 * The filter of one column: its words are values of the column, compared as in a query. Whatever it is as a query, a cell that has it in its
 * text as it stands is found too, and so is no problem.
 */
export function columnFilter(text: string, reader: CellReader, index: AssetIndex, world: QueryWorld): FilterCondition {
  const { named, form, builtIn } = reader.column;
  const isNumeric = form === 'number';
  const { parsed, isNegative, isPlain } = columnQuery(text, isNumeric);
  const expression = compileQuery(parsed, index, world, named);
  const wrong = wrongIn(expression);
  // A year is some days, and may be what stands where a day should.
  const isSaidAlready = isNegative || (isPlain && !wrong && form !== 'day');
  const literal = isSaidAlready
    ? undefined
    : compileQuery(columnQuery(quoted(text), isNumeric).parsed, index, world, named);
  // Moments are shown in the words of the machine, which no query knows; writing them costs too much where they are not asked for.
  const isMoment = builtIn === 'created_at' || builtIn === 'updated_at';
  const isCellAsked = isMoment ? wrong !== undefined : isNegative;
  const shown = fold(text);
  const saysSo = (row: IndexedAsset): boolean =>
    literal?.matches(row, '') === true || (isCellAsked && fold(reader.text(row)) === shown);
  let isText = false;
  return {
    matches: (row) => {
      const isFound = expression.matches(row, '');
      if (isFound && (!wrong || isText)) return true;
      const isSaid = saysSo(row);
      isText ||= isSaid;
      return isFound || isSaid;
    },
    needsText: false,
    prepare: expression.prepare,
    problem: () => (isText ? undefined : wrong),
  };
}

function wrongIn({ problems }: CompiledQuery): QueryProblem | undefined {
  return problems.find((problem) => !isUnfinished(problem));
}
