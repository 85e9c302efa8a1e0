import type { ShownColumn, ShownPerson, TableWords } from '../../workbench/table/tableMessages';

/** What an editor is opened for. */
export interface EditorRequest {
  readonly column: ShownColumn;
  /** What the cell says. */
  readonly text: string;
  /** What was typed to open it, which replaces the text; undefined where the text is to be gone on with. */
  readonly typed: string | undefined;
  readonly words: TableWords;
  readonly findPeople: (text: string) => Promise<readonly ShownPerson[]>;
  /** Takes the text and closes the editor, as choosing from a list does. */
  readonly commit: () => void;
}

/** The editor of one cell. */
export interface CellEditor {
  readonly element: HTMLElement;
  /** What the cell is to say now. */
  readonly text: string;
  focus(): void;
  /** Whether the editor wants a key for itself that would else end it or leave the cell. */
  wants(event: KeyboardEvent): boolean;
}
