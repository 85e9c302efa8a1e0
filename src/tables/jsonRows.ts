import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { fieldLookup } from '../assets/assetTypeDefinition';
import { blankState, stateOf } from '../assets/editableState';
import { isList, isObject, parseJson, valueOf } from '../assets/jsonTree';
import { parseDocument } from '../assets/parseDocument';
import { renderAsset } from '../assets/renderDocument';
import type { Asset, LinkedContact } from '../happyfox/asset';
import type { JsonObject, JsonValue } from '../happyfox/json';
import type { ColumnKey } from './columns';
import type { ImportRow, ReportInRow, RowEdit, RowPlace } from './importRow';
import type { Span } from './cellPlace';
import { linkPeople } from './linkPeople';
import type { KnownPeople, PersonWord } from './people';
import { typeComplaint } from './typeComplaint';

/** How documents in a file are to be read. */
interface JsonReading {
  readonly definition: AssetTypeDefinition;
  /** What says which asset a document is about. */
  readonly match: ColumnKey;
  readonly people: KnownPeople;
}

/** The documents of a file of JSON Lines or JSON. */
export function jsonRows(text: string, spans: readonly Span[], reading: JsonReading): readonly ImportRow[] {
  const lineOf = lineCounter(text);
  return spans.map(
    (span) => new JsonRow(text.slice(span.offset, span.offset + span.length), span, lineOf(span.offset), reading),
  );
}

class JsonRow implements ImportRow {
  private parsed: JsonObject | undefined;

  constructor(
    private readonly text: string,
    private readonly span: Span,
    readonly number: number,
    private readonly reading: JsonReading,
  ) {}

  get place(): RowPlace {
    return { span: this.span };
  }

  get matchText(): string {
    const { match, definition } = this.reading;
    const contents = this.contents();
    if (typeof match !== 'number') return textOf(contents[match]);
    const fields = contents.custom_fields;
    if (fields === undefined || !isObject(fields)) return '';
    const find = fieldLookup(definition);
    const key = Object.keys(fields).find((name) => {
      const found = find(name);
      return found.kind === 'found' && found.item.id === match;
    });
    return key === undefined ? '' : textOf(fields[key]);
  }

  get people(): readonly PersonWord[] {
    const { contacts } = this.contents();
    if (contacts === undefined || !isList(contacts)) return [];
    return contacts.flatMap((entry) => (isObject(entry) && !Object.hasOwn(entry, 'id') ? [wordOf(entry)] : []));
  }

  edit(base: Asset | undefined, report: ReportInRow): RowEdit {
    const { definition, people } = this.reading;
    const ofOtherType = typeComplaint(textOf(this.contents().asset_type), definition, base);
    if (ofOtherType) report(ofOtherType, this.place);
    const opened = base && {
      asset: base,
      text: renderAsset(base, definition, { staffName: () => undefined }),
    };
    const parsed = parseDocument(this.text, { definition, ...(opened && { base: opened }), readOnlyKeys: 'ignored' });
    if (!parsed.ok) {
      for (const problem of parsed.problems) {
        report(problem, { span: { offset: this.span.offset + problem.offset, length: problem.length } });
      }
      return { mine: base ? stateOf(base, definition) : blankState(definition), newContacts: [], people: [] };
    }
    const words = parsed.newContacts.map(({ name, email, phone = null }) => wordOf({ name, email, phone }));
    const linked = linkPeople(words, people, (complaint) => report(complaint, this.place));
    if (words.length === 0) return { mine: parsed.mine, newContacts: [], people: this.named() };
    const contactIds = [...new Set([...(parsed.mine.contactIds ?? []), ...linked.people.map(({ id }) => id)])];
    return {
      mine: { ...parsed.mine, contactIds },
      newContacts: linked.newContacts,
      people: [...this.named(), ...linked.people],
    };
  }

  /** The people whom the document links by id, with the names that stand beside. */
  private named(): readonly LinkedContact[] {
    const { contacts } = this.contents();
    if (contacts === undefined || !isList(contacts)) return [];
    return contacts.flatMap((entry): LinkedContact[] => {
      if (!isObject(entry) || typeof entry.id !== 'number') return [];
      const { id, name, email } = entry;
      return [{ id, name: typeof name === 'string' ? name : null, email: typeof email === 'string' ? email : null }];
    });
  }

  private contents(): JsonObject {
    if (this.parsed) return this.parsed;
    const tree = parseJson(this.text);
    const value: JsonValue = tree.ok ? valueOf(tree.root) : null;
    this.parsed = isObject(value) ? value : {};
    return this.parsed;
  }
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function wordOf({ name, email, phone }: JsonObject): PersonWord {
  const [known, number] = [textOf(email), textOf(phone)];
  return {
    word: known || number || textOf(name),
    id: undefined,
    email: known || undefined,
    ...(number !== '' && { phone: number }),
    name: textOf(name) || undefined,
  };
}

/** Counts lines from 1, for offsets that grow. */
function lineCounter(text: string): (offset: number) => number {
  const breaks = text.matchAll(/\r\n|\r|\n/g);
  let next = breaks.next();
  let line = 1;
  return (offset) => {
    for (; next.done !== true && next.value.index < offset; next = breaks.next()) line += 1;
    return line;
  };
}
