import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { changesBetween, type Change } from '../assets/changes';
import { blankState, stateOf } from '../assets/editableState';
import { unborn } from '../assets/withState';
import type { Asset, LinkedContact, NewContact } from '../happyfox/asset';
import type { JsonValue } from '../happyfox/json';
import { nameSent } from '../happyfox/newContact';
import type { Operation } from './journal';
import { isDue, type Plan, type Step } from './plan';
import { isSettled, type StepResult } from './stepResult';
import { eachPersonOnce, personLabel } from '../assets/person';

/** A plan, counted and costed. Steps that have ended are counted apart. */
export interface PlanReview {
  /** What is to be sent now, by operation. */
  readonly due: Readonly<Record<Operation, number>>;
  /** Steps that have ended. */
  readonly settled: number;
  readonly leftOut: number;
  readonly withProblems: number;
  /** Requests that the run takes where nothing goes wrong. */
  readonly reads: number;
  readonly writes: number;
}

/** Counts what a plan would do from here on. */
export function reviewPlan(plan: Plan, results: ReadonlyMap<string, StepResult> = new Map()): PlanReview {
  const open = plan.steps.filter(({ id }) => !isSettled(results.get(id)));
  const due = open.filter(isDue);
  const of = (operation: Operation): number => due.filter((step) => step.operation === operation).length;
  const counts = { update: of('update'), create: of('create'), delete: of('delete') };
  return {
    due: counts,
    settled: plan.steps.length - open.length,
    leftOut: open.filter(({ included, problems }) => !included && problems.length === 0).length,
    withProblems: open.filter(({ problems }) => problems.length > 0).length,
    reads: counts.update + counts.delete + eachPersonOnce(due.flatMap(({ newContacts = [] }) => newContacts)).length,
    writes: due.length,
  };
}

/** What a step would change, in the document's order; contacts are told by name. */
export function changesOf(step: Pick<Step, 'base' | 'intent' | 'newContacts'>, definition: AssetTypeDefinition) {
  const { base, intent, newContacts = [] } = step;
  return changesInWords(base, intent, definition, newContacts);
}

/** The differences between two assets, where null is one that does not exist; contacts are told by name. */
export function changesInWords(
  before: Asset | null,
  after: Asset | null,
  definition: AssetTypeDefinition,
  newContacts: readonly NewContact[] = [],
): readonly Change[] {
  const nothing = { ...stateOf(unborn(definition), definition), ...blankState(definition) };
  const changes = changesBetween(
    before ? stateOf(before, definition) : nothing,
    after ? stateOf(after, definition) : nothing,
    definition,
  );
  const people = [...(before?.contacts ?? []), ...(after?.contacts ?? [])];
  const added = newContacts.map(nameSent);
  const named = changes.map((change) => (change.key === 'contacts' ? withNames(change, people) : change));
  if (added.length === 0) return named;
  const linked = named.find(({ key }) => key === 'contacts');
  const was = linked?.before ?? namesOf(after?.contacts ?? []);
  const rest = named.filter((change) => change !== linked);
  const is = Array.isArray(linked?.after) ? linked.after : namesOf(after?.contacts ?? []);
  return [...rest, { key: 'contacts', label: 'contacts', before: was, after: [...is, ...added] }];
}

function withNames(change: Change, people: readonly LinkedContact[]): Change {
  const names = new Map(people.map((person) => [person.id, personLabel(person)]));
  const named = (value: JsonValue): JsonValue =>
    Array.isArray(value) ? value.map((id) => names.get(Number(id)) ?? `#${String(id)}`) : value;
  return { ...change, before: named(change.before), after: named(change.after) };
}

function namesOf(contacts: readonly LinkedContact[]): readonly string[] {
  return contacts.map(personLabel);
}
