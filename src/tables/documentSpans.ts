import { itemsIn } from '../assets/jsonList';
import { inStretches, type Pause } from '../happyfox/pause';
import type { Span } from './cellPlace';

/** Where the documents of a file are: one a line, or all in one list. In stretches; throws what `pause` throws. */
export async function documentSpans(text: string, pause: Pause): Promise<readonly Span[]> {
  const start = text.search(/\S/);
  // A list that is broken is told to be so where it is.
  if (text[start] === '[') return (await itemsIn(text, start, pause)) ?? [{ offset: 0, length: text.length }];
  return inStretches(text.matchAll(/[^\r\n]+/g), pause, ({ 0: line, index }) =>
    line.trim() === '' ? [] : [{ offset: index, length: line.length }],
  );
}
