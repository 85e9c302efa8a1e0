import type { Operator, QueryProblem, Span, Word } from './syntax';

/** What a query is made of. A `field` without a value is one that is still being typed, or a mistake. */
export type Token = Span &
  (
    | { readonly kind: 'open' | 'close' | 'or' | 'and' | 'not' | 'minus' }
    | { readonly kind: 'text'; readonly word: Word }
    | {
        readonly kind: 'field';
        readonly name: Word;
        readonly operator: Operator;
        readonly value: Word | undefined;
        readonly whole: Word;
      }
  );

const keywords: ReadonlyMap<string, 'or' | 'and' | 'not'> = new Map([
  ['OR', 'or'],
  ['AND', 'and'],
  ['NOT', 'not'],
]);

const operatorForm = /(?:<=|>=|<|>|=)?/y;
const blank = /[\s\u0085]*/y;
/** A bare word ends at white space or a parenthesis; a quotation mark inside is a character like any other, as in 27". */
const bareWord = /[^\s\u0085()]*/y;
/** A bare name ends at its colon. */
const bareName = /[^\s\u0085():]+(?=:)/y;

/** A text, taken apart. */
export interface Tokens {
  readonly tokens: readonly Token[];
  readonly problems: readonly QueryProblem[];
}

/** Takes a query apart. Every text can be taken apart; what is odd about it is in `problems`. */
export function tokenize(text: string): Tokens {
  return tokensOf(new Lexer(text));
}

/**
 * Takes the filter of a column apart, in which nothing stands for a field: each word is a value, its colons are its own, and its `name` is empty.
 * @param isNumeric whether `-5` is the number rather than anything but 5
 */
export function tokenizeValues(text: string, isNumeric: boolean): Tokens {
  return tokensOf(new Lexer(text, isNumeric ? 'numbers' : 'texts'));
}

function tokensOf(lexer: Lexer): Tokens {
  const tokens: Token[] = [];
  for (let token = lexer.next(); token; token = lexer.next()) tokens.push(token);
  return { tokens, problems: lexer.problems };
}

class Lexer {
  readonly problems: QueryProblem[] = [];
  private at = 0;

  /** @param values what the words of a column's filter are; undefined for a query */
  constructor(
    private readonly text: string,
    private readonly values?: 'texts' | 'numbers',
  ) {}

  next(): Token | undefined {
    this.take(blank);
    const start = this.at;
    const first = this.text[start];
    switch (first) {
      case undefined:
        return undefined;
      case '(':
      case ')':
        this.at += 1;
        return { kind: first === '(' ? 'open' : 'close', start, length: 1 };
      case '-':
        // A hyphen on its own is a word, unless the person has only begun to type what follows it.
        if (/[\s\u0085)]/.test(this.text[start + 1] ?? '')) break;
        if (this.values === 'numbers' && /[\d.]/.test(this.text[start + 1] ?? '')) break;
        this.at += 1;
        return { kind: 'minus', start, length: 1 };
    }
    return this.values ? this.value(start) : this.term(start);
  }

  private value(start: number): Token {
    const { length } = this.word();
    const keyword = keywords.get(this.text.slice(start, start + length));
    if (keyword) return { kind: keyword, start, length };
    this.at = start;
    return this.compared({ text: '', quoted: false, start, length: 0 }, start);
  }

  private term(start: number): Token {
    const name = this.name();
    if (name === undefined || this.text[this.at] !== ':') {
      const word = name ?? this.word();
      const keyword = word.quoted ? undefined : keywords.get(word.text);
      const { length } = word;
      return keyword ? { kind: keyword, start, length } : { kind: 'text', word, start, length };
    }
    this.at += 1;
    return this.compared(name, start);
  }

  /** A value, and how it is compared. */
  private compared(name: Word, start: number): Token {
    const symbol = this.take(operatorForm);
    const value = this.text[this.at] === '"' ? this.quoted() : this.word();
    const whole = { text: this.text.slice(start, this.at), quoted: false, start, length: this.at - start };
    const isMissing = value.length === 0;
    return {
      kind: 'field',
      name,
      operator: isOperator(symbol) ? symbol : ':',
      value: isMissing ? undefined : value,
      whole,
      start,
      length: whole.length,
    };
  }

  /** A quoted text, which may turn out to be a phrase, or a bare name in front of a colon. */
  private name(): Word | undefined {
    if (this.text[this.at] === '"') return this.quoted();
    const start = this.at;
    const text = this.take(bareName);
    return text === '' ? undefined : { text, quoted: false, start, length: text.length };
  }

  private word(): Word {
    const start = this.at;
    const text = this.take(bareWord);
    return { text, quoted: false, start, length: text.length };
  }

  /** From one quotation mark to the next; `\"` and `\\` stand for themselves, other backslashes too. */
  private quoted(): Word {
    const start = this.at;
    let text = '';
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const letter = this.text[this.at] ?? '';
      const next = this.text[this.at + 1];
      if (letter === '"') {
        this.at += 1;
        return { text, quoted: true, start, length: this.at - start };
      }
      if (letter === '\\' && (next === '"' || next === '\\')) {
        text += next;
        this.at += 1;
      } else {
        text += letter;
      }
    }
    this.problems.push({ code: 'openQuote', start, length: this.at - start });
    return { text, quoted: true, start, length: this.at - start };
  }

  private take(form: RegExp): string {
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}

function isOperator(symbol: string): symbol is Operator {
  return symbol !== '';
}
