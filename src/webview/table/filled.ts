/** A sentence with its blanks filled in: `{0}`, `{1}`. */
export function filled(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replaceAll(/\{(\d)\}/g, (blank, at: string) => String(values[Number(at)] ?? blank));
}
