import { stateOf } from '../../../src/assets/editableState';
import type { Asset, AssetContent, LinkedContact, SentValue } from '../../../src/happyfox/asset';
import type { CallOptions } from '../../../src/happyfox/client';
import type { JsonValue } from '../../../src/happyfox/json';
import type { HappyFoxError, Failure } from '../../../src/happyfox/errors';
import type { RunEvent, RunRecord } from '../../../src/plans/applyPlan';
import type { Journal, JournalEntry, JournalResult, JournaledWrite } from '../../../src/plans/journal';
import { newPlan, type Plan, type Step } from '../../../src/plans/plan';
import { lostUpdates } from '../../../src/plans/lostWrites';
import type { StepResult } from '../../../src/plans/stepResult';
import type { Writer } from '../../../src/plans/writer';
import { assetWith, general } from '../assets/samples';
import { failure, fakeClient, openGate, pageOf } from './fakeClient';

/** What goes wrong with a request: nothing was done, or it was done and the answer was lost. Without an error no answer ever comes. */
export type Fault = { readonly before: HappyFoxError | 'silence' } | { readonly after: HappyFoxError | 'silence' };

/** A fault for a request such as `PUT 7` or `POST Spare`; undefined where all goes well. */
export type Faults = (request: string) => Fault | undefined;

const agent = { id: 3, name: 'Ada' };
const accountId = 'acme.happyfox.com';

/** An account in memory with numbered assets of `general`, and everything that was asked of it. */
export class FakeAccount {
  readonly assets = new Map<number, Asset>();
  /** Those who were created; two of one e-mail are two people. */
  readonly people: LinkedContact[] = [];
  readonly requests: string[] = [];
  readonly journal: { readonly entry: JournalEntry; result?: JournalResult }[] = [];
  readonly pauses: number[] = [];
  /** How each request was to be carried out, but for its turn. */
  readonly options: object[] = [];
  faults: Faults = () => undefined;
  now = 1_000;
  /** The highest id that is known before anything is read. */
  newest = 0;
  private nextId = 1_000;

  constructor(count: number) {
    for (let id = 1; id <= count; id += 1)
      this.assets.set(id, assetWith({ 45: `S${id}` }, { id, name: `Asset ${id}`, displayId: `D${id}` }));
  }

  /** A writer of this account. */
  get writer(): Writer {
    const { client } = fakeClient({
      getAsset: (id, options) => this.carry(`GET ${id}`, options, () => this.found(id)),
      updateAsset: ({ id, content }, options) =>
        this.carry(`PUT ${id}`, options, () => this.put(this.found(id), content)),
      createAsset: ({ content }, options) => this.carry(`POST ${content.name}`, options, () => this.create(content)),
      deleteAsset: ({ id }, options) =>
        this.carry(`DELETE ${id}`, options, () => {
          this.found(id);
          this.assets.delete(id);
        }),
      listAssets: ({ page, size }, options) =>
        this.carry(`LIST ${page}`, options, () => {
          const all = [...this.assets.values()];
          return pageOf(all.slice((page - 1) * size, page * size), page, size, all.length);
        }),
      searchContacts: ({ query }, options) =>
        this.carry(`WHO ${query}`, options, () => {
          const found = this.people.filter(({ email }) => query === `email:${email?.toLowerCase()}`);
          const items = found.map(({ id, name, email }) => ({ id, name: name ?? '', email, phones: [] }));
          return { items, unreadable: [], page: 1, total: items.length, last: true };
        }),
      listCustomFields: () => Promise.resolve(general.fields),
    });
    const journal: Journal = {
      begin: (entry) => {
        this.journal.push({ entry });
        return Promise.resolve();
      },
      end: ({ id }, result) => {
        const write = this.journal.find(({ entry }) => entry.id === id);
        if (write) write.result = result;
        return Promise.resolve();
      },
      lost: (_account, assetId) => Promise.resolve(lostUpdates(this.writes(), assetId)),
    };
    return {
      ...{ client, accountId, agent, journal },
      onDoubt: () => undefined,
      wait: (milliseconds) => {
        this.pauses.push(milliseconds);
        this.now += milliseconds;
        return Promise.resolve();
      },
      now: () => this.now,
      monotonic: () => this.now,
      gate: openGate,
      newest: () => this.newest,
    };
  }

  /** What the journal has, newest first. */
  writes(): readonly JournaledWrite[] {
    return this.journal.map(({ entry, result }) => ({ entry, result, sender: 'gone' as const })).toReversed();
  }

  /** Somebody else changes an asset. */
  change(id: number, values: Record<number, string | null>, name?: string): void {
    const asset = this.found(id);
    const customFields = [...asset.customFields.filter(({ id: field }) => !Object.hasOwn(values, field))];
    const added = assetWith(values).customFields;
    this.assets.set(id, { ...asset, customFields: [...customFields, ...added], name: name ?? asset.name });
  }

  serial(id: number): unknown {
    return this.assets.get(id)?.customFields.find(({ id: field }) => field === 45)?.value;
  }

  private found(id: number): Asset {
    const asset = this.assets.get(id);
    if (!asset) throw failure('notFound', { status: 404 });
    return asset;
  }

  private put(asset: Asset, { name, displayId, customFields, contactIds, newContacts = [] }: AssetContent): Asset {
    const known = new Map([...asset.contacts, ...this.people].map((person) => [person.id, person]));
    const created = newContacts.map((person) => ({ ...person, id: 500 + this.people.length }));
    this.people.push(...created);
    const contacts = [...(contactIds ?? []).flatMap((id) => known.get(id) ?? []), ...created];
    const values = Array.from(customFields, ([id, value]) => [id, kept(value)] as const);
    const { customFields: fields } = assetWith(Object.fromEntries(values));
    const made = { ...asset, name, displayId, contacts, customFields: fields };
    this.assets.set(asset.id, made);
    return made;
  }

  private create(content: AssetContent): Asset {
    this.nextId += 1;
    const blank = assetWith({}, { id: this.nextId, contacts: [], createdBy: agent.id });
    return this.put(blank, content);
  }

  private carry<Answer>(request: string, options: CallOptions, deed: () => Answer): Promise<Answer> {
    this.requests.push(request);
    options.onSend?.();
    this.options.push(
      Object.fromEntries(Object.entries(options).filter(([key]) => key !== 'turn' && key !== 'onSend')),
    );
    const fault = this.faults(request);
    if (fault && 'before' in fault) return broken(fault.before);
    try {
      const answer = deed();
      return fault ? broken(fault.after) : Promise.resolve(answer);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/** A value as the account keeps it. */
function kept(value: SentValue): JsonValue {
  return typeof value === 'object' && value !== null && 'digits' in value ? value.digits : value;
}

function broken(how: HappyFoxError | 'silence'): Promise<never> {
  return how === 'silence' ? new Promise(() => undefined) : Promise.reject(how);
}

/** A failure after which nobody knows what happened. */
export function lost(): HappyFoxError {
  return failure('connectionLost', { execution: 'unknown' });
}

/** A refusal. */
export function refused(kind: Failure['kind'], more: Partial<Failure> = {}): HappyFoxError {
  return failure(kind, more);
}

/** A plan for this account. */
export function planFor(steps: readonly Step[]): Plan {
  return newPlan({ title: 'Test', accountId, agent }, steps, 1);
}

/** A record in memory; `lines` has everything that was noted, in order. */
export class MemoryRecord implements RunRecord {
  readonly lines: string[] = [];

  constructor(readonly results = new Map<string, StepResult>()) {}

  ensureMine(): Promise<void> {
    return Promise.resolve();
  }

  note(result: StepResult): Promise<void> {
    this.lines.push(result.outcome);
    this.results.set(result.step, result);
    return Promise.resolve();
  }

  end(reason: string): Promise<void> {
    this.lines.push(`end ${reason}`);
    return Promise.resolve();
  }
}

/** The events of a run in short: `verified 7`, `paused`, `ended done`; a step’s beginning is left out. */
export function inShort(event: RunEvent): string | undefined {
  if (event.kind === 'ended') return `ended ${event.reason}`;
  if (event.kind === 'paused') return `paused ${event.until}`;
  if (event.kind === 'reading') return undefined;
  const { result, step } = event;
  return result.outcome === 'sent' ? undefined : `${result.outcome} ${step.assetId ?? step.name}`;
}

/** The state of an asset with another serial number. */
export function withSerial(asset: Asset, value: string | null) {
  const state = stateOf(asset, general);
  return { ...state, fields: new Map([...state.fields, [45, { kind: 'value', value } as const]]) };
}
