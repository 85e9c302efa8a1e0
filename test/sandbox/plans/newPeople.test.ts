import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import type { NewContact } from '../../../src/happyfox/asset';
import { saveAsset } from '../../../src/plans/saveAsset';
import { closeScene, openScene, target, written, type Scene } from '../faults/scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene({ switches: { contactNameRequired: true } });
});

afterEach(() => closeScene(scene));

/** Saves the asset with people who are not linked yet. */
async function saveWith(newContacts: readonly NewContact[]) {
  const { writer, definition, base, sandbox } = scene;
  const outcome = await saveAsset(writer, { definition, base, mine: stateOf(base, definition), newContacts });
  assert.ok(outcome.kind === 'saved');
  const people = (sandbox.world.asset(target)?.contactIds ?? []).flatMap((id) => sandbox.world.contact(id) ?? []);
  return { outcome, people };
}

const ann = { name: 'Ann Lee', email: null, phone: '+1 555 0100' };

describe('somebody new', () => {
  it('is created by phone, with the name, and told as no difference', async () => {
    const { outcome, people } = await saveWith([ann]);
    assert.deepEqual(outcome.differences, []);
    assert.deepEqual(
      people.slice(1).map(({ name, email, phones }) => ({ name, email, phones })),
      [{ name: 'Ann Lee', email: null, phones: ['+1 555 0100'] }],
    );
    assert.deepEqual(
      (await written(scene)).map(({ result }) => result?.state),
      ['verified'],
    );
  });

  it('is created by e-mail and phone, and has a name where none was typed', async () => {
    const { people } = await saveWith([
      { name: null, email: 'bo@acme.com', phone: '5550101' },
      { name: null, email: 'cy@acme.com' },
      { name: null, email: null, phone: '5550102' },
    ]);
    assert.deepEqual(
      people.slice(1).map(({ name, email, phones }) => [name, email, ...phones]),
      [
        ['bo@acme.com', 'bo@acme.com', '5550101'],
        ['cy@acme.com', 'cy@acme.com'],
        ['5550102', null, '5550102'],
      ],
    );
  });

  it('is created once where two saves name them at the same time', async () => {
    const { writer, definition, base, connection, sandbox } = scene;
    const other = await connection.client.getAsset(6749, { priority: 'user' });
    await Promise.all(
      [base, other].map((asset) =>
        saveAsset(writer, { definition, base: asset, mine: stateOf(asset, definition), newContacts: [ann] }),
      ),
    );
    const [first, second] = [target, 6749].map((id) => sandbox.world.asset(id)?.contactIds.at(-1));
    assert.deepEqual([first, sandbox.world.contact(first ?? 0)?.name], [second, 'Ann Lee']);
  });

  it('is looked up by phone, and then linked', async () => {
    const { id } = scene.sandbox.world.addContact({ name: 'Ann Lee', email: 'ann@acme.com', phones: ['1 555 0100'] });
    const { people } = await saveWith([ann]);
    assert.deepEqual(
      people.slice(1).map((person) => person.id),
      [id],
    );
  });

  it('is not created again where the answer to the first save was lost', async () => {
    scene.sandbox.faults.add({ kind: 'reset', when: 'after', method: 'PUT', times: 1 });
    const first = await saveWith([ann]);
    const again = await saveWith([ann]);
    assert.deepEqual(
      again.people.map(({ id }) => id),
      first.people.map(({ id }) => id),
    );
  });
});
