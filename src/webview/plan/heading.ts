import type { FromPlan, ShownAction, ShownHeading } from '../../workbench/plans/planMessages';
import { button, element } from '../element';

const messages: Readonly<Record<ShownAction['kind'], FromPlan>> = {
  apply: { kind: 'apply' },
  cancel: { kind: 'cancel' },
  undo: { kind: 'undo' },
  rest: { kind: 'rest' },
  saveCsv: { kind: 'save', format: 'csv' },
  saveJson: { kind: 'save', format: 'json' },
};

/** Draws what stands above the rows; the button that has the focus keeps it, or gives it to another, or to the title. */
export function drawHeading(into: HTMLElement, heading: ShownHeading, tell: (message: FromPlan) => void): void {
  const { title, lines, warning, actions, progress } = heading;
  const focused = document.activeElement;
  const kept = focused instanceof HTMLElement && into.contains(focused) ? focused : undefined;
  const head = element('h1', { text: title, attributes: { tabindex: '-1' } });
  const buttons = actions.map(({ kind, label, primary }) =>
    button(label, {
      ...(primary === true && { class: 'primary' }),
      attributes: { 'data-action': kind },
      onClick: () => tell(messages[kind]),
    }),
  );
  into.replaceChildren(
    head,
    ...lines.map((text, index) => element('p', { text, ...(index === lines.length - 1 && { class: 'muted' }) })),
    ...(warning === undefined
      ? []
      : [element('p', { text: warning, class: 'plan-warning', attributes: { role: 'alert' } })]),
    ...(progress === undefined ? [] : [bar(progress, lines[0] ?? '')]),
    element('div', { class: 'plan-actions', children: buttons }),
  );
  if (kept !== undefined) {
    const { action } = kept.dataset;
    const same = action === undefined ? undefined : buttons.find(({ dataset }) => dataset.action === action);
    (same ?? buttons[0] ?? head).focus({ preventScroll: true });
  }
}

function bar(progress: number, label: string): HTMLElement {
  const made = element('progress', { attributes: { 'aria-label': label, max: '1' } });
  made.value = progress;
  return made;
}
