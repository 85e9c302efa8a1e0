import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sameState } from '../../../src/assets/changes';
import { blankState, stateOf, type EditableState } from '../../../src/assets/editableState';
import type { Asset } from '../../../src/happyfox/asset';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { createAsset, type CreateRequest } from '../../../src/plans/createAsset';
import { deleteAsset } from '../../../src/plans/deleteAsset';
import { JournalUnavailable } from '../../../src/plans/journal';
import { saveAsset, type SaveRequest } from '../../../src/plans/saveAsset';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { assetWith, general, laptop } from '../assets/samples';
import { failure } from './fakeClient';
import { entryIn, journalingWriter, resultIn } from './journalingWriter';

const before = stateOf(laptop, general);
const mine: EditableState = { ...before, fields: new Map([...before.fields, [45, { kind: 'value', value: 'NEW' }]]) };
const done: Asset = {
  ...laptop,
  customFields: laptop.customFields.map((field) => (field.id === 45 ? { ...field, value: 'NEW' } : field)),
};
const without45: Asset = { ...laptop, customFields: laptop.customFields.filter(({ id }) => id !== 45) };
const newcomer: EditableState = { ...blankState(general), name: 'Spare', displayId: '0007' };
const created = assetWith({}, { id: 9, name: 'Spare', displayId: '0007', contacts: [], createdBy: 3 });
const nia = { name: 'Nia', email: 'Nia@acme.com' };
const lost = failure('connectionLost', { execution: 'unknown' });
const full = (): Promise<never> => Promise.reject(new JournalUnavailable('no space'));

/** Answers GETs one after the other. */
function reading(...answers: Asset[]): HappyFoxClient['getAsset'] {
  return () => {
    const answer = answers.shift();
    assert.ok(answer, 'one read too many');
    return Promise.resolve(answer);
  };
}

const nobody: HappyFoxClient['searchContacts'] = () =>
  Promise.resolve({ items: [], unreadable: [], page: 1, total: 0, last: true });

function save(methods: Partial<HappyFoxClient>, more: Partial<SaveRequest> = {}) {
  const writer = journalingWriter({ searchContacts: nobody, ...methods });
  return { ...writer, outcome: saveAsset(writer.writer, { definition: general, base: laptop, mine, ...more }) };
}

function create(methods: Partial<HappyFoxClient>, more: Partial<CreateRequest> = {}) {
  const writer = journalingWriter({ searchContacts: nobody, ...methods });
  const request = { definition: general, mine: newcomer, known: [], ...more };
  return { ...writer, outcome: createAsset(writer.writer, request) };
}

async function refusalOf(outcome: Promise<unknown>): Promise<WriteRefused['refusal']> {
  const error: unknown = await outcome.then(
    () => assert.fail('was not refused'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof WriteRefused, String(error));
  return error.refusal;
}

describe('what a write leaves in the journal', () => {
  const common = {
    time: 1_000,
    monotonic: 1_000_000,
    accountId: 'acme.happyfox.com',
    agent: { id: 3, name: 'Ada' },
    assetTypeId: 1,
  };

  it('is what a save means, before it is sent, and what came of it, without keys that can’t be written back', async () => {
    const unknownKeys = { contact_groups: ['secret'] };
    const written = save(
      {
        getAsset: reading({ ...laptop, unknownKeys }),
        updateAsset: () => Promise.resolve({ ...done, unknownKeys }),
      },
      { reverts: 'an-entry' },
    );
    await written.outcome;
    assert.deepEqual(written.calls, ['getAsset', 'begin', 'updateAsset', 'end']);
    const { intent, id, ...entry } = entryIn(written);
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.deepEqual(entry, {
      ...{ ...common, operation: 'update', assetId: 6748, name: 'ADDISD-W10PC' },
      ...{ before: laptop, reverts: 'an-entry' },
    });
    assert.ok(intent && sameState(stateOf(intent, general), mine, general));
    assert.deepEqual(resultIn(written), { state: 'verified', time: 1_000, after: done });
  });

  it('is what a create means, with the people it is to create', async () => {
    const answer = { ...created, contacts: [{ id: 31, name: 'Nia', email: 'nia@acme.com' }] };
    const written = create({ createAsset: () => Promise.resolve(answer) }, { newContacts: [nia] });
    assert.deepEqual((await written.outcome).differences, []);
    const { intent, id, ...entry } = entryIn(written);
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.deepEqual(entry, {
      ...{ ...common, operation: 'create', assetId: null, name: 'Spare' },
      ...{ before: null, newContacts: [nia] },
    });
    assert.ok(intent && sameState(stateOf(intent, general), newcomer, general));
    assert.deepEqual(resultIn(written), { state: 'verified', time: 1_000, after: answer });
  });

  it('is, for a delete, all that is needed to bring the asset back', async () => {
    const written = journalingWriter({ getAsset: reading(laptop), deleteAsset: () => Promise.resolve() });
    assert.equal(await deleteAsset(written.writer, { id: 6748 }), 'deleted');
    const { operation, before: kept, intent } = entryIn(written);
    assert.deepEqual([operation, kept, intent], ['delete', laptop, null]);
    assert.deepEqual(resultIn(written), { state: 'verified', time: 1_000, after: null });
  });

  it('says that the server made something else of it', async () => {
    const written = save({ getAsset: reading(laptop), updateAsset: () => Promise.resolve(laptop) });
    await written.outcome;
    assert.equal(resultIn(written).state, 'applied');
  });

  it('says that nothing happened only where that is known', async () => {
    for (const [error, state] of [
      [failure('invalid', { status: 400 }), 'failed'],
      [failure('unreachable'), 'failed'],
      [new TypeError('nobody foresaw this'), 'unknown'],
    ] as const) {
      const written = save({ getAsset: reading(laptop), updateAsset: () => Promise.reject(error) });
      await assert.rejects(written.outcome, error);
      assert.deepEqual([resultIn(written).state, written.doubts()], [state, 0]);
    }
  });
});

describe('a journal that can’t be written', () => {
  it('keeps every write from being sent', async () => {
    const saving = journalingWriter({ getAsset: reading(laptop) }, full);
    await assert.rejects(saveAsset(saving.writer, { definition: general, base: laptop, mine }), JournalUnavailable);
    const creating = journalingWriter({}, full);
    const request = { definition: general, mine: newcomer, known: [] };
    await assert.rejects(createAsset(creating.writer, request), JournalUnavailable);
    const deleting = journalingWriter({ getAsset: reading(laptop) }, full);
    await assert.rejects(deleteAsset(deleting.writer, { id: 6748 }), JournalUnavailable);
    assert.deepEqual(
      [saving.calls, creating.calls, deleting.calls],
      [['getAsset', 'begin'], ['begin'], ['getAsset', 'begin']],
    );
  });
});

describe('people whom a write creates', () => {
  const linked: Asset = { ...laptop, contacts: [...laptop.contacts, { id: 31, name: 'Nia', email: 'nia@acme.com' }] };
  const adding = { mine: before, newContacts: [nia] };

  it('are no difference once they are linked', async () => {
    const written = save({ getAsset: reading(laptop), updateAsset: () => Promise.resolve(linked) }, adding);
    assert.deepEqual(await written.outcome, { kind: 'saved', asset: linked, differences: [], fromTheirs: [] });
    assert.deepEqual([entryIn(written).newContacts, resultIn(written).state], [[nia], 'verified']);
  });

  it('are named by e-mail where the answer lacks them', async () => {
    const written = save({ getAsset: reading(laptop), updateAsset: () => Promise.resolve(laptop) }, adding);
    const outcome = await written.outcome;
    assert.ok(outcome.kind === 'saved');
    assert.deepEqual(outcome.differences, [
      { key: 'contacts', label: 'contacts', before: [27662, nia.email], after: [27662] },
    ]);
  });

  it('are linked where they have come to exist since they were asked about', async () => {
    const searchContacts: HappyFoxClient['searchContacts'] = () =>
      Promise.resolve({
        ...{ items: [{ ...nia, id: 31, phones: [] }], unreadable: [], page: 1, total: 1, last: true },
      });
    const sent: unknown[] = [];
    const updateAsset: HappyFoxClient['updateAsset'] = ({ content }) => {
      sent.push([content.contactIds, content.newContacts]);
      return Promise.resolve(linked);
    };
    await save({ searchContacts, getAsset: reading(laptop), updateAsset }, adding).outcome;
    const createAsset: HappyFoxClient['createAsset'] = ({ content }) => {
      sent.push([content.contactIds, content.newContacts]);
      return Promise.resolve({ ...created, contacts: linked.contacts.slice(-1) });
    };
    await create({ searchContacts, createAsset }, { newContacts: [nia] }).outcome;
    assert.deepEqual(sent, [
      [[27662, 31], undefined],
      [[31], undefined],
    ]);
  });

  it('show what happened when the answer was lost', async () => {
    const losing = { updateAsset: () => Promise.reject(lost) };
    assert.equal((await save({ getAsset: reading(laptop, linked), ...losing }, adding).outcome).kind, 'saved');
    const not = save({ getAsset: reading(laptop, laptop), ...losing }, adding);
    assert.equal((await refusalOf(not.outcome)).reason, 'notApplied');
    assert.equal(not.doubts(), 1);
  });
});

describe('an edit of a field that the asset has no more', () => {
  it('is refused where the type has lost it', async () => {
    const left = general.fields.filter(({ id }) => id !== 45);
    const { outcome, calls } = save({
      getAsset: reading(without45),
      listCustomFields: () => Promise.resolve(left),
    });
    const refusal = await refusalOf(outcome);
    assert.ok(refusal.reason === 'fieldRemoved');
    assert.deepEqual(
      refusal.changes.map(({ label, after }) => [label, after]),
      [['Serial Number', 'NEW']],
    );
    assert.deepEqual(calls, ['getAsset', 'listCustomFields']);
  });

  it('is a conflict where somebody has cleared it, for a server may leave cleared fields out', async () => {
    const { outcome, calls } = save({
      getAsset: reading(without45, without45),
      listCustomFields: () => Promise.resolve(general.fields),
    });
    const refusal = await refusalOf(outcome);
    assert.ok(refusal.reason === 'conflict');
    assert.deepEqual(
      refusal.conflicts.map(({ label, theirs, mine: wanted }) => [label, theirs, wanted]),
      [['Serial Number', null, 'NEW']],
    );
    // Of the asset nothing is written that was read before its fields.
    assert.deepEqual(calls, ['getAsset', 'listCustomFields', 'getAsset']);
  });
});
