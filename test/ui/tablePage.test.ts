import { strict as assert } from 'node:assert';
import { after as afterAll, afterEach, before, beforeEach, describe, it } from 'mocha';
import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../../scripts/vscode/browser.mjs';
import type { AssetTypeDefinition } from '../../src/assets/assetTypeDefinition';
import type { Asset } from '../../src/happyfox/asset';
import type { CustomField } from '../../src/happyfox/customField';
import { TablePage, told } from './support/tablePage';

const status: CustomField = {
  ...{ id: 47, name: 'Status', type: 'dropdown' },
  choices: ['In use', 'In stock', 'Ausgemustert'].map((label, at) => ({ id: at + 1, label })),
};
const laptops: AssetTypeDefinition = {
  assetType: { id: 1, name: 'Laptop', description: null, settings: { enableContactAssociation: true } },
  fields: [
    { id: 45, name: 'Serial', type: 'text', choices: null },
    { id: 46, name: 'Maker', type: 'text', choices: null },
    status,
  ],
};

function laptop(id: number, maker = `Maker ${id}`): Asset {
  const values: Record<number, string | number> = { 45: `S${id}`, 46: maker, 47: 1 };
  return {
    ...{ id, displayId: `D-${id}`, name: `PC ${String(id).padStart(4, '0')}`, contacts: [] },
    customFields: laptops.fields.map(({ id: field, name, type }, order) => ({
      ...{ id: field, name, type, order },
      value: values[field] ?? null,
    })),
    ...{ absent: [], unknownKeys: {} },
  };
}

describe('The page of a table', () => {
  let browser: Browser;
  let table: TablePage;
  let page: TablePage['page'];

  before(async () => {
    const executablePath = findBrowser();
    assert.ok(executablePath, 'There is no Chromium to show the table in.');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    table = await TablePage.open(
      browser,
      laptops,
      Array.from({ length: 60 }, (_, at) => laptop(1_000 + at)),
    );
    ({ page } = table);
  });
  afterEach(() => table.close());

  /** What the page says of cells because of something, in short. */
  async function after(what: 'edit' | 'clear' | 'fill' | 'paste', act: () => Promise<unknown>): Promise<string> {
    const [message] = await Promise.all([table.next(what), act()]);
    return told(message);
  }

  async function paste(text: string): Promise<void> {
    await page.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', ${JSON.stringify(text)});
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData }));
    })()`);
  }

  /** Newer assets come in front of those that are shown. */
  async function arrivals(): Promise<void> {
    table.table.look({ ...table.table.view, sort: [{ key: 'name', ascending: true }] });
    table.index.setAll([laptop(7, 'Early'), laptop(8, 'Early'), laptop(9, 'Early')], 1);
    await table.layOut();
  }

  describe('means the assets and columns that are seen', () => {
    it('where rows arrive above between a click and a key', async () => {
      await table.cell(1_003, '#46').click();
      await arrivals();
      assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear 1003 #46');
      const active = page.locator('.slick-cell.active');
      assert.equal(await active.textContent(), 'Maker 1003');
      assert.equal(await active.count(), 1);
    });

    it('for a range, pasting and filling too', async () => {
      await table.cell(1_003, '#45').click();
      await table.cell(1_004, '#46').click({ modifiers: ['Shift'] });
      table.table.look({ ...table.table.view, sort: [{ key: 'name', ascending: false }] });
      await table.layOut(true);
      assert.equal(await after('fill', () => page.keyboard.press('Control+d')), 'fill 1003 #45,#46');
      assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear 1004,1003 #45,#46');
      assert.equal(await after('paste', () => paste('a\nb\nc')), 'paste 1004,1003,1002,1001,1000 #45,#46,#47');
    });

    it('and leaves alone what a filter has hidden', async () => {
      await table.cell(1_003, '#46').click();
      await table.cell(1_005, '#46').click({ modifiers: ['Shift'] });
      table.table.look({ ...table.table.view, query: '1004' });
      await table.layOut();
      await page.getByText('hidden', { exact: true }).waitFor();
      assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear 1004 #46');
      const clear = table.edits.at(-1);
      assert.equal(clear?.kind === 'clear' && clear.hidden, 2);
    });

    it('and nothing where the active one is gone', async () => {
      await table.cell(1_003, '#46').click();
      table.index.remove(1_003);
      await table.layOut();
      await page.keyboard.type('x');
      await table.said.getByText('gone').waitFor();
      await page.keyboard.press('F2');
      assert.equal(await table.editor.count(), 0);
      assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear ');
      // From where it stood the keyboard goes on.
      await page.keyboard.press('ArrowDown');
      assert.equal(await page.locator('.slick-cell.active').textContent(), 'Maker 1005');
    });
  });

  describe('keeps an editor open', () => {
    beforeEach(async () => {
      await table.cell(1_003, '#46').dblclick();
      await table.editor.fill('Del');
    });

    it('over its asset, however often lines are laid out', async () => {
      await arrivals();
      for (let id = 10; id < 25; id += 1) {
        table.index.set(laptop(id, 'Early'), 1);
        await table.layOut();
      }
      await page.keyboard.type('l');
      const [editor, cell] = [await table.editor.boundingBox(), await table.cell(1_003, '#46').boundingBox()];
      assert.deepEqual([editor?.x, editor?.y], [cell?.x, cell?.y]);
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '1003 #46 Dell');
      assert.equal(await page.locator('.slick-cell.active').textContent(), 'Maker 1004');
    });

    it('over its column when HappyFox adds a field in front of it', async () => {
      const asset = { id: 40, name: 'Added', type: 'text', choices: null };
      table.index.setDefinition({ ...laptops, fields: [asset, ...laptops.fields] });
      await table.renewColumns();
      await page.keyboard.type('l');
      const [editor, cell] = [await table.editor.boundingBox(), await table.cell(1_003, '#46').boundingBox()];
      assert.deepEqual([editor?.x, editor?.y], [cell?.x, cell?.y]);
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '1003 #46 Dell');
    });

    it('when a filter hides its asset, and says so', async () => {
      table.table.look({ ...table.table.view, query: '1004' });
      await table.layOut();
      await table.said.getByText('editedElsewhere').waitFor();
      await page.keyboard.type('l');
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '1003 #46 Dell');
    });

    it('where a filter leaves so few lines that the grid scrolls', async () => {
      await page.keyboard.press('Escape');
      table.index.setAll(
        Array.from({ length: 1_500 }, (_, at) => laptop(2_000 + at)),
        1,
      );
      await table.layOut();
      await page.keyboard.press('Control+End');
      await table.cell(3_499, '#45').dblclick();
      await table.editor.fill('Half');
      table.table.look({ ...table.table.view, query: '349' });
      await table.layOut();
      assert.equal(await table.editor.count(), 1);
      const [editor, cell] = [await table.editor.boundingBox(), await table.cell(3_499, '#45').boundingBox()];
      assert.deepEqual([editor?.x, editor?.y], [cell?.x, cell?.y]);
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '3499 #45 Half');
    });

    it('when its column goes', async () => {
      table.index.setDefinition({ ...laptops, fields: laptops.fields.filter(({ id }) => id !== 46) });
      await table.renewColumns();
      await page.keyboard.type('l');
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '1003 #46 Dell');
    });
  });

  it('keeps what is typed into a filter when other columns come', async () => {
    const filter = page.locator('input.filter[data-key="#46"]');
    await filter.click();
    await page.keyboard.type('Del');
    table.index.setDefinition({
      ...laptops,
      fields: [{ id: 40, name: 'Added', type: 'text', choices: null }, ...laptops.fields],
    });
    await table.renewColumns();
    await page.keyboard.type('l');
    assert.equal(await filter.inputValue(), 'Dell');
  });

  describe('keeps what is being composed', () => {
    async function propose(text: string): Promise<void> {
      const client = await page.context().newCDPSession(page);
      await client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }

    async function commit(text: string): Promise<void> {
      const client = await page.context().newCDPSession(page);
      await client.send('Input.insertText', { text });
    }

    for (const [what, selector] of [
      ['a filter', 'input.filter[data-key="#46"]'],
      ['the query', 'input.query'],
    ] as const) {
      it(`in ${what} when what was typed before it is looked for`, async () => {
        const input = page.locator(selector);
        await input.click();
        await Promise.all([
          table.next('view'),
          (async () => {
            await propose('日');
            await commit('日');
            await propose('ほ');
          })(),
        ]);
        // The lines are fewer by then, and their numbers shorter.
        await page.locator('.slick-row').waitFor({ state: 'detached' });
        assert.equal(await input.inputValue(), '日ほ');
        await Promise.all([table.next('view'), commit('本')]);
        assert.equal(await input.inputValue(), '日本');
      });
    }

    it('in a filter when other columns come', async () => {
      const filter = page.locator('input.filter[data-key="#46"]');
      await filter.click();
      await propose('ほ');
      table.index.setDefinition({
        ...laptops,
        fields: [{ id: 40, name: 'Added', type: 'text', choices: null }, ...laptops.fields],
      });
      await table.renewColumns();
      await commit('本');
      assert.equal(await filter.inputValue(), '本');
      await page.locator('.slick-header-column', { hasText: 'Added' }).waitFor();
    });
  });

  it('keeps what is looked at where it is while rows arrive above', async () => {
    await table.cell(1_010, '#46').click();
    const before = await table.cell(1_010, '#46').boundingBox();
    await arrivals();
    assert.equal((await table.cell(1_010, '#46').boundingBox())?.y, before?.y);
  });

  describe('takes letters, and not keys', () => {
    async function compose(...steps: string[]): Promise<void> {
      const client = await page.context().newCDPSession(page);
      for (const text of steps)
        await client.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await client.send('Input.insertText', { text: steps.at(-1) ?? '' });
    }

    it('from an input method: all that it has composed, and nothing else', async () => {
      await table.cell(1_003, '#46').click();
      await compose('n', 'に', 'にほん', '日本');
      await table.editor.waitFor();
      assert.equal(await table.editor.inputValue(), '日本');
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '1003 #46 日本');
    });

    it('and shows what is being composed over the cell', async () => {
      await table.cell(1_003, '#46').click();
      const client = await page.context().newCDPSession(page);
      await client.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
      const composing = page.locator('.cell-input.composing');
      const [input, cell] = [await composing.boundingBox(), await table.cell(1_003, '#46').boundingBox()];
      assert.deepEqual([input?.x, input?.y], [cell?.x, cell?.y]);
      await arrivals();
      assert.equal((await composing.boundingBox())?.y, (await table.cell(1_003, '#46').boundingBox())?.y);
    });

    it('and gives what was composed to its cell when another is clicked', async () => {
      await table.cell(1_003, '#46').click();
      const client = await page.context().newCDPSession(page);
      await client.send('Input.imeSetComposition', { text: '日本', selectionStart: 2, selectionEnd: 2 });
      assert.equal(await after('edit', () => table.cell(1_006, '#45').click()), '1003 #46 日本');
    });

    it('and gives it to its cell, and nothing to another input, when the focus goes there', async () => {
      await table.cell(1_003, '#46').click();
      const client = await page.context().newCDPSession(page);
      await client.send('Input.imeSetComposition', { text: '日本', selectionStart: 2, selectionEnd: 2 });
      const query = page.locator('input.query');
      assert.equal(await after('edit', () => query.click()), '1003 #46 日本');
      await page.keyboard.type('x');
      assert.equal(await query.inputValue(), 'x');
    });

    it('and gives it to its cell where a filter hides that in the middle of it', async () => {
      await table.cell(1_003, '#46').click();
      const client = await page.context().newCDPSession(page);
      await client.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
      table.table.look({ ...table.table.view, query: '1004' });
      await table.layOut();
      assert.equal(await after('edit', () => client.send('Input.insertText', { text: '日本' })), '1003 #46 日本');
      await table.said.getByText('editedElsewhere').waitFor();
    });

    it('and the letter that follows at once', async () => {
      await table.cell(1_003, '#46').click();
      const client = await page.context().newCDPSession(page);
      await client.send('Input.imeSetComposition', { text: '日本', selectionStart: 2, selectionEnd: 2 });
      // The page is busy: what ends the composition and the next key come in one go.
      const isTaken = await page.evaluate(`(() => {
        const input = document.activeElement;
        input.dispatchEvent(new CompositionEvent('compositionend', { data: '日本' }));
        return !input.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', bubbles: true, cancelable: true }));
      })()`);
      assert.equal(isTaken, false);
      assert.equal(await table.editor.inputValue(), '日本');
    });

    it('and names the columns that were seen when it began, whatever they are when it ends', async () => {
      await table.cell(1_003, '#46').click();
      const client = await page.context().newCDPSession(page);
      await client.send('Input.imeSetComposition', { text: '日本', selectionStart: 2, selectionEnd: 2 });
      const { version } = table.table;
      table.index.setDefinition({ ...laptops, fields: laptops.fields.filter(({ id }) => id !== 45) });
      await table.renewColumns();
      const [edit] = await Promise.all([table.next('edit'), table.cell(1_006, '#46').click()]);
      assert.deepEqual([edit.asset, edit.column, edit.version], [1_003, '#46', version]);
      assert.notEqual(table.table.version, version);
    });

    it('also where several keys write one, in every kind of editor', async () => {
      await table.cell(1_003, '#47').click();
      await page.keyboard.insertText('Aus');
      await page.getByRole('option', { name: 'Ausgemustert' }).waitFor();
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '1003 #47 Ausgemustert');
    });

    const shortcuts: [what: string, key: string, code: string, kind: 'undo' | 'redo' | 'fill'][] = [
      ['Ctrl+Z on a Russian keyboard', 'я', 'KeyZ', 'undo'],
      ['Ctrl+Z on a German keyboard', 'z', 'KeyY', 'undo'],
      ['Ctrl+Y on a German keyboard', 'y', 'KeyZ', 'redo'],
      ['Ctrl+D on a Hebrew keyboard', 'ג', 'KeyD', 'fill'],
    ];
    for (const [what, key, code, kind] of shortcuts) {
      it(`knows ${what}`, async () => {
        await table.cell(1_003, '#46').click();
        const press = `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', ${JSON.stringify({ key, code, ctrlKey: true, bubbles: true, cancelable: true })}))`;
        const [message] = await Promise.all([table.next(kind), page.evaluate(press)]);
        assert.equal(message.kind, kind);
      });
    }
  });

  it('means the cell under the pointer with a right click, and all that are selected with it', async () => {
    await table.cell(1_001, '#46').click();
    await table.cell(1_005, '#46').click({ button: 'right' });
    assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear 1005 #46');
    await table.cell(1_007, '#46').click({ modifiers: ['Shift'] });
    await table.cell(1_006, '#46').click({ button: 'right' });
    assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear 1005,1006,1007 #46');
  });

  it('means the line whose number is right clicked, and nothing with the head of a group', async () => {
    await table.cell(1_001, '#46').click();
    await page.locator('.slick-row[data-row="5"] .gutter').click({ button: 'right' });
    assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear 1005 name,#45,#46,#47');
    table.table.look({ ...table.table.view, group: '#47' });
    await table.layOut();
    await page.locator('.slick-row.group .l1').click({ button: 'right' });
    assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear ');
  });

  it('selects nothing with a press on the head of a group', async () => {
    table.table.look({ ...table.table.view, group: '#47' });
    await table.layOut();
    await table.cell(1_001, '#46').click();
    const line = page.locator('.slick-row.group .l1');
    await line.scrollIntoViewIfNeeded();
    const head = await line.boundingBox();
    assert.ok(head);
    await page.mouse.move(head.x + 20, head.y + 10);
    await Promise.all([table.next('view'), page.mouse.down()]);
    await page.mouse.move(head.x + 22, head.y + 10);
    await page.mouse.up();
    assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear 1001 #46');
  });

  it('goes through both lines of an asset that is in two groups, and edits it in either', async () => {
    const people = ['Ann', 'Bob'].map((name, at) => ({ id: at + 1, name, email: null }));
    table.index.set({ ...laptop(1_000), contacts: people }, 1);
    table.table.look({ ...table.table.view, group: 'contacts' });
    await table.layOut();
    const line = (row: number) => page.locator(`.slick-row[data-row="${row}"] .l1`);
    assert.equal(await line(2).textContent(), 'Bob (1)');
    assert.deepEqual([await line(1).textContent(), await line(3).textContent()], ['PC 1000', 'PC 1000']);
    await line(1).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.locator('.slick-row[data-row="3"] .l1.active').count(), 1);
    assert.equal(await after('clear', () => page.keyboard.press('Delete')), 'clear 1000 name');
    await page.keyboard.type('x');
    assert.equal(await after('edit', () => page.keyboard.press('Enter')), '1000 name x');
    assert.equal(await page.locator('.slick-row[data-row="4"] .l1.active').count(), 1);
  });

  describe('loses nothing that is typed before a line has come', () => {
    beforeEach(() => {
      table.isSilent = true;
      table.index.setAll(
        Array.from({ length: 1_500 }, (_, at) => laptop(2_000 + at)),
        1,
      );
    });

    async function typeAtTheEnd(): Promise<void> {
      await table.layOut();
      await page.keyboard.press('Control+End');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.type('Dell');
    }

    it('but opens the editor with it', async () => {
      await typeAtTheEnd();
      assert.equal(await table.editor.count(), 0);
      await table.answerLate();
      assert.equal(await table.editor.inputValue(), 'Dell');
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '3499 #46 Dell');
    });

    it('and ends it with the key that follows, so that what comes then is the next cell’s', async () => {
      await table.layOut();
      await page.keyboard.press('Control+End');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.type('Dell');
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '3498 #46 Dell');
      await page.keyboard.type('HP');
      await table.answerLate();
      assert.equal(await after('edit', () => page.keyboard.press('Enter')), '3499 #46 HP');
    });

    it('and takes back a letter with Backspace, and all of it with Escape', async () => {
      await typeAtTheEnd();
      await page.keyboard.press('Backspace');
      await table.answerLate();
      assert.equal(await table.editor.inputValue(), 'Del');
      await page.keyboard.press('Escape');
      table.isSilent = true;
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.type('HP');
      await page.keyboard.press('Escape');
      await table.answerLate();
      assert.equal(await table.editor.count(), 0);
      assert.deepEqual(table.edits, []);
    });

    it('and puts it in where somebody has moved on', async () => {
      await typeAtTheEnd();
      await page.keyboard.press('PageUp');
      assert.equal(await after('edit', () => table.answerLate()), '3499 #46 Dell');
    });
  });

  it('drops the filter of a column that is not shown any more', async () => {
    await page.locator('input.filter[data-key="#46"]').click();
    await Promise.all([table.next('view'), page.keyboard.type('Maker')]);
    const all = ['name', '#45', '#46', '#47'].map((key) => ({ key, name: key, editor: 'text' as const }));
    const columns = { shown: ['name', '#45', '#47'], widths: {}, frozen: 1 };
    const [{ view }] = await Promise.all([
      table.next('view'),
      table.post({ kind: 'columns', version: 0, all, columns, after: 0 }),
    ]);
    assert.deepEqual(view.filters, {});
  });

  it('copies and cuts though nothing in it is selected for the browser', async () => {
    await table.cell(1_001, '#46').click();
    const [copy] = await Promise.all([table.next('copy'), page.keyboard.press('Control+c')]);
    assert.deepEqual([...(copy.areas[0]?.assets ?? [])], [1_001]);
    const [cut] = await Promise.all([table.next('cut'), page.keyboard.press('Control+x')]);
    assert.deepEqual([...(cut.areas[0]?.assets ?? [])], [1_001]);
  });

  it('draws what has changed while it was hidden', async () => {
    await page.evaluate(`document.body.style.display = 'none'`);
    table.index.set(laptop(1_003, 'Changed'), 1);
    await table.post({ kind: 'stale' });
    await page.evaluate(`document.body.style.display = ''`);
    await page.getByText('Changed', { exact: true }).waitFor();
  });

  for (const selector of ['input.query', 'input.filter[data-key="#45"]']) {
    it(`leaves the focus in ${selector}, whose click ends an editor`, async () => {
      await table.cell(1_003, '#46').dblclick();
      await table.editor.fill('Dell');
      const input = page.locator(selector);
      assert.equal(await after('edit', () => input.click()), '1003 #46 Dell');
      await page.keyboard.type('x');
      assert.equal(await input.inputValue(), 'x');
    });
  }

  it('says which cells are selected, also once they are drawn anew', async () => {
    await table.cell(1_003, '#46').click();
    table.index.set(laptop(1_003, 'Changed'), 1);
    await table.post({ kind: 'stale' });
    await page.getByText('Changed', { exact: true }).waitFor();
    assert.equal(await table.cell(1_003, '#46').getAttribute('aria-selected'), 'true');
    await table.cell(1_004, '#46').click();
    assert.equal(await table.cell(1_003, '#46').getAttribute('aria-selected'), 'false');
  });

  it('cuts with Shift+Delete, and clears nothing that is not copied', async () => {
    await table.cell(1_003, '#46').click();
    await Promise.all([table.next('cut'), page.keyboard.press('Shift+Delete')]);
    assert.deepEqual(table.edits, []);
  });

  it('pastes nothing into the cells behind a dialog', async () => {
    await table.cell(1_003, '#46').click();
    await page.getByRole('button', { name: 'columns' }).click();
    await page.locator('dialog').getByRole('button', { name: 'apply' }).focus();
    await paste('behind');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog').count(), 0);
    await table.cell(1_003, '#46').click();
    await Promise.all([table.next('paste'), paste('into it')]);
    assert.deepEqual(
      table.edits.map((edit) => edit.kind === 'paste' && edit.text),
      ['into it'],
    );
  });

  it('takes what is typed alone, wherever a key has left the caret', async () => {
    await table.cell(1_003, '#46').click();
    await page.evaluate(`document.activeElement.setSelectionRange(1, 1)`);
    await page.keyboard.type('x');
    assert.equal(await table.editor.inputValue(), 'x');
  });

  it('asks for nobody once the editor has ended', async () => {
    const all = [
      { key: 'name', name: 'Name', editor: 'text' },
      { key: 'contacts', name: 'People', editor: 'contacts' },
    ] as const;
    const shown = all.map(({ key }) => key);
    table.table.show(shown);
    await table.post({ kind: 'columns', version: 0, all, columns: { shown, widths: {}, frozen: 1 }, after: 0 });
    await table.layOut();
    await Promise.all([table.next('people'), table.cell(1_003, 'contacts').dblclick()]);
    let isAsked = false;
    void table.next('people').then(() => (isAsked = true));
    await page.clock.install();
    await page.keyboard.type('Ann');
    assert.equal(await after('edit', () => page.keyboard.press('Tab')), '1003 contacts Ann');
    await page.clock.runFor(1_000);
    await table.post({ kind: 'stale' });
    assert.equal(isAsked, false);
  });

  it('has the focus in the cells after a click, and no other place to tab to within them', async () => {
    await table.cell(1_001, '#46').click();
    assert.equal(await page.evaluate(`document.activeElement.className`), 'cell-input');
    assert.equal(await page.locator('.grid div[tabindex="0"]').count(), 0);
  });
});
