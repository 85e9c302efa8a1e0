import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blankState, stateOf } from '../../../src/assets/editableState';
import { applyPlan, PlanUnfit, type PlanRun } from '../../../src/plans/applyPlan';
import { DeletionsUnconfirmed } from '../../../src/plans/deletionGuard';
import { inverseOf } from '../../../src/plans/followUpPlans';
import { JournalUnavailable } from '../../../src/plans/journal';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { PlanTakenOver } from '../../../src/plans/planErrors';
import { planCreates, planDeletes, planUpdates, withIncluded, type Plan, type Step } from '../../../src/plans/plan';
import { revertWrite } from '../../../src/plans/revertWrite';
import { settledAfter } from '../../../src/happyfox/limits';
import { assetWith, general } from '../assets/samples';
import { FakeAccount, MemoryRecord, inShort, lost, planFor, refused, withSerial, type Faults } from './fakeAccount';

/** Steps that give these assets the serial number NEW. */
function updates(account: FakeAccount, ids: readonly number[]): readonly Step[] {
  return planUpdates(
    ids.map((id) => {
      const base = account.assets.get(id) ?? assetWith({});
      return { definition: general, base, mine: withSerial(base, 'NEW') };
    }),
  );
}

function creates(names: readonly string[]): readonly Step[] {
  return planCreates(
    names.map((name) => ({ definition: general, mine: { ...blankState(general), name, displayId: name } })),
  );
}

function deletes(account: FakeAccount, ids: readonly number[]): readonly Step[] {
  return planDeletes(ids.map((id) => ({ assetTypeId: 1, base: account.assets.get(id) ?? assetWith({}) })));
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

async function apply(account: FakeAccount, plan: Plan, more: Partial<PlanRun> = {}): Promise<readonly string[]> {
  const told: string[] = [];
  const run: PlanRun = {
    plan,
    record: new MemoryRecord(),
    writer: () => Promise.resolve(account.writer),
    definition: () => Promise.resolve(general),
    journal: () => Promise.resolve(account.writes()),
    signal: new AbortController().signal,
    ...more,
  };
  for await (const event of applyPlan(run)) told.push(...[inShort(event) ?? []].flat());
  return told;
}

/** These requests meet these faults, once each. */
function once(faults: Record<string, ReturnType<Faults>>): Faults {
  const left = new Map(Object.entries(faults));
  return (request) => {
    const fault = left.get(request);
    left.delete(request);
    return fault;
  };
}

describe('applyPlan', () => {
  it('sends updates, then creates, then deletes, each read first, one at a time', async () => {
    const account = new FakeAccount(3);
    const steps = [...deletes(account, [3]), ...creates(['Spare']), ...updates(account, [1, 2])];
    const record = new MemoryRecord();
    const told = await apply(account, planFor(steps), { record });
    assert.deepEqual(told, ['verified 1', 'verified 2', 'verified Spare', 'verified 3', 'ended done']);
    assert.deepEqual(account.requests, [
      'GET 1',
      'PUT 1',
      'GET 2',
      'PUT 2',
      'LIST 1',
      'POST Spare',
      'GET 3',
      'DELETE 3',
    ]);
    assert.deepEqual(record.lines, [...Array<string[]>(4).fill(['sent', 'verified']).flat(), 'end done']);
    assert.deepEqual(
      [...record.results.values()].map(({ assetId, before, after }) => [assetId, before?.name, after?.name]),
      [
        [1, 'Asset 1', 'Asset 1'],
        [2, 'Asset 2', 'Asset 2'],
        [1_001, undefined, 'Spare'],
        [3, 'Asset 3', undefined],
      ],
    );
  });

  it('writes in the journal which step each write carries out', async () => {
    const account = new FakeAccount(1);
    const plan = planFor(updates(account, [1]));
    await apply(account, plan);
    assert.deepEqual(
      account.journal.map(({ entry }) => entry.step),
      [{ plan: plan.id, id: plan.steps[0]?.id }],
    );
  });

  it('makes its requests in the background, and calls off their wait alone', async () => {
    const account = new FakeAccount(1);
    const { signal } = new AbortController();
    await apply(account, planFor(updates(account, [1])), { signal });
    assert.deepEqual(account.options, Array(2).fill({ priority: 'background', untilSent: signal }));
  });

  it('leaves alone what is left out or has a problem', async () => {
    const account = new FakeAccount(3);
    const [first, second, third] = updates(account, [1, 2, 3]);
    assert.ok(first && second && third);
    const plan = planFor([first, second, { ...third, problems: [{ code: 'notAnInteger', label: 'Memory' }] }]);
    assert.deepEqual(await apply(account, withIncluded(plan, new Map([[first.id, false]]))), [
      'verified 2',
      'ended done',
    ]);
  });

  it('sends nothing when a finished plan is applied again', async () => {
    const account = new FakeAccount(3);
    const plan = planFor([...updates(account, [1]), ...creates(['Spare']), ...deletes(account, [3])]);
    const record = new MemoryRecord();
    await apply(account, plan, { record });
    account.requests.length = 0;
    assert.deepEqual(await apply(account, plan, { record }), ['ended done']);
    assert.deepEqual(account.requests, []);
  });

  it('merges with what others changed in other fields, and keeps to what it was reviewed for', async () => {
    const account = new FakeAccount(1);
    const plan = planFor(updates(account, [1]));
    account.change(1, { 46: 'Dell' });
    const record = new MemoryRecord();
    assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'ended done']);
    assert.equal(account.assets.get(1)?.customFields.find(({ id }) => id === 46)?.value, 'Dell');
    const [result] = record.results.values();
    assert.deepEqual(
      result?.kept?.map(({ label }) => label),
      ['Manufacturer'],
    );
  });

  it('calls a step stale, and sends nothing, where others changed the same field', async () => {
    const account = new FakeAccount(3);
    const plan = planFor([...updates(account, [1, 2]), ...deletes(account, [3])]);
    account.change(1, { 45: 'THEIRS' });
    account.assets.delete(2);
    account.change(3, { 46: 'Dell' });
    assert.deepEqual(await apply(account, plan), ['stale 1', 'stale 2', 'stale 3', 'ended done']);
    assert.deepEqual(account.requests, ['GET 1', 'GET 2', 'GET 3']);
  });

  it('counts as done what HappyFox has already, and writes nothing', async () => {
    const account = new FakeAccount(2);
    const plan = planFor([...updates(account, [1]), ...deletes(account, [2])]);
    account.change(1, { 45: 'NEW' });
    account.assets.delete(2);
    const record = new MemoryRecord();
    assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'verified 2', 'ended done']);
    assert.deepEqual(account.requests, ['GET 1', 'GET 2']);
    const [first] = record.results.values();
    assert.deepEqual(first?.before, first?.after);
  });

  describe('with people who do not exist', () => {
    const ann = { name: 'Ann', email: 'Ann@acme.com' };
    /** Assets 1 and 2, and a new one, all with Ann, who is spelled differently in each. */
    const steps = (account: FakeAccount): readonly Step[] => [
      ...[1, 2].flatMap((id) => {
        const base = account.assets.get(id) ?? assetWith({});
        const newContacts = [id === 1 ? ann : { name: null, email: 'ann@ACME.com' }];
        return planUpdates([{ definition: general, base, mine: stateOf(base, general), newContacts }]);
      }),
      ...planCreates([
        {
          definition: general,
          mine: { ...blankState(general), name: 'Spare', displayId: 'Spare' },
          newContacts: [ann],
        },
      ]),
    ];
    const holders = ({ assets }: FakeAccount) =>
      [...assets.values()].map(({ contacts }) => contacts.map(({ id }) => id).filter((id) => id < 1_000));

    it('creates each once, and links them from then on', async () => {
      const account = new FakeAccount(2);
      assert.deepEqual(await apply(account, planFor(steps(account))), [
        ...['verified 1', 'verified 2', 'verified Spare', 'ended done'],
      ]);
      assert.deepEqual(account.people, [{ id: 500, ...ann }]);
      assert.deepEqual(holders(account), [[500], [500], [500]]);
      assert.deepEqual(
        account.requests.filter((request) => request.startsWith('WHO')),
        ['WHO email:ann@acme.com'],
      );
    });

    it('links who has come to exist since they were confirmed', async () => {
      const account = new FakeAccount(2);
      account.people.push({ id: 77, ...ann });
      await apply(account, planFor(steps(account)));
      assert.deepEqual([account.people.length, holders(account)], [1, [[77], [77], [77]]]);
    });

    it('waits until it shows whether a write whose answer was lost has created them', async () => {
      const account = new FakeAccount(2);
      account.faults = once({ 'PUT 1': { before: lost() } });
      const wait = account.writer.wait;
      const late = { id: 78, ...ann };
      const writer = {
        ...account.writer,
        wait: (milliseconds: number) => {
          if (account.people.length === 0) account.people.push(late);
          return wait(milliseconds);
        },
      };
      const told = await apply(account, planFor(steps(account)), { writer: () => Promise.resolve(writer) });
      assert.deepEqual(told, ['failed 1', 'verified 2', 'verified Spare', 'ended done']);
      assert.deepEqual([account.people, holders(account).slice(1)], [[late], [[78], [78]]]);
    });

    it('waits as long where the clock is set forward meanwhile', async () => {
      const account = new FakeAccount(2);
      account.faults = once({ 'PUT 1': { before: lost() } });
      const writer = { ...account.writer, now: () => Date.now() + 3_600_000 };
      await apply(account, planFor(steps(account)), { writer: () => Promise.resolve(writer) });
      assert.deepEqual(account.pauses, [settledAfter]);
    });
  });

  it('does not call its own what somebody else deletes in that moment, so that an undo does not bring it back', async () => {
    const account = new FakeAccount(1);
    const plan = planFor(deletes(account, [1]));
    account.faults = once({ 'DELETE 1': { before: refused('notFound') } });
    const record = new MemoryRecord();
    assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'ended done']);
    assert.equal([...record.results.values()][0]?.before, null);
  });

  describe('when an answer is lost', () => {
    /** What a plan that was applied would bring back of what it has deleted. */
    const broughtBack = async (plan: Plan, { results }: MemoryRecord): Promise<readonly string[]> => {
      const inverse = await inverseOf(plan, results, () => general, { title: 'Undo', agent: plan.agent });
      return inverse.steps.map(({ name }) => name);
    };
    /** The answer of the first attempt is lost, and the slow server deletes before the n-th look at the asset. */
    const late = (account: FakeAccount, look: number, faults: Faults = () => undefined): Faults => {
      const first = once({ 'DELETE 1': { before: lost() } });
      let looks = 0;
      return (request) => {
        looks += request === 'GET 1' ? 1 : 0;
        if (looks === look) account.assets.delete(1);
        return first(request) ?? faults(request);
      };
    };

    it('counts as its own what the server has deleted late, after it was looked up', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(deletes(account, [1]));
      account.faults = late(account, 3);
      const record = new MemoryRecord();
      assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'ended done']);
      assert.deepEqual(account.requests, ['GET 1', 'DELETE 1', 'GET 1', 'GET 1']);
      assert.deepEqual(await broughtBack(plan, record), ['Asset 1']);
      assert.equal([...record.results.values()][0]?.entry, account.journal[0]?.entry.id);
    });

    it('counts it as its own where the server has done so after the second look', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(deletes(account, [1]));
      account.faults = (request) => {
        if (request !== 'DELETE 1') return undefined;
        const isFirst = account.requests.filter((one) => one === request).length === 1;
        if (!isFirst) account.assets.delete(1);
        return isFirst ? { before: lost() } : undefined;
      };
      const record = new MemoryRecord();
      assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'ended done']);
      assert.deepEqual(await broughtBack(plan, record), ['Asset 1']);
      assert.equal([...record.results.values()][0]?.entry, account.journal[0]?.entry.id);
    });

    it('counts it as its own after a lock-out between the two', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(deletes(account, [1]));
      const until = { before: refused('rateLimited', { status: 429, until: 61_000 }) };
      account.faults = late(account, 4, once({ 'DELETE 1': until }));
      const record = new MemoryRecord();
      assert.deepEqual(await apply(account, plan, { record }), ['paused 61000', 'verified 1', 'ended done']);
      assert.deepEqual(await broughtBack(plan, record), ['Asset 1']);
    });

    it('counts it as its own where the user had stopped between the two', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(deletes(account, [1]));
      const stop = new AbortController();
      const called = refused('cancelled');
      account.faults = late(account, 4, (request) => {
        if (request !== 'GET 1' || stop.signal.aborted || account.requests.length < 4) return undefined;
        stop.abort();
        return { before: called };
      });
      const record = new MemoryRecord();
      assert.deepEqual(await apply(account, plan, { record, signal: stop.signal }), ['cancelled 1', 'ended cancelled']);
      assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'ended done']);
      assert.deepEqual(await broughtBack(plan, record), ['Asset 1']);
    });

    it('reads back, and is done if the write was carried out', async () => {
      const account = new FakeAccount(2);
      const plan = planFor([...updates(account, [1]), ...creates(['Spare']), ...deletes(account, [2])]);
      const fault = { after: lost() };
      account.faults = once({ 'PUT 1': fault, 'POST Spare': fault, 'DELETE 2': fault });
      assert.deepEqual(await apply(account, plan), ['verified 1', 'verified Spare', 'verified 2', 'ended done']);
      assert.equal(account.requests.filter((request) => /PUT|POST|DELETE/.test(request)).length, 3);
    });

    it('reads back, and writes once more if it was not; but never creates a second time', async () => {
      const account = new FakeAccount(2);
      const plan = planFor([...updates(account, [1]), ...creates(['Spare']), ...deletes(account, [2])]);
      const fault = { before: lost() };
      account.faults = once({ 'PUT 1': fault, 'POST Spare': fault, 'DELETE 2': fault });
      assert.deepEqual(await apply(account, plan), ['verified 1', 'unknown Spare', 'verified 2', 'ended done']);
      assert.equal(account.requests.filter((request) => request === 'POST Spare').length, 1);
      assert.equal(account.requests.filter((request) => request === 'PUT 1').length, 2);
    });
  });

  describe('ends', () => {
    for (const [kind, status] of [
      ['badCredentials', 401],
      ['forbidden', 403],
      ['redirected', 302],
    ] as const) {
      it(`at once where it is answered with ${status}, and leaves that step for later`, async () => {
        const account = new FakeAccount(3);
        account.faults = (request) => (request === 'PUT 2' ? { before: refused(kind, { status }) } : undefined);
        const told = await apply(account, planFor(updates(account, [1, 2, 3])));
        assert.deepEqual(told, ['verified 1', 'pending 2', 'ended hopeless']);
      });
    }

    it('at once where no connection comes about, and leaves that step for later', async () => {
      const account = new FakeAccount(2);
      account.faults = (request) =>
        request === 'PUT 1' ? { before: refused('timeout', { code: 'UND_ERR_CONNECT_TIMEOUT' }) } : undefined;
      assert.deepEqual(await apply(account, planFor(updates(account, [1, 2]))), ['pending 1', 'ended hopeless']);
    });

    it('at once where a web page answers a write, of which nobody can tell what became', async () => {
      const account = new FakeAccount(3);
      const page = refused('notTheApi', { execution: 'unknown', status: 200 });
      account.faults = (request) => (request === 'PUT 2' ? { before: page } : undefined);
      const told = await apply(account, planFor(updates(account, [1, 2, 3])));
      assert.deepEqual(told, ['verified 1', 'failed 2', 'ended hopeless']);
    });

    it('where the acting agent is refused', async () => {
      const account = new FakeAccount(2);
      const fieldErrors = [{ path: ['updated_by'], message: 'Inactive' }];
      account.faults = () => ({ before: refused('invalid', { status: 400, fieldErrors }) });
      assert.deepEqual(await apply(account, planFor(updates(account, [1, 2]))), ['pending 1', 'ended hopeless']);
    });

    it('after three steps in a row of which nobody can tell what became', async () => {
      const account = new FakeAccount(1);
      account.faults = (request) => (request.startsWith('POST') ? { before: lost() } : undefined);
      const told = await apply(account, planFor(creates(['A', 'B', 'C', 'D'])));
      assert.deepEqual(told, ['unknown A', 'unknown B', 'unknown C', 'ended doubtful']);
    });

    it('when more than a twentieth of the first fifty has failed', async () => {
      const account = new FakeAccount(60);
      const invalid = { before: refused('invalid', { status: 400 }) };
      account.faults = (request) => (['PUT 1', 'PUT 20', 'PUT 50'].includes(request) ? invalid : undefined);
      const told = await apply(account, planFor(updates(account, upTo(60))));
      assert.deepEqual([told.length, told.at(-2), told.at(-1)], [51, 'failed 50', 'ended failing']);
    });

    it('not when that many fail later', async () => {
      const account = new FakeAccount(60);
      const invalid = { before: refused('invalid', { status: 400 }) };
      const failing = ['PUT 1', 'PUT 20', 'PUT 51', 'PUT 52', 'PUT 53'];
      account.faults = (request) => (failing.includes(request) ? invalid : undefined);
      const told = await apply(account, planFor(updates(account, upTo(60))));
      assert.deepEqual([told.length, told.at(-1)], [61, 'ended done']);
    });

    it('where nothing can be written down, before anything is sent', async () => {
      const account = new FakeAccount(1);
      const record = new MemoryRecord();
      record.note = () => Promise.reject(new JournalUnavailable('full'));
      assert.deepEqual(await apply(account, planFor(updates(account, [1])), { record }), ['ended hopeless']);
      assert.deepEqual(account.requests, []);
    });

    it('after the step whose result can’t be written down', async () => {
      const account = new FakeAccount(2);
      const record = new MemoryRecord();
      const note = record.note.bind(record);
      record.note = (result) =>
        result.outcome === 'sent' ? note(result) : Promise.reject(new JournalUnavailable('full'));
      assert.deepEqual(await apply(account, planFor(updates(account, [1, 2])), { record }), ['ended hopeless']);
      assert.deepEqual(account.requests, ['GET 1', 'PUT 1']);
    });

    it('where the journal can’t be read, before anything is sent', async () => {
      const account = new FakeAccount(1);
      const journal = () => Promise.reject(new JournalUnavailable('EIO'));
      const plan = planFor([...updates(account, [1]), ...creates(['Spare'])]);
      await assert.rejects(apply(account, plan, { journal }), JournalUnavailable);
      assert.deepEqual(account.requests, []);
    });

    it('once another window has taken the plan over, even while a write waits for its turn', async () => {
      const account = new FakeAccount(2);
      const record = new MemoryRecord();
      let taken = false;
      record.ensureMine = () => (taken ? Promise.reject(new PlanTakenOver()) : Promise.resolve());
      const note = record.note.bind(record);
      record.note = async (result) => {
        await record.ensureMine();
        return note(result);
      };
      account.faults = (request) => {
        taken ||= request === 'GET 2';
        return undefined;
      };
      const told = await apply(account, planFor(updates(account, [1, 2])), { record });
      assert.deepEqual(told, ['verified 1', 'ended takenOver']);
      assert.deepEqual(account.requests, ['GET 1', 'PUT 1', 'GET 2']);
      assert.deepEqual(record.lines, ['sent', 'verified', 'sent', 'end takenOver']);
    });

    it('between two steps when the user cancels, and goes on from there', async () => {
      const account = new FakeAccount(3);
      const stop = new AbortController();
      account.faults = (request) => {
        if (request === 'PUT 2') stop.abort();
        return undefined;
      };
      const plan = planFor(updates(account, [1, 2, 3]));
      const record = new MemoryRecord();
      const told = await apply(account, plan, { record, signal: stop.signal });
      assert.deepEqual(told, ['verified 1', 'verified 2', 'ended cancelled']);
      assert.deepEqual(await apply(account, plan, { record }), ['verified 3', 'ended done']);
    });

    it('where the user cancels while a write waits for its turn', async () => {
      const account = new FakeAccount(2);
      const stop = new AbortController();
      account.faults = (request) => {
        if (request !== 'PUT 1' || stop.signal.aborted) return undefined;
        stop.abort();
        return { before: refused('cancelled') };
      };
      const plan = planFor(updates(account, [1, 2]));
      const record = new MemoryRecord();
      assert.deepEqual(await apply(account, plan, { record, signal: stop.signal }), ['cancelled 1', 'ended cancelled']);
      assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'verified 2', 'ended done']);
    });
  });

  it('waits for the end of a lock-out, and goes on by itself', async () => {
    const account = new FakeAccount(2);
    account.faults = once({
      'GET 1': { before: refused('rateLimited', { status: 429, until: 61_000 }) },
      'PUT 2': { before: refused('rateLimited', { status: 429, until: 200_000 }) },
    });
    const told = await apply(account, planFor(updates(account, [1, 2])));
    assert.deepEqual(told, ['paused 61000', 'verified 1', 'paused 200000', 'verified 2', 'ended done']);
    assert.deepEqual(account.pauses, [60_000, 139_000]);
  });

  it('waits no longer than a lock-out can take, whatever the clock is set to meanwhile', async () => {
    for (const set of [-24 * 60 * 60_000, 60 * 60_000]) {
      const account = new FakeAccount(1);
      account.faults = once({ 'GET 1': { before: refused('rateLimited', { status: 429, until: 601_000 }) } });
      const pauses: number[] = [];
      const wait = (milliseconds: number): Promise<void> => {
        pauses.push(milliseconds);
        account.now += set;
        return Promise.resolve();
      };
      const writer = () => Promise.resolve({ ...account.writer, wait });
      const told = await apply(account, planFor(updates(account, [1])), { writer });
      assert.deepEqual([told.at(-1), pauses], ['ended done', [600_000]]);
    }
  });

  it('can be cancelled during a lock-out', async () => {
    const account = new FakeAccount(1);
    const stop = new AbortController();
    account.faults = once({ 'GET 1': { before: refused('rateLimited', { status: 429, until: 61_000 }) } });
    const { writer } = account;
    const wait = (_pause: number, signal?: AbortSignal) => {
      stop.abort();
      return signal?.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve();
    };
    const told = await apply(account, planFor(updates(account, [1])), {
      ...{ signal: stop.signal, writer: () => Promise.resolve({ ...writer, wait }) },
    });
    assert.deepEqual(told, ['paused 61000', 'cancelled 1', 'ended cancelled']);
  });

  it('does nothing again that the journal knows of, though the plan was brought back without its results', async () => {
    const account = new FakeAccount(2);
    const plan = planFor([...updates(account, [1]), ...creates(['Spare', 'Other']), ...deletes(account, [2])]);
    const all = ['verified 1', 'verified Spare', 'verified Other', 'verified 2', 'ended done'];
    assert.deepEqual(await apply(account, plan), all);
    account.requests.length = 0;
    const record = new MemoryRecord();
    assert.deepEqual(await apply(account, plan, { record }), all);
    assert.deepEqual(account.requests, ['GET 1', 'GET 2']);
    // What the journal had of them then says nothing of what they are now.
    assert.deepEqual(
      [...record.results.values()].map(({ isRemembered }) => isRemembered === true),
      [false, true, true, false],
    );
  });

  describe('before it creates', () => {
    const posts = ({ requests }: FakeAccount): readonly string[] => requests.filter((one) => one.startsWith('POST'));
    const refusals = (record: MemoryRecord): readonly unknown[] =>
      [...record.results.values()].flatMap(({ trouble }) =>
        trouble?.kind === 'refusal' && trouble.refusal.reason === 'existsAlready'
          ? [[trouble.refusal.assetId, trouble.refusal.label]]
          : [],
      );

    it('reads the type once for all steps, and tells how far that has come', async () => {
      const account = new FakeAccount(120);
      const run = { signal: new AbortController().signal, record: new MemoryRecord() };
      const told: string[] = [];
      const events = applyPlan({
        ...{ ...run, plan: planFor(creates(['Spare', 'Other'])), writer: () => Promise.resolve(account.writer) },
        definition: () => Promise.resolve(general),
        journal: () => Promise.resolve([]),
      });
      for await (const event of events) if (event.kind === 'reading') told.push(`${event.assets} of ${event.of}`);
      assert.deepEqual(told, ['50 of 120', '100 of 120']);
      assert.deepEqual(account.requests, ['LIST 1', 'LIST 2', 'LIST 3', 'POST Spare', 'POST Other']);
    });

    it('leaves what is there already by its display id, tells of which asset, and goes on', async () => {
      const account = new FakeAccount(60);
      const record = new MemoryRecord();
      const told = await apply(account, planFor(creates(['Spare', ' D55 ', 'Other'])), { record });
      assert.deepEqual(told, ['verified Spare', 'stale  D55 ', 'verified Other', 'ended done']);
      assert.deepEqual([posts(account), refusals(record)], [['POST Spare', 'POST Other'], [[55, 'display_id']]]);
    });

    it('leaves what is there already by what its row found no asset by, be that a name or a field', async () => {
      const account = new FakeAccount(2);
      const record = new MemoryRecord();
      const wish = (name: string, serial: string, key: 'name' | number) => {
        const fields = new Map([...blankState(general).fields, [45, { kind: 'value', value: serial } as const]]);
        return { definition: general, mine: { ...blankState(general), name, displayId: '', fields }, key };
      };
      const steps = planCreates([
        wish('Asset 1', 'X', 'name'),
        wish('Y', 'S2', 45),
        wish('Z', 'S3', 45),
        wish('', '', 45),
      ]);
      const told = await apply(account, planFor(steps), { record });
      assert.deepEqual(told.slice(0, 3), ['stale Asset 1', 'stale Y', 'verified Z']);
      assert.deepEqual(refusals(record), [
        [1, 'name'],
        [2, 'Serial Number'],
      ]);
    });

    it('takes what the plan itself has created for its own when it goes on', async () => {
      const account = new FakeAccount(1);
      const wishes = ['1', '2'].map((displayId) => ({
        ...{ definition: general, mine: { ...blankState(general), name: 'Spare', displayId }, key: 'name' as const },
      }));
      const plan = planFor(planCreates(wishes));
      const record = new MemoryRecord();
      const stop = new AbortController();
      account.faults = (request) => {
        if (request.startsWith('POST')) stop.abort();
        return undefined;
      };
      assert.deepEqual(await apply(account, plan, { record, signal: stop.signal }), [
        'verified Spare',
        'ended cancelled',
      ]);
      assert.deepEqual(await apply(account, plan, { record }), ['verified Spare', 'ended done']);
    });

    it('can be stopped while it reads, with nothing sent, and goes on', async () => {
      const account = new FakeAccount(120);
      const plan = planFor(creates(['Spare']));
      const record = new MemoryRecord();
      const stop = new AbortController();
      account.faults = (request) => {
        if (request !== 'LIST 2') return undefined;
        stop.abort();
        return { before: refused('cancelled') };
      };
      assert.deepEqual(await apply(account, plan, { record, signal: stop.signal }), [
        'cancelled Spare',
        'ended cancelled',
      ]);
      assert.deepEqual(posts(account), []);
      account.faults = () => undefined;
      assert.deepEqual(await apply(account, plan, { record }), ['verified Spare', 'ended done']);
    });

    it('waits for the end of a lock-out while it reads', async () => {
      const account = new FakeAccount(120);
      account.faults = once({ 'LIST 2': { before: refused('rateLimited', { until: 61_000 }) } });
      const told = await apply(account, planFor(creates(['Spare'])));
      assert.deepEqual(told, ['paused 61000', 'verified Spare', 'ended done']);
    });

    it('reads again where rows have moved, and creates nothing where they go on to', async () => {
      for (const [times, end] of [
        [1, ['verified Spare', 'ended done']],
        [9, ['pending Spare', 'ended hopeless']],
      ] as const) {
        const account = new FakeAccount(120);
        let deletions = 0;
        account.faults = (request) => {
          if (request === 'LIST 2' && deletions < times) {
            deletions += 1;
            account.assets.delete(deletions);
          }
          return undefined;
        };
        assert.deepEqual(await apply(account, planFor(creates(['Spare']))), end);
        assert.equal(posts(account).length, times === 1 ? 1 : 0);
      }
    });
  });

  describe('goes on after a crash', () => {
    /** A run that dies at its n-th such request, as a killed process would: nothing more is sent or noted. */
    async function dieAt(
      account: FakeAccount,
      plan: Plan,
      record: MemoryRecord,
      { request: death, carriedOut, nth = 1 }: { request: string; carriedOut: boolean; nth?: number },
    ) {
      let seen = 0;
      await new Promise<void>((died) => {
        account.faults = (request) => {
          seen += request === death ? 1 : 0;
          if (seen < nth) return undefined;
          died();
          return carriedOut ? { after: 'silence' } : { before: 'silence' };
        };
        void apply(account, plan, { record });
      });
      account.faults = () => undefined;
      account.requests.length = 0;
    }

    for (const carriedOut of [true, false]) {
      it(`with an update that had ${carriedOut ? '' : 'not '}been carried out`, async () => {
        const account = new FakeAccount(2);
        const before = account.assets.get(1);
        const plan = planFor(updates(account, [1, 2]));
        const record = new MemoryRecord();
        await dieAt(account, plan, record, { request: 'PUT 1', carriedOut });
        assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'verified 2', 'ended done']);
        assert.equal(account.requests.includes('PUT 1'), !carriedOut);
        assert.deepEqual(record.results.get(plan.steps[0]?.id ?? '')?.before, before);
      });

      it(`with a create that had ${carriedOut ? '' : 'not '}been carried out, and creates it once`, async () => {
        const account = new FakeAccount(2);
        const plan = planFor(creates(['Spare', 'Other']));
        const record = new MemoryRecord();
        await dieAt(account, plan, record, { request: 'POST Spare', carriedOut });
        assert.deepEqual(await apply(account, plan, { record }), ['verified Spare', 'verified Other', 'ended done']);
        assert.equal(account.requests.includes('POST Spare'), !carriedOut);
        assert.deepEqual([...account.assets.values()].map(({ name }) => name).slice(2), ['Spare', 'Other']);
      });

      it(`with a delete that had ${carriedOut ? '' : 'not '}been carried out`, async () => {
        const account = new FakeAccount(2);
        const plan = planFor(deletes(account, [1]));
        const record = new MemoryRecord();
        await dieAt(account, plan, record, { request: 'DELETE 1', carriedOut });
        assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'ended done']);
        assert.equal(record.results.get(plan.steps[0]?.id ?? '')?.before?.name, 'Asset 1');
      });
    }

    it('with a delete of which nobody could tell what became, and takes it for its own', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(deletes(account, [1]));
      const record = new MemoryRecord();
      await dieAt(account, plan, record, { request: 'DELETE 1', carriedOut: true });
      const [write] = account.journal;
      assert.ok(write);
      write.result = { state: 'unknown', time: account.now, after: null };
      assert.deepEqual(await apply(account, plan, { record }), ['verified 1', 'ended done']);
      assert.equal(record.results.get(plan.steps[0]?.id ?? '')?.before?.name, 'Asset 1');
    });

    it('with a create that was refused once before, whatever the clock was set to in between', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(creates(['Spare']));
      const record = new MemoryRecord();
      await dieAt(account, plan, record, { request: 'POST Spare', carriedOut: true });
      const [sent] = account.journal;
      assert.ok(sent);
      const refusedAt = { state: 'failed', time: sent.entry.time + 3_600_000, after: null } as const;
      account.journal.push({ entry: { ...sent.entry, id: 'refused', time: refusedAt.time }, result: refusedAt });
      assert.deepEqual(await apply(account, plan, { record }), ['verified Spare', 'ended done']);
      assert.ok(!account.requests.includes('POST Spare'));
    });

    it('and looks for a create as long as a slow server may need, before it sends it again', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(creates(['Spare']));
      const record = new MemoryRecord();
      await dieAt(account, plan, record, { request: 'POST Spare', carriedOut: false });
      await apply(account, plan, { record });
      assert.deepEqual([account.requests, account.pauses], [['LIST 1', 'LIST 1', 'POST Spare'], [settledAfter]]);
    });

    for (const [what, error] of Object.entries({
      'the network is gone': refused('unreachable'),
      'a page answers in its place': refused('notTheApi', { status: 200 }),
      'the server is broken': refused('server', { status: 500 }),
    })) {
      it(`and does not create a second time where the look-up itself fails, as ${what}`, async () => {
        const account = new FakeAccount(1);
        const plan = planFor(creates(['Spare']));
        const record = new MemoryRecord();
        await dieAt(account, plan, record, { request: 'POST Spare', carriedOut: true });
        account.faults = once({ 'LIST 1': { before: error } });
        assert.deepEqual(await apply(account, plan, { record }), ['ended hopeless']);
        assert.equal(record.results.get(plan.steps[0]?.id ?? '')?.outcome, 'sent');
        assert.deepEqual(await apply(account, plan, { record }), ['verified Spare', 'ended done']);
        assert.ok(!account.requests.includes('POST Spare'));
      });
    }

    it('and looks again after a lock-out that met the look-up', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(creates(['Spare']));
      const record = new MemoryRecord();
      await dieAt(account, plan, record, { request: 'POST Spare', carriedOut: true });
      account.faults = once({ 'LIST 1': { before: refused('rateLimited', { status: 429, until: 61_000 }) } });
      assert.deepEqual(await apply(account, plan, { record }), ['paused 61000', 'verified Spare', 'ended done']);
      assert.ok(!account.requests.includes('POST Spare'));
    });

    it('and does not take an asset that another step has created for its own', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(creates(['Spare', 'Spare']));
      const record = new MemoryRecord();
      await dieAt(account, plan, record, { request: 'POST Spare', carriedOut: false, nth: 2 });
      assert.deepEqual(await apply(account, plan, { record }), ['verified Spare', 'ended done']);
      assert.equal([...account.assets.values()].filter(({ name }) => name === 'Spare').length, 2);
    });
  });

  describe('refuses', () => {
    it('a plan of another account or agent, and one that is not what was reviewed', async () => {
      const account = new FakeAccount(1);
      const plan = planFor(updates(account, [1]));
      const [step] = plan.steps;
      assert.ok(step);
      for (const unfit of [
        { ...plan, accountId: 'other' },
        { ...plan, agent: { id: 9, name: 'Bob' } },
        { ...plan, steps: [{ ...step, assetId: 2 }] },
      ]) {
        await assert.rejects(apply(account, unfit), PlanUnfit);
      }
      assert.deepEqual(account.requests, []);
    });

    it('many deletions whose number was not confirmed', async () => {
      const account = new FakeAccount(30);
      const plan = planFor(deletes(account, upTo(26)));
      await assert.rejects(
        apply(account, plan),
        (error) => error instanceof DeletionsUnconfirmed && error.count === 26,
      );
      await assert.rejects(apply(account, plan, { confirmedDeletions: 25 }), DeletionsUnconfirmed);
      assert.deepEqual(account.requests, []);
      const told = await apply(account, plan, { confirmedDeletions: 26 });
      assert.equal(told.at(-1), 'ended done');
      assert.equal(account.assets.size, 4);
    });

    it('a great share of a type’s assets likewise, but not one of a few', async () => {
      const account = new FakeAccount(20);
      const totals = new Map([[1, 20]]);
      await assert.rejects(apply(account, planFor(deletes(account, [1, 2, 3])), { totals }), DeletionsUnconfirmed);
      assert.deepEqual(account.requests, []);
      const told = await apply(account, planFor(deletes(account, [1, 2])), { totals });
      assert.equal(told.at(-1), 'ended done');
    });
  });
});

describe('applyPlan of an undone deletion', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'undo-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A plan that has deleted two assets, over a journal that remembers so many writes. */
  const deleted = async (account: FakeAccount, mostEntries: number) => {
    const journal = new JournalFiles(folder, () => mostEntries);
    const more = {
      writer: () => Promise.resolve({ ...account.writer, journal }),
      journal: () => journal.read(account.writer.accountId),
    };
    const record = new MemoryRecord();
    const plan = planFor(deletes(account, [1, 2]));
    await apply(account, plan, { ...more, record });
    const undo = (): Promise<Plan> =>
      inverseOf(plan, record.results, () => general, { title: 'Undo', agent: plan.agent });
    return { journal, more, plan, undo };
  };

  it('creates the assets again once, however many plans and commands undo it', async () => {
    const account = new FakeAccount(2);
    const { journal, more, plan, undo } = await deleted(account, 1_000);
    const deletion = (await journal.read(plan.accountId)).find(({ entry }) => entry.assetId === 1);
    assert.ok(deletion);
    await revertWrite(await more.writer(), deletion, general);
    assert.deepEqual((await apply(account, await undo(), more)).toSorted(), [
      'applied Asset 2',
      'ended done',
      'stale Asset 1',
    ]);
    const again = new MemoryRecord();
    await apply(account, await undo(), { ...more, record: again });
    const refusals = [...again.results.values()].map(({ outcome, trouble }) => [
      outcome,
      trouble?.kind === 'refusal' && trouble.refusal.reason,
    ]);
    assert.deepEqual(refusals, Array(2).fill(['stale', 'recreatedAlready']));
    assert.equal(account.assets.size, 2);
  });

  it('creates them again once, also where the journal has forgotten more writes since than it remembers', async () => {
    const account = new FakeAccount(3);
    const { journal, more, plan, undo } = await deleted(account, 1);
    await journal.prune(plan.accountId);
    await apply(account, await undo(), more);
    await apply(account, planFor(updates(account, [3])), more);
    await journal.prune(plan.accountId);
    assert.deepEqual((await apply(account, await undo(), more)).toSorted(), [
      'ended done',
      'stale Asset 1',
      'stale Asset 2',
    ]);
    assert.equal(account.assets.size, 3);
  });
});
