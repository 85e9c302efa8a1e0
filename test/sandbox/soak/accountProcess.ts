import { join } from 'node:path';
import type { FaultRule, Switches, WireEntry } from '../../../src/sandbox/sandbox';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { announcedIn, busiest, deedOf } from '../faults/invariants';
import { OfficeClock } from './officeClock';
import type { Asked } from './talk';

// The account in a process of its own. Its argument: the windows' storage, whose journal each write is held against as it arrives.
const { storage, switches } = JSON.parse(process.argv[2] ?? '{}') as { storage: string; switches: Partial<Switches> };

/** Types and fields by which the model names parts. */
const laptop = 1;
const phone = 2;
const clock = new OfficeClock();
const unannounced: string[] = [];
const deeds: string[] = [];
const times: { readonly at: number; readonly isRead: boolean }[] = [];

async function start(): Promise<Sandbox> {
  const time = { now: clock.now, advance: () => undefined };
  const sandbox = await Sandbox.start({ account: 'empty', clock: time, switches: { ...switches, rateLimit: false } });
  const { world } = sandbox;
  for (const [id, name] of [
    [laptop, 'Laptop'],
    [phone, 'Phone'],
  ] as const) {
    world.addType({ id, name });
    const first = id * 10;
    world.addField({ id: first + 1, typeId: id, name: 'Serial', kind: 'text' });
    world.addField({ id: first + 2, typeId: id, name: 'Place', kind: 'text' });
    world.addField({ id: first + 3, typeId: id, name: 'Count', kind: 'number' });
    const choices = ['New', 'Used', 'Broken'].map((text, at) => ({ id: first * 10 + at, text }));
    world.addField({ id: first + 4, typeId: id, name: 'State', kind: 'dropdown', choices });
    world.addField({
      id: first + 5,
      typeId: id,
      name: 'Tags',
      kind: 'multiple',
      choices: choices.map((one) => ({ ...one, id: one.id + 5 })),
    });
    world.addField({ id: first + 6, typeId: id, name: 'Until', kind: 'date' });
    for (let at = 0; at < 8; at += 1) {
      const values = {
        [first + 1]: `S${id}${at}`,
        [first + 2]: 'Cellar',
        [first + 3]: at,
        [first + 4]: first * 10,
        [first + 6]: '2027-01-31',
      };
      world.addAsset(id, {
        name: `Thing ${id}-${at}`,
        displayId: `T${id}-${at}`,
        values: { ...values, [first + 5]: [first * 10 + 5] },
      });
    }
  }
  watch(sandbox);
  return sandbox;
}

/** Notes when requests come, and which writes the journal has no line for. */
function watch(sandbox: Sandbox): void {
  void sandbox
    .nextRequest(() => true)
    .then(
      (entry: WireEntry) => {
        watch(sandbox);
        times.push({ at: entry.at, isRead: entry.method === 'GET' });
        const deed = deedOf(entry);
        if (deed === undefined) return;
        deeds.push(deed);
        const [sent, announced] = [deeds, announcedIn(join(storage, 'journal'))].map(
          (all) => all.filter((one) => one === deed).length,
        );
        if (announced! < sent!) unannounced.push(deed);
      },
      () => undefined,
    );
}

/** A rule as it comes over a wire that has no promises. */
type SentRule = (
  FaultRule | { readonly kind: 'late'; readonly milliseconds: number; readonly method: 'PUT' | 'POST' | 'DELETE' }
) & {
  readonly times: number;
};

function operationsOf(sandbox: Sandbox): Record<string, (argument: never) => unknown> {
  const { world, faults, url, apiKey, authCode } = sandbox;
  return {
    where: () => ({ url, apiKey, authCode }),
    snapshot: () => ({
      assets: world.types
        .flatMap(({ id }) => world.assetsOf(id))
        .map((asset) => ({ ...asset, values: [...asset.values] })),
      fields: world.types.flatMap(({ id }) => world.fields(id)),
    }),
    edit: ({ id, name, values }: { id: number; name?: string; values?: Record<number, string> }) =>
      void world.editAsset(id, { ...(name !== undefined && { name }), ...(values && { values }) }),
    add: ({ typeId, name }: { typeId: number; name: string }) =>
      void world.addAsset(typeId, { name, displayId: `c-${name}` }),
    remove: ({ id }: { id: number }) => world.deleteAsset(id),
    addField: ({ typeId, id, name }: { typeId: number; id: number; name: string }) =>
      void world.addField({ id, typeId, name, kind: 'text' }),
    renameField: ({ id, name }: { id: number; name: string }) => void world.addField({ ...world.field(id)!, name }),
    removeField: ({ id }: { id: number }) => world.removeField(id),
    removeChoice: ({ id, choice }: { id: number; choice: number }) => {
      const field = world.field(id)!;
      world.addField({ ...field, choices: field.choices.filter((one) => one.id !== choice) });
    },
    fault: ({ rule }: { rule: SentRule }) => {
      if (rule.kind !== 'late') return void faults.add(rule);
      const until = new Promise((resolve) => setTimeout(resolve, rule.milliseconds));
      return void faults.add({ kind: 'lateCommit', method: rule.method, times: rule.times, until });
    },
    heal: () => faults.clear(),
    faultsMet: () => 0,
    unannounced: () => unannounced,
    /** The busiest stretch so far of 80 % of a minute: what is on its way may be late. */
    busiest: () =>
      [true, false].map((isRead) => busiest(times.filter((one) => one.isRead === isRead).map(({ at }) => at / 0.8))),
    requests: () => times.length,
  };
}

void start().then((sandbox) => {
  const operations = operationsOf(sandbox);
  process.on('message', ({ id, what, with: argument }: Asked) => {
    try {
      process.send?.({ id, ended: { ok: true, value: operations[what]!(argument as never) } });
    } catch (error) {
      process.send?.({ id, ended: { ok: false, why: String(error), sent: false } });
    }
  });
  process.send?.('ready');
});
process.once('disconnect', () => process.exit());
