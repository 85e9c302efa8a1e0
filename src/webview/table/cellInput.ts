import { element } from '../element';
import { isComposing } from '../composition';
import { isForWindow } from './windowKeys';

/** What is done with what comes from the keyboard while no editor is open. */
interface CellInputEvents {
  /** A key was pressed; false where it means nothing here. */
  readonly pressed: (event: KeyboardEvent) => boolean;
  /** Something was typed, or composed by an input method. @param by the key that ended a composition and is still to be done, if one did */
  readonly typed: (text: string, by?: KeyboardEvent) => void;
  /** A composition begins. */
  readonly composing: () => void;
  /** The focus goes elsewhere in the middle of a composition. */
  readonly left: () => void;
}

/** What stands in the input while nothing is typed, selected: with nothing selected, no browser would copy or cut. */
const blank = ' ';

/**
 * Has the focus while somebody is in the cells: an input over the active cell, for only an input can take a composition. Nobody sees it until one
 * begins.
 */
export class CellInput {
  readonly element = element('input', {
    class: 'cell-input',
    attributes: { autocomplete: 'off', spellcheck: 'false' },
  });
  private composed: string | undefined;
  private ending: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly events: CellInputEvents) {
    const input = this.element;
    input.type = 'text';
    input.addEventListener('focus', () => this.reset());
    input.addEventListener('blur', () => {
      if (this.composed !== undefined) this.events.left();
    });
    input.addEventListener('keydown', (event) => this.keyDown(event));
    input.addEventListener('input', (event) => {
      // A composition is taken once it has ended.
      if (event instanceof InputEvent && (event.isComposing || event.inputType === 'insertCompositionText')) return;
      const text = input.value;
      this.reset();
      if (text !== '') this.events.typed(text);
    });
    input.addEventListener('compositionstart', () => {
      clearTimeout(this.ending);
      if (this.composed === undefined) this.events.composing();
      this.composed ??= '';
      input.classList.add('composing');
    });
    // Some input methods end one composition for each syllable, and begin the next at once.
    input.addEventListener('compositionend', () => {
      this.composed = input.value;
      this.ending = setTimeout(() => this.end());
    });
  }

  get hasFocus(): boolean {
    return document.activeElement === this.element;
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** Lies over a cell from now on; undefined leaves it where it is. */
  lieOver(cell: Element | null): void {
    const { parentElement, style } = this.element;
    if (!cell || !parentElement) return;
    const within = parentElement.getBoundingClientRect();
    const { left, top, width, height } = cell.getBoundingClientRect();
    style.left = `${left - within.left}px`;
    style.top = `${top - within.top}px`;
    style.minWidth = `${width}px`;
    style.height = `${height}px`;
  }

  /** What has been composed and not been told of yet, which is the caller's from now on; undefined for nothing. */
  take(): string | undefined {
    if (this.composed === undefined) return undefined;
    const text = this.element.value;
    this.reset();
    return text === blank || text === '' ? undefined : text;
  }

  private keyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (this.composed !== undefined) {
      this.end(event);
      return;
    }
    // A key that means nothing here may have moved the caret, as Ctrl+E does on a Mac.
    this.element.select();
    if (this.events.pressed(event)) {
      event.preventDefault();
      // VS Code would act on it too: Ctrl+A would select the page's text, Ctrl+Z undo what was typed into a filter.
      event.stopPropagation();
    } else if (!isForWindow(event)) event.stopPropagation();
  }

  private end(by?: KeyboardEvent): void {
    const text = this.take();
    if (text !== undefined) {
      // A letter goes on to the editor that opens.
      if (by && (by.key.length > 1 || by.ctrlKey || by.metaKey)) by.preventDefault();
      this.events.typed(text, by);
    } else if (by && this.events.pressed(by)) by.preventDefault();
  }

  private reset(): void {
    clearTimeout(this.ending);
    this.composed = undefined;
    this.element.classList.remove('composing');
    this.element.value = blank;
    // It would take the focus back from where it has gone.
    if (this.hasFocus) this.element.select();
  }
}
