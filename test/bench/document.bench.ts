// What a document of 60 fields costs, 50 choices each: rendered, parsed, validated with everything in it edited, merged, and its schema
// made; beside JSON.parse of the same text. Validation runs while a person types, so its slowest runs count.
import { stateOf } from '../../src/assets/editableState';
import type { AssetTypeDefinition } from '../../src/assets/assetTypeDefinition';
import { documentSchema } from '../../src/assets/documentSchema';
import type { SchemaWords } from '../../src/assets/documentSchema';
import { fieldErrorPlaces } from '../../src/assets/fieldErrorPlaces';
import { merge } from '../../src/assets/merge';
import { parseDocument } from '../../src/assets/parseDocument';
import { renderAsset } from '../../src/assets/renderDocument';
import type { Asset } from '../../src/happyfox/asset';
import type { CustomField } from '../../src/happyfox/customField';
import type { JsonValue } from '../../src/happyfox/json';

const fieldCount = 60;
const choiceCount = 50;
const rounds = 400;
const warmUps = 100;
/** One frame at 60 Hz. */
const goalMilliseconds = 16;

const kinds = ['dropdown', 'multiple_options', 'text', 'date', 'number', 'dropdown'];

const fields = Array.from({ length: fieldCount }, (_, index): CustomField => {
  const type = kinds[index % kinds.length] ?? 'text';
  const choices = Array.from({ length: choiceCount }, (_choice, at) => ({
    id: 1000 * (index + 1) + at,
    label: `Choice ${at} of field number ${index}`,
  }));
  const hasChoices = type === 'dropdown' || type === 'multiple_options';
  return { id: 45 + index, name: `Custom field number ${index}`, type, choices: hasChoices ? choices : null };
});

const definition: AssetTypeDefinition = {
  assetType: { id: 1, name: 'General', description: null, settings: { enableContactAssociation: true } },
  fields,
};

function valueOf({ type, id }: CustomField, turn: number): JsonValue {
  const first = 1000 * (id - 44);
  if (type === 'dropdown') return first + turn;
  if (type === 'multiple_options') return [first + turn, first + turn + 10, first + turn + 20];
  if (type === 'date') return `2026-0${turn + 1}-15`;
  return type === 'number' ? turn + 0.5 : `Some text of a length that a serial number or a note has, ${turn}`;
}

function assetAt(turn: number): Asset {
  const customFields = fields.map((field, index) => {
    const { id, name, type } = field;
    return { id, name, type, order: index + 1, value: valueOf(field, turn) };
  });
  const contacts = Array.from({ length: 5 }, (_, index) => ({
    id: index + 1,
    name: `Person ${index}`,
    email: `p${index}@example.com`,
  }));
  return {
    ...{ id: 6748, displayId: `ASSET-${turn}`, name: `Asset ${turn}`, contacts, customFields },
    ...{ assetType: { id: 1, name: 'General' }, createdBy: 1, updatedBy: 2, absent: [], unknownKeys: {} },
  };
}

const word = (): string => 'A sentence that explains what this is.';
const words: SchemaWords = {
  ...{ schema: word(), displayId: word(), name: word(), contacts: word(), contactsSwitchedOff: word() },
  ...{
    contactId: word(),
    contactName: word(),
    contactEmail: word(),
    contactPhone: word(),
    contactSnippet: word(),
    customFields: word(),
  },
  ...{ field: word, readOnly: word, choice: word, clear: word(), today: word() },
};

const options = { schemaUri: 'happyfox-schema:/acme.happyfox.com/1.json', staffName: () => 'George - Admin' };
const [base, mine, theirs] = [assetAt(0), assetAt(1), assetAt(2)];
const opened = renderAsset(base, definition, options);
const edited = renderAsset(mine, definition, options);
const misspelt = edited
  .replaceAll('Choice 1 of', 'Chioce 1 of')
  .replaceAll('-15"', '-41"')
  .replaceAll('"Custom field number 1', '"Custm field number 1');
const held = { definition, base: { asset: base, text: opened } };
const [before, after, other] = [base, mine, theirs].map((asset) => stateOf(asset, definition));
const parsed = parseDocument(misspelt, held);
const problems = parsed.ok ? [] : parsed.problems;
const errors = fields.map(({ id }) => ({ path: ['custom_fields', String(id)], message: 'This field is required.' }));

const works: Readonly<Record<string, () => unknown>> = {
  'JSON.parse': () => JSON.parse(edited) as unknown,
  render: () => renderAsset(base, definition, options),
  'parse, as it was opened': () => parseDocument(opened, held),
  'parse, every field edited': () => parseDocument(edited, held),
  'validate, every field edited, most wrong': () => parseDocument(misspelt, held),
  'place 60 complaints of the server': () => fieldErrorPlaces(edited, errors, definition),
  merge: () => before && after && other && merge(before, other, after, definition),
  schema: () => JSON.stringify(documentSchema(definition, words)),
};

/** Milliseconds of each run, shortest first. Those that had to make way for another process don't count. */
function timesOf(work: () => unknown): number[] {
  const times: number[] = [];
  for (let round = -warmUps; times.length < rounds && round < 20 * rounds; round += 1) {
    const { involuntaryContextSwitches } = process.resourceUsage();
    const start = process.hrtime.bigint();
    work();
    const end = process.hrtime.bigint();
    const interrupted = process.resourceUsage().involuntaryContextSwitches > involuntaryContextSwitches;
    if (round >= 0 && !interrupted) times.push(Number(end - start) / 1e6);
  }
  return times.sort((one, another) => one - another);
}

/** Milliseconds of an early run: what the first keystrokes wait for. */
const coldStart = process.hrtime.bigint();
parseDocument(misspelt, held);
const cold = Number(process.hrtime.bigint() - coldStart) / 1e6;

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const yardstick = percentile(timesOf(works['JSON.parse'] ?? (() => undefined)), 0.5);
print(
  `document of ${fieldCount} fields, ${choiceCount} choices each, ${Math.round(edited.length / 1024)} KB, ${problems.length} problems`,
);
print(`second validation of the process, hardly compiled yet: ${cold.toFixed(1)} ms`);
for (const [what, work] of Object.entries(works)) {
  const times = timesOf(work);
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  const ratio = (time: number): string => `${(time / yardstick).toFixed(0)}×`;
  print(
    `${what.padEnd(42)} p50 ${p50.toFixed(2)} ms (${ratio(p50)})  p95 ${p95.toFixed(2)} ms (${ratio(p95)})` +
      (what.startsWith('validate')
        ? `  goal p95 < ${goalMilliseconds} ms: ${p95 < goalMilliseconds ? 'met' : 'MISSED'}`
        : ''),
  );
}
