// node scripts/l10n.mjs [--write]
// What each bundle of l10n/ lacks, holds in vain, or has with other placeholders than the source. With --write it puts the bundles into
// the source's order, drops what is stale, and adds what is missing in English, to be translated.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './setup/paths.mjs';
import { orExplain, setUp } from './setup/setUp.mjs';

await setUp();
await orExplain(async () => {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
  const { compare, textsOf } = await import('./l10n/strings.mjs');
  const texts = textsOf(root);
  const folder = join(root, 'l10n');
  for (const file of readdirSync(folder).filter((name) => /^bundle\.l10n\..+\.json$/.test(name))) {
    const bundle = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const { missing, stale, differing } = compare(texts, bundle);
    const placeOf = (text) => texts.find((one) => one.text === text)?.place;
    for (const text of missing) console.log(`${file} lacks ${JSON.stringify(text)} (${placeOf(text)})`);
    for (const text of stale) console.log(`${file} holds in vain ${JSON.stringify(text)}`);
    for (const text of differing) console.log(`${file} has other placeholders than ${JSON.stringify(text)}`);
    if (!values.write) {
      if (missing.length + stale.length + differing.length > 0) process.exitCode = 1;
      continue;
    }
    const sorted = Object.fromEntries(texts.map(({ text }) => [text, bundle[text] ?? text]));
    writeFileSync(join(folder, file), `${JSON.stringify(sorted, null, 2)}\n`);
  }
});
