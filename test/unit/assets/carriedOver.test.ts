import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { carriedOver } from '../../../src/assets/carriedOver';
import type { ChangeKey } from '../../../src/assets/changes';
import { editChanges, valuesIn, withValues } from '../../../src/assets/editValues';
import type { Rendered } from '../../../src/assets/openDocument';
import type { Succession } from '../../../src/assets/origin';
import { renderAsset } from '../../../src/assets/renderDocument';
import type { Asset } from '../../../src/happyfox/asset';
import type { JsonValue } from '../../../src/happyfox/json';
import { planUpdates } from '../../../src/plans/plan';
import { wishOfEdit } from '../../../src/plans/editWish';
import { general, laptop, renderOptions } from './samples';

const rendered = (asset: Asset): Rendered => ({
  asset,
  definition: general,
  text: renderAsset(asset, general, renderOptions),
});
const ann = { id: 7, name: 'Ann', email: 'ann@acme.com' };
const base = rendered(laptop);
/** The user renamed it; the save kept what a colleague had done to the display id. */
const left: Asset = { ...laptop, name: 'renamed', contacts: [...laptop.contacts, ann] };
const now = rendered({ ...left, displayId: 'by a colleague', updatedAt: '2026-02-01T00:00:00Z' });
const since: readonly Succession[] = [{ left, now }];

const draft = (...values: readonly (readonly [ChangeKey, JsonValue])[]) => ({
  ...{ base, since },
  text: withValues(base.text, new Map(values), base),
});

const changed = (edit: ReturnType<typeof draft>) => {
  const { text, base: from } = carriedOver(edit);
  return Array.from(editChanges(text, from).values, ([key, { value }]) => [key, value]);
};

const sent = (edit: ReturnType<typeof draft>) => {
  const { intent } = planUpdates([wishOfEdit(edit).wish])[0] ?? {};
  return intent && { name: intent.name, displayId: intent.displayId, contacts: intent.contacts.map(({ id }) => id) };
};

describe('a draft that was kept after a save', () => {
  const { contacts } = laptop;
  const people = contacts.map(({ id, name, email }) => ({ id, name, email }));

  it('changes what it takes back, and nothing that others did', () => {
    assert.deepEqual(changed(draft()), [
      ['name', laptop.name],
      ['contacts', people],
    ]);
    assert.deepEqual(sent(draft()), { name: laptop.name, displayId: 'by a colleague', contacts: [27662] });
  });

  it('changes nothing where it says what was sent', () => {
    const same = draft(['name', 'renamed'], ['contacts', [...people, ann]]);
    assert.deepEqual(changed(same), []);
    assert.equal(sent(same), undefined);
  });

  it('changes what was typed on', () => {
    const typed = draft(['name', 'renamed'], ['contacts', [...people, ann, { email: 'new@acme.com' }]], [50, 32]);
    assert.deepEqual(changed(typed), [
      ['contacts', [...people, ann, { email: 'new@acme.com' }]],
      [50, 32],
    ]);
  });

  it('keeps those who were linked since', () => {
    const others = rendered({
      ...now.asset,
      contacts: [...now.asset.contacts, { ...ann, id: 8, email: 'bob@acme.com' }],
    });
    const edit = { ...draft(['name', 'renamed']), since: [...since, { left: now.asset, now: others }] };
    const { text, base: from } = carriedOver(edit);
    const ids = JSON.stringify(valuesIn(text, from).get('contacts'));
    assert.ok(ids.includes('"id":8') && !ids.includes('"id":7'), ids);
  });

  it('is an edit of what was there before where others have changed the same', () => {
    const { text, base: from } = carriedOver(
      draft(['name', 'renamed'], ['contacts', [...people, ann]], ['display_id', 'mine']),
    );
    assert.equal(from.asset.displayId, laptop.displayId);
    assert.deepEqual(
      Array.from(editChanges(text, from).values, ([key, { value }]) => [key, value]),
      [['display_id', 'mine']],
    );
    assert.equal(editChanges(text, from).problem, undefined);
  });

  it('stays as it is where it makes no sense', () => {
    const broken = { base, since, text: '{' };
    assert.equal(carriedOver(broken), broken);
  });
});
