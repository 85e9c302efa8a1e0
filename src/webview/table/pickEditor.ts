import type { ShownPerson } from '../../workbench/table/tableMessages';
import { element } from '../element';
import type { CellEditor, EditorRequest } from './editorTypes';
import { isComposing, onTyped } from '../composition';
import { isAloneInName, optionNamed, standsFor } from './namesakes';
import { joinWords, splitWords } from './words';

/** Something to choose; `word` is how the cell names it. */
type Option = ShownPerson;

/** How long somebody has to stop typing before people are looked up, in milliseconds. */
const pause = 250;
const mostShown = 200;

/** Chooses one label of a list that narrows as one types, several of them, or people: a combobox with a list. */
export class PickEditor implements CellEditor {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly chips: HTMLElement;
  private readonly isMultiple: boolean;
  private chosen: Option[];
  /** What was picked from a list of one choice: its label alone may be that of another too. */
  private picked: Option | undefined;
  private options: readonly Option[] = [];
  private active = -1;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private isTouched: boolean;
  /** People are being looked up for what was typed. */
  private isAsking = false;
  /** Enter was pressed meanwhile: whoever is found first is meant. */
  private isHurried = false;

  constructor(private readonly request: EditorRequest) {
    const { column, text, typed } = request;
    this.isMultiple = column.editor !== 'choice';
    this.chosen = this.isMultiple ? splitWords(text).map((word) => ({ word, label: word, detail: '' })) : [];
    this.isTouched = typed !== undefined;
    this.input = element('input', {
      class: 'editor',
      attributes: {
        role: 'combobox',
        'aria-label': column.name,
        'aria-expanded': 'true',
        'aria-autocomplete': 'list',
        'aria-controls': 'options',
      },
    });
    this.input.type = 'text';
    this.input.autocomplete = 'off';
    this.input.placeholder = column.editor === 'contacts' ? request.words.findPerson : '';
    this.input.value = typed ?? '';
    this.list = element('ul', {
      class: 'options',
      attributes: {
        role: 'listbox',
        id: 'options',
        'aria-label': column.name,
        ...(this.isMultiple && { 'aria-multiselectable': 'true' }),
      },
    });
    this.chips = element('div', { class: 'chips' });
    this.element = element('div', { class: 'pick', children: [this.chips, this.input, this.list] });
    onTyped(this.input, () => {
      this.isTouched = true;
      this.picked = undefined;
      this.lookUp();
    });
    this.input.addEventListener('keydown', (event) => this.pressed(event));
    this.paintChips();
    this.lookUp();
  }

  get text(): string {
    const typed = this.input.value.trim();
    if (this.isMultiple) {
      // What was typed and not chosen counts where it is one of the choices, or an e-mail address.
      const more = typed === '' ? [] : [optionNamed(this.options, typed)?.word ?? typed];
      return joinWords([...this.chosen.map(({ word }) => word), ...more]);
    }
    if (!this.isTouched) return this.request.text;
    return (this.picked ?? optionNamed(this.options, typed))?.word ?? typed;
  }

  focus(): void {
    this.input.focus();
  }

  wants({ key }: KeyboardEvent): boolean {
    if (key === 'ArrowUp' || key === 'ArrowDown' || key === 'ArrowLeft' || key === 'ArrowRight') return true;
    return key === 'Enter' && (this.active >= 0 || this.isAsking);
  }

  private pressed(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const count = this.options.length;
      if (count > 0)
        this.activate(
          (this.active + (key === 'ArrowDown' ? 1 : count - 1) + (this.active < 0 && key === 'ArrowUp' ? 1 : 0)) %
            count,
        );
    } else if (key === 'Enter' && this.isAsking) {
      this.isHurried = true;
      event.stopPropagation();
    } else if (key === 'Enter' && this.active >= 0) {
      this.choose(this.active);
      event.stopPropagation();
    } else if (key === 'Backspace' && this.input.value === '' && this.chosen.length > 0) {
      this.chosen.pop();
      this.paintChips();
      this.paint();
      return;
    } else {
      return;
    }
    event.preventDefault();
  }

  private choose(at: number): void {
    const option = this.options[at];
    if (!option) return;
    if (!this.isMultiple) {
      this.isTouched = true;
      this.picked = option;
      this.input.value = option.word === '' ? '' : option.label;
      this.request.commit();
      return;
    }
    const known = this.chosen.findIndex((chip) => standsFor(chip, option, this.options));
    if (known >= 0) this.chosen.splice(known, 1);
    else this.chosen.push(option);
    this.input.value = '';
    this.paintChips();
    this.lookUp();
    this.input.focus();
  }

  private lookUp(): void {
    clearTimeout(this.waiting);
    const { column, findPeople, words } = this.request;
    const typed = this.input.value.trim();
    if (column.editor === 'contacts') {
      this.isAsking = typed !== '';
      this.waiting = setTimeout(
        () => {
          // Nobody waits for an answer once the editor has ended.
          if (this.element.isConnected) void findPeople(typed).then((people) => this.found(people, typed));
        },
        typed === '' ? 0 : pause,
      );
      return;
    }
    const wanted = typed.toLowerCase();
    const labels = (column.choices ?? []).filter((label) => label.toLowerCase().includes(wanted)).slice(0, mostShown);
    const none = column.editor === 'choice' && wanted === '' ? [{ word: '', label: words.none, detail: '' }] : [];
    this.options = [...none, ...labels.map((label) => ({ word: label, label, detail: '' }))];
    this.paint();
  }

  private found(people: readonly ShownPerson[], typed: string): void {
    // An answer to what was typed before is overtaken.
    if (typed !== this.input.value.trim()) return;
    this.isAsking = false;
    this.options = people;
    this.paint();
    const [first] = people;
    // Of several namesakes, whoever is meant has to be chosen from the list.
    if (this.isHurried && first && isAloneInName(people, first)) this.choose(0);
    this.isHurried = false;
  }

  private paint(): void {
    const { text, words } = this.request;
    const items = this.options.map((option, at) => {
      const isChosen = this.isMultiple
        ? this.chosen.some((chip) => standsFor(chip, option, this.options))
        : option.word === text;
      const item = element('li', {
        attributes: { role: 'option', id: `option-${at}`, 'aria-selected': String(isChosen) },
        children: [element('span', { text: option.label }), element('span', { class: 'muted', text: option.detail })],
      });
      // Before the input loses the focus, which would close the editor.
      item.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        this.choose(at);
      });
      return item;
    });
    const nothing = element('li', { class: 'muted nothing', text: words.noMatch });
    this.list.replaceChildren(...(items.length > 0 ? items : [nothing]));
    const chosen = this.options.findIndex(({ word }) => !this.isMultiple && word === text);
    this.activate(this.input.value !== '' && items.length > 0 ? 0 : chosen);
  }

  private activate(at: number): void {
    this.active = at;
    for (const [index, item] of [...this.list.children].entries()) item.classList.toggle('active', index === at);
    this.list.children[at]?.scrollIntoView({ block: 'nearest' });
    if (at >= 0) this.input.setAttribute('aria-activedescendant', `option-${at}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  private paintChips(): void {
    const { words } = this.request;
    const chips = this.chosen.map((option) => {
      const remove = element('button', {
        class: 'quiet',
        text: '×',
        attributes: { 'aria-label': words.remove.replace('{0}', () => option.label), tabindex: '-1' },
      });
      remove.type = 'button';
      remove.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        this.chosen = this.chosen.filter((one) => one !== option);
        this.paintChips();
        this.paint();
      });
      return element('span', { class: 'chip', children: [element('span', { text: option.label }), remove] });
    });
    this.chips.replaceChildren(...chips);
  }
}
