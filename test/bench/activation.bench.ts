// What activation costs: the extension as it ships against one that does nothing, in turn, each in an extension host of its own.
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import manifest from '../../package.json';
import { inHosts, median } from './support/inHosts';

const rounds = 5;
const root = join(__dirname, '..', '..', '..');

/** The bundles that the entry imports statically, and those imports' imports. */
function readAtActivation(): readonly string[] {
  const files = [join(root, 'dist', 'extension.mjs')];
  for (const file of files) {
    const imported = readFileSync(file, 'utf8').matchAll(/(?:from|import)"(\.{1,2}\/[\w/.-]+\.mjs)"/g);
    for (const [, path] of imported) {
      const target = join(file, '..', path ?? '');
      if (!files.includes(target)) files.push(target);
    }
  }
  return files;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

void inHosts('activation', async (measure) => {
  const ours: number[] = [];
  const theirs: number[] = [];
  const activation = async (id: string, extension?: string): Promise<number> =>
    Number(await measure({ ...(extension && { extension }), script: 'activated', given: { HAPPYFOX_EXTENSION: id } }));
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await activation('bench.empty'));
    ours.push(await activation(`${manifest.publisher}.${manifest.name}`, root));
  }
  const files = readAtActivation();
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const zipped = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  const all = globSync('dist/**/*.{mjs,js,css}', { cwd: root }).reduce(
    (sum, file) => sum + statSync(join(root, file)).size,
    0,
  );
  const kilobytes = (count: number): string => `${Math.round(count / 1_000)} KB`;
  print(
    `read at activation: ${files.length} files, ${kilobytes(bytes)}, ${kilobytes(zipped)} zipped, of ${kilobytes(all)} in all`,
  );
  print(
    `activation, median of ${rounds}: ${median(ours).toFixed(1)} ms (all: ${ours.map((time) => time.toFixed(1)).join(' ')})`,
  );
  print(
    `an empty extension: ${median(theirs).toFixed(1)} ms (all: ${theirs.map((time) => time.toFixed(1)).join(' ')})`,
  );
  print(`ratio ${(median(ours) / median(theirs)).toFixed(1)}`);
});
