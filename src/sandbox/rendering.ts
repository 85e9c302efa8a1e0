import type { Account } from './account';
import type { Switches } from './switches';
import type { Asset, AssetType, Choice, Contact, CustomField, FieldValue, Staff } from './world/model';

/** An asset as GET shows it (article §1, §2). */
export function renderAsset(account: Account, asset: Asset): Record<string, unknown> {
  const { world, switches } = account;
  const type = world.type(asset.typeId);
  return {
    display_id: renderText(switches, asset.displayId),
    name: asset.name,
    contacts: renderContacts(account, asset),
    ...renderGroups(account, asset),
    created_by: asset.createdBy,
    ...(switches.timestampsInReads ? { created_at: renderTime(switches, asset.createdAt) } : {}),
    id: asset.id,
    asset_type: { id: asset.typeId, name: type?.name ?? '' },
    custom_fields: renderValues(account, asset),
    updated_by: asset.updatedBy,
    ...(switches.timestampsInReads ? { updated_at: renderTime(switches, asset.updatedAt) } : {}),
  };
}

/** An asset as the answers to POST and PUT show it (article §3, §4). */
export function renderWritten(account: Account, asset: Asset, withType: boolean): Record<string, unknown> {
  const { world, switches } = account;
  const type = { id: asset.typeId, name: world.type(asset.typeId)?.name ?? '' };
  return {
    id: asset.id,
    name: asset.name,
    display_id: renderText(switches, asset.displayId),
    created_by: asset.createdBy,
    created_at: renderTime(switches, asset.createdAt),
    updated_by: asset.updatedBy,
    updated_at: renderTime(switches, asset.updatedAt),
    contacts: renderContacts(account, asset),
    ...renderGroups(account, asset),
    ...(withType ? { asset_type: type } : {}),
    custom_fields: renderValues(account, asset),
  };
}

/** A custom field's definition (article §6, §7). */
export function renderField({ world, switches }: Account, field: CustomField): Record<string, unknown> {
  return {
    id: field.id,
    type: renderSlug(switches, field),
    asset_type: { id: field.typeId, name: world.type(field.typeId)?.name ?? '' },
    name: field.name,
    choices: hasChoices(field) ? renderChoices(switches, field.choices) : null,
  };
}

/** An asset type (article §8, §9). */
export function renderType({ switches }: Account, type: AssetType): Record<string, unknown> {
  return {
    description: type.description,
    id: type.id,
    name: type.name,
    settings: {
      enable_ticket_association: type.ticketAssociation,
      enable_contact_association: type.contactAssociation,
      enable_asset_quantity_for_ticket: type.quantityForTicket,
      ...(switches.visibilitySetting ? { enable_asset_type_visibility_to_contact: false } : {}),
    },
  };
}

/** A staff member, as the neighbouring article on tickets shows one. */
export function renderStaff(staff: Staff): Record<string, unknown> {
  const { id, name, email, active, accountAdmin, role, categories, permissions } = staff;
  return { id, name, email, active, is_account_admin: accountAdmin, role, categories, permissions };
}

/** A contact, as the neighbouring article on contacts shows one. */
export function renderContact({ world }: Account, contact: Contact): Record<string, unknown> {
  const phones = contact.phones.map((number, index) => ({ id: contact.id * 10 + index, type: 'w', number }));
  return {
    id: contact.id,
    name: contact.name,
    email: contact.email,
    phones,
    primary_phone: phones[0] ?? null,
    contact_groups: contact.groupIds.flatMap((id) => world.contactGroup(id) ?? []),
    custom_fields: [],
  };
}

function renderContacts({ world }: Account, asset: Asset): unknown[] {
  return asset.contactIds.flatMap((id) => {
    const contact = world.contact(id);
    return contact === undefined ? [] : [{ email: contact.email, name: contact.name, id }];
  });
}

function renderGroups({ world, switches }: Account, asset: Asset): Record<string, unknown> {
  if (!switches.contactGroups) return {};
  return { contact_groups: asset.contactGroupIds.flatMap((id) => world.contactGroup(id) ?? []) };
}

function renderValues({ world, switches }: Account, asset: Asset): unknown[] {
  return world.fields(asset.typeId).flatMap((field, index) => {
    const value = asset.values.get(field.id);
    if (value === undefined && !switches.listsEveryField) return [];
    const shown = renderValue(switches, field, value ?? null);
    return [{ name: field.name, type: renderSlug(switches, field), order: index + 1, value: shown, id: field.id }];
  });
}

function renderSlug(switches: Switches, field: CustomField): string {
  if (switches.slugs === 'unheard') return `${field.kind}_ng`;
  return field.kind === 'multiple' ? switches.multipleSlug : field.kind;
}

function renderValue(switches: Switches, field: CustomField, value: FieldValue): unknown {
  if (value === null) return null;
  if (typeof value === 'object') return value.map((id) => renderChoice(switches, field, id));
  if (field.kind === 'dropdown' && typeof value === 'number') return renderChoice(switches, field, value);
  if (field.kind === 'date' && switches.dateValue === 'dateTime') return `${value}T08:30:00Z`;
  if (typeof value === 'string' && field.kind !== 'date') return renderText(switches, value);
  return field.kind === 'number' && switches.numberValue === 'string' ? String(value) : value;
}

function renderText({ textValue }: Switches, text: string): unknown {
  return textValue === 'number' && /^(0|[1-9]\d*)(\.\d+)?$/.test(text) ? JSON.rawJSON(text) : text;
}

function renderChoice(switches: Switches, field: CustomField, id: number): unknown {
  const text = field.choices.find((choice) => choice.id === id)?.text ?? String(id);
  switch (switches.choiceValue) {
    case 'id':
      return id;
    case 'idString':
      return String(id);
    case 'label':
      return text;
    case 'object':
      return { id, text };
  }
}

function renderChoices(switches: Switches, choices: readonly Choice[]): unknown {
  switch (switches.choicesShape) {
    case 'objects':
      return choices.map(({ id, text }) => ({ id, text }));
    case 'map':
      return Object.fromEntries(choices.map(({ id, text }) => [id, text]));
    case 'pairs':
      return choices.map(({ id, text }) => [id, text]);
    case 'strings':
      return choices.map(({ text }) => text);
  }
}

function hasChoices({ kind }: CustomField): boolean {
  return kind === 'dropdown' || kind === 'multiple';
}

function renderTime(switches: Switches, milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString().slice(0, 19);
  return switches.timestampFormat === 'iso' ? `${iso}Z` : iso.replace('T', ' ');
}
