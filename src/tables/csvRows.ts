import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { blankState, contactsAllowed, stateOf, type EditableState } from '../assets/editableState';
import { emptyField, sameField, type FieldState } from '../assets/fieldState';
import { textComplaint } from '../assets/plainText';
import type { Asset, EditableKey } from '../happyfox/asset';
import { cellPlace } from './cellPlace';
import { CellText, isState } from './cellText';
import type { ColumnKey } from './columns';
import type { CsvRecord } from './csvReader';
import type { CsvTable } from './csvTable';
import { instructionIn, unguard } from './guard';
import type { ImportComplaint } from './importProblem';
import type { ImportRow, ReportInRow, RowEdit, RowPlace } from './importRow';
import { type MappedColumn, fieldOfColumn } from './mapping';
import { peopleIn, showPeople, type KnownPeople, type PersonWord } from './people';
import { linkPeople } from './linkPeople';
import { typeComplaint } from './typeComplaint';
import { spreadsheetDamage } from './spreadsheetDamage';
import { sameText } from '../assets/sameText';

/** How a table's cells are to be read. */
interface CsvReading {
  readonly table: CsvTable;
  readonly definition: AssetTypeDefinition;
  readonly mapping: readonly MappedColumn[];
  /** The column whose values say which asset a row is about. */
  readonly match: ColumnKey;
  readonly people: KnownPeople;
}

/** The rows of a table, one asset each. */
export function csvRows(reading: CsvReading): readonly ImportRow[] {
  const { table, definition, mapping } = reading;
  const texts = new Map<ColumnKey, CellText>();
  for (const { key } of mapping) {
    const field = fieldOfColumn(definition, key);
    if (field) texts.set(key, new CellText(field));
  }
  return table.rows.map((record) => new CsvRow(record, reading, texts));
}

/** Tells what is wrong with the cell at hand. */
type ReportInCell = (complaint: ImportComplaint) => void;

class CsvRow implements ImportRow {
  constructor(
    private readonly record: CsvRecord,
    private readonly reading: CsvReading,
    private readonly texts: ReadonlyMap<ColumnKey, CellText>,
  ) {}

  get number(): number {
    return this.record.number;
  }

  get place(): RowPlace {
    const column = this.columnOf(this.reading.match);
    return column === undefined ? { span: { offset: this.record.start, length: 0 } } : this.placeOf(column);
  }

  get matchText(): string {
    const column = this.columnOf(this.reading.match);
    const cell = column === undefined ? '' : (this.record.cells[column] ?? '');
    return instructionIn(cell) === undefined ? unguard(cell) : '';
  }

  get people(): readonly PersonWord[] {
    const column = this.columnOf('contacts');
    const cell = column === undefined ? '' : (this.record.cells[column] ?? '');
    return instructionIn(cell) === undefined ? peopleIn(unguard(cell)) : [];
  }

  edit(base: Asset | undefined, report: ReportInRow): RowEdit {
    const { definition, table, mapping } = this.reading;
    const before = base === undefined ? blankState(definition) : stateOf(base, definition);
    const edit: Edit = { base, mine: { ...before, fields: new Map(before.fields) }, newContacts: [], people: [] };
    for (const { index, key, dates } of mapping) {
      const cell = this.record.cells[index] ?? '';
      this.readCell(key, cell, dates, edit, (complaint) => report(complaint, this.placeOf(index)));
    }
    const { cells } = this.record;
    const columns = table.columns.length;
    if (cells.slice(columns).some((cell) => cell.trim() !== '')) {
      report({ code: 'extraCells', detail: { columns, cells: cells.length } }, this.placeOf(columns));
    }
    return edit;
  }

  private readCell(key: ColumnKey, cell: string, dates: MappedColumn['dates'], edit: Edit, report: ReportInCell): void {
    if (typeof key === 'number') {
      const text = this.texts.get(key);
      if (text) edit.mine.fields.set(key, readField(text, cell, edit.mine.fields.get(key), dates, report));
    } else if (key === 'name') {
      edit.mine.name = readText('name', cell, edit.mine.name, edit.base, report);
    } else if (key === 'display_id') {
      edit.mine.displayId = readText('display_id', cell, edit.mine.displayId, edit.base, report);
    } else if (key === 'contacts') {
      this.readContacts(cell, edit, report);
    } else if (key === 'asset_type') {
      const complaint = typeComplaint(unguard(cell), this.reading.definition, edit.base);
      if (complaint) report(complaint);
    }
  }

  private readContacts(cell: string, edit: Edit, report: ReportInCell): void {
    const { definition, people } = this.reading;
    const instruction = instructionIn(cell);
    const text = unguard(cell);
    if (instruction === 'keep' || sameText(text, showPeople(edit.base?.contacts ?? []))) return;
    if (!contactsAllowed(definition)) {
      report({ code: 'contactsSwitchedOff' });
      return;
    }
    if (isAbsent(edit.base, 'contacts', report)) return;
    const linked = linkPeople(instruction === 'clear' ? [] : peopleIn(text), people, report);
    edit.mine.contactIds = linked.people.map(({ id }) => id);
    edit.people = linked.people;
    edit.newContacts = linked.newContacts;
  }

  private columnOf(key: ColumnKey): number | undefined {
    return this.reading.mapping.find((one) => one.key === key)?.index;
  }

  private placeOf(column: number): RowPlace {
    return { span: cellPlace(this.reading.table.source, this.record, column), column };
  }
}

/** An edit in the making. */
interface Edit {
  readonly base: Asset | undefined;
  readonly mine: {
    name: string;
    displayId: string;
    contactIds: EditableState['contactIds'];
    readonly fields: Map<number, FieldState>;
  };
  newContacts: RowEdit['newContacts'];
  people: RowEdit['people'];
}

function readField(
  text: CellText,
  cell: string,
  was: FieldState = emptyField,
  dates: MappedColumn['dates'],
  report: ReportInCell,
): FieldState {
  const instruction = instructionIn(cell);
  const shown = text.show(was);
  const word = unguard(cell);
  if (instruction === 'keep' || (instruction === undefined && sameText(word, shown))) return was;
  const written = text.read(instruction === 'clear' ? '' : word, dates);
  if (!isState(written)) {
    report(written);
    return was;
  }
  if (sameField(was, written)) return was;
  const damage = text.kind.identifies === 'likely' ? spreadsheetDamage(word, shown) : undefined;
  if (damage) report(damage);
  return written;
}

/** Name and display id: what HappyFox has is never refused, whatever it is. */
function readText(
  key: 'name' | 'display_id',
  cell: string,
  was: string,
  base: Asset | undefined,
  report: ReportInCell,
): string {
  const instruction = instructionIn(cell);
  const text = unguard(cell);
  if ((instruction === 'keep' && base !== undefined) || sameText(text, was)) {
    if (base === undefined) report({ code: 'required', detail: { key } });
    return was;
  }
  if (instruction !== undefined || text.trim() === '') {
    report({ code: 'required', detail: { key } });
    return was;
  }
  if (isAbsent(base, key, report)) return was;
  const complaint = textComplaint(key, text);
  if (complaint) {
    report(complaint);
    return was;
  }
  const damage = spreadsheetDamage(text, was);
  if (damage) report(damage);
  return text;
}

/** What HappyFox did not say must not be written over. */
function isAbsent(base: Asset | undefined, key: EditableKey, report: ReportInCell): boolean {
  const absent = base?.absent.includes(key) === true;
  if (absent) report({ code: 'readOnlyKeyChanged', detail: { key } });
  return absent;
}
