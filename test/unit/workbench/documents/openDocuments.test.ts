// In place of VS Code, which mocha does not have.
import '../../../sandbox/soak/vscode';
import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptBases } from '../../../../src/assets/keptBases';
import { HeldEdits } from '../../../../src/assets/heldEdits';
import { OpenDocuments } from '../../../../src/workbench/documents/openDocuments';
import { EditorTexts } from '../../../../src/workbench/documents/editorTexts';
import type { Sessions } from '../../../../src/workbench/sessions/sessions';
import { general, laptop } from '../../assets/samples';

const ref = { accountId: 'acme.happyfox.com', assetTypeId: 1, assetId: laptop.id };

describe('A document', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(`${tmpdir()}/documents-`);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('that comes back with an edit from before is to be read anew once the edit is gone, whoever has written it meanwhile', async () => {
    const log = (line: string): void => assert.fail(line);
    const heldEdits = new HeldEdits(join(folder, 'held'), log);
    const texts = new EditorTexts(new KeptBases({ folder: join(folder, 'origins'), workspace: '', log }));
    const editors = {
      isDirty: () => false,
      isUnsaved: () => false,
      documentsOf: () => [],
      documentAt: () => undefined,
    };
    const base = { asset: laptop, definition: general, text: '{}' };
    await heldEdits.hold({ kind: 'edit', ref, text: '{"name":"Mine"}', base, since: [], time: 1 }, undefined);
    const documents = new OpenDocuments({} as Sessions, texts, heldEdits, editors);
    const document = (await documents.find(ref)) ?? assert.fail();
    assert.deepEqual([document.text, document.takeBehind()], ['{"name":"Mine"}', true]);
  });
});
