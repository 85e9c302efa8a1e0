import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { build, type Metafile } from 'esbuild';

/** The source files that are read when VS Code activates the extension, as esbuild puts them into chunks. */
async function readAtActivation(): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: { extension: 'src/extension.ts' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outdir: 'dist',
    external: ['vscode'],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  return [...chunksFrom('dist/extension.js', metafile)].flatMap((chunk) =>
    Object.keys(metafile.outputs[chunk]?.inputs ?? {}),
  );
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
  it('reads nothing that only a later step needs', async () => {
    const files = await readAtActivation();
    assert.ok(files.includes('src/workbench/workbench.ts'));
    const heavy =
      /^src\/(finding|sandbox|tables|webview)\/|^src\/workbench\/(runCommand|\w+\/\w+Commands)\.ts|^node_modules\/(undici|zod\/v4\/classic)\//;
    assert.deepEqual(
      files.filter((file) => heavy.test(file)),
      [],
    );
  }).timeout(20_000);
});
