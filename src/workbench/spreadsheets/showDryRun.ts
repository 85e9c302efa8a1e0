import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { DryRun } from '../../tables/dryRun';
import type { Severity } from '../../tables/importProblem';
import { groundText } from '../words/indexText';
import type { ImportSubject } from './importSubject';
import type { ToldProblem } from './toldProblems';

const { t } = vscode.l10n;

interface RunItem extends vscode.QuickPickItem {
  readonly problem?: ToldProblem;
  readonly review?: true;
}

/** More would make the list slow; all of them are in the Problems panel, up to what that shows. */
const mostListed = 500;

/**
 * Lists what is wrong with a file, and leads to each cell while the list stays open. Resolves with whether the user wants to review the
 * plan of the rows that are sound.
 */
export function showDryRun(
  { uri, ground }: ImportSubject,
  run: DryRun,
  problems: readonly ToldProblem[],
): Promise<boolean> {
  const input = vscode.window.createQuickPick<RunItem>();
  input.title = t(
    'Import {0}: {1}',
    safeText(uri.path.slice(uri.path.lastIndexOf('/') + 1)),
    `${countsText(problems)} (${groundText(ground)})`,
  );
  input.placeholder = t('Choose a problem to see its cell.');
  input.matchOnDescription = true;
  input.ignoreFocusOut = true;
  input.items = [...firstItems(run), ...problemItems(problems)];
  const answer = new Promise<boolean>((resolve) => {
    input.onDidAccept(() => {
      const [item] = input.activeItems;
      if (item?.review) resolve(true);
      else if (item?.problem) showCell(uri, item.problem);
    });
    input.onDidHide(() => resolve(false));
  });
  input.show();
  return answer.finally(() => input.dispose());
}

function showCell(uri: vscode.Uri, { range }: ToldProblem): void {
  // The command opens files of any size, which a text document of the extension host may not be.
  void vscode.commands.executeCommand('vscode.open', uri, { selection: range, preserveFocus: true, preview: true });
}

function firstItems({ steps, refused }: DryRun): readonly RunItem[] {
  const left = refused === 0 ? undefined : leftOutText(refused);
  if (steps.length === 0) {
    const label = t('Nothing to import');
    return [
      { label, iconPath: new vscode.ThemeIcon('info'), alwaysShow: true, ...(left !== undefined && { detail: left }) },
    ];
  }
  const created = steps.filter(({ operation }) => operation === 'create').length;
  const counts = [
    ...(steps.length > created ? [t('change {0}', number(steps.length - created))] : []),
    ...(created > 0 ? [t('create {0}', number(created))] : []),
  ];
  return [
    {
      label: t('Review the plan'),
      description: counts.join(', '),
      ...(left !== undefined && { detail: left }),
      iconPath: new vscode.ThemeIcon('checklist'),
      alwaysShow: true,
      review: true,
    },
  ];
}

function leftOutText(refused: number): string {
  return refused === 1 ? t('1 row with errors is left out') : t('{0} rows with errors are left out', number(refused));
}

const icons: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'info' };

function problemItems(problems: readonly ToldProblem[]): readonly RunItem[] {
  const weights = ['error', 'warning', 'note'] as const;
  return weights.flatMap((weight): RunItem[] => {
    const all = problems.filter((problem) => problem.weight === weight);
    if (all.length === 0) return [];
    const heading = { label: headingOf(weight, all.length), kind: vscode.QuickPickItemKind.Separator };
    const shown = all.slice(0, mostListed).map((problem): RunItem => ({
      label: problem.message,
      description: placeText(problem),
      iconPath: new vscode.ThemeIcon(icons[weight]),
      problem,
    }));
    return [heading, ...shown];
  });
}

function headingOf(weight: Severity, count: number): string {
  switch (weight) {
    case 'error':
      return t('Errors: {0}', number(count));
    case 'warning':
      return t('Warnings: {0}', number(count));
    case 'note':
      return t('Notes: {0}', number(count));
  }
}

function placeText({ row, column }: ToldProblem): string {
  if (row === undefined) return '';
  return column === undefined ? t('row {0}', row) : t('row {0}, {1}', row, safeText(column));
}

function countsText(problems: readonly ToldProblem[]): string {
  const errors = problems.filter(({ weight }) => weight === 'error').length;
  return errors === 0
    ? t('nothing is wrong, but look at this')
    : errors === 1
      ? t('1 error')
      : t('{0} errors', number(errors));
}

function number(value: number): string {
  return value.toLocaleString(vscode.env.language);
}
