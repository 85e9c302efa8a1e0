// Builds dist/ (what ships) and, with --tests, out/test/ (what mocha runs).
import { build, context } from 'esbuild';
import { globSync } from 'node:fs';
import { rmSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { undiciAsUsed } from './scripts/bundle/undici.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** @type {import('esbuild').Plugin} */
const problemMatcher = {
  name: 'problem-matcher',
  setup({ onStart, onEnd }) {
    onStart(() => console.log('[watch] build started'));
    onEnd(() => console.log('[watch] build finished'));
  },
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  // jsonc-parser's main is UMD, whose inner requires no bundler can follow.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/**
 * An ES module, so that what is imported dynamically becomes a chunk of its own that activation does not read, and no two chunks hold
 * the same code.
 * @type {import('esbuild').BuildOptions}
 */
const shipped = {
  ...shared,
  entryPoints: { extension: 'src/extension.ts' },
  format: 'esm',
  splitting: true,
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  // undici is CommonJS and requires modules of Node.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  external: ['vscode'],
  plugins: watch ? [undiciAsUsed, problemMatcher] : [undiciAsUsed],
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
};

/**
 * The browser side of our tabs: each folder of src/webview/ with a page.ts and a page.css becomes dist/webview/<folder>.js and .css,
 * which only a tab that is opened loads.
 * @type {import('esbuild').BuildOptions}
 */
const pages = {
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'chrome138', // that of the oldest VS Code that is supported
  logLevel: 'warning',
  entryPoints: globSync('src/webview/*/page.{ts,css}').map((file) => ({
    in: file,
    out: `webview/${basename(dirname(file))}`,
  })),
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'inline', // a webview may load no other file for it
  metafile: true,
};

/** @type {import('esbuild').BuildOptions} */
const testFiles = {
  ...shared,
  entryPoints: globSync('test/**/*.ts').map((file) => relative('.', file)),
  format: 'cjs',
  outdir: 'out/test',
  outbase: 'test',
  packages: 'external',
  plugins: [undiciAsUsed],
  sourcemap: 'inline',
};

rmSync('dist', { recursive: true, force: true });
if (watch) {
  await (await context(pages)).watch();
  await (await context(shipped)).watch();
} else {
  const built = [await build(shipped), await build(pages)];
  if (production) report(Object.assign({}, ...built.map(({ metafile }) => metafile.outputs)));
  if (tests) {
    rmSync('out/test', { recursive: true, force: true });
    await build(testFiles);
  }
}

/** Prints what activation loads, and what the rest is. */
function report(outputs) {
  const atActivation = new Set(['dist/extension.mjs']);
  for (const file of atActivation)
    for (const { path, kind, external } of outputs[file].imports)
      if (kind === 'import-statement' && !external) atActivation.add(path);
  for (const [file, { bytes }] of Object.entries(outputs))
    console.log(`${file}  ${Math.round(bytes / 1024)} KB${atActivation.has(file) ? ', at activation' : ''}`);
}
