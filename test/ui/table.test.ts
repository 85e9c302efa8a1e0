import { strict as assert } from 'node:assert';
import { after, before, describe, it } from 'mocha';
import { Sandbox } from '../../src/sandbox/sandbox';
import { Code } from './support/code';
import { aboutAssets, gone } from './support/expect';
import { pictureFailures, pictureInThemes } from './support/pictures';
import { stepByStep } from './support/stepByStep';
import type { Table } from './support/table';
import { addAccount } from './support/wizard';
import type { Workbench } from './support/workbench';

const field = { serial: 60, maker: 61, model: 62, status: 63, memory: 65, warranty: 68, tags: 71 };

describe('The table', () => {
  stepByStep();
  let sandbox: Sandbox;
  let code: Code;
  let window: Workbench;
  let table: Table;
  const laptop = (line: number) => {
    const found = sandbox.world.assetsOf(3)[line - 1];
    assert.ok(found);
    return found;
  };
  const writes = () => sandbox.wireLog.entries.filter(({ method }) => method !== 'GET').length;

  before(async () => {
    sandbox = await Sandbox.start();
    // Windows tell each other by the index what they save.
    code = await Code.start({ 'happyfoxAssets.index.mode': 'automatic' });
    ({ window } = code);
    ({ table } = window);
    await addAccount(window, sandbox);
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(async () => {
    await code.stop();
    await sandbox.stop();
  });
  pictureFailures(() => [window]);

  it('opens by the icon of a type, and says how many assets there are', async () => {
    const row = window.assets.row('Laptop');
    await (await window.assets.rowButton(row, 'Open Table')).click();
    await table.foot.getByText('340 assets', { exact: true }).waitFor();
    await (await table.cell(1, 'Name')).getByText(laptop(1).name, { exact: true }).waitFor();
    await table.spoken.getByText(/^.+, Name, line 1 of \d+$/).waitFor();
    await window.run('View: Toggle Primary Side Bar Visibility');
  });

  it('shows the columns that are chosen', async () => {
    await table.button('Columns…').click();
    const dialog = table.frame.getByRole('dialog');
    await pictureInThemes(window, 'table columns');
    for (const name of [
      'Display ID',
      'Operating System',
      'Storage (GB)',
      'Purchase Date',
      'Purchase Price',
      'Location',
    ])
      await dialog.getByRole('checkbox', { name, exact: true }).uncheck();
    for (const name of ['Notes', 'Last Audit', 'Updated'])
      await dialog.getByRole('checkbox', { name, exact: true }).uncheck();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await gone(table.head('Location'));
    await table.head('Contacts').waitFor();
  });

  it('sorts by a click on a head and by the keyboard, and back', async () => {
    const names = sandbox.world.assetsOf(3).map(({ name }) => name);
    const sorted = [...names].sort(new Intl.Collator('en', { numeric: true }).compare);
    const first = await table.cell(1, 'Name');
    await table.head('Name').click();
    await first.getByText(sorted[0] ?? '', { exact: true }).waitFor();
    await first.click();
    // Who sorts from within the cells goes along with theirs.
    await window.press('Alt+ArrowDown');
    await table.spoken.getByText(`${sorted[0]}, Name, line 340 of 340`).waitFor();
    await window.press('Control+Home');
    await first.getByText(sorted.at(-1) ?? '', { exact: true }).waitFor();
    await table.head('Name').and(table.frame.locator('[aria-sort="descending"]')).waitFor();
    await window.press('Alt+ArrowDown');
    const last = sorted.at(-1) ?? '';
    await table.spoken.getByText(`${last}, Name, line ${names.indexOf(last) + 1} of 340`).waitFor();
    await window.press('Control+Home');
    await first.getByText(names[0] ?? '', { exact: true }).waitFor();
  });

  it('filters by a column and by a query, and says what is wrong with one', async () => {
    await (await table.cell(1, 'Manufacturer')).click();
    await window.press('Control+Shift+l');
    await window.type('Dell');
    await table.foot.getByText(/^\d+ of 340 assets$/).waitFor();
    await window.press('Control+a');
    await window.press('Delete');
    await window.press('Enter');
    await table.foot.getByText('340 assets', { exact: true }).waitFor();
    await window.press('Control+f');
    await window.type('nosuchfield:5');
    await table.frame.getByText('No field is called “nosuchfield”.').waitFor();
    await table.query.fill('');
    await table.foot.getByText('340 assets', { exact: true }).waitFor();
  });

  it('marks a value that makes no sense with the reason, until it is corrected', async () => {
    const memory = await table.cell(2, 'Memory (GB)');
    await memory.dblclick();
    await table.editor.fill('lots');
    await window.press('Enter');
    await memory.and(table.frame.locator('.invalid')).waitFor();
    assert.equal(await memory.getAttribute('title'), 'Write a number, such as 12 or 3.50.');
    await table.foot.getByText('1 asset has values that can’t be sent').waitFor();
    await memory.click();
    await table.spoken
      .getByText(/^lots, Memory \(GB\), Write a number, such as 12 or 3\.50\., line 2 of 340$/)
      .waitFor();
    await window.type('64');
    await window.press('Tab');
    await memory.and(table.frame.locator('.edited:not(.invalid)')).getByText('64', { exact: true }).waitFor();
    await table.button('Review 1 Change').waitFor();
    assert.equal(await memory.getAttribute('title'), 'Not sent yet; HappyFox has “32”');
  });

  it('edits each kind of value in its own way', async () => {
    const status = await table.cell(2, 'Status');
    await status.click();
    await window.press('F2');
    await table.editor.fill('repair');
    await table.frame.getByRole('option', { name: 'In repair' }).waitFor();
    await window.press('Enter');
    await status.getByText('In repair', { exact: true }).waitFor();

    const tags = await table.cell(1, 'Tags');
    await tags.click();
    await window.press('Enter');
    await table.frame.getByRole('option', { name: 'Loaner' }).click();
    await table.editor.fill('spare');
    await window.press('Enter');
    await pictureInThemes(window, 'table options');
    await window.press('Tab');
    await tags.getByText('Loaner; Spare', { exact: true }).waitFor();

    const warranty = await table.cell(1, 'Warranty Date');
    await warranty.click();
    await window.press('F2');
    await table.editor.fill('2030-06-30');
    await window.press('Enter');
    await warranty.getByText('2030-06-30', { exact: true }).waitFor();

    const person = sandbox.world.contact(laptop(2).contactIds[0] ?? 0);
    assert.ok(person);
    await (await table.cell(1, 'Tags')).click();
    await window.press('End');
    const contacts = await table.cell(1, 'Contacts');
    await contacts.click();
    await window.press('Enter');
    await window.type(person.name);
    await window.press('Enter');
    await table.frame.locator('.chip').getByText(person.name, { exact: true }).waitFor();
    await window.press('Tab');
    await contacts.and(table.frame.locator('.edited:not(.invalid)')).getByText(person.name).waitFor();
    await table.button('Review 5 Changes in 2 Assets').waitFor();
    assert.equal(writes(), 0);
  });

  it('shares its edits with documents', async () => {
    await (await table.cell(2, 'Status')).click();
    await window.press('Control+Enter');
    await window.editor.line('"Memory (GB)": 64').waitFor();
    await window.editor.line('"Status": "In repair"').waitFor();
    await window.editor.setValue('Model', '"Typed in the document"');
    await window.press('Control+s');
    await window.editor.cleanTab(`${laptop(2).name}.json`).waitFor();
    aboutAssets(sandbox, [`GET asset/${laptop(2).id}`, `PUT asset/${laptop(2).id}`]);
    await window.run('View: Close Editor');
    await (await table.cell(2, 'Model')).getByText('Typed in the document', { exact: true }).waitFor();
    await table.button('Review 3 Changes in 1 Asset').waitFor();
  });

  it('copies as spreadsheets do', async () => {
    await (await table.cell(1, 'Serial Number')).click();
    await (await table.cell(2, 'Manufacturer')).click({ modifiers: ['Shift'] });
    await window.press('Control+c');
    await table.foot.getByText('4 cells copied.').waitFor();
    assert.equal(await window.page.evaluate('navigator.clipboard.readText()'), '5CGH7GD526\tHP\r\nC027T562MK9U\tApple');
  });

  it('pastes a block of 200 lines and 3 columns, takes it back, and does it again', async () => {
    const block = Array.from({ length: 200 }, (_, at) => `SN-${at}\t${at % 2 === 0 ? 'Dell' : 'HP'}\tModel ${at}`);
    const model = await table.cell(3, 'Model');
    await (await table.cell(1, 'Serial Number')).click();
    await window.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(block.join('\r\n'))})`);
    await window.press('Control+v');
    await table.foot.getByText(/^\d+ cells changed\.$/).waitFor();
    await model.getByText('Model 2', { exact: true }).waitFor();
    await table.button(/^Review \d+ Changes in 200 Assets$/).waitFor();
    await window.press('Control+z');
    await table.button('Review 3 Changes in 1 Asset').waitFor();
    await model.getByText(String(laptop(3).values.get(field.model)), { exact: true }).waitFor();
    await window.press('Control+y');
    await table.button(/^Review \d+ Changes in 200 Assets$/).waitFor();
    await model.getByText('Model 2', { exact: true }).waitFor();
  });

  it('fills down', async () => {
    await (await table.cell(1, 'Model')).click();
    await (await table.cell(3, 'Model')).click({ modifiers: ['Shift'] });
    await window.press('Control+d');
    await (await table.cell(3, 'Model')).getByText('Model 0', { exact: true }).waitFor();
    const memory = await table.cell(4, 'Memory (GB)');
    await memory.click();
    await window.type('lots');
    await window.press('Enter');
    await memory.and(table.frame.locator('.invalid')).waitFor();
    assert.equal(writes(), 0);
  });

  it('groups, and is seen in every theme', async () => {
    await table.frame.getByLabel('Group by').selectOption({ label: 'Status' });
    const head = table.frame.locator('.slick-row.group').first();
    await head.getByText(/^In repair \(\d+\)$/).waitFor();
    await head.locator('.gutter').click();
    await table.frame.locator('.slick-row[data-row="1"].group').first().waitFor();
    await (await table.cell(4, 'Serial Number')).click();
    await (await table.cell(8, 'Model')).click({ modifiers: ['Shift'] });
    await table.foot.getByText('15 cells selected').waitFor();
    await pictureInThemes(window, 'table');
    await table.frame.getByLabel('Group by').selectOption({ label: 'No groups' });
    await gone(head);
  });
});
