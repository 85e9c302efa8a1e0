import type { Choice, CustomField } from '../happyfox/customField';
import { type Match, choiceKeys, choiceLookup } from '../assets/assetTypeDefinition';
import { withVisibleChoices } from '../assets/choiceKinds';
import { kindOf, write } from '../assets/fieldKinds';
import { emptyField, type FieldState } from '../assets/fieldState';
import type { FieldProblem } from '../assets/problem';
import { FieldReader } from '../finding/index/fieldReader';
import { dayIn, type DateOrder } from './dateOrder';
import { numberIn } from './numberText';
import type { FieldKind } from '../assets/fieldKind';
import { foldWord } from '../assets/fold';
import { splitAtCommas, splitWords } from '../assets/wordList';

/**
 * The values of one field as the text of a cell, in a file or in the table, and back: choices by label, `Label (#45)` where labels are
 * alike. A text is what it says here; that a file's blank cell means “keep”, and its guards, are the file's own affair.
 */
export class CellText {
  readonly kind: FieldKind;
  /** Takes values apart, as the index does. */
  readonly reader: FieldReader;
  private readonly labels: ReadonlyMap<number, string>;
  private readonly byLabel: (word: string) => Match<Choice>;
  private readonly folded: ReadonlyMap<string, readonly Choice[]>;
  private readonly seen = new Map<string, FieldState | FieldProblem>();

  constructor(readonly field: CustomField) {
    this.kind = kindOf(field);
    const writable = withVisibleChoices(field);
    this.reader = new FieldReader(field);
    this.labels = choiceKeys(writable);
    this.byLabel = choiceLookup(writable);
    this.folded = Map.groupBy(writable.choices ?? [], ({ label }) => foldWord(label));
  }

  /** The text of a value, empty for none. What matches nothing known is shown as it came, beside what does. */
  show({ value }: FieldState): string {
    return this.reader.shown(value);
  }

  /** The value that a text means; an empty text means none. A problem's path leads to the word of a list. */
  read(text: string, dates: DateOrder = 'ymd'): FieldState | FieldProblem {
    const { form, editor } = this.kind;
    if (editor === 'none') return { code: 'readOnlyField', path: [] };
    if (text === '') return emptyField;
    const key = form === 'day' ? `${dates} ${text}` : text;
    const known = this.seen.get(key);
    if (known) return known;
    const meant = this.understand(text, dates);
    // A column says the same few things over and over, and looking for what an unknown word may have meant costs most.
    if (this.seen.size < mostRemembered && form !== 'text') this.seen.set(key, meant);
    return meant;
  }

  private understand(text: string, dates: DateOrder): FieldState | FieldProblem {
    switch (this.kind.form) {
      case 'number':
        return write(this.field, numberIn(text) ?? text);
      case 'day':
        return write(this.field, dayIn(text, dates) ?? text.trim());
      case 'choice':
        return oneOf(this.chosen(text, []));
      case 'choices':
        return this.readList(text);
      case 'text':
      case 'unknown':
        return write(this.field, text);
    }
  }

  /** Semicolons divide; where that makes no sense, the whole is one label, or commas divide. */
  private readList(text: string): FieldState | FieldProblem {
    const divided = this.readWords(splitWords(text));
    if (divided.kind === 'chosen') return { kind: 'value', value: divided.ids };
    for (const words of [[text], splitAtCommas(text)]) {
      const other = this.readWords(words);
      if (other.kind === 'chosen') return { kind: 'value', value: other.ids };
    }
    return divided.problem;
  }

  private readWords(
    words: readonly string[],
  ): { kind: 'chosen'; ids: readonly number[] } | { kind: 'problem'; problem: FieldProblem } {
    const ids = new Set<number>();
    for (const [index, word] of words.entries()) {
      const id = this.chosen(word, [index]);
      if (typeof id !== 'number') return { kind: 'problem', problem: id };
      ids.add(id);
    }
    return { kind: 'chosen', ids: [...ids] };
  }

  private chosen(word: string, path: readonly number[]): number | FieldProblem {
    const match = this.find(word);
    switch (match.kind) {
      case 'found':
        return match.item.id ?? { code: 'readOnlyChoice', detail: { key: word }, path };
      case 'ambiguous':
        return { code: 'ambiguousChoice', detail: { key: word, candidates: match.candidates }, path };
      case 'unknown': {
        const { suggestion } = match;
        const detail = suggestion === undefined ? { key: word } : { key: word, suggestion };
        return { code: 'unknownChoice', detail, path };
      }
    }
  }

  /** The label as it is written, else one that differs in case and blanks alone. */
  private find(word: string): Match<Choice> {
    const exact = this.byLabel(word.toWellFormed());
    if (exact.kind !== 'unknown') return exact;
    const [like, ...others] = this.folded.get(foldWord(word)) ?? [];
    if (!like) return exact.suggestion === undefined ? this.byLabel(word.trim()) : exact;
    if (others.length === 0) return { kind: 'found', item: like };
    return {
      kind: 'ambiguous',
      candidates: [like, ...others].map(({ id, label }) => (id && this.labels.get(id)) || label),
    };
  }
}

/** Whether reading came to a value. */
export function isState(read: FieldState | FieldProblem): read is FieldState {
  return 'kind' in read;
}

const mostRemembered = 5_000;

function oneOf(chosen: number | FieldProblem): FieldState | FieldProblem {
  return typeof chosen === 'number' ? { kind: 'value', value: chosen } : chosen;
}
