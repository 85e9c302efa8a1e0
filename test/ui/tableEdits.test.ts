import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Asset, Sandbox } from '../../src/sandbox/sandbox';
import type { Code } from './support/code';
import { gone } from './support/expect';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Table } from './support/table';
import type { Workbench } from './support/workbench';

const laptops = 3;
const [serial, maker, model] = [60, 61, 62];
const count = 200;

describe('Edits of many assets in the table', () => {
  stepByStep();
  let sandbox: Sandbox;
  let code: Code;
  let window: Workbench;
  let table: Table;
  let before: readonly (readonly unknown[])[];

  signedIn(
    async (stage) => {
      ({ sandbox, code, window } = stage);
      ({ table } = window);
      await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      before = all().map(valuesOf);
    },
    // All that HappyFox allows: four fifths of it are for plans, so that most of this fits into its first minute.
    { settings: { 'happyfoxAssets.index.mode': 'automatic', 'happyfoxAssets.rateLimit.writesPerMinute': 300 } },
  );

  const all = (): readonly Asset[] => sandbox.world.assetsOf(laptops);
  const valuesOf = ({ values }: Asset): readonly unknown[] => [serial, maker, model].map((field) => values.get(field));
  const serialOf = (line: number): unknown => all()[line - 1]?.values.get(serial);
  const written = (): number => sandbox.wireLog.entries.filter(({ method }) => method !== 'GET').length;
  const tab = (title: string) => window.editor.tabs.filter({ hasText: title });

  it('wait, also over a reload', async () => {
    const row = window.assets.row('Laptop');
    await (await window.assets.rowButton(row, 'Open Table')).click();
    await table.foot.getByText('340 assets', { exact: true }).waitFor();
    await window.run('View: Toggle Primary Side Bar Visibility');
    const block = Array.from(
      { length: count },
      (_, at) => `SN-${at + 1}\t${at % 2 === 0 ? 'Dell' : 'HP'}\tModel ${at}`,
    );
    await (await table.cell(1, 'Serial Number')).click();
    await window.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(block.join('\r\n'))})`);
    await window.press('Control+v');
    await table.button(/^Review \d+ Changes in 200 Assets$/).waitFor();
    const review = await table.button(/^Review/).textContent();
    await window.reload('happyfoxAssets.table');
    await table.button(review ?? '').waitFor();
    await (await table.cell(3, 'Serial Number')).getByText('SN-3', { exact: true }).waitFor();
    assert.equal(written(), 0);
  });

  it('are reviewed as a plan, from which a row is left out', async () => {
    const { plan } = window;
    await table.button(/^Review/).click();
    await plan.shown('Edits of 200 Assets');
    await plan.says('200 assets change.').waitFor();
    for (const at of [0, 1, 2])
      await plan.rows
        .nth(at)
        .getByText(all()[at]?.name ?? '', { exact: true })
        .waitFor();
    await plan.check(all()[1]?.name ?? '').uncheck();
    await plan.says('199 assets change; 1 left out.').waitFor();
    await pictureInThemes(window, 'table plan');
    assert.equal(written(), 0);
  });

  it('go on waiting where they were made again after the plan', async () => {
    const { plan } = window;
    await tab('Laptop').click();
    const cell = await table.cell(3, 'Serial Number');
    await cell.dblclick();
    await table.editor.fill('AGAIN');
    await window.press('Enter');
    await cell.getByText('AGAIN', { exact: true }).waitFor();
    await tab('Edits of 200 Assets').click();
    await plan.button('Apply 199 Changes…').click();
    await window.dialogButton('Apply').click();
    await window.notifications.shown('199 of 200 done');
    assert.equal(written(), count - 1);
    assert.deepEqual([1, 2, 3, count].map(serialOf), ['SN-1', before[1]?.[0], 'SN-3', 'SN-200']);
    await tab('Laptop').click();
    await table.button(/^Review \d Changes in 2 Assets$/).waitFor();
    await (await table.cell(2, 'Serial Number')).getByText('SN-2', { exact: true }).waitFor();
    await cell.and(table.frame.locator('.edited')).getByText('AGAIN', { exact: true }).waitFor();
    await window.notifications.clear();
  });

  it('are thrown away after a question', async () => {
    const { dialog } = window;
    await table.button('Discard…').click();
    await dialog.getByText('Discard the edits of 2 assets?').waitFor();
    await window.dialogButton('Discard Edits').click();
    await gone(table.button(/^Review/));
    await (await table.cell(2, 'Serial Number')).getByText(String(before[1]?.[0]), { exact: true }).waitFor();
    await (await table.cell(3, 'Serial Number')).getByText('SN-3', { exact: true }).waitFor();
  });

  it('are undone by a plan of their own, which the table follows', async () => {
    const { plan } = window;
    const [first] = all();
    const site = first?.name.split('-')[0] ?? '';
    const undone = all().map(({ name }, at) => at < count && at !== 1 && name.startsWith(`${site}-`));
    const many = undone.filter(Boolean).length;
    const then = all().map(valuesOf);
    sandbox.wireLog.clear();
    await tab('Edits of 200 Assets').click();
    await plan.button('Undo…').click();
    await plan.shown('Undo: Edits of 200 Assets');
    await plan.says('199 assets change.').waitFor();
    // All of them would take longer than the budget of a minute.
    await plan.checkAll.uncheck();
    await plan.find.fill(`${site}-`);
    // What was shown before is not what is meant: the host takes no choice about it any more.
    await plan.frame.getByText(`${many} of ${count - 1} rows`).waitFor();
    await plan.checkAll.check();
    await plan.says(`${many} assets change; ${count - 1 - many} left out.`).waitFor();
    await plan.button(`Apply ${many} Changes…`).click();
    await window.dialogButton('Apply').click();
    await window.notifications.shown(`${many} of 199 done`);
    assert.equal(written(), many);
    assert.deepEqual(
      all().map(valuesOf),
      undone.map((isUndone, at) => (isUndone ? before[at] : then[at])),
    );
    await tab('Laptop').click();
    await (await table.cell(1, 'Serial Number')).getByText(String(before[0]?.[0]), { exact: true }).waitFor();
    await window.notifications.clear();
  });

  it('can be taken back after they were sent, by an edit that waits', async () => {
    const { plan } = window;
    const cell = await table.cell(5, 'Model');
    const had = String(all()[4]?.values.get(model));
    await cell.click();
    await window.type('SENT');
    await window.press('Enter');
    await table.button('Review 1 Change').click();
    await plan.shown('Edits of 1 Asset');
    await plan.button('Apply 1 Change…').click();
    await window.dialogButton('Apply').click();
    await window.notifications.shown('1 of 1 done');
    await tab('Laptop').click();
    await gone(table.button(/^Review/));
    await cell.and(table.frame.locator(':not(.edited)')).getByText('SENT', { exact: true }).waitFor();
    await cell.click();
    await window.press('Control+z');
    await cell.and(table.frame.locator('.edited')).getByText(had, { exact: true }).waitFor();
    await window.press('Control+y');
    await gone(table.button(/^Review/));
    assert.equal(all()[4]?.values.get(model), 'SENT');
    await window.notifications.clear();
  });

  it('show at once what another window saves', async () => {
    const [first] = all();
    const other = await code.openWindow();
    await other.assets.open();
    await other.signedIn();
    await other.assets.toggle(other.assets.row('Laptop'));
    await other.assets.row(first?.name ?? '').dblclick();
    await other.editor.line('"Serial Number"').waitFor();
    await other.editor.setValue('Serial Number', '"ELSEWHERE"');
    await other.press('Control+s');
    await other.editor.cleanTab(`${first?.name}.json`).waitFor();
    await window.page.bringToFront();
    await (await table.cell(1, 'Serial Number')).getByText('ELSEWHERE', { exact: true }).waitFor();
  });
});
