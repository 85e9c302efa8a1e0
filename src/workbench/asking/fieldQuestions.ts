import * as vscode from 'vscode';
import { choiceKeys, fieldKeys, type AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { contactsAllowed } from '../../assets/editableState';
import { kindOf, isEditable } from '../../assets/fieldKinds';
import { safeLabel, safeText } from '../../assets/safeText';
import type { LinkedContact } from '../../happyfox/asset';
import type { CustomField } from '../../happyfox/customField';
import { editedField, type FieldEdit } from '../../plans/fieldEdit';
import { CellText } from '../../tables/cellText';
import type { AccountSession } from '../sessions/accountSession';
import { askPerson } from './personQuestion';
import { cellProblemText } from '../words/cellProblemText';
import { askPick, askText, back } from './quickInput';

const { t } = vscode.l10n;

/** What a person wants done to a field, and who is meant by the ids in it. */
interface FieldWish {
  readonly edit: FieldEdit;
  readonly people: readonly LinkedContact[];
}

interface FieldItem extends vscode.QuickPickItem {
  readonly key: string;
}

interface EditItem extends vscode.QuickPickItem {
  readonly edit: FieldEdit['kind'];
}

/** Asks which field is meant: one of those that these types have. Rejects with `CancellationError` when the user leaves. */
export async function askField(definitions: readonly AssetTypeDefinition[]): Promise<string> {
  const items = new Map<string, FieldItem>();
  for (const definition of definitions) {
    for (const item of fieldsOf(definition)) if (!items.has(item.key)) items.set(item.key, item);
  }
  const question = {
    title: t('Set Field'),
    step: 1,
    totalSteps: 3,
    placeholder: t('Which field?'),
    items: [...items.values()],
  };
  const picked = await askPick(question);
  if (picked === back) throw new vscode.CancellationError();
  return picked.key;
}

/** Asks what is to happen to the field, with the input that its kind needs. Rejects with `CancellationError` when the user leaves. */
export async function askEdit(
  session: AccountSession,
  definitions: readonly AssetTypeDefinition[],
  key: string,
  near: readonly LinkedContact[],
): Promise<FieldWish> {
  const field = definitions
    .map((definition) => editedField(definition, key))
    .find((one) => typeof one === 'string' || !('code' in one));
  if (field === undefined || (typeof field !== 'string' && 'code' in field)) throw new vscode.CancellationError();
  for (;;) {
    const items = waysFor(field);
    const placeholder = t('What is to happen to “{0}”?', safeText(key));
    const picked = await askPick({ title: t('Set Field'), step: 2, totalSteps: 3, placeholder, items });
    if (picked === back) throw new vscode.CancellationError();
    const wish = await askValue(session, field, key, picked.edit, near);
    if (wish !== back) return wish;
  }
}

function fieldsOf(definition: AssetTypeDefinition): readonly FieldItem[] {
  const keys = fieldKeys(definition.fields);
  const own = definition.fields.filter(isEditable).map((field): FieldItem => ({
    key: keys.get(field.id) ?? field.name,
    label: safeLabel(keys.get(field.id) ?? field.name),
  }));
  const builtIn = ['name', 'display_id', ...(contactsAllowed(definition) ? ['contacts'] : [])];
  return [...own, ...builtIn.map((key): FieldItem => ({ key, label: key, description: t('of every asset') }))];
}

function waysFor(field: ReturnType<typeof editedField>): readonly EditItem[] {
  const set: EditItem = { edit: 'set', label: t('Set a value') };
  const clear: EditItem = { edit: 'clear', label: t('Clear') };
  const lists: readonly EditItem[] = [
    { edit: 'add', label: t('Add') },
    { edit: 'remove', label: t('Remove') },
  ];
  const replace: EditItem = { edit: 'replace', label: t('Find and replace') };
  if (field === 'name' || field === 'display_id') return [replace, set];
  if (field === 'contacts') return [...lists, set, clear];
  if (typeof field === 'string' || 'code' in field) return [];
  switch (kindOf(field).form) {
    case 'choices':
      return [set, ...lists, clear];
    case 'text':
      return [set, clear, replace];
    default:
      return [set, clear];
  }
}

async function askValue(
  session: AccountSession,
  field: ReturnType<typeof editedField>,
  key: string,
  edit: FieldEdit['kind'],
  near: readonly LinkedContact[],
): Promise<FieldWish | typeof back> {
  if (edit === 'clear') return { edit: { kind: 'clear' }, people: [] };
  if (edit === 'replace') return askReplace(key);
  if (field === 'contacts') {
    const person = await askPerson(session, {
      title: t('Set Field'),
      placeholder: t('Who? Type a name or an e-mail.'),
      near,
    });
    return { edit: { kind: edit, value: [person.id] }, people: [person] };
  }
  if (typeof field === 'string') return askPlain(key, undefined);
  if ('code' in field) return back;
  switch (kindOf(field).form) {
    case 'choice':
      return askChoice(field, key);
    case 'choices':
      return askChoices(field, key, edit);
    default:
      return askPlain(key, field);
  }
}

async function askReplace(key: string): Promise<FieldWish | typeof back> {
  const step = { title: t('Find and Replace in “{0}”', safeText(key)), totalSteps: 4, keepBlanks: true };
  for (;;) {
    const find = await askText({
      ...step,
      step: 3,
      prompt: t('Find (upper and lower case count)'),
      validate: notEmpty,
    });
    if (find === back) return back;
    const by = await askText({
      ...step,
      step: 4,
      prompt: t('Replace “{0}” by; leave empty to remove it', safeText(find)),
    });
    if (by !== back) return { edit: { kind: 'replace', find, by }, people: [] };
  }
}

function notEmpty(text: string): string | undefined {
  return text === '' ? t('Type what to look for.') : undefined;
}

async function askPlain(key: string, field: CustomField | undefined): Promise<FieldWish | typeof back> {
  const cell = field && new CellText(field);
  const form = field && kindOf(field).form;
  const validate = (text: string): string | undefined => {
    if (text === '') return t('Type a value. To clear the field, go back and choose “Clear”.');
    const value = cell?.read(text);
    return value && 'code' in value ? cellProblemText(value) : undefined;
  };
  const text = await askText({
    ...{ title: t('Set Field'), step: 3, totalSteps: 3, validate },
    prompt: t('New value of “{0}”', safeText(key)),
    ...(form === 'day' && { placeholder: t('YYYY-MM-DD') }),
  });
  if (text === back) return back;
  const state = cell?.read(text);
  const value = state && 'kind' in state && !Array.isArray(state.value) ? state.value : text;
  return { edit: { kind: 'set', value: form === undefined ? text : value }, people: [] };
}

async function askChoice(field: CustomField, key: string): Promise<FieldWish | typeof back> {
  const items = choicesOf(field);
  const placeholder = t('New value of “{0}”', safeText(key));
  const picked = await askPick({ title: t('Set Field'), step: 3, totalSteps: 3, placeholder, items });
  return picked === back ? back : { edit: { kind: 'set', value: picked.word }, people: [] };
}

async function askChoices(field: CustomField, key: string, edit: 'set' | 'add' | 'remove'): Promise<FieldWish> {
  const placeHolder = t('Which choices of “{0}”?', safeText(key));
  const picked = await vscode.window.showQuickPick([...choicesOf(field)], {
    ...{ canPickMany: true, title: t('Set Field'), placeHolder, ignoreFocusOut: true },
  });
  if (!picked || picked.length === 0) throw new vscode.CancellationError();
  return { edit: { kind: edit, value: picked.map(({ word }) => word) }, people: [] };
}

function choicesOf(field: CustomField): readonly (vscode.QuickPickItem & { readonly word: string })[] {
  return [...choiceKeys(field).values()].map((word) => ({ label: safeLabel(word), word }));
}
