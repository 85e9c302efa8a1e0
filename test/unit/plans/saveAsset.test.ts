import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { stateOf, type EditableState } from '../../../src/assets/editableState';
import type { FieldState } from '../../../src/assets/fieldState';
import type { Asset, AssetContent } from '../../../src/happyfox/asset';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { saveAsset } from '../../../src/plans/saveAsset';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { general, laptop, assetWith } from '../assets/samples';
import { JournalUnavailable } from '../../../src/plans/journal';
import { failure, fakeWriter } from './fakeClient';

const before = stateOf(laptop, general);

/** The state of the laptop with these fields instead of its own. */
function edited(fields: Record<number, FieldState['value']>, rest: Partial<EditableState> = {}): EditableState {
  const changed = Object.entries(fields).map(([id, value]): [number, FieldState] => [
    Number(id),
    { kind: 'value', value } as FieldState,
  ]);
  return { ...before, ...rest, fields: new Map([...before.fields, ...changed]) };
}

/** The laptop with another value in one field. */
function laptopWith(fields: Record<number, string | null>, rest: Partial<Asset> = {}): Asset {
  const customFields = laptop.customFields.map((field) =>
    Object.hasOwn(fields, field.id) ? { ...field, value: fields[field.id] ?? null } : field,
  );
  return { ...laptop, customFields, ...rest };
}

const mine = edited({ 45: 'NEW' });
const done = laptopWith({ 45: 'NEW' });

/** Answers GETs one after the other; an error rejects. */
function reading(...answers: (Asset | Error)[]): HappyFoxClient['getAsset'] {
  return () => {
    const answer = answers.shift();
    assert.ok(answer, 'one read too many');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
}

function save(methods: Partial<HappyFoxClient>, state = mine, journalWorks = true) {
  const { writer, ...heard } = fakeWriter(methods, journalWorks);
  return { ...heard, outcome: saveAsset(writer, { definition: general, base: laptop, mine: state }) };
}

async function refusalOf(outcome: Promise<unknown>): Promise<WriteRefused> {
  const error: unknown = await outcome.then(
    (value) => assert.fail(`was not refused: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof WriteRefused, String(error));
  return error;
}

describe('saveAsset', () => {
  it('sends nothing for an edit that changes nothing', async () => {
    for (const same of [before, edited({}), edited({ 48: [6, 5] }), edited({}, { contactIds: [27662] })]) {
      const { outcome, calls } = save({}, same);
      assert.deepEqual([await outcome, calls], [{ kind: 'unchanged' }, []]);
    }
  });

  it('reads the asset again, and sends its full editable state, signed by the agent', async () => {
    const sent: { id: number; content: AssetContent; updatedBy: number }[] = [];
    const { outcome, calls } = save({
      getAsset: reading(laptop),
      updateAsset: (request, { priority }) => {
        assert.equal(priority, 'user');
        sent.push(request);
        return Promise.resolve(done);
      },
    });
    assert.deepEqual(await outcome, { kind: 'saved', asset: done, differences: [], fromTheirs: [] });
    assert.deepEqual(calls, ['getAsset', 'begin update', 'updateAsset', 'end verified']);
    assert.deepEqual(
      sent.map(({ id, updatedBy, content: { name, displayId, contactIds } }) => ({
        id,
        updatedBy,
        name,
        displayId,
        contactIds,
      })),
      [{ id: 6748, updatedBy: 3, name: 'ADDISD-W10PC', displayId: 'ADDISD-W10PC', contactIds: [27662] }],
    );
    assert.deepEqual(
      [...sent[0]!.content.customFields],
      [
        [45, 'NEW'],
        [46, 'Dell'],
        [47, 1],
        [48, [5, 6]],
        [49, '2026-12-31'],
        [50, 16],
        [51, 9],
      ],
    );
  });

  it('sends nothing, and names the field, where it holds what can’t be sent back', async () => {
    const odd = (asset: Asset): Asset => ({
      ...asset,
      customFields: asset.customFields.map((field) => (field.id === 51 ? { ...field, value: { beam: true } } : field)),
    });
    const base = odd(laptop);
    const { writer, calls } = fakeWriter({ getAsset: reading(base) });
    const mine = { ...stateOf(base, general), name: 'Renamed' };
    const { refusal } = await refusalOf(saveAsset(writer, { definition: general, base, mine }));
    assert.deepEqual([refusal, calls], [{ reason: 'notResendable', labels: ['Gadget'] }, ['getAsset']]);
  });

  it('clears a field by name', async () => {
    let content: AssetContent | undefined;
    const { outcome } = save(
      {
        getAsset: reading(laptop),
        updateAsset: (request) => {
          content = request.content;
          return Promise.resolve(assetWith({ 46: 'Dell', 47: 1, 49: '2026-12-31', 50: 16, 51: { id: 9, beam: true } }));
        },
      },
      edited({ 45: null, 48: [] }),
    );
    assert.deepEqual(await outcome.then(({ kind }) => kind), 'saved');
    assert.deepEqual([content?.customFields.get(45), content?.customFields.get(48)], [null, []]);
  });

  it('tells what the server made of it', async () => {
    const { outcome } = save({
      getAsset: reading(laptop),
      updateAsset: () => Promise.resolve(laptopWith({ 45: 'new', 46: null })),
    });
    const saved = await outcome;
    assert.ok(saved.kind === 'saved');
    assert.deepEqual(
      saved.differences.map(({ label, before: was, after }) => [label, was, after]),
      [
        ['Serial Number', 'NEW', 'new'],
        ['Manufacturer', 'Dell', null],
      ],
    );
  });

  it('takes over what others changed in other fields, and says so', async () => {
    const both = laptopWith({ 45: 'NEW', 46: 'Lenovo' });
    let content: AssetContent | undefined;
    const { outcome, entries } = save({
      getAsset: reading(laptopWith({ 46: 'Lenovo' })),
      updateAsset: (request) => {
        content = request.content;
        return Promise.resolve(both);
      },
    });
    const saved = await outcome;
    assert.ok(saved.kind === 'saved');
    assert.deepEqual(
      saved.fromTheirs.map(({ label, before: was, after }) => [label, was, after]),
      [['Manufacturer', 'Dell', 'Lenovo']],
    );
    assert.deepEqual([saved.differences, content?.customFields.get(46)], [[], 'Lenovo']);
    assert.equal(entries[0]?.before?.customFields.find(({ id }) => id === 46)?.value, 'Lenovo', 'an undo keeps theirs');
  });

  it('sends nothing where others have made the same change', async () => {
    const { outcome, calls } = save({ getAsset: reading(done) });
    const saved = await outcome;
    assert.ok(saved.kind === 'saved');
    assert.deepEqual([saved.asset, saved.differences, calls], [done, [], ['getAsset']]);
  });

  it('creates nobody who has been linked meanwhile, as by an earlier save whose answer was lost', async () => {
    const nia = { id: 9, name: 'Nia', email: 'Nia@Acme.com' };
    const there = laptopWith({ 45: 'NEW' }, { contacts: [...laptop.contacts, nia] });
    const found = { items: [{ ...nia, phones: [] }], unreadable: [], page: 1, total: 1, last: true };
    const searchContacts = () => Promise.resolve(found);
    const { writer, ...heard } = fakeWriter({ getAsset: reading(there), searchContacts }, true);
    const newContacts = [{ name: null, email: 'nia@acme.com' }];
    const outcome = await saveAsset(writer, { definition: general, base: laptop, mine, newContacts });
    assert.deepEqual(outcome.kind === 'saved' && outcome.asset.contacts, there.contacts);
    assert.deepEqual(heard.calls, ['searchContacts', 'getAsset']);
  });

  it('writes down what it will do before it is sent, and what came of it', async () => {
    const { outcome, entries, results } = save({ getAsset: reading(laptop), updateAsset: () => Promise.resolve(done) });
    await outcome;
    const [entry] = entries;
    assert.ok(entry?.before && entry.intent);
    assert.deepEqual([entry.operation, entry.assetId, entry.assetTypeId, entry.agent.id], ['update', 6748, 1, 3]);
    assert.deepEqual(stateOf(entry.before, general), before);
    assert.deepEqual(stateOf(entry.intent, general), mine);
    assert.deepEqual(
      results.map(({ state, after }) => [state, after?.id]),
      [['verified', 6748]],
    );
  });

  describe('sends nothing where', () => {
    it('the journal can’t be written', async () => {
      const { outcome, calls } = save({ getAsset: reading(laptop) }, mine, false);
      await assert.rejects(outcome, JournalUnavailable);
      assert.deepEqual(calls, ['getAsset']);
    });

    it('a field that was edited has been removed from the asset', async () => {
      const gone = { ...laptop, customFields: laptop.customFields.filter(({ id }) => id !== 45) };
      const fields = general.fields.filter(({ id }) => id !== 45);
      const { outcome, calls } = save({ getAsset: reading(gone), listCustomFields: () => Promise.resolve(fields) });
      assert.equal((await refusalOf(outcome)).refusal.reason, 'fieldRemoved');
      assert.deepEqual(calls, ['getAsset', 'listCustomFields']);
    });

    it('somebody else changed the same field meanwhile', async () => {
      const theirs = laptopWith({ 45: 'THEIRS' });
      const { outcome, calls } = save({ getAsset: reading(theirs) });
      const { refusal } = await refusalOf(outcome);
      assert.ok(refusal.reason === 'conflict');
      assert.equal(refusal.theirs, theirs);
      assert.deepEqual(
        refusal.conflicts.map(({ label, base, theirs: other, mine: own }) => [label, base, other, own]),
        [['Serial Number', 'GCJ1353', 'THEIRS', 'NEW']],
      );
      assert.deepEqual(calls, ['getAsset']);
    });

    it('the asset has been deleted', async () => {
      const { outcome, calls } = save({ getAsset: reading(failure('notFound')) });
      assert.deepEqual((await refusalOf(outcome)).refusal, { reason: 'deletedMeanwhile' });
      assert.deepEqual(calls, ['getAsset']);
    });

    it('the answer lacks what the write would have to repeat', async () => {
      const { outcome, calls } = save({ getAsset: reading({ ...laptop, contacts: [], absent: ['contacts'] }) });
      assert.deepEqual((await refusalOf(outcome)).refusal, { reason: 'incompleteAnswer', missing: ['contacts'] });
      assert.deepEqual(calls, ['getAsset']);
    });

    it('the asset could not be read', async () => {
      for (const error of [failure('server'), failure('forbidden'), failure('cancelled'), new TypeError('no')]) {
        const { outcome, calls } = save({ getAsset: reading(error) });
        await assert.rejects(outcome, error);
        assert.deepEqual(calls, ['getAsset']);
      }
    });
  });

  describe('when the write fails', () => {
    const lost = failure('connectionLost', { execution: 'unknown' });
    const writing =
      (error: Error): HappyFoxClient['updateAsset'] =>
      () =>
        Promise.reject(error);

    it('says so, and reads nothing, where it was not carried out', async () => {
      for (const error of [failure('invalid', { status: 400 }), failure('rateLimited'), failure('unreachable')]) {
        const { outcome, calls } = save({ getAsset: reading(laptop), updateAsset: writing(error) });
        await assert.rejects(outcome, error);
        assert.deepEqual(calls, ['getAsset', 'begin update', 'updateAsset', 'end failed']);
      }
    });

    it('claims nothing about the server after an error nobody foresaw', async () => {
      const { outcome, calls } = save({ getAsset: reading(laptop), updateAsset: writing(new TypeError('no')) });
      await assert.rejects(outcome, TypeError);
      assert.deepEqual(calls, ['getAsset', 'begin update', 'updateAsset', 'end unknown']);
    });

    it('reads back, and is done if it was', async () => {
      for (const error of [lost, failure('unreadable', { execution: 'executed' })]) {
        const { outcome, calls } = save({ getAsset: reading(laptop, done), updateAsset: writing(error) });
        assert.deepEqual(await outcome, { kind: 'saved', asset: done, differences: [], fromTheirs: [] });
        assert.deepEqual(calls, ['getAsset', 'begin update', 'updateAsset', 'doubt', 'getAsset', 'end verified']);
      }
    });

    it('reads back, and says that nothing happened if nothing did; it sends no second time', async () => {
      const { outcome, calls } = save({ getAsset: reading(laptop, laptop), updateAsset: writing(lost) });
      const error = await refusalOf(outcome);
      assert.deepEqual([error.refusal, error.cause], [{ reason: 'notApplied', operation: 'update' }, lost]);
      assert.deepEqual(calls, ['getAsset', 'begin update', 'updateAsset', 'doubt', 'getAsset', 'end failed']);
    });

    it('owns up to not knowing', async () => {
      const half = laptopWith({ 45: 'NEW', 46: null });
      for (const found of [half, failure('timeout'), failure('notFound'), new TypeError('no')]) {
        const { outcome, calls } = save({ getAsset: reading(laptop, found), updateAsset: writing(lost) });
        const error = await refusalOf(outcome);
        assert.deepEqual([error.refusal.reason, error.cause], ['outcomeUnknown', lost]);
        assert.deepEqual(calls, ['getAsset', 'begin update', 'updateAsset', 'doubt', 'getAsset', 'end unknown']);
      }
    });
  });
});
