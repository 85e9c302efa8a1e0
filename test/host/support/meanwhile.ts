import { strict as assert } from 'node:assert';
import type * as vscode from 'vscode';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { replaceText, shows, tabIsDirty } from './editors';
import { anythingElse } from './wire';

/** The field that these tests edit, on the asset they edit it of. */
export const serialNumber = 45;
export const asset = 6748;
const manufacturer = 46;

/** What others do to an asset while somebody edits its serial number, and how a save has to end then. */
export interface Meanwhile {
  readonly name: string;
  readonly happens: (sandbox: Sandbox) => void;
  /** Every request of the save, in order. */
  readonly requests: readonly string[];
  readonly saved: boolean;
  /** What the editor shows afterwards. */
  readonly text: RegExp;
  /** Looks whether the account is as it has to be. */
  readonly check: (sandbox: Sandbox) => void;
}

const [read, write] = [`GET asset/${asset}/`, `PUT asset/${asset}/`];
/** What is typed; as long as what stood there, so that sizes tell nothing. */
export const [before, mine] = ['GCJ1353', 'MINE-01'];

const valueIn = (sandbox: Sandbox, field: number): unknown => sandbox.world.asset(asset)?.values.get(field);

/** Every case that the save of an edit may meet. */
export const meanwhile: readonly Meanwhile[] = [
  {
    name: 'nothing else happened',
    happens: () => undefined,
    requests: [read, write],
    saved: true,
    text: /MINE-01/,
    check: (sandbox) => assert.equal(valueIn(sandbox, serialNumber), mine),
  },
  {
    name: 'others changed another field',
    happens: ({ world }) => world.editAsset(asset, { values: { [manufacturer]: 'Lenovo' } }),
    requests: [read, write],
    saved: true,
    text: /MINE-01[^]*Lenovo/,
    check: (sandbox) =>
      assert.deepEqual([valueIn(sandbox, serialNumber), valueIn(sandbox, manufacturer)], [mine, 'Lenovo']),
  },
  {
    name: 'others changed the same field',
    happens: ({ world }) => world.editAsset(asset, { values: { [serialNumber]: 'A longer one of theirs' } }),
    requests: [read],
    saved: false,
    text: /MINE-01/,
    check: (sandbox) => assert.equal(valueIn(sandbox, serialNumber), 'A longer one of theirs'),
  },
  {
    name: 'others changed the same field to a text of the same length',
    happens: ({ world }) => world.editAsset(asset, { values: { [serialNumber]: 'THEIRS1' } }),
    requests: [read],
    saved: false,
    text: /MINE-01/,
    check: (sandbox) => assert.equal(valueIn(sandbox, serialNumber), 'THEIRS1'),
  },
  {
    name: 'others deleted the asset',
    happens: ({ world }) => world.deleteAsset(asset),
    requests: [read, anythingElse],
    saved: false,
    text: /MINE-01/,
    check: ({ world }) => assert.equal(world.asset(asset), undefined),
  },
  {
    name: 'the field was removed from the type',
    happens: ({ world }) => world.removeField(serialNumber),
    requests: [read, 'GET asset_custom_fields/?asset_type=1&size=50&page=1'],
    saved: false,
    text: /MINE-01/,
    check: (sandbox) => assert.equal(valueIn(sandbox, serialNumber), before, 'nothing was written'),
  },
];

/** Types the edit, and lets happen meanwhile what does; the wire log is empty then. */
export async function editWhile(
  { happens }: Meanwhile,
  sandbox: Sandbox,
  document: vscode.TextDocument,
): Promise<void> {
  await replaceText(document, before, mine);
  happens(sandbox);
  sandbox.wireLog.clear();
}

/** Checks that a save ended as it has to: the account, what the editor shows, and whether its tab has unsaved changes. */
export async function assertEnded(
  { saved, text, check }: Meanwhile,
  sandbox: Sandbox,
  document: vscode.TextDocument,
): Promise<void> {
  check(sandbox);
  await tabIsDirty(document, !saved);
  if (saved) await shows(document, text);
  else assert.match(document.getText(), text);
}
