import type { Token, Tokens } from './lexer';
import { tokenize } from './lexer';
import type { Query, QueryProblem, Span } from './syntax';
import { deepest, longest } from './syntax';

/** A query's text, what it means, and what is wrong with it. */
export interface ParsedQuery {
  readonly text: string;
  readonly query: Query;
  /** In the order of their columns. */
  readonly problems: readonly QueryProblem[];
}

const everything: Query = { kind: 'everything' };

/**
 * Parses a query. It never throws, and there is always a query: parts that make no sense yet are left out of it and are in `problems`.
 *
 *     either = both { "OR" both }        both = one { ["AND"] one }
 *     one = { "-" | "NOT" } ( "(" either ")" | word | "phrase" | name ":" [operator] value )
 */
export function parseQuery(text: string): ParsedQuery {
  return parseTokens(text, tokenize);
}

/** Parses a text, taken apart in another way; see `parseQuery`. */
export function parseTokens(text: string, takeApart: (text: string) => Tokens): ParsedQuery {
  if (text.length > longest) {
    const problem: QueryProblem = { code: 'tooLong', start: longest, length: text.length - longest };
    return { text, query: everything, problems: [problem] };
  }
  const { tokens, problems } = takeApart(text);
  const parser = new Parser(tokens);
  const query = parser.parse();
  const all = [...problems, ...parser.problems].sort((one, other) => one.start - other.start);
  return { text, query, problems: all };
}

class Parser {
  readonly problems: QueryProblem[] = [];
  private index = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Query {
    const parts: Query[] = [];
    while (this.index < this.tokens.length) {
      const part = this.either();
      if (part) parts.push(part);
      const stray = this.tokens[this.index];
      if (stray) this.skip('strayParenthesis', stray);
    }
    return joined('and', parts) ?? everything;
  }

  /** Undefined where there is nothing; a keyword beside it has complained then. */
  private either(): Query | undefined {
    const parts: Query[] = [];
    for (;;) {
      const part = this.both();
      if (part) parts.push(part);
      const or = this.tokens[this.index];
      if (or?.kind !== 'or') return joined('or', parts);
      if (!part || !this.operandFollows(this.index)) this.skip('missingOperand', or);
      else this.index += 1;
    }
  }

  private both(): Query | undefined {
    const parts: Query[] = [];
    for (;;) {
      const token = this.tokens[this.index];
      if (!token || token.kind === 'close' || token.kind === 'or') return joined('and', parts);
      if (token.kind === 'and') {
        if (parts.length === 0 || !this.operandFollows(this.index)) this.skip('missingOperand', token);
        else this.index += 1;
      } else {
        const part = this.one();
        if (part) parts.push(part);
      }
    }
  }

  private one(): Query | undefined {
    let isNegated = false;
    for (;;) {
      const token = this.tokens[this.index];
      if (token?.kind !== 'minus' && token?.kind !== 'not') break;
      if (!this.operandFollows(this.index)) {
        this.skip('missingOperand', token);
        return undefined;
      }
      isNegated = !isNegated;
      this.index += 1;
    }
    const part = this.plain();
    return part && isNegated ? { kind: 'not', part } : part;
  }

  private plain(): Query | undefined {
    const token = this.tokens[this.index];
    this.index += 1;
    if (token?.kind === 'open') return this.group(token);
    if (token?.kind === 'text') return { kind: 'text', word: token.word };
    if (token?.kind !== 'field') return undefined;
    const { name, operator, value, whole } = token;
    if (value) return { kind: 'field', name, operator, value, whole };
    this.report('missingValue', token, name.text);
    return undefined;
  }

  private group(open: Token): Query | undefined {
    if (this.depth === deepest) {
      this.report('tooDeep', open);
      this.index = this.tokens.length;
      return undefined;
    }
    this.depth += 1;
    const before = this.problems.length;
    const inside = this.either();
    this.depth -= 1;
    const close = this.tokens[this.index];
    if (close?.kind !== 'close') {
      if (this.problems.at(-1)?.code !== 'tooDeep') this.report('openParenthesis', open);
    } else {
      this.index += 1;
      if (!inside && this.problems.length === before) {
        this.report('emptyParentheses', { start: open.start, length: close.start + 1 - open.start });
      }
    }
    return inside;
  }

  /** Whether something that `OR`, `AND`, `NOT` or `-` can apply to stands behind the token at `index`. */
  private operandFollows(index: number): boolean {
    const next = this.tokens[index + 1];
    return next !== undefined && next.kind !== 'close' && next.kind !== 'or' && next.kind !== 'and';
  }

  private skip(code: QueryProblem['code'], token: Token): void {
    this.report(code, token);
    this.index += 1;
  }

  private report(code: QueryProblem['code'], { start, length }: Span, word?: string): void {
    this.problems.push({ code, start, length, ...(word !== undefined && { word }) });
  }
}

function joined(kind: 'and' | 'or', parts: readonly Query[]): Query | undefined {
  return parts.length < 2 ? parts[0] : { kind, parts };
}
