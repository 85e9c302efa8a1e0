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

/** Draws what stands above the rows; the button that has the focus keeps it. */
export function drawHeading(into: HTMLElement, heading: ShownHeading, tell: (message: FromPlan) => void): void {
  const { title, lines, warning, actions, progress } = heading;
  const focused = document.activeElement;
  const kept = focused instanceof HTMLElement && into.contains(focused) ? focused.dataset.action : undefined;
  const buttons = actions.map(({ kind, label, primary }) =>
    button(label, {
      ...(primary === true && { class: 'primary' }),
      attributes: { 'data-action': kind },
      onClick: () => tell(messages[kind]),
    }),
  );
  into.replaceChildren(
    element('h1', { text: title }),
    ...lines.map((text, index) => element('p', { text, ...(index === lines.length - 1 && { class: 'muted' }) })),
    ...(warning === undefined
      ? []
      : [element('p', { text: warning, class: 'plan-warning', attributes: { role: 'alert' } })]),
    ...(progress === undefined ? [] : [bar(progress, lines[0] ?? '')]),
    element('div', { class: 'plan-actions', children: buttons }),
  );
  if (kept !== undefined) {
    const same = buttons.find(({ dataset }) => dataset.action === kept) ?? buttons[0];
    same?.focus({ preventScroll: true });
  }
}

function bar(progress: number, label: string): HTMLElement {
  const made = element('progress', { attributes: { 'aria-label': label, max: '1' } });
  made.value = progress;
  return made;
}
