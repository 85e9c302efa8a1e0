import { randomUUID } from 'node:crypto';
import type { Agent } from '../assets/account';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { changesBetween } from '../assets/changes';
import { stateOf, type EditableState } from '../assets/editableState';
import type { DocumentComplaint, FieldComplaint } from '../assets/problem';
import { unborn, withState } from '../assets/withState';
import type { Asset, LinkedContact, NewContact } from '../happyfox/asset';
import { bare } from './bare';
import type { StepKey } from './existingAssets';
import type { Operation } from './journal';
import { hashOf } from './stepHash';

/** Something that stands against a step; `label` is the document's key of what it is about. */
export type StepProblem = (FieldComplaint | DocumentComplaint) & { readonly label: string };

/** One asset to create, update or delete: what it was, what it is to become, and nothing that JSON can't hold. */
export interface Step {
  /** A UUID. */
  readonly id: string;
  readonly operation: Operation;
  readonly assetTypeId: number;
  /** Null for a create. */
  readonly assetId: number | null;
  /** The asset's name, to list the step by. */
  readonly name: string;
  /** The asset as it was when the plan was made; null for a create. */
  readonly base: Asset | null;
  /** The asset as it is to become; null for a delete. */
  readonly intent: Asset | null;
  /** People to create and link with it; the user has confirmed them. */
  readonly newContacts?: readonly NewContact[];
  /** The journal's entry of the deletion that a create undoes: of all who would undo it, one does. */
  readonly reverts?: string;
  /** By what a create beside its display id is known, should it be there already. */
  readonly key?: StepKey;
  /** The row of the file that asks for it, where one does; the first is 1. */
  readonly row?: number;
  /** False where the user has left it out. */
  readonly included: boolean;
  /** A step with problems is shown, and never carried out. */
  readonly problems: readonly StepProblem[];
  /** Of what it would do: what was reviewed is what is carried out. */
  readonly hash: string;
}

/** Changes to many assets, to be looked at before anything is sent. Bound to one account, and to the agent who signs them. */
export interface Plan {
  /** A UUID. */
  readonly id: string;
  /** A few words for people, in their language. */
  readonly title: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly accountId: string;
  readonly agent: Agent;
  readonly steps: readonly Step[];
  /** The plan that this one undoes. */
  readonly reverts?: string;
}

/** What a plan is, apart from its steps. */
export type PlanHeading = Pick<Plan, 'title' | 'accountId' | 'agent'> & Partial<Pick<Plan, 'reverts'>>;

/** What steps of every operation may say beside what they change. */
interface StepExtras {
  readonly newContacts?: readonly NewContact[];
  readonly problems?: readonly StepProblem[];
  readonly row?: number;
  readonly included?: boolean;
  /** Names of people whom the state links and the asset does not, so that a review can name them. */
  readonly people?: readonly LinkedContact[];
}

/** An asset that is to change. */
export interface UpdateWish extends StepExtras {
  readonly definition: AssetTypeDefinition;
  /** As it was last read. */
  readonly base: Asset;
  /** As it is to be. */
  readonly mine: EditableState;
}

/** An asset that is to be created. */
export interface CreateWish extends StepExtras {
  readonly definition: AssetTypeDefinition;
  readonly mine: EditableState;
  /** The journal's entry of the deletion that it undoes. */
  readonly reverts?: string | undefined;
  readonly key?: StepKey | undefined;
}

/** An asset that is to be deleted. */
interface DeleteWish extends Pick<StepExtras, 'problems' | 'row' | 'included'> {
  readonly assetTypeId: number;
  readonly base: Asset;
}

/** A plan of these steps. */
export function newPlan(heading: PlanHeading, steps: readonly Step[], now: number = Date.now()): Plan {
  return { id: randomUUID(), createdAt: now, ...heading, steps };
}

/** Steps for the assets that would really change; the others need none, unless a problem has to be told. */
export function planUpdates(wishes: readonly UpdateWish[]): readonly Step[] {
  return wishes.flatMap((wish): Step[] => {
    const { definition, base, mine, newContacts = [], problems = [] } = wish;
    const changes = changesBetween(stateOf(base, definition), mine, definition);
    if (changes.length === 0 && newContacts.length === 0 && problems.length === 0) return [];
    const intent = withNames(withState(base, mine, definition), wish.people);
    return [
      step(wish, {
        operation: 'update',
        assetTypeId: definition.assetType.id,
        assetId: base.id,
        name: base.name,
        base: bare(base),
        intent: bare(intent),
      }),
    ];
  });
}

/** Steps that create assets. */
export function planCreates(wishes: readonly CreateWish[]): readonly Step[] {
  return wishes.map((wish) => {
    const { definition, mine, reverts, key } = wish;
    const made = step(wish, {
      operation: 'create',
      assetTypeId: definition.assetType.id,
      assetId: null,
      name: mine.name,
      base: null,
      intent: withNames(withState(unborn(definition), mine, definition), wish.people),
    });
    return { ...made, ...(reverts !== undefined && { reverts }), ...(key !== undefined && { key }) };
  });
}

/** Steps that delete assets. */
export function planDeletes(wishes: readonly DeleteWish[]): readonly Step[] {
  return wishes.map((wish) => {
    const { assetTypeId, base } = wish;
    return step(wish, {
      operation: 'delete',
      assetTypeId,
      assetId: base.id,
      name: base.name,
      base: bare(base),
      intent: null,
    });
  });
}

/** The plan with some of its steps left out or taken in again. */
export function withIncluded(plan: Plan, included: ReadonlyMap<string, boolean>): Plan {
  const steps = plan.steps.map((one) => {
    const wanted = included.get(one.id) ?? one.included;
    return wanted === one.included ? one : { ...one, included: wanted };
  });
  return { ...plan, steps };
}

/** Whether a step is to be carried out. */
export function isDue({ included, problems }: Step): boolean {
  return included && problems.length === 0;
}

function step(
  { newContacts = [], problems = [], row, included = true }: StepExtras,
  what: Pick<Step, 'operation' | 'assetTypeId' | 'assetId' | 'name' | 'base' | 'intent'>,
): Step {
  const deed = { ...what, ...(newContacts.length > 0 && { newContacts }) };
  return {
    id: randomUUID(),
    ...deed,
    ...(row !== undefined && { row }),
    ...{ included, problems },
    hash: hashOf(deed),
  };
}

function withNames(asset: Asset, people: readonly LinkedContact[] = []): Asset {
  if (people.length === 0) return asset;
  const known = new Map(people.map((person) => [person.id, person]));
  const contacts = asset.contacts.map((contact) =>
    contact.name === null ? (known.get(contact.id) ?? contact) : contact,
  );
  return { ...asset, contacts };
}
