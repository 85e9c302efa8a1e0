import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { blankState, type EditableState } from '../../../src/assets/editableState';
import type { Asset, AssetContent } from '../../../src/happyfox/asset';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { createAsset } from '../../../src/plans/createAsset';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { assetWith, general, withoutContacts } from '../assets/samples';
import { failure, fakeWriter, pageOf } from './fakeClient';

const blank = blankState(general);
const mine: EditableState = {
  ...blank,
  name: 'Spare',
  displayId: '0007',
  fields: new Map([...blank.fields, [45, { kind: 'value', value: 'X1' }]]),
};
const created = assetWith({ 45: 'X1' }, { id: 9, name: 'Spare', displayId: '0007', contacts: [], createdBy: 3 });

function create(
  createsAsset: HappyFoxClient['createAsset'],
  listAssets?: HappyFoxClient['listAssets'],
  known: number[] = [],
) {
  const { writer, ...heard } = fakeWriter({ createAsset: createsAsset, ...(listAssets && { listAssets }) });
  return { ...heard, outcome: createAsset(writer, { definition: general, mine, known }) };
}

describe('createAsset', () => {
  it('sends what is filled in, once, signed by the agent', async () => {
    const sent: { assetTypeId: number; content: AssetContent; createdBy: number }[] = [];
    const { outcome, calls } = create((request, { priority }) => {
      assert.equal(priority, 'user');
      sent.push(request);
      return Promise.resolve(created);
    });
    assert.deepEqual(await outcome, { asset: created, differences: [] });
    assert.deepEqual(calls, ['begin create', 'createAsset', 'end verified']);
    assert.deepEqual(sent, [
      {
        assetTypeId: 1,
        createdBy: 3,
        content: { name: 'Spare', displayId: '0007', contactIds: [], customFields: new Map([[45, 'X1']]) },
      },
    ]);
  });

  it('says nothing of contacts where the type has none', async () => {
    let content: AssetContent | undefined;
    const { writer } = fakeWriter({
      createAsset: (request) => {
        content = request.content;
        return Promise.resolve(created);
      },
    });
    await createAsset(writer, { definition: withoutContacts, mine: { ...mine, contactIds: undefined }, known: [] });
    assert.ok(content && !('contactIds' in content));
  });

  it('tells what the server made of it', async () => {
    const { outcome } = create(() => Promise.resolve({ ...created, displayId: '7' }));
    assert.deepEqual((await outcome).differences, [
      { key: 'display_id', label: 'display_id', before: '0007', after: '7' },
    ]);
  });

  it('passes on why nothing was created', async () => {
    for (const error of [failure('invalid', { status: 400 }), failure('unreachable'), failure('rateLimited')]) {
      const { outcome, calls } = create(() => Promise.reject(error));
      await assert.rejects(outcome, error);
      assert.deepEqual(calls, ['begin create', 'createAsset', 'end failed']);
    }
  });

  it('claims nothing about the server after an error nobody foresaw', async () => {
    const { outcome, calls } = create(() => Promise.reject(new TypeError('no')));
    await assert.rejects(outcome, TypeError);
    assert.deepEqual(calls, ['begin create', 'createAsset', 'end unknown']);
  });

  describe('when the answer was lost', () => {
    const lost = failure('connectionLost', { execution: 'unknown' });
    const losing: HappyFoxClient['createAsset'] = () => Promise.reject(lost);
    const listing =
      (...lists: (readonly Asset[])[]): HappyFoxClient['listAssets'] =>
      ({ page, size }) =>
        Promise.resolve(pageOf(lists.length > 1 ? lists.shift()! : lists[0]!, page, size, 1));
    const other = { ...created, id: 8, customFields: assetWith({ 45: 'X2' }).customFields };
    const sentOnce = ['begin create', 'createAsset', 'doubt', 'wait 2000', 'listAssets'];

    async function unknown(outcome: Promise<unknown>): Promise<readonly number[]> {
      const error: unknown = await outcome.then(
        () => assert.fail('was not refused'),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof WriteRefused && error.refusal.reason === 'outcomeUnknown', String(error));
      assert.equal(error.cause, lost);
      return error.refusal.candidates.map(({ id }) => id);
    }

    it('adopts the one asset that is what was sent', async () => {
      const { outcome, calls } = create(losing, listing([other, created]));
      assert.equal((await outcome).asset.id, 9);
      assert.deepEqual(calls, [...sentOnce, 'end verified']);
    });

    it('looks again later, for a slow server may commit late', async () => {
      const { outcome, calls } = create(losing, listing([], [created]));
      assert.equal((await outcome).asset.id, 9);
      assert.deepEqual(calls, [...sentOnce, 'wait 13000', 'listAssets', 'end verified']);
    });

    it('does not choose between two', async () => {
      const { outcome, calls } = create(losing, listing([created, { ...created, id: 10 }]));
      assert.deepEqual(await unknown(outcome), [9, 10]);
      assert.deepEqual(calls, [...sentOnce, 'end unknown']);
    });

    it('does not take for it what was there before, or is somebody else’s', async () => {
      const { outcome, calls } = create(losing, listing([created, { ...created, id: 10, createdBy: 4 }]), [9]);
      assert.deepEqual(await unknown(outcome), []);
      const looks = ['wait 13000', 'listAssets', 'wait 45000', 'listAssets', 'end unknown'];
      assert.deepEqual(calls, [...sentOnce, ...looks]);
    });

    it('owns up to not knowing where it can’t look', async () => {
      const { outcome } = create(losing, () => Promise.reject(failure('server')));
      assert.deepEqual(await unknown(outcome), []);
    });
  });
});
