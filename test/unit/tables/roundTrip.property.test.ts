import { describe, it } from 'mocha';
import fc from 'fast-check';
import { assetOf, definition } from '../assets/arbitraries';
import { assertNothingToDo, exported, imported, importedDocuments } from './files';

/** A type and up to six of its assets. */
const typeAndAssets = definition.chain((type) =>
  fc.tuple(fc.constant(type), fc.uniqueArray(assetOf(type), { selector: ({ id }) => id, maxLength: 6 })),
);

describe('export and import', () => {
  it('come to nothing as CSV, whatever the assets, in any encoding', async () => {
    const encodings = fc.constantFrom('utf8', 'bom', 'utf16le');
    await fc.assert(
      fc.asyncProperty(typeAndAssets, encodings, async ([type, assets], encoding) => {
        const bytes = await exported(type, assets, 'csv', encoding === 'bom');
        const file = encoding === 'utf16le' ? Buffer.from(`\uFEFF${bytes.toString()}`, 'utf16le') : bytes;
        assertNothingToDo(await imported(file, { definition: type, assets, match: 'id', mode: 'update' }));
      }),
      { numRuns: 400 },
    );
  });

  for (const format of ['jsonl', 'json'] as const) {
    it(`come to nothing as ${format}`, async () => {
      await fc.assert(
        fc.asyncProperty(typeAndAssets, async ([type, assets]) => {
          const text = (await exported(type, assets, format)).toString();
          assertNothingToDo(await importedDocuments(text, { definition: type, assets, match: 'id', mode: 'update' }));
        }),
        { numRuns: 200 },
      );
    });
  }
});
