import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { placeAfter, writtenBack } from '../../../src/assets/writtenBack';
import type { Rendered } from '../../../src/assets/openDocument';
import { renderAsset } from '../../../src/assets/renderDocument';
import type { Asset } from '../../../src/happyfox/asset';
import { general, laptop } from './samples';

const rendered = (asset: Asset): Rendered => ({
  asset,
  definition: general,
  text: renderAsset(asset, general, { staffName: () => undefined }),
});

describe('a text that is written back', () => {
  const now = rendered(laptop);

  it('is left alone where only its layout is another', () => {
    for (const text of [
      JSON.stringify(JSON.parse(now.text)),
      JSON.stringify(JSON.parse(now.text), undefined, 8),
      now.text.replaceAll('\n', '\r\n'),
    ])
      assert.equal(writtenBack(text, now), text);
  });

  it('has the values of the asset that it had not, and is the same everywhere else', () => {
    const renamed = rendered({ ...laptop, name: 'Renamed', updatedAt: '2026-02-02T00:00:00Z' });
    const text = JSON.stringify(JSON.parse(now.text), undefined, 8);
    const wanted = text
      .replace(JSON.stringify(laptop.name), '"Renamed"')
      .replace(JSON.stringify(laptop.updatedAt), '"2026-02-02T00:00:00Z"');
    const back = writtenBack(text, renamed);
    assert.deepEqual(JSON.parse(back), JSON.parse(renamed.text));
    if (laptop.name !== laptop.displayId) assert.equal(back, wanted);
  });

  it('knows a field that is named by its id', () => {
    const [field] = general.fields;
    assert.ok(field);
    const text = now.text.replace(JSON.stringify(field.name), `"#${field.id}"`);
    assert.equal(writtenBack(text, now), text);
  });

  it('has the keys that it lacked, each in its place', () => {
    const [field, other] = general.fields;
    assert.ok(field && other);
    for (const key of ['name', 'display_id', 'updated_by', field.name, other.name]) {
      const line = new RegExp(`\\n +${JSON.stringify(key)}: .*`);
      assert.match(now.text, line);
      assert.equal(writtenBack(now.text.replace(line, '').replace(/,(\s*[}\]])/g, '$1'), now), now.text);
    }
    const stamped = rendered({ ...laptop, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-02-02T00:00:00Z' });
    assert.equal(writtenBack(now.text, stamped), stamped.text);
    const separated = rendered({ ...laptop, name: 'A\u2028B' });
    assert.equal(writtenBack(separated.text.replace(/\n +"name": .*/, ''), separated), separated.text);
    const tabs = now.text.replaceAll('  ', '\t');
    assert.equal(writtenBack(tabs, stamped).replaceAll('\t', '  '), stamped.text);
  });

  it('is the document as it is rendered where it has a key too many, or is no JSON', () => {
    assert.equal(writtenBack(now.text.replace('{', '{ "more": 1,'), now), now.text);
    assert.equal(writtenBack('{', now), now.text);
  });

  it('leaves a caret where it was', () => {
    const [before, after] = ['{"a": 1, "b": 22}', '{"a": 1, "b": 3}'];
    assert.equal(placeAfter(5, before, after), 5);
    assert.equal(placeAfter(before.length, before, after), after.length);
    assert.equal(placeAfter(before.indexOf('22') + 1, before, after), after.indexOf('3') + 1);
  });
});
