import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { newPlan, planDeletes } from '../../src/plans/plan';
import { reportCsv, reportJson } from '../../src/workbench/plans/planReport';
import { assetWith, general } from '../unit/assets/samples';
import { CountingPause } from '../unit/happyfox/countingPause';

const parts = { definitionOf: () => general, sentence: String };
const heads = ['Operation', 'Id', 'Display id', 'Name', 'Field', 'Before', 'After', 'Outcome', 'Time', 'Notes'];

function keptOf(count: number) {
  const assets = Array.from({ length: count }, (_, at) =>
    assetWith({ 45: 'S\n1' }, { id: at + 1, displayId: `D${at}`, name: `PC "${at}"`, contacts: [] }),
  );
  const plan = newPlan(
    { title: 'Title', accountId: 'acme', agent: { id: 1, name: 'Ada' } },
    planDeletes(assets.map((base) => ({ assetTypeId: 1, base }))),
    0,
  );
  return { plan, results: new Map(), state: { kind: 'new' } as const };
}

async function partsOf(report: AsyncIterable<string>): Promise<readonly string[]> {
  const read: string[] = [];
  for await (const part of report) read.push(part);
  return read;
}

describe('The report of a plan', () => {
  it('is one text of JSON, made part by part with a pause before each step', async () => {
    for (const count of [0, 1, 450]) {
      let pauses = 0;
      const { pause } = new CountingPause();
      const report = reportJson(keptOf(count), parts, () => {
        pauses += 1;
        return pause();
      });
      const made = await partsOf(report);
      const text = made.join('');
      const parsed = JSON.parse(text) as { readonly rows: readonly { readonly id: number }[] };
      assert.equal(text, `${JSON.stringify(parsed, null, 2)}\n`);
      assert.deepEqual([parsed.rows.length, pauses, made.length], [count, count, Math.floor(count / 200) + 1]);
    }
  });

  it('has a line for each change of each row, below the heads', async () => {
    const text = (await partsOf(reportCsv(keptOf(2), parts, heads))).join('');
    const [head, first = ''] = text.split('\r\n');
    assert.equal(head, `\uFEFF${heads.join(',')}`);
    assert.match(first, /^Delete,1,D0,"PC ""0""",/);
    assert.match(text, /\r\nDelete,2,D1,"PC ""1""",Serial Number,S 1,,/);
  });
});
