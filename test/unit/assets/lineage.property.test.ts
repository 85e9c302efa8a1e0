import fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import type { ChangeKey } from '../../../src/assets/changes';
import { valuesIn, withValues } from '../../../src/assets/editValues';
import { stateOf } from '../../../src/assets/editableState';
import { Lineage } from '../../../src/assets/lineage';
import { merge } from '../../../src/assets/merge';
import type { Rendered } from '../../../src/assets/openDocument';
import { measured } from '../../../src/assets/origin';
import { renderAsset } from '../../../src/assets/renderDocument';
import { withState } from '../../../src/assets/withState';
import { writtenBack } from '../../../src/assets/writtenBack';
import type { Asset } from '../../../src/happyfox/asset';
import { general, laptop, serialNumber } from './samples';

const keys = ['name', 'display_id', serialNumber.id] as const;
type Key = (typeof keys)[number];

const definition: AssetTypeDefinition = { ...general, fields: [serialNumber] };
const first: Asset = { ...laptop, customFields: laptop.customFields.filter(({ id }) => id === serialNumber.id) };

type Step =
  | { readonly kind: 'type' | 'colleague'; readonly key: Key; readonly value: string }
  | { readonly kind: 'undo' | 'redo' | 'refresh' | 'reload' }
  | { readonly kind: 'save'; readonly typedOn: { readonly key: Key; readonly value: string } | undefined }
  | { readonly kind: 'resolve'; readonly side: 'mine' | 'theirs' };

const edit = fc.record({ key: fc.constantFrom(...keys), value: fc.constantFrom('a', 'b', 'c', 'd') });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    edit.map((one): Step => ({ kind: 'type', ...one })),
    edit.map((one): Step => ({ kind: 'colleague', ...one })),
    fc.constantFrom<Step>(
      { kind: 'undo' },
      { kind: 'undo' },
      { kind: 'redo' },
      { kind: 'refresh' },
      { kind: 'reload' },
    ),
    fc.option(edit, { nil: undefined }).map((typedOn): Step => ({ kind: 'save', typedOn })),
    fc.constantFrom<Step>({ kind: 'resolve', side: 'mine' }, { kind: 'resolve', side: 'theirs' }),
  ),
  { minLength: 1, maxLength: 30 },
);

/** Who wrote a value of HappyFox's, in which version of the asset. */
interface Writing {
  readonly version: number;
  readonly by: 'me' | 'colleague';
  readonly value: string;
}

/** A text on the undo stack, with the version of the asset that it was made from. */
interface Entry {
  readonly text: string;
  readonly knows: number;
}

/** An editor on an asset that a colleague edits too: what it shows, and what HappyFox has. */
class Desk {
  private asset = first;
  private version = 0;
  private readonly writings = new Map<Key, Writing[]>(keys.map((key) => [key, []]));
  private lineage: Lineage;
  private stack: Entry[];
  private at = 0;
  private base: Rendered;
  /** What VS Code takes for the file's. */
  private file: string;

  constructor() {
    this.base = this.rendered();
    const { text } = this.base;
    this.lineage = new Lineage({ base: this.base, since: [] }, text);
    this.stack = [{ text, knows: 0 }];
    this.file = text;
  }

  do(step: Step): void {
    if (step.kind === 'type') this.type(step.key, step.value);
    else if (step.kind === 'colleague') this.write(this.with(this.asset, step.key, step.value), 'colleague');
    else if (step.kind === 'save') this.save(step.typedOn);
    else if (step.kind === 'resolve') this.resolve(step.side);
    else if (step.kind === 'refresh') this.refresh();
    else if (step.kind === 'reload') this.reload();
    else this.goBack(step.kind);
  }

  private get entry(): Entry {
    const entry = this.stack[this.at];
    assert.ok(entry);
    return entry;
  }

  private type(key: Key, value: string): void {
    this.show(withValues(this.entry.text, new Map<ChangeKey, string>([[key, value]]), this.base), this.entry.knows);
  }

  private show(text: string, knows: number): void {
    if (text !== this.entry.text) {
      this.stack = [...this.stack.slice(0, this.at + 1), { text, knows }];
      this.at += 1;
      this.lineage.shows(text);
    } else this.stack[this.at] = { text, knows };
  }

  private goBack(kind: 'undo' | 'redo'): void {
    const to = this.at + (kind === 'undo' ? -1 : 1);
    if (to < 0 || to >= this.stack.length) return;
    this.at = to;
    this.lineage.shows(this.entry.text, kind);
  }

  private refresh(): void {
    if (this.entry.text !== this.file) return;
    const now = this.rendered();
    const shown = { ...now, text: writtenBack(this.file, now) };
    this.lineage.offer(shown.text, { base: shown, since: [] }, { latest: shown });
    this.take(shown);
  }

  private reload(): void {
    if (this.entry.text === this.file) return;
    const { text } = this.entry;
    this.lineage = new Lineage(this.lineage.originOf(text), text);
    this.stack = [this.entry];
    this.at = 0;
  }

  private save(typedOn: { readonly key: Key; readonly value: string } | undefined): void {
    const saved = this.entry;
    const { text } = saved;
    const wanted = measured(text, this.lineage.originOf(text));
    assert.ok(wanted.ok, JSON.stringify(wanted));
    const { base, mine } = wanted;
    const { merged, conflicts } = merge(stateOf(base, definition), stateOf(this.asset, definition), mine, definition);
    if (conflicts.length > 0) return;
    for (const key of keys) this.check(key, saved, this.valueIn(withState(this.asset, merged, definition), key));
    if (typedOn) this.type(typedOn.key, typedOn.value);
    this.write(withState(this.asset, merged, definition), 'me');
    // Who shows the value that is saved has seen it, whoever wrote it.
    for (const key of keys)
      if (this.visible(key, text) === this.valueIn(this.asset, key)) this.note(key, 'me', this.visible(key, text));
    const now = this.rendered();
    const shown = { ...now, text: writtenBack(text, now) };
    this.lineage.saved(withState(now.asset, mine, definition), shown);
    this.file = shown.text;
    if (this.entry.text === text) this.take(shown);
  }

  /** As the two commands on a conflict do it, where there is one. */
  private resolve(side: 'mine' | 'theirs'): void {
    const { text } = this.entry;
    const wanted = measured(text, this.lineage.originOf(text));
    assert.ok(wanted.ok);
    const { base, mine } = wanted;
    const theirs = stateOf(this.asset, definition);
    const { merged, conflicts } = merge(stateOf(base, definition), theirs, mine, definition);
    if (conflicts.length === 0) return;
    const now = this.rendered();
    const taken = side === 'theirs' ? new Set(conflicts.map(({ key }) => key)) : new Set<ChangeKey>();
    const asset = withState(this.asset, merged, definition);
    const values = keys.map((key) => [key, this.valueIn(taken.has(key) ? this.asset : asset, key)] as const);
    this.show(withValues(now.text, new Map<ChangeKey, string>(values), now), this.version);
    this.lineage.rebase(now);
  }

  private take(now: Rendered): void {
    this.base = now;
    this.show(now.text, this.version);
    this.file = now.text;
  }

  private check(key: Key, { text, knows }: Entry, result: string): void {
    const visible = this.visible(key, text);
    const all = this.writings.get(key) ?? [];
    const later = all.filter(({ version }) => version > knows);
    const theirs = later.findLast(({ by }) => by === 'colleague');
    const overTheirs = theirs && later.some(({ by, version }) => by === 'me' && version >= theirs.version);
    // Changed there and back again: nobody can tell that from unchanged.
    const shown = all.findLast(({ version }) => version <= knows)?.value ?? this.valueIn(first, key);
    const isKnown = theirs?.value === shown || all.some(({ by, value }) => by === 'me' && value === theirs?.value);
    const allowed = !theirs ? [visible] : overTheirs || isKnown ? [visible, theirs.value] : [theirs.value];
    assert.ok(
      allowed.includes(result),
      `${key}: ${result} was sent, not one of ${allowed.join()}; shown was ${visible}`,
    );
  }

  private write(asset: Asset, by: Writing['by']): void {
    this.version += 1;
    for (const key of keys) {
      const [was, value] = [this.valueIn(this.asset, key), this.valueIn(asset, key)];
      if (was !== value) this.note(key, by, value);
    }
    this.asset = { ...asset, updatedAt: new Date(this.version * 1_000).toISOString() };
  }

  private visible(key: Key, text: string): string {
    const value = valuesIn(text, this.base).get(key);
    return typeof value === 'string' ? value : '';
  }

  private note(key: Key, by: Writing['by'], value: string): void {
    this.writings.get(key)?.push({ version: this.version, by, value });
  }

  private rendered(): Rendered {
    const text = renderAsset(this.asset, definition, { staffName: () => undefined });
    return { asset: this.asset, definition, text };
  }

  private with(asset: Asset, key: Key, value: string): Asset {
    if (key === 'name') return { ...asset, name: value };
    if (key === 'display_id') return { ...asset, displayId: value };
    return { ...asset, customFields: asset.customFields.map((field) => ({ ...field, value })) };
  }

  private valueIn({ name, displayId, customFields }: Asset, key: Key): string {
    if (key === 'name') return name;
    if (key === 'display_id') return displayId;
    const value = customFields[0]?.value;
    return typeof value === 'string' ? value : '';
  }
}

describe('the texts of an editor', () => {
  it('never take back what a colleague did unseen, and send what they show of the rest', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const desk = new Desk();
        for (const step of all) desk.do(step);
      }),
      { numRuns: 300 },
    );
  });
});
