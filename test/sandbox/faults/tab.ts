import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { parseDocument } from '../../../src/assets/parseDocument';
import { renderAsset } from '../../../src/assets/renderDocument';
import type { Asset } from '../../../src/happyfox/asset';
import { saveAsset, type SaveOutcome } from '../../../src/plans/saveAsset';
import type { Writer } from '../../../src/plans/writer';
import type { ShownTab } from './invariants';

/** An asset's document in an editor, as a window has it. */
export class Tab implements ShownTab {
  text: string;
  #saved: string;

  constructor(
    public asset: Asset,
    private readonly definition: AssetTypeDefinition,
  ) {
    this.text = this.#render();
    this.#saved = this.text;
  }

  get isDirty(): boolean {
    return this.text !== this.#saved;
  }

  /** Types a value over a field's. */
  type(fieldName: string, value: unknown): void {
    const shown = JSON.parse(this.text) as { custom_fields: Record<string, unknown> };
    shown.custom_fields[fieldName] = value;
    this.text = `${JSON.stringify(shown, null, 2)}\n`;
  }

  /** Saves what it shows. Throws what `saveAsset` throws; the text stays then. */
  async save(writer: Writer): Promise<SaveOutcome> {
    const { definition, asset: base } = this;
    const parsed = parseDocument(this.text, { definition, base: { asset: base, text: this.#saved } });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { mine, newContacts } = parsed;
    const outcome = await saveAsset(writer, { definition, base, mine, newContacts });
    if (outcome.kind === 'saved') this.asset = outcome.asset;
    this.text = this.#render();
    this.#saved = this.text;
    return outcome;
  }

  #render(): string {
    return renderAsset(this.asset, this.definition, { staffName: () => undefined });
  }
}
