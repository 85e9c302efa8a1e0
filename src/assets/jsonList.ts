import { createScanner } from 'jsonc-parser';
import type { Pause } from '../happyfox/pause';

/** Where an item of a list stands in its text. */
interface ItemSpan {
  readonly offset: number;
  readonly length: number;
}

/** Tokens that are read between two looks at the clock: far less than a millisecond's. */
const stride = 256;

/**
 * The items of the list that begins at `start` and ends with the text, whatever they are like within; undefined where the list itself is broken. In
 * stretches; throws what `pause` throws.
 */
export async function itemsIn(text: string, start: number, pause: Pause): Promise<readonly ItemSpan[] | undefined> {
  const scanner = createScanner(text);
  scanner.setPosition(start);
  const items = new Items();
  for (let count = 0; ; count += 1) {
    if (count % stride === 0) await pause();
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= text.length) return items.isWhole ? items.spans : undefined;
    if (!items.take(text.charAt(offset), offset, scanner.getTokenLength())) return undefined;
  }
}

/** What JSON has for blanks; any other stands for something, if only a mistake. */
const blank = /[ \t\r\n]/;
const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** Takes a list token by token, each known by its first character. */
class Items {
  readonly spans: ItemSpan[] = [];
  /** What has to close what is open. */
  private readonly open: string[] = [];
  private item: ItemSpan | undefined;
  private isWanted = false;
  private isOver = false;

  /** Whether the list has come to its end. */
  get isWhole(): boolean {
    return this.isOver;
  }

  /** False where the list can't go on so. */
  take(first: string, offset: number, length: number): boolean {
    if (blank.test(first)) return true;
    if (this.isOver || first === '/') return this.open.length > 1;
    if (this.open.length === 1 && (first === ',' || first === ']')) return this.endItem(first);
    if (this.open.length > 0) {
      const { offset: begin } = (this.item ??= { offset, length });
      this.item = { offset: begin, length: offset + length - begin };
    }
    const end = closing[first];
    if (end !== undefined) this.open.push(end);
    else if (first === '}' || first === ']') return this.open.length > 1 && this.open.pop() === first;
    return true;
  }

  private endItem(first: string): boolean {
    const { item } = this;
    if (item) this.spans.push(item);
    else if (first === ',' || this.isWanted) return false;
    this.item = undefined;
    this.isWanted = first === ',';
    this.isOver = first === ']';
    return true;
  }
}
