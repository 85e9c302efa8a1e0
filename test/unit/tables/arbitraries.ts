import fc from 'fast-check';
import { hostileName } from '../assets/arbitraries';

/** Texts that have broken tables, and any other. */
export const hostileCell = fc.oneof(
  hostileName,
  fc
    .array(
      fc.constantFrom(
        ...['=', '+', '-', '@', '\t', '\r', '\n', '"', '""', "'", ',', ';', '|', '\uFEFF', ' ', '\u00a0', '(clear)'],
        ...['a', '0', '#1', '<a@b.c>', '\\', '\0', '＝', '\ud800', '\u2028', 'é'],
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
