import type { ShownColumn, TableColumns, TableWords } from '../../workbench/table/tableMessages';
import { button, element } from '../element';
import { filled } from './filled';

/** Asks which columns are to be shown, in which order, and how many stay in place. An arrangement without columns asks for the original one. */
export function openColumnsDialog(
  words: TableWords,
  all: readonly ShownColumn[],
  { shown, widths, frozen }: TableColumns,
  done: (columns: TableColumns) => void,
): void {
  const names = new Map(all.map(({ key, name }) => [key, name]));
  const rest = all.map(({ key }) => key).filter((key) => !shown.includes(key));
  const list = element('ul', { class: 'choices' });
  for (const key of [...shown, ...rest]) list.append(row(words, key, names.get(key) ?? key, shown.includes(key)));
  const count = element('input', { attributes: { min: '0', max: '5' } });
  count.type = 'number';
  count.value = String(frozen);
  const dialog = element('dialog', {
    attributes: { 'aria-label': words.columns },
    children: [
      element('h2', { text: words.columns.replace('…', '') }),
      element('p', { class: 'muted', text: words.columnsHint }),
    ],
  });
  const end = (columns: TableColumns | undefined): void => {
    dialog.close();
    dialog.remove();
    if (columns) done(columns);
  };
  const chosen = (): TableColumns => ({
    shown: ticked(list),
    widths,
    frozen: Math.max(0, Math.min(5, Math.floor(Number(count.value) || 0))),
  });
  const take = (): void => {
    const columns = chosen();
    end(columns.shown.length > 0 ? columns : undefined);
  };
  dialog.append(
    list,
    element('label', { class: 'frozen', children: [element('span', { text: words.frozen }), count] }),
    element('div', {
      class: 'buttons',
      children: [
        button(words.resetColumns, { class: 'quiet', onClick: () => end({ shown: [], widths: {}, frozen: 1 }) }),
        button(words.apply, { class: 'primary', onClick: take }),
      ],
    }),
  );
  // Escape leaves it as it was.
  dialog.addEventListener('cancel', () => end(undefined));
  document.body.append(dialog);
  dialog.showModal();
}

function row(words: TableWords, key: string, name: string, isShown: boolean): HTMLElement {
  const tick = element('input');
  tick.type = 'checkbox';
  tick.checked = isShown;
  tick.dataset.key = key;
  const label = element('label', { children: [tick, element('span', { text: name })] });
  const item = element('li', { children: [label] });
  const move = (direction: -1 | 1, sign: string, word: string): HTMLElement =>
    button(sign, {
      class: 'quiet',
      attributes: { 'aria-label': filled(word, name) },
      onClick: () => {
        const other = direction < 0 ? item.previousElementSibling : item.nextElementSibling;
        if (direction < 0) other?.before(item);
        else other?.after(item);
      },
    });
  item.append(move(-1, '↑', words.moveUp), move(1, '↓', words.moveDown));
  return item;
}

function ticked(list: HTMLElement): string[] {
  return [...list.querySelectorAll('input')].flatMap(({ checked, dataset: { key } }) =>
    checked && key !== undefined ? [key] : [],
  );
}
