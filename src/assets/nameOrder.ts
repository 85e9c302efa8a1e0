const collator = new Intl.Collator(undefined, { numeric: true });

/** Below 0, 0 or above it: texts as a person would sort them, case aside, digits within by value. */
export function compareNames(one: string, other: string): number {
  return collator.compare(one, other);
}
