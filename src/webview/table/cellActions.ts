import type { FromTable } from '../../workbench/table/tableMessages';
import type { Selection, SelectedArea } from './selection';
import { isAsset, type ShownLayout, assetOf } from './shownLayout';

/** What selected cells are acted on with. */
interface CellActionParts {
  readonly host: { readonly tell: (message: FromTable) => void };
  readonly selection: Selection;
  readonly layout: () => ShownLayout;
}

/** What is done to the selected cells by the host. It is told of assets and columns as they are seen at this moment. */
export class CellActions {
  constructor(private readonly parts: CellActionParts) {}

  openAsset(id = this.parts.selection.active?.id): void {
    if (id !== undefined && isAsset(id)) this.parts.host.tell({ kind: 'open', asset: assetOf(id) });
  }

  copy(headers: boolean): void {
    const { host, selection, layout } = this.parts;
    const { version } = layout();
    host.tell({ kind: 'copy', version, areas: selection.areas.map(plain), headers, hidden: selection.hidden });
  }

  /** Copies, and clears what was copied. */
  cut(): void {
    const { host, selection, layout } = this.parts;
    const { version } = layout();
    host.tell({ kind: 'cut', version, areas: selection.areas.map(plain), hidden: selection.hidden });
  }

  clear(): void {
    const { host, selection, layout } = this.parts;
    const { version } = layout();
    host.tell({ kind: 'clear', version, areas: selection.areas.map(plain), hidden: selection.hidden });
  }

  /** Each area says what its first line says; one of a single line what the line above it says. */
  fill(): void {
    const { host, selection, layout } = this.parts;
    const { order, version } = layout();
    const areas = selection.areas.flatMap(({ assets, columns, top }) => {
      const from = assetOf((assets.length > 1 ? order[top] : order[top - 1]) ?? 0);
      const filled = assets.length > 1 ? assets.slice(1) : assets;
      return isAsset(from) ? [{ from, assets: filled, columns: [...columns] }] : [];
    });
    host.tell({ kind: 'fill', version, areas, hidden: selection.hidden });
  }

  /** A block that is larger than an area goes on below and to the right of it, among what is shown there. */
  paste(text: string): void {
    const { host, selection, layout } = this.parts;
    const { order, columns: shown, version } = layout();
    const lines = text.split(/\r\n|\r|\n/).length;
    const areas = selection.areas.map(({ assets, columns, bottom }) => {
      const below = order
        .subarray(bottom + 1)
        .filter(isAsset)
        .subarray(0, lines)
        .map(assetOf);
      const last = shown.findIndex(({ key }) => key === columns.at(-1));
      return {
        assets: Float64Array.from([...assets, ...below]),
        columns: [...columns, ...shown.slice(last + 1).map(({ key }) => key)],
        height: assets.length,
        width: columns.length,
      };
    });
    host.tell({ kind: 'paste', version, areas, text, hidden: selection.hidden });
  }
}

function plain({ assets, columns }: SelectedArea) {
  return { assets, columns: [...columns] };
}
