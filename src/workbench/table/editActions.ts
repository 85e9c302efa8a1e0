import * as vscode from 'vscode';
import type { EditHistory } from '../../tables/editHistory';
import { hiddenText, type CellCommands, type EditMessage } from './cellCommands';
import type { MadeEdit, MadeEdits, TableEdits } from './tableEdits';

const { t } = vscode.l10n;

/** What became of an edit. */
export interface EditTold {
  /** For the foot of the table; empty where what is seen says it all. */
  readonly sentence: string;
  readonly changed: number;
}

/** Edits cells, and takes that back. */
export class EditActions {
  constructor(
    private readonly edits: TableEdits,
    private readonly cells: CellCommands,
    private readonly history: EditHistory<readonly MadeEdit[]>,
  ) {}

  async edit(message: EditMessage): Promise<EditTold> {
    const { edits, skipped } = await this.cells.wanted(message);
    const made = await this.edits.make(edits);
    if (made.done.length > 0) this.history.add(made.done);
    const changed = made.done.length;
    if (message.kind === 'edit') return { sentence: lostText(message.text, skipped, made), changed };
    const done = changed === 1 ? t('1 cell changed.') : t('{0} cells changed.', changed);
    const left = skipped > 0 ? t('Cells that can’t be edited were left as they are: {0}.', skipped) : '';
    const hidden = message.hidden > 0 ? hiddenText(message.hidden) : '';
    return { sentence: [done, left, overtakenText(made), hidden].filter(Boolean).join(' '), changed };
  }

  /** Takes the last edit back, or makes it again: where nobody has changed the value since, here or elsewhere. */
  async again(kind: 'undo' | 'redo'): Promise<EditTold> {
    const last = this.history[kind]();
    if (!last) return { sentence: '', changed: 0 };
    const edits = last.map(({ before, value, ...of }) =>
      kind === 'undo' ? { ...of, value: before, expected: value } : { ...of, value, expected: before },
    );
    const made = await this.edits.make(edits).catch((error: unknown) => {
      // It can be tried again.
      this.history[kind === 'undo' ? 'redo' : 'undo']();
      throw error;
    });
    const { length } = made.done;
    const done = kind === 'undo' ? t('Undone in {0} cells.', length) : t('Done again in {0} cells.', length);
    return { sentence: [done, overtakenText(made)].filter(Boolean).join(' '), changed: length };
  }

  /** Throws all edits away, after a question. */
  async discard(): Promise<void> {
    await this.edits.load();
    const pending = this.edits.all;
    if (pending.length === 0) return;
    const discard = t('Discard Edits');
    const question =
      pending.length === 1 ? t('Discard the edits of 1 asset?') : t('Discard the edits of {0} assets?', pending.length);
    const detail = t('They were never sent. The table shows what HappyFox has.');
    const choice = await vscode.window.showWarningMessage(question, { modal: true, detail }, discard);
    if (choice !== discard) return;
    await this.edits.discard(pending.map(({ draft }) => draft));
    this.history.clear();
  }
}

function overtakenText({ locked, overtaken }: MadeEdits): string {
  return [
    overtaken > 0 ? t('Cells that were changed again since stay: {0}.', overtaken) : '',
    locked > 0 ? t('Cells of assets with unsaved edits in their own tab stay: {0}.', locked) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Where a typed text could not be put, it is told with it: nobody has to type it from memory. */
function lostText(text: string, skipped: number, { locked, overtaken }: MadeEdits): string {
  if (locked > 0) return t('The asset has unsaved edits in its own tab, so “{0}” was not put in.', text);
  if (overtaken > 0) return t('The asset is gone, so “{0}” was not put in.', text);
  return skipped > 0 ? t('The asset or its field is gone, so “{0}” was not put in.', text) : '';
}
