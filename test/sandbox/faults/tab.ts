import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { OpenDocument, type Rendered } from '../../../src/assets/openDocument';
import { parseDocument } from '../../../src/assets/parseDocument';
import { renderAsset } from '../../../src/assets/renderDocument';
import { withState } from '../../../src/assets/withState';
import type { Asset } from '../../../src/happyfox/asset';
import { saveAsset, type SaveOutcome } from '../../../src/plans/saveAsset';
import type { Writer } from '../../../src/plans/writer';
import type { ShownTab } from './invariants';

/** An asset's document in an editor, as a window has it. */
export class Tab implements ShownTab {
  readonly document: OpenDocument;
  text: string;

  constructor(
    asset: Asset,
    private readonly definition: AssetTypeDefinition,
  ) {
    this.document = new OpenDocument(rendered(asset, definition), 1);
    this.text = this.document.handOver();
  }

  get assetId(): number {
    return this.document.base.asset.id;
  }

  get isDirty(): boolean {
    return this.text !== this.document.text;
  }

  /** Types a value over a field's. */
  type(fieldName: string, value: unknown): void {
    const shown = JSON.parse(this.text) as { custom_fields: Record<string, unknown> };
    shown.custom_fields[fieldName] = value;
    this.text = `${JSON.stringify(shown, null, 2)}\n`;
  }

  /** Saves what it shows. Throws what `saveAsset` throws; the text stays then. */
  async save(writer: Writer): Promise<SaveOutcome> {
    const { base } = this.document;
    const { definition } = this;
    const parsed = parseDocument(this.text, { definition, base });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { mine, newContacts } = parsed;
    const outcome = await saveAsset(writer, { definition, base: base.asset, mine, newContacts });
    if (outcome.kind === 'unchanged') {
      this.document.unchanged();
    } else {
      const sent = { asset: withState(outcome.asset, mine, definition), definition, text: this.text };
      this.document.saved(rendered(outcome.asset, definition), sent);
    }
    this.text = this.document.handOver();
    return outcome;
  }
}

function rendered(asset: Asset, definition: AssetTypeDefinition): Rendered {
  return { asset, definition, text: renderAsset(asset, definition, { staffName: () => undefined }) };
}
