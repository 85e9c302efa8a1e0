import type { Account } from '../account';
import type { Asset, AssetType, CustomField, FieldValue } from '../world/model';
import { readContactIds, readGroupIds, readNewContacts } from './contactPayload';
import type { NewContact } from './contactPayload';
import { isEmpty, readFieldValue } from './fieldValues';
import { isRecord } from './refusals';
import type { Complaint } from './refusals';

/** A payload that was understood: what is undefined was not named. */
export interface Draft {
  readonly name: string | undefined;
  readonly displayId: string | undefined;
  readonly contactIds: readonly number[] | undefined;
  readonly contactGroupIds: readonly number[] | undefined;
  readonly newContacts: readonly NewContact[];
  /** By field id; undefined when the payload has no `custom_fields`. */
  readonly values: ReadonlyMap<number, FieldValue> | undefined;
}

/** What a payload is about: `asset` is missing for a create. */
export interface Target {
  readonly type: AssetType;
  readonly asset: Asset | undefined;
}

const REQUIRED = ['This field is required.'];
const KNOWN_KEYS = new Set(
  'name display_id contact_ids contact_group_ids contacts custom_fields created_by updated_by'.split(' '),
);

/** Checks a payload as a whole and gathers every complaint, as the article's 400 shows several at once (§3). */
export class PayloadReader {
  readonly complaints = new Map<string, Complaint>();
  readonly #account: Account;
  readonly #target: Target;
  readonly #payload: Readonly<Record<string, unknown>>;

  constructor(account: Account, target: Target, payload: Readonly<Record<string, unknown>>) {
    this.#account = account;
    this.#target = target;
    this.#payload = payload;
  }

  /** The draft; it may be applied only if there are no complaints. */
  read(): Draft {
    const draft = {
      name: this.#name(),
      displayId: this.#displayId(),
      contactIds: readContactIds(this.#account, this.#target.type, this.#payload.contact_ids, this.#complain),
      contactGroupIds: readGroupIds(this.#account, this.#payload.contact_group_ids, this.#complain),
      newContacts: readNewContacts(this.#account, this.#target.type, this.#payload.contacts, this.#complain),
      values: this.#values(),
    };
    if (this.#account.switches.unknownKeys === 'refuse') {
      for (const key of Object.keys(this.#payload)) {
        if (!KNOWN_KEYS.has(key)) this.#complain(key, ['Unknown field.']);
      }
    }
    return draft;
  }

  readonly #complain = (key: string, complaint: Complaint): undefined => {
    this.complaints.set(key, complaint);
  };

  /** Assumption: whole numbers are taken for texts, since the article's samples have numbers in both. */
  #text(key: string): string | undefined {
    const given = this.#payload[key];
    const mayBeMissing = this.#target.asset !== undefined && this.#account.switches.partialUpdate;
    if (given === undefined && mayBeMissing) return undefined;
    if (given === undefined || given === null) {
      this.#complain(key, REQUIRED);
      return;
    }
    const isText = typeof given === 'string' || (typeof given === 'number' && Number.isSafeInteger(given));
    if (!isText) {
      this.#complain(key, ['Enter a valid value.']);
      return;
    }
    const text = this.#account.switches.trimsText ? String(given).trim() : String(given);
    if (text.trim() === '') {
      this.#complain(key, REQUIRED);
      return;
    }
    return text;
  }

  #name(): string | undefined {
    const name = this.#text('name');
    const length = name === undefined ? 0 : Array.from(name).length;
    if (length > 200) {
      this.#complain('name', [`Ensure this value has at most 200 characters (it has ${length}).`]);
    }
    return name;
  }

  #displayId(): string | undefined {
    const displayId = this.#text('display_id');
    const { asset, type } = this.#target;
    if (displayId === undefined || displayId === asset?.displayId) return displayId;
    const { world, switches } = this.#account;
    if (switches.displayIdUnique === 'no') return displayId;
    const taken = world.assets
      .withDisplayId(displayId)
      .some((id) => switches.displayIdUnique === 'account' || world.asset(id)?.typeId === type.id);
    if (taken) this.#complain('display_id', ['Asset with this Display ID already exists.']);
    return displayId;
  }

  #values(): ReadonlyMap<number, FieldValue> | undefined {
    const given = this.#payload.custom_fields;
    const fields = new Map(this.#account.world.fields(this.#target.type.id).map((field) => [field.id, field]));
    const values = new Map<number, FieldValue>();
    const complaints: [string, string][] = [];
    if (given !== undefined && given !== null) {
      if (!isRecord(given)) {
        this.#complain('custom_fields', 'Enter a dictionary of values.');
        return;
      }
      for (const [key, value] of Object.entries(given)) {
        const field = fields.get(/^\d+$/.test(key) ? Number(key) : 0);
        const complaint = this.#readInto(values, field, value);
        if (complaint !== undefined) complaints.push([key, complaint]);
      }
    }
    if (this.#target.asset === undefined) complaints.push(...missing(fields.values(), values, complaints));
    if (complaints.length > 0) this.#complain('custom_fields', Object.fromEntries(complaints));
    return given === undefined || given === null ? undefined : values;
  }

  #readInto(values: Map<number, FieldValue>, field: CustomField | undefined, given: unknown): string | undefined {
    const { switches } = this.#account;
    if (field === undefined) return switches.unknownKeys === 'refuse' ? 'Custom field not found.' : undefined;
    const read = readFieldValue(field, given, switches, this.#target.asset?.values.get(field.id));
    if ('complaint' in read) return read.complaint;
    values.set(field.id, read.value);
    return undefined;
  }
}

/** A new asset needs every required field of its type. */
function missing(
  fields: Iterable<CustomField>,
  values: ReadonlyMap<number, FieldValue>,
  complaints: readonly (readonly [string, string])[],
): [string, string][] {
  const known = new Set(complaints.map(([key]) => key));
  return [...fields]
    .filter(({ id, required }) => required && isEmpty(values.get(id)) && !known.has(String(id)))
    .map(({ id }) => [String(id), 'This field is required.']);
}
