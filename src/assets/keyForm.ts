/** A value that says which asset is meant, as it is compared: blanks around it say nothing. */
export function keyForm(text: string): string {
  return text.replace(/\r\n?/g, '\n').toWellFormed().trim();
}
