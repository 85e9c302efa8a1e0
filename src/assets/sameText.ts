/** Whether two texts are one, but for the kind of line breaks and for halves of characters: neither survives every file. */
export function sameText(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other);
}

/** A value that says which asset is meant, as it is compared: blanks around it say nothing. */
export function keyForm(text: string): string {
  return plain(text).trim();
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').toWellFormed();
}
