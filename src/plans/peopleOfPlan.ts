import { settlesIn, type Clock } from './settling';
import type { OwnAssets } from './ownAssets';
import type { Plan, Step } from './plan';
import type { StepResult } from './stepResult';
import { personKey } from '../assets/person';

type Results = ReadonlyMap<string, StepResult>;

/** The step with those linked by their ids whom earlier steps of the plan have created: each person is created once. */
export function withPeopleOf(there: OwnAssets['people'], step: Step): Step {
  const { newContacts = [], intent } = step;
  if (newContacts.length === 0 || !intent) return step;
  const known = newContacts.flatMap((person) => there.get(personKey(person)) ?? []);
  const linked = new Map([...intent.contacts, ...known].map((contact) => [contact.id, contact]));
  return {
    ...step,
    intent: { ...intent, contacts: [...linked.values()] },
    newContacts: newContacts.filter((person) => !there.has(personKey(person))),
  };
}

/**
 * How long it takes until it shows whether the people whom a step would create exist: a write whose answer was lost may still create
 * them. In milliseconds; 0 where nothing is in doubt.
 */
export function peopleSettleIn({ steps }: Plan, results: Results, { newContacts = [] }: Step, clock: Clock): number {
  const wanted = new Set(newContacts.map(personKey));
  if (wanted.size === 0) return 0;
  const times = steps
    .filter((other) => other.newContacts?.some((person) => wanted.has(personKey(person))))
    .flatMap(({ id }) => results.get(id) ?? [])
    .filter(isInDoubt)
    .map((result) => settlesIn(result, clock));
  return Math.max(0, ...times);
}

function isInDoubt({ outcome, trouble }: StepResult): boolean {
  if (outcome === 'unknown' || outcome === 'sent') return true;
  return trouble?.kind === 'refusal' && trouble.refusal.reason === 'notApplied';
}
