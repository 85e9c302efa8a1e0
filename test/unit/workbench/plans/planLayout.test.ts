import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { newPlan, planDeletes, type Step } from '../../../../src/plans/plan';
import { PlanProgress } from '../../../../src/plans/planProgress';
import { isSettled, type StepResult } from '../../../../src/plans/stepResult';
import { everything, PlanLayout } from '../../../../src/workbench/plans/planLayout';
import type { ShownRow } from '../../../../src/workbench/plans/planMessages';
import { assetWith } from '../../assets/samples';
import { CountingPause } from '../../happyfox/countingPause';

const heading = { title: 'Test', accountId: 'acme.happyfox.com', agent: { id: 3, name: 'Ada' } };
const soon = () => Promise.resolve();

function rowOf({ id, name, included }: Step, result: StepResult | undefined): ShownRow {
  const outcome = result && { word: result.outcome, tone: 'good' as const, notes: [], time: '' };
  return {
    ...{ id, name, included, operation: 'Delete', kind: 'delete', detail: '', changes: [], problems: [], opens: true },
    choosable: !isSettled(result),
    ...(outcome && { outcome }),
  };
}

/** A plan of so many steps, as its tab lays it out, and how many rows were made. */
async function laidOut(count: number) {
  const assets = Array.from({ length: count }, (_, at) => assetWith({}, { id: at + 1, name: `PC ${at}` }));
  const plan = newPlan(heading, planDeletes(assets.map((base) => ({ assetTypeId: 1, base }))));
  const progress = await PlanProgress.of({ plan, results: new Map() });
  const made = { rows: 0, choices: 0 };
  const at = (place: number): ShownRow => {
    const step = progress.plan.steps[place];
    assert.ok(step);
    return rowOf(step, progress.results.get(step.id));
  };
  const layout = new PlanLayout({
    progress: () => progress,
    rowAt: (place) => {
      made.rows += 1;
      return at(place);
    },
    choiceAt: (place) => {
      made.choices += 1;
      return at(place);
    },
  });
  await layout.find(everything, soon);
  const ids = plan.steps.map(({ id }) => id);
  const end = (id: string) => (): void =>
    progress.note({ step: id, outcome: 'verified', time: 1, assetId: 1, before: null, after: null });
  return { layout, progress, made, ids, end };
}

describe('the layout of a plan', () => {
  it('gives of 10,000 rows those that are seen, and more as they are asked for', async () => {
    const { layout, made } = await laidOut(10_000);
    const first = layout.first();
    assert.deepEqual([first.from, first.rows.length, made.rows], [0, 50, 50]);
    assert.deepEqual(first.summary, {
      ...{ lines: 10_000, total: 10_000, choosable: 10_000, included: 10_000, isUntouched: true },
    });
    const next = layout.next(first.version, 50);
    assert.deepEqual([next?.from, next?.rows[0]?.name, next?.rows.length], [50, 'PC 50', 50]);
    assert.equal(layout.next(first.version - 1, 50), undefined);
  });

  it('follows a run at the same cost however many rows there are', async () => {
    const workOf = async (count: number): Promise<number> => {
      const { layout, made, ids, end } = await laidOut(count);
      layout.first();
      const before = made.rows + made.choices;
      for (const id of ids) layout.change([id], end(id));
      return made.rows + made.choices - before - Math.min(count, 50);
    };
    assert.equal(await workOf(800), 2 * (await workOf(400)));
  });

  it('tells of a row only where the page has it, and counts it all the same', async () => {
    const { layout, ids, end } = await laidOut(300);
    layout.first();
    const [early = '', late = ''] = [ids[5], ids[250]];
    assert.deepEqual(
      layout.change([early], end(early)).rows.map(({ id }) => id),
      [early],
    );
    const { rows, summary } = layout.change([late], end(late));
    assert.deepEqual([rows.length, summary.choosable, summary.isUntouched], [0, 298, false]);
  });

  it('finds the rows that hold a text, pausing before each, and keeps them while they change', async () => {
    const { layout, made, ids, end } = await laidOut(300);
    const counted = new CountingPause();
    const before = made.rows;
    await layout.find({ text: ' pć 29', kind: 'all' }, () => {
      if (made.rows > before) counted.note();
      return counted.pause();
    });
    const found = layout.first();
    assert.deepEqual(
      found.rows.map(({ name }) => name),
      ['PC 29', ...Array.from({ length: 10 }, (_, at) => `PC 29${at}`)],
    );
    assert.deepEqual([found.summary.lines, found.summary.total], [11, 300]);
    const id = ids[29] ?? '';
    layout.change([id], end(id));
    assert.equal(layout.first().rows.length, 11);
    await layout.find({ text: '', kind: 'trouble' }, soon);
    assert.equal(layout.first().rows.length, 0);
    await layout.find(everything, soon);
    assert.deepEqual([layout.look, layout.first().summary.lines], [{ text: '', kind: 'all' }, 300]);
  });

  it('names all rows of a layout that may be chosen, and none once there is another', async () => {
    const { layout, progress, ids, end } = await laidOut(250);
    const [settled = ''] = ids;
    layout.change([settled], end(settled));
    const { version } = layout.first();
    const chosen = layout.choosableIn(version);
    assert.deepEqual(chosen, ids.slice(1));
    const { summary } = layout.change(chosen, () => progress.include(chosen, false));
    assert.deepEqual([summary.choosable, summary.included], [249, 0]);
    await layout.find({ text: 'PC 1', kind: 'all' }, soon);
    assert.deepEqual(layout.choosableIn(version), []);
  });

  it('stays as it was where looking is called off', async () => {
    const { layout } = await laidOut(10);
    const { version } = layout.first();
    await assert.rejects(
      layout.find({ text: 'x', kind: 'all' }, () => Promise.reject(new Error('enough'))),
      /enough/,
    );
    assert.deepEqual([layout.first().version, layout.look.text], [version, '']);
  });
});
