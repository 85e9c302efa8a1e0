import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { RowPool, toAsset, type IndexedAsset } from '../../../../src/finding/indexedAsset';
import { fromColumn, toColumn, type Cell } from '../../../../src/finding/storage/columns';
import { fromColumns, toColumns, type RowColumns } from '../../../../src/finding/storage/rowColumns';
import { SealedFolder } from '../../../../src/finding/storage/sealedFolder';
import type { Asset } from '../../../../src/happyfox/asset';
import type { JsonValue } from '../../../../src/happyfox/json';

const key = randomBytes(32);

/** Through text, as in a file. */
function throughJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

// Few words, so that cells come twice; and the keys that JSON parsers and objects stumble over.
const word = fc.oneof(
  fc.constantFrom('', 'Dell', 'Ä\u0301', '\ud800', '__proto__', 'constructor', 'a"b', 'a\\u0022b', '\u2028', '0'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.array(tie('json'), { maxLength: 3 }),
    fc
      .array(fc.tuple(word, tie('json')), { maxLength: 3 })
      .map((pairs) => Object.fromEntries(pairs.filter(([name]) => name !== '__proto__')) as JsonValue),
  ),
}));
const id = fc.integer({ min: 1, max: 9 });
const person = fc.constantFrom(undefined, null, 1, 2);
const time = fc.constantFrom(undefined, null, '2026-01-15T09:00:00Z', '2026-01-16T09:00:00Z');
const asset: fc.Arbitrary<Asset> = fc
  .record({
    id: fc.integer({ min: 1, max: 1_000_000 }),
    displayId: word,
    name: word,
    contacts: fc.array(fc.record({ id, name: fc.option(word), email: fc.option(word) }), { maxLength: 3 }),
    customFields: fc.uniqueArray(
      fc.record({ id, name: word, type: word, order: fc.option(fc.integer()), value: json }),
      { selector: (field) => field.id, maxLength: 4 },
    ),
    assetType: fc.option(fc.record({ id, name: word }), { nil: undefined }),
    createdBy: person,
    createdAt: time,
    updatedBy: person,
    updatedAt: time,
    absent: fc.subarray(['name', 'display_id', 'contacts', 'custom_fields'] as const),
  })
  .map((made) => {
    const present = Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
    return { ...present, unknownKeys: {} } as unknown as Asset;
  });

describe('columns', () => {
  it('come back as they went', () => {
    const cells = fc.array(fc.oneof(json, fc.constant(undefined)), { maxLength: 30 });
    fc.assert(
      fc.property(cells, (column: readonly Cell[]) => {
        assert.deepEqual(fromColumn(throughJson(toColumn(column)), column.length), column);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never name a key by what the server says', () => {
    const written = JSON.stringify(toColumn([{ 'remote "key"': { inner: 1 } }]));
    assert.equal(/"[^"\\]*(?:\\.[^"\\]*)*":/.test(written), false, written);
  });

  it('bring rows back as they went, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(asset, { maxLength: 20 }), (assets) => {
        const pool = new RowPool();
        const rows = assets.map((each) => pool.toRow(each, 7));
        const read = fromColumns(throughJson<RowColumns>(toColumns(rows)), 7, new RowPool());
        assert.deepEqual(read.map(toAsset), rows.map(toAsset));
        assert.deepEqual(
          read.map((row: IndexedAsset) => row.assetTypeId),
          rows.map(() => 7),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('SealedFolder', () => {
  let home: string;
  let folder: string;
  let told: string[];

  beforeEach(() => {
    told = [];
    home = mkdtempSync(join(tmpdir(), 'sealed-'));
    folder = join(home, 'account');
  });
  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });

  const open = (more: Partial<ConstructorParameters<typeof SealedFolder>[0]> = {}) =>
    new SealedFolder({
      folder,
      key,
      accountId: 'acme.happyfox.com',
      unreadable: (reason) => told.push(reason),
      ...more,
    });

  it('gives back what it was given', async () => {
    const sealed = open();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 5_000 }), async (text) => {
        await sealed.write('1-head.sealed', text);
        assert.equal(await sealed.read('1-head.sealed'), text);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves nothing that can be read without the key', async () => {
    await open().write('1-head.sealed', 'canary of ADDISD-W10PC');
    assert.equal(readFileSync(join(folder, '1-head.sealed')).includes('canary'), false);
    assert.equal(await open({ key: randomBytes(32) }).read('1-head.sealed'), undefined);
  });

  it('never seals two texts alike', async () => {
    const sealed = open();
    const nonces = new Set<string>();
    for (let index = 0; index < 20; index += 1) {
      await sealed.write('1-head.sealed', 'same');
      nonces.add(readFileSync(join(folder, '1-head.sealed')).subarray(4, 16).toString('hex'));
    }
    assert.equal(nonces.size, 20);
  });

  it('reads no file of another account, nor one in the place of another', async () => {
    await open().write('1-head.sealed', 'text');
    assert.equal(await open({ accountId: 'other.happyfox.com' }).read('1-head.sealed'), undefined);
    writeFileSync(join(folder, '2-head.sealed'), readFileSync(join(folder, '1-head.sealed')));
    assert.equal(await open().read('2-head.sealed'), undefined);
  });

  it('reads no file with any byte flipped, cut anywhere, or of another version', async () => {
    const sealed = open();
    await sealed.write('1-head.sealed', 'a text that is long enough to be packed, packed, packed');
    const path = join(folder, '1-head.sealed');
    const whole = readFileSync(path);
    for (let index = 0; index < whole.length; index += 1) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(flipped.readUInt8(index) ^ (1 << (index % 8)), index);
      writeFileSync(path, flipped);
      assert.equal(await sealed.read('1-head.sealed'), undefined, `byte ${index}`);
      writeFileSync(path, whole.subarray(0, index));
      assert.equal(await sealed.read('1-head.sealed'), undefined, `cut at ${index}`);
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.from([0])]));
    assert.equal(await sealed.read('1-head.sealed'), undefined);
    writeFileSync(path, Buffer.concat([Buffer.from('HFX1'), whole.subarray(4)]));
    assert.equal(await sealed.read('1-head.sealed'), undefined);
    assert.equal(await sealed.read('absent.sealed'), undefined);
  });

  it('throws when a write fails, and leaves no copy', async () => {
    mkdirSync(join(folder, '1-head.sealed'), { recursive: true });
    await assert.rejects(open().write('1-head.sealed', 'after'));
    assert.deepEqual(readdirSync(folder), ['1-head.sealed']);
  });

  it('says once that something that is there can’t be read or is damaged, and nothing of what is not there', async () => {
    const sealed = open();
    assert.equal(await sealed.read('absent.sealed'), undefined);
    assert.equal((await sealed.list()).size, 0);
    assert.deepEqual(told, []);
    mkdirSync(join(folder, '1-head.sealed'), { recursive: true });
    assert.equal(await sealed.read('1-head.sealed'), undefined);
    assert.equal(await sealed.read('1-head.sealed'), undefined);
    assert.deepEqual(told, ['EISDIR']);
    writeFileSync(join(folder, '2-head.sealed'), 'HFX1 and no more');
    assert.equal(await open().read('2-head.sealed'), undefined);
    assert.deepEqual(told, ['EISDIR', 'damaged']);
  });

  it('is whole after windows wrote it at once', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `${index} `.repeat(5_000));
    await Promise.all(texts.map((text) => open().write('1-head.sealed', text)));
    assert.ok(texts.includes((await open().read('1-head.sealed')) ?? ''));
    assert.deepEqual(readdirSync(folder), ['1-head.sealed']);
  });

  it('removes what crashed windows had not finished, and in the end everything', async () => {
    const sealed = open();
    await sealed.write('1-head.sealed', 'text');
    for (const name of ['crashed.tmp', 'writing.tmp']) writeFileSync(join(folder, name), 'half');
    utimesSync(join(folder, 'crashed.tmp'), 1, 1);
    await sealed.removeUnfinished(Date.now());
    assert.deepEqual(readdirSync(folder), ['1-head.sealed', 'writing.tmp']);
    await sealed.clear();
    await sealed.clear();
    assert.deepEqual(readdirSync(home), []);
    assert.equal((await sealed.list()).size, 0);
  });
});
