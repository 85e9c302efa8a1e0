import { element } from '../element';
import type { CellEditor, EditorRequest } from './editorTypes';
import { isComposing } from '../composition';
import { pickedDay } from './pickedDay';

/** One line of text or a number. Numbers are typed as text, so that what is no number can be seen and corrected. */
export function textEditor({ column, text, typed }: EditorRequest): CellEditor {
  const input = element('input', { class: 'editor', attributes: { 'aria-label': column.name } });
  input.type = 'text';
  input.value = typed ?? text;
  if (column.editor === 'number') input.inputMode = 'decimal';
  return {
    element: input,
    get text() {
      return input.value;
    },
    focus() {
      input.focus();
      if (typed === undefined) input.select();
    },
    // Whoever opened the editor to go on with a text moves within it; whoever typed over it moves on.
    wants: ({ key }) => typed === undefined && (key === 'ArrowLeft' || key === 'ArrowRight'),
  };
}

/** Several lines of text: Enter ends it, with Alt or Shift it breaks the line. */
export function areaEditor({ column, text, typed }: EditorRequest): CellEditor {
  const area = element('textarea', { class: 'editor area', attributes: { 'aria-label': column.name } });
  area.value = typed ?? text;
  area.rows = 6;
  area.addEventListener('keydown', (event) => {
    if (isComposing(event) || event.key !== 'Enter' || !(event.altKey || event.shiftKey)) return;
    event.preventDefault();
    area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end');
  });
  return {
    element: area,
    get text() {
      return area.value;
    },
    focus() {
      area.focus();
      area.setSelectionRange(area.value.length, area.value.length);
    },
    wants: ({ key, altKey, shiftKey }) => key.startsWith('Arrow') || (key === 'Enter' && (altKey || shiftKey)),
  };
}

/** A day, with the browser's own calendar. A text that is no day is edited as text: the calendar could not show it. */
export function dateEditor(request: EditorRequest): CellEditor {
  const { column, text, typed } = request;
  if ((text !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(text)) || (typed !== undefined && !/^\d$/.test(typed))) {
    return textEditor(request);
  }
  const input = element('input', { class: 'editor', attributes: { 'aria-label': column.name } });
  input.type = 'date';
  input.value = typed === undefined ? text : '';
  // A typed digit opens it blank: until something is entered, nobody has asked for the day to go.
  let isTouched = typed === undefined;
  input.addEventListener('input', () => (isTouched = true));
  return {
    element: input,
    get text() {
      return pickedDay(input, text, isTouched);
    },
    focus: () => input.focus(),
    wants: ({ key }) => key.startsWith('Arrow'),
  };
}
