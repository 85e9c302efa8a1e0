import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { ChangeKey } from '../../../src/assets/changes';
import { withValues } from '../../../src/assets/editValues';
import { renderAsset } from '../../../src/assets/renderDocument';
import type { JsonValue } from '../../../src/happyfox/json';
import { wishOfEdit, withNamed } from '../../../src/plans/editWish';
import { FoundPeople } from '../../../src/plans/foundPeople';
import { isDue, planUpdates } from '../../../src/plans/plan';
import { general, laptop, renderOptions } from '../assets/samples';

const base = { asset: laptop, definition: general, text: renderAsset(laptop, general, renderOptions) };
const nobody = FoundPeople.none;

function wish(...values: readonly (readonly [ChangeKey, JsonValue])[]) {
  return wishOfEdit({ text: withValues(base.text, new Map(values), base), base, since: [] });
}

describe('wishOfEdit', () => {
  it('wants what the draft says', () => {
    const [step] = planUpdates([withNamed(wish([50, 32]), nobody)]);
    assert.ok(step && isDue(step));
    assert.equal(step.base?.customFields.find(({ id }) => id === 50)?.value, 16);
    assert.equal(step.intent?.customFields.find(({ id }) => id === 50)?.value, 32);
  });

  it('wants nothing of a draft that makes no sense, and says what is wrong where', () => {
    const [step] = planUpdates([withNamed(wish([50, 'lots'], ['name', '']), nobody)]);
    assert.ok(step && !isDue(step));
    assert.deepEqual(
      step.problems.map(({ code, label }) => [label, code]),
      [
        ['name', 'required'],
        ['Memory', 'wrongType'],
      ],
    );
    assert.deepEqual(step.intent?.name, laptop.name);
  });

  it('makes no step of a draft that changes nothing', () => {
    assert.deepEqual(planUpdates([withNamed(wish(), nobody)]), []);
  });

  it('names the people whom it links by id', () => {
    const linked = wish(['contacts', [{ id: 7, name: 'Ann', email: 'ann@acme.com' }]]);
    const [step] = planUpdates([withNamed(linked, nobody)]);
    assert.deepEqual(step?.intent?.contacts, [{ id: 7, name: 'Ann', email: 'ann@acme.com' }]);
  });
});

describe('withNamed', () => {
  it('links those who are known, and has the others created', async () => {
    const draft = wish(['contacts', [{ email: 'Ann@acme.com' }, { email: 'new@acme.com' }]]);
    const ann = { id: 7, name: 'Ann', email: 'ann@acme.com', phones: [] };
    const searchContacts = ({ query }: { query: string }) => {
      const items = query === 'email:ann@acme.com' ? [ann] : [];
      return Promise.resolve({ items, unreadable: [], page: 1, total: items.length, last: true });
    };
    const people = await FoundPeople.lookUp({ searchContacts }, draft.named, { priority: 'user' });
    const { mine, newContacts } = withNamed(draft, people);
    assert.deepEqual(mine.contactIds, [7]);
    assert.deepEqual(newContacts, [{ name: null, email: 'new@acme.com' }]);
  });
});
