import { fold } from '../fold';
import type { AssetIndex } from '../index/assetIndex';
import type { IndexedAsset } from '../indexedAsset';
import type { BuiltInWorld } from './builtInCondition';
import { builtInCondition, hasBuiltIn, suggestProperty } from './builtInCondition';
import { fieldCondition, hasValueIn } from './fieldCondition';
import { FieldNames } from './fieldNames';
import { readOperand } from './operand';
import type { ParsedQuery } from './parseQuery';
import type { FieldQuery, Query, QueryProblem, Word } from './syntax';
import { isUnfinished } from './syntax';
import { wordPattern } from './wordPattern';

/** What queries need to know beside the index. */
export interface QueryWorld {
  /** The day that `today` is, `YYYY-MM-DD`, where the person is. */
  readonly today: () => string;
  /** The names of fields that are meant to be unique, for `is:duplicate`. */
  readonly uniqueFields: readonly string[];
  readonly staffName?: (id: number) => string | undefined;
}

/** Whether an asset is wanted. @param text its search text; only looked at where `needsText` */
export type Predicate = (row: IndexedAsset, text: string) => boolean;

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
}

/** Gives the names and values of a query their meaning. What can't have one is in `problems` and finds nothing. */
export function compileQuery(parsed: ParsedQuery, index: AssetIndex, world: QueryWorld): CompiledQuery {
  const compiler = new Compiler(index, world);
  const isSound = parsed.problems.every(isUnfinished);
  const matches = isSound ? compiler.compile(parsed.query) : nothing;
  const problems = [...parsed.problems, ...compiler.problems].sort((one, other) => one.start - other.start);
  const { needsText } = compiler;
  const conjuncts = parsed.query.kind === 'and' ? parsed.query.parts : [parsed.query];
  const plain = isSound ? conjuncts.filter((part) => part.kind === 'text' && !wordPattern(part.word)) : [];
  const words = plain.flatMap((part) => (part.kind === 'text' ? fold(part.word.text) || [] : []));
  return { parsed, problems, matches, needsText, words, isWordsOnly: isSound && plain.length === conjuncts.length };
}

const everything: Predicate = () => true;
const nothing: Predicate = () => false;

/** Times and the like: what looks like a name in front of a colon, but is none. */
const notAName =
  /^(?:[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,}|[0-9a-f]{2}:[0-9a-f]{2}|\d+:\d+.*|[a-z][a-z0-9+.-]*:\/\/.*)$/i;

class Compiler {
  readonly problems: QueryProblem[] = [];
  needsText = false;
  private fieldNames: FieldNames | undefined;

  constructor(
    private readonly index: AssetIndex,
    private readonly world: QueryWorld,
  ) {}

  compile(query: Query): Predicate {
    switch (query.kind) {
      case 'everything':
        return everything;
      case 'and': {
        const parts = query.parts.map((part) => this.compile(part));
        return (row, text) => parts.every((part) => part(row, text));
      }
      case 'or': {
        const parts = query.parts.map((part) => this.compile(part));
        return (row, text) => parts.some((part) => part(row, text));
      }
      case 'not': {
        const before = this.problems.length;
        const part = this.compile(query.part);
        return this.problems.length > before ? nothing : (row, text) => !part(row, text);
      }
      case 'text':
        return this.text(query.word);
      case 'field':
        return this.field(query);
    }
  }

  private text(word: Word): Predicate {
    const wanted = fold(word.text);
    if (wanted === '') return everything;
    this.needsText = true;
    const pattern = wordPattern(word);
    return pattern ? (_row, text) => pattern(text) : (_row, text) => text.includes(wanted);
  }

  private field(query: FieldQuery): Predicate {
    const { name, operator, value, whole } = query;
    const named = this.names.find(name);
    if (!named) {
      if (!name.quoted && notAName.test(whole.text)) return this.text(whole);
      const suggestion = this.names.suggest(name.text);
      return this.refuse({ code: 'unknownField', ...span(name), word: name.text, ...(suggestion && { suggestion }) });
    }
    const operand = readOperand(operator, value, this.world.today());
    const isAboutEmpty = operand.isTextWanted && (operand.text === '' || (!value.quoted && operand.text === 'empty'));
    if (isAboutEmpty && !(named.kind === 'builtIn' && named.name === 'is')) {
      const hasValue = named.kind === 'builtIn' ? hasBuiltIn(named.name) : hasValueIn(named.fields);
      return (row) => !hasValue(row);
    }
    const test =
      named.kind === 'builtIn'
        ? builtInCondition(named.name, operand, this.builtIns())
        : fieldCondition(named.fields, operand);
    if (typeof test !== 'string') return test;
    const suggestion = test === 'unknownProperty' ? suggestProperty(value.text) : undefined;
    return this.refuse({ code: test, ...span(value), word: value.text, ...(suggestion && { suggestion }) });
  }

  private refuse(problem: QueryProblem): Predicate {
    this.problems.push(problem);
    return nothing;
  }

  private get names(): FieldNames {
    this.fieldNames ??= new FieldNames(this.index.definitions.values(), this.index.fieldLists());
    return this.fieldNames;
  }

  private builtIns(): BuiltInWorld {
    const { staffName, uniqueFields } = this.world;
    return {
      typeNames: new Map(Array.from(this.index.definitions, ([id, { assetType }]) => [id, assetType.name])),
      staffName: staffName ?? (() => undefined),
      isDuplicate: () => this.index.duplicateTest(uniqueFields),
    };
  }
}

function span({ start, length }: Word): { start: number; length: number } {
  return { start, length };
}
