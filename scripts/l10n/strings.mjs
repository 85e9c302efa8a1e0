import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * @typedef {object} Text what one call of `vscode.l10n.t` says
 * @property {string} text the English sentence, which is its key in the bundles
 * @property {string} place file and line
 * @property {number} args how many values the call fills in
 */

/**
 * The texts of one source file: every call of `t`, as in `const { t } = vscode.l10n`, and of `vscode.l10n.t` itself.
 * @param {string} fileName
 * @param {string} code
 * @returns {Text[]}
 * @throws {Error} for a text that is computed: no bundle can hold it
 */
export function textsIn(fileName, code) {
  const source = ts.createSourceFile(fileName, code, ts.ScriptTarget.Latest, true);
  /** @type {Text[]} */
  const texts = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && isTranslation(node.expression)) {
      const [first, ...args] = node.arguments;
      const place = `${fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (!first || !ts.isStringLiteralLike(first)) throw new Error(`${place}: the text is not a literal`);
      texts.push({ text: first.text, place, args: args.length });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function isTranslation(called) {
  if (ts.isIdentifier(called)) return called.text === 't';
  return (
    ts.isPropertyAccessExpression(called) && called.name.text === 't' && /\bl10n$/.test(called.expression.getText())
  );
}

/**
 * The texts of src/.
 * @param {string} root the repository
 */
export function textsOf(root) {
  return globSync('src/**/*.ts', { cwd: root })
    .sort()
    .flatMap((file) => textsIn(file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')));
}

/** The placeholders of a text, each once, in order: `{0}`, `{1}`. */
export function placeholders(text) {
  return [...new Set(text.match(/\{\d+\}/g))].sort();
}

/**
 * What is wrong with a bundle.
 * @param {readonly Text[]} texts
 * @param {Readonly<Record<string, string>>} bundle translations by their English text
 */
export function compare(texts, bundle) {
  const used = new Set(texts.map(({ text }) => text));
  const missing = [...used].filter((text) => !Object.hasOwn(bundle, text));
  const stale = Object.keys(bundle).filter((text) => !used.has(text));
  const differing = Object.entries(bundle)
    .filter(([text, translation]) => String(placeholders(text)) !== String(placeholders(translation)))
    .map(([text]) => text);
  return { missing, stale, differing };
}
