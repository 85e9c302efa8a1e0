/** Scheme of the documents that hold assets. */
export const documentScheme = 'happyfox';

/** Scheme under which the JSON schemas of those documents are served from memory. */
export const schemaScheme = 'happyfox-schema';

/** Scheme of an asset as others left it, beside mine in a conflict's diff. */
export const theirsScheme = 'happyfox-theirs';

/** Scheme of an asset before and after a change. */
export const changeScheme = 'happyfox-change';
