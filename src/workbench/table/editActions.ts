import * as vscode from 'vscode';
import type { EditHistory } from '../../tables/editHistory';
import type { CellCommands, EditMessage } from './cellCommands';
import type { MadeEdit, TableEdits } from './tableEdits';

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
    const { wanted, skipped } = this.cells.wanted(message);
    const made = await this.edits.make(wanted);
    if (made.length > 0) this.history.add(made);
    const changed = made.length;
    const done = changed === 1 ? t('1 cell changed.') : t('{0} cells changed.', changed);
    const left = skipped > 0 ? t('Cells that can’t be edited were left as they are: {0}.', skipped) : '';
    return { sentence: [message.kind === 'edit' ? '' : done, left].filter(Boolean).join(' '), changed };
  }

  /** Takes the last edit back, or makes it again. */
  async again(kind: 'undo' | 'redo'): Promise<EditTold> {
    const made = kind === 'undo' ? this.history.undo() : this.history.redo();
    if (!made) return { sentence: '', changed: 0 };
    const wanted = kind === 'undo' ? this.edits.inverse(made) : made;
    const { length } = await this.edits.make(wanted);
    const left = made.length - wanted.length;
    const done = kind === 'undo' ? t('Undone in {0} cells.', length) : t('Done again in {0} cells.', length);
    const others = left > 0 ? t('Cells that were changed again since stay: {0}.', left) : '';
    return { sentence: [done, others].filter(Boolean).join(' '), changed: length };
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
    await this.edits.discard(pending.map(({ draft }) => draft.ref.assetId));
    this.history.clear();
  }
}
