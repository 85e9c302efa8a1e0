// In place of VS Code, which mocha does not have.
import '../../../sandbox/soak/vscode';
import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { HeldEdits, type HeldAssetEdit } from '../../../../src/assets/heldEdits';
import { EditHistory } from '../../../../src/tables/editHistory';
import type { AccountSession } from '../../../../src/workbench/sessions/accountSession';
import type { CellCommands } from '../../../../src/workbench/table/cellCommands';
import { EditActions } from '../../../../src/workbench/table/editActions';
import { TableEdits, type MadeEdit, type TableEditParts } from '../../../../src/workbench/table/tableEdits';
import { general, laptop } from '../../assets/samples';

const accountId = 'acme.happyfox.com';
const edit = (text: string): HeldAssetEdit => ({
  ...{ kind: 'edit', ref: { accountId, assetTypeId: 1, assetId: 1 }, text },
  ...{ base: { asset: laptop, definition: general, text: '{}' }, since: [], time: 1 },
});

describe('Edits of a table', () => {
  let folder: string;
  let heldEdits: HeldEdits;
  let edits: TableEdits;
  beforeEach(async () => {
    folder = await mkdtemp(`${tmpdir()}/edits-`);
    heldEdits = new HeldEdits(folder, (path) => assert.fail(path));
    const parts = { heldEdits, opened: { peek: () => undefined } } as unknown as TableEditParts;
    const index = { get: () => undefined, definitions: new Map() };
    edits = new TableEdits({ accountId } as unknown as AccountSession, parts, () => true, index);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are shown as they were read last, however long what was read before takes', async () => {
    const first = Promise.withResolvers<HeldAssetEdit>();
    const answers = [first.promise, Promise.resolve(edit('{"name": "newer"}'))];
    heldEdits.findEdit = () => answers.shift() ?? assert.fail();
    const { promise: both, resolve } = Promise.withResolvers<undefined>();
    let heard = 0;
    edits.onDidChange(() => (heard += 1) === 2 && resolve(undefined));
    heldEdits.heard([edit('')]);
    heldEdits.heard([edit('')]);
    // Whatever can go on by now has gone on.
    await setImmediate();
    first.resolve(edit('{"name": "older"}'));
    await both;
    assert.equal(edits.of(1)?.draft.text, '{"name": "newer"}');
  });

  it('are not thrown away where they were made after the question', async () => {
    await heldEdits.hold(edit('{"name": "asked about"}'), undefined);
    await edits.load();
    const asked = edits.all.map(({ draft }) => draft);
    await heldEdits.hold(edit('{"name": "newer"}'), '{"name": "asked about"}');
    await edits.load();
    await edits.discard(asked);
    assert.equal((await heldEdits.findEdit(edit('').ref))?.text, '{"name": "newer"}');
    await edits.discard(edits.all.map(({ draft }) => draft));
    assert.deepEqual([await heldEdits.findEdit(edit('').ref), edits.all], [undefined, []]);
  });

  it('can be undone once more where that has failed', async () => {
    const made: MadeEdit = { assetId: 1, key: 'name', value: 'PC 2', before: 'PC 1' };
    const history = new EditHistory<readonly MadeEdit[]>();
    history.add([made]);
    const failing = { make: () => Promise.reject(new Error('The disk is full.')) } as unknown as TableEdits;
    const actions = new EditActions(failing, {} as CellCommands, history);
    await assert.rejects(actions.again('undo'), /full/);
    assert.deepEqual([history.canUndo, history.canRedo], [true, false]);
    history.undo();
    await assert.rejects(actions.again('redo'), /full/);
    assert.deepEqual([history.canUndo, history.canRedo], [false, true]);
  });
});
