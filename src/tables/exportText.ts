import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import type { RenderOptions } from '../assets/renderDocument';
import type { Asset } from '../happyfox/asset';
import { pausing, type Pause } from '../happyfox/pause';
import { assetCells } from './assetCells';
import { assetLine } from './assetLine';
import type { Column } from './columns';
import { csvLines } from './csvWriter';
import { guard } from './guard';

/** How assets are written to a file. */
export type ExportFormat = 'csv' | 'jsonl' | 'json';

/** What to write, and how. */
interface ExportRequest {
  readonly definition: AssetTypeDefinition;
  /** Asked for one by one, as their turn comes. */
  readonly assets: Iterable<Asset>;
  readonly columns: readonly Column[];
  readonly format: ExportFormat;
  /** Puts a byte-order mark in front of a CSV file, without which some spreadsheets take it for another encoding. */
  readonly bom: boolean;
  readonly staffName: RenderOptions['staffName'];
}

/** Some of a file's text, and how many assets have been written with it. */
interface ExportedPart {
  readonly text: string;
  readonly done: number;
}

const rowsInPart = 200;

/** The text of a file, in parts. */
export async function* exportText(request: ExportRequest, pause: Pause = pausing()): AsyncGenerator<ExportedPart> {
  const { head, line, end } = forms[request.format](request);
  let text = head;
  let done = 0;
  for (const asset of request.assets) {
    await pause();
    text += line(asset, done);
    done += 1;
    if (done % rowsInPart !== 0) continue;
    yield { text, done };
    text = '';
  }
  yield { text: text + end(done), done };
}

/** The pieces of a file. */
interface FileForm {
  readonly head: string;
  readonly line: (asset: Asset, index: number) => string;
  readonly end: (count: number) => string;
}

const forms: Readonly<Record<ExportFormat, (request: ExportRequest) => FileForm>> = {
  csv: ({ definition, columns, staffName, bom }) => {
    const cellsOf = assetCells(definition, columns, staffName);
    return {
      head: (bom ? '\uFEFF' : '') + csvLines([columns.map(({ header }) => guard(header))]),
      line: (asset) => csvLines([cellsOf(asset)]),
      end: () => '',
    };
  },
  jsonl: (request) => {
    const write = assetLine(request.definition, request.columns, request.staffName);
    return { head: '', line: (asset) => `${write(asset)}\n`, end: () => '' };
  },
  json: (request) => {
    const write = assetLine(request.definition, request.columns, request.staffName);
    return {
      head: '[',
      line: (asset, index) => `${index === 0 ? '\n' : ',\n'}${write(asset)}`,
      end: (count) => (count === 0 ? ']\n' : '\n]\n'),
    };
  },
};
