import type { AssetIndex } from '../index/assetIndex';
import type { IndexedAsset } from '../indexedAsset';
import type { Steps } from '../steps';
import { type BuiltInWorld, builtInCondition, lacksBuiltIn, suggestProperty } from './builtInCondition';
import { type Condition, fieldCondition, lacksValueIn } from './fieldCondition';
import { FieldNames, type NamedFields } from './fieldNames';
import { meansEmpty, readOperand } from './operand';
import type { ParsedQuery } from './parseQuery';
import { type FieldQuery, type Query, type QueryProblem, type Word, isUnfinished } from './syntax';
import { wordPattern } from './wordPattern';
import { fold } from '../../assets/fold';

/** What queries need to know beside the index. */
export interface QueryWorld {
  /** The day that `today` is, `YYYY-MM-DD`, where the person is. */
  readonly today: () => string;
  /** The names of fields that are meant to be unique, for `is:duplicate`. */
  readonly uniqueFields: readonly string[];
  readonly staffName?: (id: number) => string | undefined;
}

/** Whether an asset is wanted. @param text its search text; only looked at where `needsText` */
type Predicate = (row: IndexedAsset, text: string) => boolean;

/** A query, ready for the assets of one index as it is now. */
export interface CompiledQuery {
  readonly parsed: ParsedQuery;
  /** Those of the parsed query, and what is wrong with its names and values, in the order of their columns. */
  readonly problems: readonly QueryProblem[];
  readonly matches: Predicate;
  readonly needsText: boolean;
  /** Words and phrases that every asset found has in it, folded. */
  readonly words: readonly string[];
  /** Whether `words` is all there is to the query. */
  readonly isWordsOnly: boolean;
  /** To be gone through before `matches` is asked: what `matches` would else have to do in one piece. */
  readonly prepare: () => Steps<void>;
}

/**
 * Gives the names and values of a query their meaning. What can't have one is in `problems` and finds nothing.
 * @param column what all conditions are about, whatever their names: those of `columnQuery`
 */
export function compileQuery(
  parsed: ParsedQuery,
  index: AssetIndex,
  world: QueryWorld,
  column?: NamedFields,
): CompiledQuery {
  const compiler = new Compiler(index, world, column);
  const isSound = parsed.problems.every(isUnfinished);
  const matches = isSound ? compiler.compile(parsed.query).holds : nothing;
  const problems = [...parsed.problems, ...compiler.problems].sort((one, other) => one.start - other.start);
  const { needsText } = compiler;
  const conjuncts = parsed.query.kind === 'and' ? parsed.query.parts : [parsed.query];
  const plain = isSound ? conjuncts.filter((part) => part.kind === 'text' && !wordPattern(part.word)) : [];
  const words = plain.flatMap((part) => (part.kind === 'text' ? fold(part.word.text) || [] : []));
  return {
    ...{ parsed, problems, matches, needsText, words },
    isWordsOnly: isSound && plain.length === conjuncts.length,
    prepare: () => compiler.prepare(),
  };
}

const everything: Predicate = () => true;
const nothing: Predicate = () => false;

/** What a part of a query says of an asset, and what its opposite does. Neither holds where nobody can tell. */
interface Sides {
  readonly holds: Predicate;
  readonly fails: Predicate;
}

const never: Sides = { holds: nothing, fails: nothing };

/** Times and the like: what looks like a name in front of a colon, but is none. */
const notAName =
  /^(?:[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,}|[0-9a-f]{2}:[0-9a-f]{2}|\d+:\d+.*|[a-z][a-z0-9+.-]*:\/\/.*)$/i;

class Compiler {
  readonly problems: QueryProblem[] = [];
  needsText = false;
  private needsDuplicates = false;
  private fieldNames: FieldNames | undefined;

  constructor(
    private readonly index: AssetIndex,
    private readonly world: QueryWorld,
    private readonly column: NamedFields | undefined,
  ) {}

  *prepare(): Steps<void> {
    if (this.needsDuplicates) yield* this.index.countDuplicates(this.uniqueFields);
  }

  compile(query: Query): Sides {
    switch (query.kind) {
      case 'everything':
        return { holds: everything, fails: nothing };
      case 'and':
      case 'or': {
        const parts = query.parts.map((part) => this.compile(part));
        const holds = parts.map((part) => part.holds);
        const fails = parts.map((part) => part.fails);
        return query.kind === 'and'
          ? { holds: allOf(holds), fails: oneOf(fails) }
          : { holds: oneOf(holds), fails: allOf(fails) };
      }
      case 'not': {
        const before = this.problems.length;
        const { holds, fails } = this.compile(query.part);
        return this.problems.length > before ? never : { holds: fails, fails: holds };
      }
      case 'text':
        return this.text(query.word);
      case 'field':
        return this.field(query);
    }
  }

  private text(word: Word): Sides {
    const wanted = fold(word.text);
    if (wanted === '') return { holds: everything, fails: nothing };
    this.needsText = true;
    const pattern = wordPattern(word) ?? ((text: string) => text.includes(wanted));
    return { holds: (_row, text) => pattern(text), fails: (_row, text) => !pattern(text) };
  }

  private field(query: FieldQuery): Sides {
    const { name, operator, value, whole } = query;
    const named = this.column ?? this.names.find(name);
    if (!named) {
      if (!name.quoted && notAName.test(whole.text)) return this.text(whole);
      const suggestion = this.names.suggest(name.text);
      return this.refuse({ code: 'unknownField', ...span(name), word: name.text, ...(suggestion && { suggestion }) });
    }
    const operand = readOperand(operator, value, this.world.today());
    const isAboutEmpty = operand.isTextWanted && meansEmpty(value);
    if (isAboutEmpty && !(named.kind === 'builtIn' && named.name === 'is')) {
      const { readersOf } = this.index;
      return sides(named.kind === 'builtIn' ? lacksBuiltIn(named.name) : lacksValueIn(named, readersOf));
    }
    const condition =
      named.kind === 'builtIn'
        ? builtInCondition(named.name, operand, this.builtIns())
        : fieldCondition(named, operand, this.index.readersOf);
    if (typeof condition !== 'string') return sides(condition);
    const suggestion = condition === 'unknownProperty' ? suggestProperty(value.text) : undefined;
    return this.refuse({ code: condition, ...span(value), word: value.text, ...(suggestion && { suggestion }) });
  }

  private refuse(problem: QueryProblem): Sides {
    this.problems.push(problem);
    return never;
  }

  private get names(): FieldNames {
    this.fieldNames ??= new FieldNames(this.index.definitions.values(), this.index.fieldLists());
    return this.fieldNames;
  }

  private builtIns(): BuiltInWorld {
    const { staffName } = this.world;
    return {
      typeNames: new Map(Array.from(this.index.definitions, ([id, { assetType }]) => [id, assetType.name])),
      staffName: staffName ?? (() => undefined),
      isDuplicate: () => {
        this.needsDuplicates = true;
        return this.index.duplicateTest(this.uniqueFields);
      },
    };
  }

  private readonly uniqueFields = (): readonly string[] => this.world.uniqueFields;
}

function sides({ holds, isOpen }: Condition): Sides {
  return { holds, fails: (row) => !holds(row) && isOpen?.(row) !== true };
}

function allOf(parts: readonly Predicate[]): Predicate {
  return (row, text) => parts.every((part) => part(row, text));
}

function oneOf(parts: readonly Predicate[]): Predicate {
  return (row, text) => parts.some((part) => part(row, text));
}

function span({ start, length }: Word): { start: number; length: number } {
  return { start, length };
}
