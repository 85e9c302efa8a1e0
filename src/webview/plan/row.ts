import type { FromPlan, PlanWords, ShownChange, ShownOutcome, ShownRow } from '../../workbench/plans/planMessages';
import { button, element } from '../element';

/** Draws one step of a plan. */
export function drawRow(row: ShownRow, words: PlanWords, tell: (message: FromPlan) => void): HTMLTableRowElement {
  const { id, kind, name, detail, operation, changes, problems, included, choosable, opens, outcome } = row;
  const check = element('input', { attributes: { type: 'checkbox', 'aria-label': `${words.include}: ${name}` } });
  check.checked = included && problems.length === 0;
  check.disabled = !choosable;
  check.addEventListener('change', () => tell({ kind: 'include', steps: [id], included: check.checked }));
  const label = opens
    ? button(name, { class: 'plan-link', title: words.open, onClick: () => tell({ kind: 'open', step: id }) })
    : element('span', { text: name, class: 'plan-name' });
  const asset = [
    element('div', { children: [label] }),
    element('div', {
      class: 'muted',
      children: [
        element('span', { class: `plan-kind ${kind}`, text: operation }),
        element('span', { class: 'plan-detail', text: detail }),
      ],
    }),
  ];
  const made = element('tr', {
    class: `${kind}${included || outcome ? '' : ' left-out'}`,
    children: [
      element('td', { class: 'plan-check', children: [check] }),
      element('td', { class: 'plan-asset', children: asset }),
      element('td', {
        class: 'plan-changes',
        children: [
          ...changes.map((change) => drawChange(change, kind, words)),
          ...problems.map((text) => element('div', { class: 'error', text })),
        ],
      }),
      element('td', { class: 'plan-outcome', children: outcome ? drawOutcome(outcome) : [] }),
    ],
  });
  return made;
}

function drawChange({ label, before, after }: ShownChange, kind: ShownRow['kind'], words: PlanWords): HTMLElement {
  const was = value(before, 'del', words.before, words);
  const is = value(after, 'ins', words.after, words);
  const arrow = element('span', { class: 'plan-arrow', text: '→', attributes: { 'aria-hidden': 'true' } });
  const values = kind === 'create' ? [is] : kind === 'delete' ? [was] : [was, arrow, is];
  return element('div', {
    class: 'plan-change',
    children: [element('span', { class: 'plan-label', text: label }), ...values],
  });
}

function value(text: string, tag: 'del' | 'ins', spoken: string, { empty }: PlanWords): HTMLElement {
  return element(tag, {
    ...(text === '' && { class: 'muted' }),
    children: [element('span', { class: 'spoken', text: `${spoken} ` }), text === '' ? empty : text].map((child) =>
      typeof child === 'string' ? document.createTextNode(child) : child,
    ),
  });
}

function drawOutcome({ word, tone, notes, time }: ShownOutcome): readonly Node[] {
  return [
    element('div', {
      children: [
        element('span', { class: `plan-tone ${tone}`, text: word }),
        ...(time === '' ? [] : [element('span', { class: 'plan-time muted', text: time })]),
      ],
    }),
    ...notes.map((text) => element('div', { class: 'plan-note', text })),
  ];
}
