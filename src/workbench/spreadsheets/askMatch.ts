import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import { inStretches, pausing } from '../../happyfox/pause';
import { AssetMatcher } from '../../tables/assetMatcher';
import { isReadOnly, type Column, type ColumnKey } from '../../tables/columns';
import { fieldOfColumn, type MappedColumn } from '../../tables/mapping';
import { kindOf } from '../../assets/fieldKinds';
import { askPick, type back, type Step } from '../asking/quickInput';
import { rowsOf } from './importRun';
import type { ImportSubject } from './importSubject';

const { t } = vscode.l10n;

interface MatchItem extends vscode.QuickPickItem {
  readonly key: ColumnKey;
}

/** Asks which column says which asset a row is about. What finds most rows stands first. */
export async function askMatch(
  subject: ImportSubject,
  mapping: readonly MappedColumn[],
  active: ColumnKey | undefined,
  step: Step,
): Promise<ColumnKey | typeof back> {
  const counted: Awaited<ReturnType<typeof itemFor>>[] = [];
  for (const column of candidates(subject, mapping)) counted.push(await itemFor(subject, mapping, column));
  const items = counted.sort((one, other) => other.found - one.found).map(({ item }) => item);
  const answer = await askPick({
    ...step,
    ...{ items, active: items.find(({ key }) => key === active) },
    placeholder: t('What says which asset a row is about?'),
  });
  return typeof answer === 'symbol' ? answer : answer.key;
}

/** What can tell assets apart: ids, names, and fields of one line. */
function candidates({ names, definition, file }: ImportSubject, mapping: readonly MappedColumn[]): readonly Column[] {
  const telling = names.columns.filter(({ key }) => {
    const field = fieldOfColumn(definition, key);
    if (field) return ['text', 'number', 'date'].includes(kindOf(field));
    return key === 'id' || (!isReadOnly(key) && key !== 'contacts');
  });
  if (file.kind === 'documents') return telling;
  const mapped = new Set(mapping.map(({ key }) => key));
  return telling.filter(({ key }) => mapped.has(key));
}

async function itemFor(subject: ImportSubject, mapping: readonly MappedColumn[], { key, header }: Column) {
  const { assets, definition } = subject;
  const pause = pausing();
  const matcher = await AssetMatcher.of(assets, definition, key, pause);
  const rows = rowsOf(subject, { mapping, match: key });
  const hits = await inStretches(rows, pause, (row) => [matcher.find(row.matchText)]);
  const found = hits.filter(({ length }) => length === 1).length;
  const count = (value: number): string => value.toLocaleString(vscode.env.language);
  const item: MatchItem = {
    label: safeLabel(header),
    description: t('finds {0} of {1} rows', count(found), count(rows.length)),
    ...(!matcher.isUnique && assets.length > 0 && { detail: t('Several assets have the same value here') }),
    key,
  };
  return { item, found };
}
