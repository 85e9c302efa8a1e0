import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stateOf } from '../../../../src/assets/editableState';
import { KeptBases } from '../../../../src/assets/keptBases';
import { merge } from '../../../../src/assets/merge';
import { OpenDocument, type HeldText, type Rendered } from '../../../../src/assets/openDocument';
import { measured } from '../../../../src/assets/origin';
import { renderAsset } from '../../../../src/assets/renderDocument';
import type { Asset } from '../../../../src/happyfox/asset';
import { EditorTexts } from '../../../../src/workbench/documents/editorTexts';
import { general, laptop, renderOptions } from '../../assets/samples';

const rendered = (asset: Asset): Rendered => ({
  ...{ asset, definition: general },
  text: renderAsset(asset, general, renderOptions),
});

describe('EditorTexts', () => {
  const [uri, other] = ['happyfox:/a/1/6748/Old.json', 'happyfox:/a/1/6748/New.json'];
  const base = rendered({ ...laptop, name: 'PC 1', displayId: 'A-1' });
  const renamed = base.text.replace('PC 1', 'PC 2');
  const draft: HeldText = { text: renamed, base, since: [] };
  const unsaved = { isClean: false, held: undefined };
  let folder: string;
  let texts: EditorTexts;
  let document: OpenDocument;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'texts-'));
    texts = new EditorTexts(new KeptBases({ folder, workspace: 'w', log: () => undefined }));
    document = new OpenDocument(base, 1);
    texts.offer(uri, document);
  });

  afterEach(async () => {
    await texts.settled();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Auto-save keeps what was typed in the editor. */
  const hold = (): void => {
    texts.shows(uri, renamed, 'new', unsaved);
    document.takeEdit(draft);
    texts.written(uri, renamed);
  };

  /** A plan sends the draft, in which nothing else stood, and a colleague has changed the display id. */
  const sent = (): Asset => {
    const asset = { ...laptop, name: 'PC 2', displayId: 'A-9' };
    document.discardDraft(rendered(asset));
    for (const each of [uri, other])
      if (texts.has(each)) texts.offer(each, document, { text: renamed, left: { ...base.asset, name: 'PC 2' } });
    return asset;
  };

  const saving = (at: string, text: string, theirs: Asset): readonly [string, string] => {
    const origin = texts.originOf(at, text);
    const wanted = origin && measured(text, origin);
    assert.ok(wanted?.ok);
    const { merged, conflicts } = merge(stateOf(wanted.base, general), stateOf(theirs, general), wanted.mine, general);
    assert.deepEqual(conflicts, []);
    return [merged.name, merged.displayId];
  };

  it('know whose a held edit is, for another editor of the asset must not write over it', () => {
    texts.offer(other, document);
    texts.shows(other, base.text.replace('A-1', 'A-2'), 'new', unsaved);
    hold();
    assert.equal(texts.heldBy(uri), renamed);
    assert.equal(texts.heldBy(other), undefined);
  });

  it('go on from a draft also where somebody typed on before it was kept', () => {
    texts.shows(uri, renamed, 'new', unsaved);
    texts.shows(uri, `${renamed}\n`, 'new', unsaved);
    document.takeEdit(draft);
    texts.written(uri, renamed);
    assert.equal(texts.heldBy(uri), renamed);
  });

  it('take back by undo what a plan has sent of a draft, and nothing that others did', () => {
    hold();
    const theirs = sent();
    texts.shows(uri, document.text, 'new', { isClean: true, held: undefined });
    texts.shows(uri, renamed, 'undo', unsaved);
    assert.deepEqual(saving(uri, renamed, theirs), ['PC 2', 'A-9']);
    texts.shows(uri, base.text, 'undo', unsaved);
    assert.deepEqual(saving(uri, base.text, theirs), ['PC 1', 'A-9']);
  });

  it('count it for somebody else’s in an editor that never showed the draft', () => {
    texts.offer(other, document);
    const typed = base.text.replace('A-1', 'A-9');
    texts.shows(other, typed, 'new', unsaved);
    hold();
    assert.deepEqual(saving(other, typed, sent()), ['PC 2', 'A-9']);
  });

  it('go on from no draft any more once it was sent, though somebody has typed on', () => {
    hold();
    texts.shows(uri, `${renamed}\n`, 'new', unsaved);
    sent();
    assert.equal(texts.heldBy(uri), undefined);
  });

  it('tell after a reload which draft an unsaved text went on from', async () => {
    hold();
    texts.shows(uri, `${renamed}\n`, 'new', unsaved);
    await texts.settled();
    const next = new EditorTexts(new KeptBases({ folder, workspace: 'w', log: () => undefined }));
    await next.restore(uri, `${renamed}\n`);
    assert.equal(next.heldBy(uri), renamed);
  });
});
