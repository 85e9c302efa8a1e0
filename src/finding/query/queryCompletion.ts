import type { AssetIndex } from '../index/assetIndex';
import { type BuiltInName, type NamedFields, builtInNames, FieldNames, quoted, writtenName } from './fieldNames';
import { type Token, tokenize } from './lexer';
import { type SuggestedValue, valuesOf } from './suggestedValues';
import { longest } from './syntax';
import { kindOf } from '../../assets/fieldKinds';
import { fold, foldName } from '../../assets/fold';

/** A way to go on with a query: put `insert` in place of the text from `start` to `end`. */
export interface Suggestion {
  /** What is suggested: a field's name with its colon, a comparison, a value, or `OR` and the like. */
  readonly kind: 'field' | 'operator' | 'value' | 'keyword';
  /** What to show. */
  readonly label: string;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  /** For a value that assets have: how many have it. */
  readonly count?: number;
  /** For a custom field: its type, as the server calls it. */
  readonly fieldType?: string;
}

/** At most so many suggestions are made. */
const mostSuggestions = 50;

type FieldToken = Extract<Token, { kind: 'field' }>;

/** Completes queries on one index, as they are typed. */
export class QueryCompletion {
  private version = -1;
  private names = new FieldNames([], []);
  private readonly values = new Map<string, readonly SuggestedValue[]>();

  /** @param staffName the name of a staff member, where it is known */
  constructor(
    private readonly index: AssetIndex,
    private readonly staffName: (id: number) => string | undefined = () => undefined,
  ) {}

  /** What can be typed at a place in a query: names of fields and keywords, or comparisons and values behind a name's colon. */
  complete(text: string, cursor: number): readonly Suggestion[] {
    if (text.length > longest) return [];
    this.forgetOld();
    const { tokens } = tokenize(text);
    const token = tokens.find(({ start, length }) => start <= cursor && cursor <= start + length && length > 0);
    const suggestions =
      token?.kind === 'field' && cursor > token.name.start + token.name.length
        ? this.valuesAt(token, cursor, text)
        : this.namesAt(token, cursor, text);
    return suggestions.slice(0, mostSuggestions);
  }

  private namesAt(token: Token | undefined, cursor: number, text: string): readonly Suggestion[] {
    const word = wordOf(token);
    const start = word?.start ?? cursor;
    // A name that has its colon keeps it.
    const end =
      token?.kind === 'field' ? token.name.start + token.name.length + 1 : word ? start + word.length : cursor;
    const typed = foldName(text.slice(start, cursor).replace(/^"/, ''));
    const { keys } = this.names;
    const custom = Map.groupBy(this.names.fields, ({ name }) => foldName(name));
    const fields: Suggestion[] = [
      ...builtInNames.map((name) => ({ kind: 'field' as const, label: name, insert: `${name}:`, start, end })),
      ...Array.from(custom.values(), ([field]) => field)
        .filter((field) => field !== undefined)
        // In quotation marks it would be the other field, which is suggested by its key.
        .filter(({ name }) => !keys.includes(name))
        .map(({ name, type }) => {
          return { kind: 'field' as const, label: name, insert: `${writtenName(name)}:`, start, end, fieldType: type };
        }),
      ...keys.map((key) => ({ kind: 'field' as const, label: key, insert: `${quoted(key)}:`, start, end })),
    ];
    const keywords = ['OR', 'AND', 'NOT'].map((label) => {
      return { kind: 'keyword' as const, label, insert: `${label} `, start, end };
    });
    const isKeywordPlace = token?.kind !== 'field' && start > 0 && typed !== '';
    return [
      ...fields.filter(({ label }) => foldName(label).startsWith(typed)),
      ...keywords.filter(({ label }) => isKeywordPlace && fold(label).startsWith(typed)),
      ...fields.filter(({ label }) => !foldName(label).startsWith(typed) && foldName(label).includes(typed)),
    ];
  }

  private valuesAt(token: FieldToken, cursor: number, text: string): readonly Suggestion[] {
    const named = this.names.find(token.name);
    if (!named) return [];
    const end = token.start + token.length;
    const start = token.value?.start ?? end;
    // Behind an operator's sign the values begin; in front of it there is nothing to suggest.
    if (cursor < start) return [];
    const typed = fold(text.slice(start, cursor).replace(/^"/, ''));
    const hasOrder = token.operator !== ':' && token.operator !== '=';
    const fits = this.valuesFor(named)
      .filter(({ label, isOrdered }) => fold(label).includes(typed) && (isOrdered === true || !hasOrder))
      .map(({ label, insert, count }) => {
        return { kind: 'value' as const, label, insert, start, end, ...(count !== undefined && { count }) };
      });
    const begins = fits.filter(({ label }) => fold(label).startsWith(typed));
    const others = fits.filter(({ label }) => !fold(label).startsWith(typed));
    const isFresh = token.value === undefined && token.operator === ':';
    return [...begins, ...others, ...(isFresh ? operatorsFor(named, start) : [])];
  }

  /** Counting what 100,000 assets have takes longer than a keystroke may, so it is done once a field. */
  private valuesFor(named: NamedFields): readonly SuggestedValue[] {
    const key = named.kind === 'builtIn' ? named.name : named.fields.map(({ id, name }) => `${id} ${name}`).join('\n');
    const known = this.values.get(key);
    if (known) return known;
    const values = valuesOf(named, this.index, this.staffName);
    this.values.set(key, values);
    return values;
  }

  private forgetOld(): void {
    const { index } = this;
    if (this.version === index.version) return;
    this.version = index.version;
    this.values.clear();
    this.names = new FieldNames(index.definitions.values(), index.fieldLists());
  }
}

function wordOf(token: Token | undefined): { readonly start: number; readonly length: number } | undefined {
  if (token?.kind === 'field') return token.name;
  return token?.kind === 'text' || token?.kind === 'or' || token?.kind === 'and' || token?.kind === 'not'
    ? token
    : undefined;
}

function operatorsFor(named: NamedFields, at: number): readonly Suggestion[] {
  const hasOrder =
    named.kind === 'builtIn'
      ? ordered.has(named.name)
      : named.fields.some((field) => ['number', 'day'].includes(kindOf(field).form));
  const signs = hasOrder ? ['>=', '<=', '>', '<'] : [];
  return signs.map((sign) => ({ kind: 'operator', label: sign, insert: sign, start: at, end: at }));
}

const ordered: ReadonlySet<BuiltInName> = new Set<BuiltInName>(['id', 'created_at', 'updated_at']);
