import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { ChangeKey } from '../../../src/assets/changes';
import { editChanges, withValues } from '../../../src/assets/editValues';
import { parseDocument } from '../../../src/assets/parseDocument';
import { renderAsset } from '../../../src/assets/renderDocument';
import { movedOn, unsentValues, type EditText } from '../../../src/assets/unsentValues';
import { withState } from '../../../src/assets/withState';
import type { Asset } from '../../../src/happyfox/asset';
import type { JsonValue } from '../../../src/happyfox/json';
import { general, laptop, renderOptions } from './samples';

type Values = readonly (readonly [ChangeKey, JsonValue])[];

const rendered = (asset: Asset) => ({ asset, definition: general, text: renderAsset(asset, general, renderOptions) });
const base = rendered(laptop);
const ann = { id: 7, name: 'Ann', email: 'ann@acme.com' };
const wade = { id: 27662, name: 'Dwyane Wade', email: 'dwayne.wade@gmail.com' };

function draft(...values: Values): EditText {
  return { text: withValues(base.text, new Map(values), base), base };
}

/** The asset with what a draft says. */
function assetOf({ text }: EditText): Asset {
  const parsed = parseDocument(text, { definition: general, base });
  assert.ok(parsed.ok);
  return withState(laptop, parsed.mine, general);
}

function unsent(one: EditText, intent: Asset, after = intent): unknown {
  const values = unsentValues(one, { intent, after });
  return values && [...values];
}

describe('unsentValues', () => {
  const made = draft(['name', 'New'], [50, 32], [47, 'Desktop'], [48, []]);

  it('finds nothing in a draft that was sent', () => {
    assert.deepEqual(unsent(made, assetOf(made)), []);
  });

  it('finds nothing where others changed other fields meanwhile', () => {
    assert.deepEqual(unsent(made, assetOf(made), { ...assetOf(made), displayId: 'THEIRS' }), []);
  });

  it('finds nothing where HappyFox made something else of what was sent', () => {
    assert.deepEqual(unsent(made, assetOf(made), { ...assetOf(made), name: 'NEW' }), []);
  });

  it('finds what was edited again since, whether it makes sense or not', () => {
    const again = draft(['name', 'New'], [50, 64], [47, 'Tower'], [48, []], [45, 'X']);
    assert.deepEqual(unsent(again, assetOf(made)), [
      [45, 'X'],
      [47, 'Tower'],
      [50, 64],
    ]);
  });

  it('knows people by what names them', () => {
    const linked = draft(['contacts', [{ id: 7 }, { email: 'BOB@acme.com' }]]);
    const bob = { id: 8, name: 'Bob', email: 'bob@acme.com' };
    const intent = { ...laptop, contacts: [ann] };
    const other = { id: 9, name: 'Other', email: null };
    assert.deepEqual(unsent(linked, intent, { ...laptop, contacts: [ann, bob, other] }), []);
    assert.equal(unsentValues(linked, { intent, after: intent })?.size, 1, 'Bob is missing');
    assert.equal(unsentValues(linked, { intent, after: { ...laptop, contacts: [wade, ann, bob] } })?.size, 1);
  });

  it('can’t tell of a text that is no document', () => {
    assert.equal(unsent({ ...made, text: `${made.text}}` }, assetOf(made)), undefined);
  });
});

describe('movedOn', () => {
  it('begins with what HappyFox has now, and changes no more than what is left', () => {
    const after = rendered({ ...laptop, name: 'New', displayId: 'THEIRS' });
    const { text, base: now } = movedOn(draft(['name', 'New'], [50, 64]), new Map([[50, 64]]), after);
    assert.equal(now, after);
    assert.deepEqual([...editChanges(text, now).values], [[50, { value: 64 }]]);
    assert.match(text, /"display_id": "THEIRS"/);
  });

  it('keeps those linked who were linked meanwhile', () => {
    const again: JsonValue = [{ id: 27662 }, { id: 8 }];
    const after = rendered({ ...laptop, contacts: [wade, ann] });
    const { text } = movedOn(draft(['contacts', again]), new Map([['contacts', again]]), after);
    const parsed = parseDocument(text, { definition: general, base: after });
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.mine.contactIds, [27662, 8, 7]);
  });
});
