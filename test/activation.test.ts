import { describe, it, before } from 'mocha';
import assert from 'node:assert/strict';
import { build, type Metafile } from 'esbuild';
import { relative } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** What VS Code reads when it activates the extension: the source files in it, and its size in bytes, each chunk zipped as in the VSIX. */
interface AtActivation {
  readonly files: readonly string[];
  readonly zipped: number;
}

/** The most that activation may read, in bytes. Only ever less. */
const mostZipped = 105_000;

async function readAtActivation(): Promise<AtActivation> {
  const { metafile, outputFiles } = await build({
    entryPoints: { extension: 'src/extension.ts' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    outdir: 'dist',
    external: ['vscode'],
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const chunks = chunksFrom('dist/extension.js', metafile);
  const files = [...chunks].flatMap((chunk) => Object.keys(metafile.outputs[chunk]?.inputs ?? {}));
  const read = outputFiles.filter(({ path }) => chunks.has(relative('.', path).replaceAll('\\', '/')));
  return { files, zipped: read.reduce((sum, { contents }) => sum + deflateRawSync(contents).length, 0) };
}

function chunksFrom(entry: string, { outputs }: Metafile): ReadonlySet<string> {
  const chunks = new Set([entry]);
  for (const chunk of chunks) {
    for (const { path, kind, external } of outputs[chunk]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) chunks.add(path);
    }
  }
  return chunks;
}

describe('activation', () => {
  let atActivation: AtActivation;

  before(async () => {
    atActivation = await readAtActivation();
  });

  it('reads nothing that only a later step needs', () => {
    const { files } = atActivation;
    assert.ok(files.includes('src/workbench/workbench.ts'));
    const heavy =
      /^src\/(finding|sandbox|tables|webview)\/|^src\/workbench\/(runCommand|\w+\/\w+Commands)\.ts|(^|\/)node_modules\/(undici|zod)\//;
    assert.deepEqual(
      files.filter((file) => heavy.test(file)),
      [],
    );
  });

  it(`reads at most ${mostZipped} bytes, zipped`, () => {
    const { zipped } = atActivation;
    assert.ok(zipped > 0);
    assert.ok(zipped <= mostZipped, `It reads ${zipped}.`);
  });
});
