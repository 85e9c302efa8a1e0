import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { env } from 'node:process';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { HappyFoxError } from '../../../src/happyfox/errors';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { user } from '../client/open';
import { columns } from './columns';
import { apply, planOf } from './planned';
import { rows } from './rows';
import { assertInvariants, closeScene, openScene, target, type Scene, type SceneOptions } from './scene';
import { surroundings, untestable, type Ending, type Operated, type Surrounding } from './surroundings';
import { writings } from './writings';

interface Cell {
  readonly row: string;
  readonly name: string;
  readonly options: SceneOptions;
  readonly blinds?: true;
  readonly run: (scene: Scene) => Promise<void>;
}

const answered = rows.flatMap((row) =>
  columns.flatMap((column): readonly Cell[] => {
    const met = row.met(column.verb, column.of);
    if (met === undefined) return [];
    const options = row.switches ? { switches: row.switches } : {};
    const run = (scene: Scene) => column.run({ scene, row, met });
    return [{ row: row.name, name: `${column.name}: ${row.name}`, options, run }];
  }),
);

const operations = ['create', 'update', 'delete'] as const;
const operated: readonly Operated[] = ['read', ...operations, ...operations.map((one) => `plan of ${one}s` as const)];

const surrounded = surroundings.flatMap((surrounding) =>
  operated.flatMap((one): readonly Cell[] => {
    const ends = surrounding.ends(one);
    if (ends === undefined) return [];
    const { name, options = {}, blinds } = surrounding;
    const more = blinds ? { blinds } : {};
    return [
      {
        row: name,
        name: `${one}: ${name}`,
        options,
        ...more,
        run: (scene) => runWithin(scene, surrounding, one, ends),
      },
    ];
  }),
);

/** Carries out an operation in its surroundings, and sees how it ends. */
async function runWithin(scene: Scene, { arrange, mayWrite }: Surrounding, one: Operated, ends: Ending): Promise<void> {
  const operation = operations.find((name) => one.includes(name));
  const plan = one.startsWith('plan') && operation ? await planOf(scene, operation) : undefined;
  if (plan) await scene.plans.save(plan);
  await arrange?.(scene);
  const work = async (): Promise<Ending> => {
    if (plan) {
      const { outcomes } = await apply(scene, plan);
      return outcomes[0] === 'verified' ? 'fine' : (outcomes[0] ?? 'nothing');
    }
    const writing = writings.find((each) => each.operation === operation);
    if (writing) await writing.write(scene);
    else await scene.connection.client.getAsset(target, user);
    return 'fine';
  };
  const ended = await work().catch((error: unknown) => (plan ? 'threw' : wordFor(error)));
  assert.equal(ended, ends);
  const sent = scene.sandbox.wireLog.entries.filter(({ method }) => method !== 'GET').length;
  if (ends !== 'fine' && mayWrite !== true && !plan) assert.equal(sent, 0, 'nothing is sent');
  if (ends === 'nothing' || ends === 'threw') assert.equal(sent, 0, 'nothing is sent');
}

function wordFor(error: unknown): Ending {
  if (HappyFoxError.is(error)) return error.failure.kind;
  if (error instanceof WriteRefused) return error.refusal.reason;
  return error instanceof Error ? error.name : String(error);
}

const all = [...answered, ...surrounded];

/** Beside one cell of each row. */
const more = 30;

/** `HAPPYFOX_FAULTS=all`: every cell. Else one of each row and a few more, by a seed. */
function chosen(seed: number): readonly Cell[] {
  if (env.HAPPYFOX_FAULTS === 'all') return all;
  const byRow = [...Map.groupBy(all, ({ row }) => row).values()];
  const numbers = fc.sample(fc.nat(), { seed, numRuns: byRow.length + more });
  const picked = byRow.map((cells, index) => cells[numbers[index]! % cells.length]!);
  const others = numbers.slice(byRow.length).map((number) => all[number % all.length]!);
  return [...new Set([...picked, ...others])];
}

const seed = Number(env.HAPPYFOX_SEED ?? randomInt(1 << 30));
const cells = chosen(seed);

describe(`The fault matrix, ${cells.length} of ${all.length} cells, seed ${seed}`, () => {
  for (const { name, options, run, blinds = false } of cells) {
    it(name, async () => {
      const scene = await openScene(options);
      try {
        await run(scene);
        await assertInvariants(scene, { late: blinds });
      } finally {
        await closeScene(scene);
      }
    });
  }
});

describe('The fault matrix as a whole', () => {
  it('names each cell once, and says why a row has none', () => {
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
    for (const [row, why] of untestable) assert.ok(!all.some((cell) => cell.row === row) && why !== '');
  });
});
