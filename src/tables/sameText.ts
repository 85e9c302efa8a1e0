/** Whether two texts are one, but for the kind of line breaks and for halves of characters: neither survives every file. */
export function sameText(one: string, other: string): boolean {
  return one === other || plain(one) === plain(other);
}

function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').toWellFormed();
}
