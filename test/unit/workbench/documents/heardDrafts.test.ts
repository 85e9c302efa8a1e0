// In place of VS Code, which mocha does not have.
import '../../../sandbox/soak/vscode';
import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeldEdits, type HeldAssetEdit } from '../../../../src/assets/heldEdits';
import type { AccountSession } from '../../../../src/workbench/sessions/accountSession';
import { DocumentMarks } from '../../../../src/workbench/documents/documentMarks';
import type { HappyFoxFileSystem } from '../../../../src/workbench/documents/happyfoxFileSystem';
import { TableEdits, type TableEditParts } from '../../../../src/workbench/table/tableEdits';
import { general, laptop } from '../../assets/samples';

const accountId = 'acme.happyfox.com';
const edit = (assetId: number): HeldAssetEdit => ({
  ...{ kind: 'edit', ref: { accountId, assetTypeId: 1, assetId }, text: '{}' },
  ...{ base: { asset: laptop, definition: general, text: '{}' }, since: [], time: 1 },
});

describe('Drafts that another window has changed, too many to name,', () => {
  let folder: string;
  const opened = (): HeldEdits => new HeldEdits(folder, (path) => assert.fail(path));
  beforeEach(async () => {
    folder = await mkdtemp(`${tmpdir()}/held-`);
    await opened().hold(edit(1), undefined);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Another window holds a second draft in place of the first. */
  async function changedElsewhere(): Promise<void> {
    const other = opened();
    await other.drop(edit(1), '{}');
    await other.hold(edit(2), undefined);
  }

  it('are those that a table shows', async () => {
    const heldEdits = opened();
    const session = { accountId } as unknown as AccountSession;
    const edits = new TableEdits(...([session, { heldEdits } as unknown as TableEditParts] as const), () => true, {
      get: () => undefined,
      definitions: new Map(),
    });
    await edits.load();
    await changedElsewhere();
    const changed = heardBy(edits.onDidChange);
    heldEdits.heard('any');
    await changed;
    assert.deepEqual([edits.of(1), edits.of(2)?.draft], [undefined, edit(2)]);
  });

  it('have their marks painted anew', async () => {
    const heldEdits = opened();
    const marks = marksOf(heldEdits, (work) => void work);
    const begun = heardBy(marks.onDidChangeFileDecorations);
    marks.begin();
    await begun;
    await changedElsewhere();
    const painted = heardBy(marks.onDidChangeFileDecorations);
    heldEdits.heard('any');
    await painted;
  });

  it('have their marks painted though one of them can’t be read, which is told', async () => {
    const heldEdits = opened();
    const told = Promise.withResolvers<unknown>();
    const marks = marksOf(heldEdits, (work) => void work.then(told.resolve, told.reject));
    const first = (await readdir(folder)).find((name) => !name.startsWith('.')) ?? assert.fail();
    await opened().hold(edit(2), undefined);
    await rm(join(folder, first));
    await mkdir(join(folder, first));
    const painted = heardBy(marks.onDidChangeFileDecorations);
    heldEdits.heard([edit(1), edit(2)]);
    await Promise.all([painted, assert.rejects(told.promise, { code: 'EISDIR' })]);
  });
});

function marksOf(heldEdits: HeldEdits, attend: (work: Promise<unknown>) => void): DocumentMarks {
  const never = () => ({ dispose: () => undefined });
  return new DocumentMarks(
    { onDidFail: never, onDidWrite: never } as unknown as HappyFoxFileSystem,
    ...([heldEdits, attend] as const),
  );
}

/** Resolves once an event fires. */
async function heardBy(event: (listener: () => void) => unknown): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  event(() => resolve(undefined));
  await promise;
}
