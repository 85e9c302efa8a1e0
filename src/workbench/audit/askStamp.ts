import * as vscode from 'vscode';
import { choiceKeys, fieldKeys, type AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { kindOf } from '../../assets/fieldKinds';
import { safeLabel, safeText } from '../../assets/safeText';
import type { CustomField } from '../../happyfox/customField';
import { CellText } from '../../tables/cellText';
import { cellProblemText } from '../words/cellProblemText';
import { askPick, askText, back, type Step } from '../asking/quickInput';
import { today } from '../words/whenText';
import type { AuditStamp } from './auditStamp';

const { t } = vscode.l10n;

interface StampItem extends vscode.QuickPickItem {
  readonly stamp?: { readonly key: string; readonly field: CustomField };
}

/** Asks whether a field of what was found is to tell of the audit, and what it is set to. Undefined where none is. */
export async function askStamp(
  definitions: readonly AssetTypeDefinition[],
  found: number,
  step: Step,
): Promise<AuditStamp | undefined> {
  for (;;) {
    const placeholder =
      found === 1
        ? t('1 asset was found. Set one of its fields to record this audit?')
        : t('{0} assets were found. Set one of their fields to record this audit?', found);
    const picked = await askPick({ ...step, placeholder, items: stampItems(definitions) });
    if (picked === back || !picked.stamp) return undefined;
    const { key, field } = picked.stamp;
    const value = await (kindOf(field).form === 'choice' ? askChoice(field, key, step) : askDate(field, key, step));
    if (value !== back) return { field: key, value };
  }
}

/** Dates first: that is what most keep for it. */
function stampItems(definitions: readonly AssetTypeDefinition[]): readonly StampItem[] {
  const items = new Map<string, StampItem>();
  for (const form of ['day', 'choice']) {
    for (const { fields } of definitions) {
      const keys = fieldKeys(fields);
      for (const field of fields.filter((one) => kindOf(one).form === form)) {
        const key = keys.get(field.id) ?? field.name;
        const icon = new vscode.ThemeIcon(form === 'day' ? 'calendar' : 'list-unordered');
        if (!items.has(key)) items.set(key, { label: safeLabel(key), iconPath: icon, stamp: { key, field } });
      }
    }
  }
  const none: StampItem = { label: t('No, show the report alone'), iconPath: new vscode.ThemeIcon('circle-slash') };
  return [none, ...items.values()];
}

function askDate(field: CustomField, key: string, step: Step): Promise<string | typeof back> {
  const cell = new CellText(field);
  return askText({
    ...step,
    step: step.step + 1,
    value: today(),
    prompt: t('New value of “{0}”', safeText(key)),
    validate: (text) => {
      if (text === '') return t('Type a date, such as {0}.', today());
      const value = cell.read(text);
      return 'code' in value ? cellProblemText(value) : undefined;
    },
  });
}

async function askChoice(field: CustomField, key: string, step: Step): Promise<string | typeof back> {
  const items = [...choiceKeys(field).values()].map((word) => ({ label: safeLabel(word), word }));
  const placeholder = t('New value of “{0}”', safeText(key));
  const picked = await askPick({ ...step, step: step.step + 1, placeholder, items });
  return picked === back ? back : picked.word;
}
