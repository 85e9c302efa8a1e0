import fc from 'fast-check';

const piece = fc.constantFrom(
  ...['"', '\\', '(', ')', ':', '-', '#', '*', '..', ' ', ' ', ' ', '<', '>=', '=', '\n', '\u00a0', '/', '://'],
  ...[
    'OR',
    'AND',
    'NOT',
    'is:',
    'is:duplicate',
    'type:',
    'contact:',
    'id:',
    'created_at:',
    'memory:',
    '"Serial Number":',
  ],
  ...[
    '#49:',
    '#99:',
    'empty',
    'today',
    '+90d',
    '-1y',
    '2026',
    '-01-31',
    '16',
    '1e9',
    'dell',
    'lap',
    'ＡＢ',
    'ﬁ',
    'İ',
    'ß',
  ],
);

/** Texts that look like queries, or not at all. */
export const queryText = fc
  .array(fc.oneof({ arbitrary: piece, weight: 4 }, fc.string({ maxLength: 5, unit: 'binary' })), { maxLength: 24 })
  .map((pieces) => pieces.join(''));

/** A piece to repeat. */
export const queryUnit = fc
  .array(fc.oneof({ arbitrary: piece, weight: 6 }, fc.string({ minLength: 1, maxLength: 3 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((pieces) => pieces.join(''));
