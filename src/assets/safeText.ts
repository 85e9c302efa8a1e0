/**
 * Characters that are not seen but act: controls, lone surrogates, direction marks, zero-width and tag characters,
 * variation selectors and other ignorables.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

const lineBreaks = /[\s\u0085\u2028\u2029]+/gu;

/** Schemes that VS Code turns into links without slashes behind them. */
const linkSchemes = /\b(command|file|vscode|vscode-insiders|javascript|mailto|data):/giu;

/** Remote text as one visible line: unseen characters gone, line breaks and runs of white space as one space, NFC. */
export function visibleLine(remote: string): string {
  return remote.replace(lineBreaks, ' ').replace(unseen, '').normalize('NFC').replace(/ {2,}/g, ' ').trim();
}

/**
 * Remote text for a sentence in a notification, prompt or error: one visible line that holds no link, command or icon.
 * @param maxLength in code points, the ellipsis included
 */
export function safeText(remote: string, maxLength = 120): string {
  const plain = visibleLine(remote)
    .replaceAll('[', '［')
    .replaceAll(']', '］')
    .replaceAll('$(', '$ (')
    .replaceAll('://', '：//')
    .replace(linkSchemes, '$1：');
  return shorten(plain, maxLength);
}

/**
 * Remote text for the label of a tree or quick-pick item: one visible line; `$(` no longer starts an icon.
 * @param maxLength in code points, the ellipsis included
 */
export function safeLabel(remote: string, maxLength = 200): string {
  return shorten(visibleLine(remote), maxLength).replaceAll('$(', '$\u200b(');
}

/** At most `maxLength` code points, the last an ellipsis where something was cut. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const points = Array.from(text);
  return points.length <= maxLength
    ? text
    : `${points
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`;
}
