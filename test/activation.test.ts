import { before, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build, type BuildResult, type Metafile } from 'esbuild';
import { undiciAsUsed } from '../scripts/bundle/undici.mjs';

/** The most that activation may read, in bytes, and the most that the first request may read after it. Only ever less. */
const mostAtActivation = 102_000;
const mostAtRequest = 129_000;

/** What is read at some step: the source files in it, and its size in bytes, each chunk zipped as in the VSIX. */
interface Reading {
  readonly files: readonly string[];
  readonly zipped: number;
}

type Bundle = BuildResult<{ metafile: true; write: false }>;

function bundle(): Promise<Bundle> {
  return build({
    entryPoints: { extension: 'src/extension.ts' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    outdir: 'dist',
    external: ['vscode'],
    plugins: [undiciAsUsed],
    minify: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
}

/** The chunks that are read with the one of `source`. */
function chunksWith(source: string, { outputs }: Metafile): ReadonlySet<string> {
  const chunks = new Set(Object.keys(outputs).filter((chunk) => outputs[chunk]?.entryPoint === source));
  for (const chunk of chunks) {
    for (const { path, kind, external } of outputs[chunk]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) chunks.add(path);
    }
  }
  return chunks;
}

function reading(chunks: ReadonlySet<string>, { metafile, outputFiles }: Bundle): Reading {
  const files = [...chunks].flatMap((chunk) => Object.keys(metafile.outputs[chunk]?.inputs ?? {}));
  const read = outputFiles.filter(({ path }) => chunks.has(relative('.', path).replaceAll('\\', '/')));
  return { files, zipped: read.reduce((sum, { contents }) => sum + deflateRawSync(contents).length, 0) };
}

describe('what is read', () => {
  let atActivation: Reading;
  let atRequest: Reading;

  before(async function () {
    this.timeout(20_000);
    const built = await bundle();
    const chunks = chunksWith('src/extension.ts', built.metafile);
    atActivation = reading(chunks, built);
    const more = [...chunksWith('src/happyfox/connection.ts', built.metafile)].filter((chunk) => !chunks.has(chunk));
    atRequest = reading(new Set(more), built);
  });

  it('at activation is nothing that only a later step needs', () => {
    const { files } = atActivation;
    assert.ok(files.includes('src/workbench/workbench.ts'));
    const heavy =
      /^src\/(finding|sandbox|tables|webview)\/|^src\/workbench\/(runCommand|\w+\/\w+Commands)\.ts|(^|\/)node_modules\/(undici|zod)\//;
    assert.deepEqual(
      files.filter((file) => heavy.test(file)),
      [],
    );
  });

  it('with the first request is of undici what a request needs', () => {
    const { files } = atRequest;
    assert.ok(files.some((file) => file.endsWith('undici/lib/dispatcher/agent.js')));
    const needless = /undici\/(index\.js|lib\/(cache|handler|interceptor|milo|mock)\/|lib\/global\.js)/;
    assert.deepEqual(
      files.filter((file) => needless.test(file)),
      [],
    );
  });

  it('is not more than it was', () => {
    assert.ok(atActivation.zipped <= mostAtActivation, `Activation reads ${atActivation.zipped}.`);
    assert.ok(atRequest.zipped <= mostAtRequest, `The first request reads ${atRequest.zipped}.`);
  });
});
