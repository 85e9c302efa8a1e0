import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  assetPath,
  draftPath,
  parseDocumentPath,
  parseSchemaPath,
  safeFileName,
  schemaPath,
} from '../../../src/assets/assetRef';
import { hostileName, thousand } from './arbitraries';

const accountId = fc.constantFrom(
  "o'neil(1)*~!.example",
  'acme.happyfox.com',
  '127.0.0.1:41234',
  '[::1]:80',
  'proxy.example/a%20b/HappyFox',
);
const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).filter((number) => `${number}`.length <= 16);

describe('paths of documents', () => {
  it('keep a proxy’s path in one segment', () => {
    const ref = { accountId: 'proxy.example/happyfox', assetTypeId: 1, assetId: 6748 };
    assert.equal(assetPath(ref, 'Dell'), '/proxy.example%2Fhappyfox/1/6748/Dell.json');
    assert.equal(schemaPath('proxy.example/happyfox', 1), '/proxy.example~2Fhappyfox/1.json');
    const draft = { accountId: 'acme.happyfox.com', assetTypeId: 1, draftId: '5f-e1' };
    assert.equal(draftPath(draft, 'New General'), '/acme.happyfox.com/1/draft/5f-e1/New General.json');
    assert.equal(draftPath({ ...draft, copyOf: 7 }, 'x'), '/acme.happyfox.com/1/draft/5f-e1-copy-of-7/x.json');
  });

  it('read back as what they name, whatever the asset is called', () => {
    const name = fc.oneof(hostileName, fc.string());
    fc.assert(
      fc.property(accountId, id, id, fc.uuid(), fc.boolean(), name, (account, type, asset, draftId, copy, text) => {
        const ref = { accountId: account, assetTypeId: type, assetId: asset };
        assert.deepEqual(parseDocumentPath(assetPath(ref, text)), { kind: 'asset', ref });
        const draft = { accountId: account, assetTypeId: type, draftId, ...(copy && { copyOf: asset }) };
        assert.deepEqual(parseDocumentPath(draftPath(draft, text)), { kind: 'draft', ref: draft });
        assert.deepEqual(parseSchemaPath(schemaPath(account, type)), { accountId: account, assetTypeId: type });
        assert.match(schemaPath(account, type), /^[\w./~-]+$/);
      }),
      thousand,
    );
  });

  for (const path of [
    ...['', '/', 'acme/1/5/x.json', '/acme/1/5', '/acme/1/5/', '/acme/1/5/x/y.json', '//1/5/x.json', '/../1/5/x.json'],
    ...['/acme/0/5/x.json', '/acme/01/5/x.json', '/acme/1/-5/x.json', '/acme/1/5e3/x.json', '/acme/1/ 5/x.json'],
    ...['/acme/1/9007199254740993/x.json', '/acme/1/12345678901234567/x.json', '/acme/1/٥/x.json'],
    ...['/ac%6de/1/5/x.json', '/acme%2f/1/5/x.json', '/%/1/5/x.json', '/%FF/1/5/x.json', '/a b/1/5/x.json'],
    ...['/acme/1/draft/x.json', '/acme/1/draft//x.json', '/acme/1/draft/../x.json', '/acme/1/draft/a-copy-of-0/x.json'],
    ...['/acme/1/draft/a-copy-of-5-copy-of-6/x.json', '/acme/1/draft/a/', '/acme/1/Draft/a/x.json', '/acme/1.json'],
    ...['/.vscode/settings.json', '/acme/.vscode/1/x.json'],
  ]) {
    it(`is no document: ${JSON.stringify(path)}`, () => {
      assert.equal(parseDocumentPath(path), undefined);
    });
  }

  for (const path of [
    '/~/1.json',
    '/acme~2/1.json',
    '/~61cme/1.json',
    '/a%20b/1.json',
    '/../1.json',
    '/acme/1',
    '/acme/1.json/',
    '/acme/x.json',
    '/acme/01.json',
    '/1.json',
    '/acme/1/5/x.json',
  ]) {
    it(`is no schema: ${path}`, () => {
      assert.equal(parseSchemaPath(path), undefined);
    });
  }

  it('are not made of a draft id that could not be read back', () => {
    const draft = { accountId: 'acme', assetTypeId: 1, draftId: 'a/b' };
    assert.throws(() => draftPath(draft, 'x'), RangeError);
    assert.throws(() => draftPath({ ...draft, draftId: 'a-copy-of-5' }, 'x'), RangeError);
  });
});

describe('safeFileName', () => {
  const cases: [string, string][] = [
    ['Dell Latitude', 'Dell Latitude'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['a\\b/c', 'a-b-c'],
    ['100%25?#', '100％25？＃'],
    ['..', 'asset'],
    ['', 'asset'],
    ['\u202E\u200b\n', 'asset'],
    ['.hidden. ', 'hidden'],
    ['\ud800x', 'x'],
  ];
  for (const [input, output] of cases) {
    it(`${JSON.stringify(input)} → ${JSON.stringify(output)}`, () => {
      assert.equal(safeFileName(input), output);
    });
  }

  it('is a short, visible, single segment', () => {
    fc.assert(
      fc.property(fc.oneof(hostileName, fc.string({ unit: 'binary', maxLength: 200 })), (name) => {
        const safe = safeFileName(name);
        assert.doesNotMatch(safe, /^$|^[.\s]|[.\s]$|[/\\%?#\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        assert.ok(Array.from(safe).length <= 80);
        assert.equal(safeFileName(safe), safe);
      }),
      thousand,
    );
  });
});
