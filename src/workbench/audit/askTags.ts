import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import { decodeText } from '../../tables/encoding';
import { tagsIn, type TagList } from '../../tables/tagList';
import { CommandRefused } from '../words/errors';
import { askPick, type back, type Step } from '../asking/quickInput';

const { t } = vscode.l10n;

interface SourceItem extends vscode.QuickPickItem {
  readonly read: () => Promise<TagList>;
}

type IsHeader = (word: string) => boolean;

/** A list is short; whatever is bigger was chosen by mistake. */
const mostBytes = 10 * 1024 * 1024;

/** Asks where the list of tags is: on the clipboard, in the active editor, or in a file. */
export async function askTags(step: Step, isHeader: IsHeader): Promise<TagList | typeof back> {
  const clipboard: SourceItem = {
    label: t('The clipboard'),
    description: t('one tag a line'),
    iconPath: new vscode.ThemeIcon('clippy'),
    // Only now: nobody wants it read who has the list elsewhere.
    read: async () => tagsIn((await vscode.env.clipboard.readText()).slice(0, mostBytes), isHeader),
  };
  const file: SourceItem = {
    label: t('A file…'),
    description: t('one tag a line, or the first column of a CSV file'),
    iconPath: new vscode.ThemeIcon('file'),
    read: () => readFile(isHeader),
  };
  const items = [...editorItems(isHeader), clipboard, file];
  const picked = await askPick({ ...step, placeholder: t('Where is the list of tags?'), items });
  return typeof picked === 'symbol' ? picked : picked.read();
}

/** What is selected in the active editor, else all of it. An asset’s document is no list of them. */
function editorItems(isHeader: IsHeader): readonly SourceItem[] {
  const { activeTextEditor: editor } = vscode.window;
  if (!editor || editor.document.uri.scheme.startsWith('happyfox')) return [];
  const { document, selection } = editor;
  const list = tagsIn(document.getText(selection.isEmpty ? undefined : selection).slice(0, mostBytes), isHeader);
  if (list.tags.length === 0) return [];
  return [
    {
      label: selection.isEmpty ? t('The text in the editor') : t('The selection in the editor'),
      description: list.tags.length === 1 ? t('1 tag') : t('{0} tags', list.tags.length),
      detail: sampleOf(list),
      iconPath: new vscode.ThemeIcon('list-selection'),
      read: () => Promise.resolve(list),
    },
  ];
}

async function readFile(isHeader: IsHeader): Promise<TagList> {
  const files = await vscode.window.showOpenDialog({
    title: t('List of Tags'),
    filters: { [t('Lists')]: ['txt', 'csv', 'tsv', 'log'], [t('All files')]: ['*'] },
  });
  if (!files?.[0]) throw new vscode.CancellationError();
  const { size } = await vscode.workspace.fs.stat(files[0]);
  if (size > mostBytes) throw new CommandRefused(t('This file is too big for a list of tags.'));
  const { text } = await decodeText(await vscode.workspace.fs.readFile(files[0]));
  return tagsIn(text, isHeader);
}

function sampleOf({ tags }: TagList): string {
  return tags
    .slice(0, 3)
    .map((tag) => safeText(tag, 30))
    .join('  ·  ');
}
