import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { definitionFor } from '../../../src/assets/assetTypeDefinition';
import { changesBetween } from '../../../src/assets/changes';
import { stateOf } from '../../../src/assets/editableState';
import { Lineage } from '../../../src/assets/lineage';
import { merge } from '../../../src/assets/merge';
import type { Rendered } from '../../../src/assets/openDocument';
import { measured, type Origin } from '../../../src/assets/origin';
import { renderAsset, renderDraft } from '../../../src/assets/renderDocument';
import { unborn, withState } from '../../../src/assets/withState';
import type { Asset } from '../../../src/happyfox/asset';
import { general, laptop } from './samples';

const rendered = (asset: Asset): Rendered => ({
  asset,
  definition: general,
  text: renderAsset(asset, general, { staffName: () => undefined }),
});

const named = (name: string, displayId: string, updatedAt = '2026-01-01T00:00:00Z'): Asset => ({
  ...laptop,
  name,
  displayId,
  updatedAt,
});

/** What a save of the text would make of what HappyFox has by now, and what stands against it. */
function saved(text: string, origin: Origin, theirs: Asset) {
  const wanted = measured(text, origin);
  assert.ok(wanted.ok, JSON.stringify(wanted));
  const { base, mine, definition } = wanted;
  const { merged, conflicts } = merge(stateOf(base, definition), stateOf(theirs, definition), mine, definition);
  return { name: merged.name, displayId: merged.displayId, conflicts: conflicts.map(({ key }) => key) };
}

/** What a text says, as a save sends it. */
function sentAs(text: string, origin: Origin): Asset {
  const wanted = measured(text, origin);
  assert.ok(wanted.ok);
  return withState(origin.base.asset, wanted.mine, wanted.definition);
}

function copied(origin: Origin): Origin {
  const isOrigin = (value: unknown): value is Origin => typeof value === 'object' && value !== null && 'base' in value;
  const copy: unknown = JSON.parse(JSON.stringify(origin));
  assert.ok(isOrigin(copy));
  return copy;
}

describe('the origin of a text', () => {
  const first = rendered(named('PC 1', 'A-1'));
  const mine = first.text.replace('PC 1', 'PC 2');
  // A colleague has changed the display id; the save kept that.
  const merged = rendered(named('PC 2', 'A-9', '2026-01-01T01:00:00Z'));

  const editor = (): Lineage => {
    const lineage = new Lineage({ base: first, since: [] }, first.text);
    lineage.shows(mine);
    lineage.saved(sentAs(mine, lineage.origin), merged);
    return lineage;
  };

  it('keeps what others changed when the user types on before the editor shows it', () => {
    const lineage = editor();
    const typed = mine.replace('PC 2', 'PC 23');
    lineage.shows(typed);
    assert.deepEqual(saved(typed, lineage.originOf(typed), merged.asset), {
      name: 'PC 23',
      displayId: 'A-9',
      conflicts: [],
    });
  });

  it('keeps what others changed when the merged text is taken back by undo', () => {
    const lineage = editor();
    lineage.shows(merged.text);
    lineage.shows(mine, 'undo');
    assert.deepEqual(saved(mine, lineage.originOf(mine), merged.asset), {
      name: 'PC 2',
      displayId: 'A-9',
      conflicts: [],
    });
  });

  it('takes back what the user had saved when they go on undoing', () => {
    const lineage = editor();
    lineage.shows(merged.text);
    lineage.shows(mine, 'undo');
    lineage.shows(first.text, 'undo');
    const wanted = saved(first.text, lineage.originOf(first.text), merged.asset);
    assert.deepEqual(wanted, { name: 'PC 1', displayId: 'A-9', conflicts: [] });
    lineage.shows(mine, 'redo');
    assert.equal(saved(mine, lineage.originOf(mine), merged.asset).name, 'PC 2');
  });

  it('takes back two saves, though the texts bear other times by then', () => {
    const lineage = editor();
    lineage.shows(merged.text);
    const second = merged.text.replace('PC 2', 'PC 3');
    lineage.shows(second);
    const now = rendered(named('PC 3', 'A-9', '2026-01-01T02:00:00Z'));
    lineage.saved(sentAs(second, lineage.origin), now);
    lineage.shows(now.text);
    for (const text of [second, merged.text, mine, first.text]) lineage.shows(text, 'undo');
    assert.deepEqual(saved(first.text, lineage.originOf(first.text), now.asset), {
      name: 'PC 1',
      displayId: 'A-9',
      conflicts: [],
    });
  });

  it('finds the conflict where a text that came back has another value than what others made of it', () => {
    const lineage = new Lineage({ base: first, since: [] }, first.text);
    const other = first.text.replace('A-1', 'A-2');
    lineage.shows(other);
    lineage.shows(mine);
    lineage.saved(sentAs(mine, lineage.origin), merged);
    lineage.shows(merged.text);
    lineage.shows(mine, 'undo');
    lineage.shows(other, 'undo');
    assert.deepEqual(saved(other, lineage.originOf(other), merged.asset).conflicts, ['display_id']);
  });

  it('still finds the conflict when another save has come in between', () => {
    const lineage = new Lineage({ base: first, since: [] }, first.text);
    const other = first.text.replace('A-1', 'A-2');
    lineage.shows(other);
    lineage.shows(mine);
    lineage.saved(sentAs(mine, lineage.origin), merged);
    lineage.shows(merged.text);
    const second = merged.text.replace('PC 2', 'PC 3');
    lineage.shows(second);
    const now = rendered(named('PC 3', 'A-9', '2026-01-01T02:00:00Z'));
    lineage.saved(sentAs(second, lineage.origin), now);
    lineage.shows(now.text);
    for (const text of [second, merged.text, mine, other]) lineage.shows(text, 'undo');
    assert.deepEqual(saved(other, lineage.originOf(other), now.asset).conflicts, ['display_id']);
  });

  it('finds none any more once the user has sent that value over the others’', () => {
    const lineage = new Lineage({ base: first, since: [] }, first.text);
    const other = first.text.replace('A-1', 'A-2');
    lineage.shows(other);
    const theirs = rendered(named('PC 1', 'A-9', '2026-01-01T01:00:00Z'));
    const resolved = theirs.text.replace('A-9', 'A-2');
    lineage.shows(resolved);
    lineage.rebase(theirs);
    lineage.saved(sentAs(resolved, lineage.origin), rendered(named('PC 1', 'A-2', '2026-01-01T02:00:00Z')));
    lineage.shows(other, 'undo');
    const later = rendered(named('PC 1', 'A-7', '2026-01-01T03:00:00Z'));
    lineage.offer(later.text, { base: later, since: [] }, { latest: later });
    assert.deepEqual(saved(other, lineage.originOf(other), later.asset), {
      name: 'PC 1',
      displayId: 'A-7',
      conflicts: [],
    });
  });

  it('does not take for undone what the user types again word by word', () => {
    const lineage = editor();
    lineage.shows(merged.text);
    // The very text that was saved, but typed: the user does not want what the colleague made of it.
    lineage.shows(mine);
    assert.equal(saved(merged.text.replace('A-9', 'A-1'), lineage.originOf(mine), merged.asset).displayId, 'A-1');
  });

  it('takes back what the user had saved also where an edit of an older state came in from another window', () => {
    for (const isShown of [false, true]) {
      const lineage = editor();
      lineage.shows(merged.text);
      const theirs = first.text.replace('A-1', 'THEIR-EDIT');
      lineage.offer(theirs, { base: first, since: [] }, { latest: merged });
      if (isShown) lineage.shows(theirs);
      if (isShown) lineage.shows(merged.text, 'undo');
      for (const text of [mine, first.text]) lineage.shows(text, 'undo');
      const wanted = saved(first.text, lineage.originOf(first.text), merged.asset);
      assert.deepEqual(wanted, { name: 'PC 1', displayId: 'A-9', conflicts: [] });
    }
  });

  it('takes back what was sent of such an edit, where it was saved here', () => {
    const lineage = editor();
    lineage.shows(merged.text);
    const theirs = first.text.replace('A-1', 'A-5');
    lineage.offer(theirs, { base: first, since: [] }, { latest: merged });
    lineage.shows(theirs);
    assert.deepEqual(saved(theirs, lineage.originOf(theirs), first.asset), {
      name: 'PC 1',
      displayId: 'A-5',
      conflicts: [],
    });
    const now = rendered(named('PC 2', 'A-5', '2026-01-01T02:00:00Z'));
    lineage.saved(sentAs(theirs, lineage.origin), now);
    lineage.shows(now.text);
    const back = now.text.replace('A-5', 'A-9');
    lineage.shows(back);
    assert.equal(saved(back, lineage.originOf(back), now.asset).displayId, 'A-9');
    lineage.shows(now.text, 'undo');
    lineage.shows(theirs, 'undo');
    const typedBack = theirs.replace('A-5', 'A-1');
    lineage.shows(typedBack);
    assert.equal(saved(typedBack, lineage.originOf(typedBack), now.asset).displayId, 'A-1');
  });

  it('counts what another editor of the asset has saved for somebody else’s', () => {
    const lineage = new Lineage({ base: first, since: [] }, first.text);
    const inThis = first.text.replace('A-1', 'A-5');
    lineage.shows(inThis);
    const other = rendered(named('renamed in the other', 'A-1'));
    lineage.offer(other.text, { base: other, since: [] }, { latest: other });
    assert.deepEqual(saved(inThis, lineage.originOf(inThis), other.asset), {
      name: 'renamed in the other',
      displayId: 'A-5',
      conflicts: [],
    });
  });

  it('goes on from what was created when a draft is typed on meanwhile', () => {
    const text = renderDraft(general, {
      schemaUri: 'happyfox-schema:/a/1.json',
      prefill: { ...stateOf(unborn(general), general), name: 'New', displayId: 'N-1' },
    });
    const base = { asset: unborn(general), definition: general, text };
    const left = sentAs(text, { base, since: [] });
    // A colleague has filled in a field that the draft has as null.
    const field = laptop.customFields[0];
    assert.ok(field);
    const created = rendered({ ...laptop, id: 77, name: 'New', displayId: 'N-1', contacts: [], customFields: [] });
    const filled: Asset = { ...created.asset, customFields: [field] };
    const typed = text.replace('"New"', '"Newer"');
    const wanted = measured(typed, { base, since: [{ left, now: created }] });
    assert.ok(wanted.ok);
    const definition = definitionFor(filled, general);
    const { merged: result } = merge(
      stateOf(wanted.base, definition),
      stateOf(filled, definition),
      wanted.mine,
      definition,
    );
    const changes = changesBetween(stateOf(filled, definition), result, definition);
    assert.deepEqual(
      changes.map(({ key, after }) => [key, after]),
      [['name', 'Newer']],
    );
  });

  it('is the oldest state for a text that was shown so long ago that nobody remembers it', () => {
    const lineage = editor();
    lineage.shows(merged.text);
    for (let step = 0; step < 6_000; step += 1) lineage.shows(merged.text.replace('PC 2', `PC ${step}`));
    lineage.shows(mine, 'undo');
    assert.deepEqual(saved(mine, lineage.originOf(mine), merged.asset), {
      name: 'PC 2',
      displayId: 'A-9',
      conflicts: [],
    });
  });

  it('survives JSON', () => {
    const lineage = editor();
    const origin = copied(lineage.originOf(mine));
    assert.equal(saved(mine.replace('PC 2', 'PC 4'), origin, merged.asset).displayId, 'A-9');
    const restored = new Lineage(origin, mine);
    assert.deepEqual(copied(restored.origin), origin);
  });

  it('is the resolved conflict’s from then on, and what was there before finds it again', () => {
    const lineage = new Lineage({ base: first, since: [] }, first.text);
    lineage.shows(mine);
    const theirs = rendered(named('theirs', 'A-1', '2026-01-01T05:00:00Z'));
    const resolved = theirs.text.replace('theirs', 'PC 2');
    lineage.shows(resolved);
    lineage.rebase(theirs);
    assert.deepEqual(saved(resolved, lineage.originOf(resolved), theirs.asset), {
      name: 'PC 2',
      displayId: 'A-1',
      conflicts: [],
    });
    lineage.shows(mine, 'undo');
    assert.deepEqual(saved(mine, lineage.originOf(mine), theirs.asset).conflicts, ['name']);
  });
});
