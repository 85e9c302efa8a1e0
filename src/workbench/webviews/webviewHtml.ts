/** What the HTML of a webview is made of. */
interface WebviewPage {
  /** The URIs of its script and style sheet, as the webview is to load them. */
  readonly script: string;
  readonly styles: string;
  /** Where VS Code serves a webview's files from: `webview.cspSource`. */
  readonly source: string;
  /** Random for each page; scripts without it don't run. */
  readonly nonce: string;
  /** Of the sentences in it, such as `de`. */
  readonly language: string;
  readonly title: string;
}

/**
 * The empty page of a webview, which its script fills. It may load its own script and style sheet and nothing else: no picture, font,
 * frame or connection, no inline script, and nothing is made from text by eval.
 */
export function webviewHtml({ script, styles, source, nonce, language, title }: WebviewPage): string {
  // The nonce is good for styles as well, because grids write their columns' widths into a style element.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source} 'nonce-${nonce}'; form-action 'none'; base-uri 'none'`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${escaped(styles)}">
    <title>${escaped(title)}</title>
  </head>
  <body data-nonce="${escaped(nonce)}">
    <main id="page"></main>
    <script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
  </body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
