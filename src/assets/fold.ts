const plainAscii = /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/;

/** Marks that readers of Latin, Greek, Cyrillic, Arabic and Hebrew script leave out when they type. Other scripts' marks are letters. */
const optionalMarks = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

/** Letters that Unicode does not take apart, and what a person types for them. */
const strayLetters = /[øıßæœđðłħþς]/g;
const strayLetter: ReadonlyMap<string, string> = new Map([
  ['ø', 'o'],
  ['ı', 'i'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['þ', 'th'],
  ['ς', 'σ'],
]);

/**
 * The form in which texts are found and put together: without case, accents and the difference between full-width and plain letters,
 * and with every run of white space as one space, none at the ends. Folding twice is folding once.
 */
export function fold(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase();
  const plain = text.normalize('NFKD').toLowerCase().normalize('NFKD');
  const letters = plain.replace(optionalMarks, '').replace(strayLetters, (letter) => strayLetter.get(letter) ?? letter);
  // A text of marks alone is a text all the same.
  return composed(letters) || composed(plain);
}

function composed(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u0085\p{Cc}]+/gu, ' ')
    .trim();
}

/** The form in which names of fields are compared: `Serial Number`, `serial-number` and `serialnumber` are one. */
export function foldName(name: string): string {
  const folded = fold(name);
  return folded.replace(/[^\p{L}\p{M}\p{N}]+/gu, '') || folded;
}

/**
 * The form of a word that says which choice, person or type is meant: without case, and with one blank where there are several. Accents stay: what is
 * written must not become another choice that is spelled nearly so.
 */
export function foldWord(word: string): string {
  return word.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
