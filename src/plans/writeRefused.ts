import type { Change } from '../assets/changes';
import type { EditableState } from '../assets/editableState';
import type { Conflict } from '../assets/merge';
import type { Asset, EditableKey } from '../happyfox/asset';

/** Why a write was not carried out, or can't be called done. */
export type Refusal =
  /** Nothing was sent: somebody else changed the same fields, in another way, since the edit began. */
  | {
      readonly reason: 'conflict';
      /** What both sides were measured against. */
      readonly base: EditableState;
      readonly theirs: Asset;
      readonly conflicts: readonly Conflict[];
    }
  /** Nothing was sent: the asset is gone. */
  | { readonly reason: 'deletedMeanwhile' }
  /** Nothing was sent: the server's answer lacked keys that a write would have to repeat. */
  | { readonly reason: 'incompleteAnswer'; readonly missing: readonly EditableKey[] }
  /** Nothing was sent: the type's fields have changed since, and the edit touches one that is gone. */
  | { readonly reason: 'fieldRemoved'; readonly changes: readonly Change[] }
  /** Nothing was sent: these fields hold what a write has no form for, and leaving them out could reset them. */
  | { readonly reason: 'notResendable'; readonly labels: readonly string[] }
  /** Nothing was sent: somebody is named by a phone number that others have too, or somebody of another name. */
  | {
      readonly reason: 'personUnclear';
      readonly phone: string;
      readonly candidates: readonly { readonly id: number; readonly name: string }[];
    }
  /** Nothing was sent: what would be undone was a deletion, and the asset has been created again; null where it may have been. */
  | { readonly reason: 'recreatedAlready'; readonly assetId: number | null }
  /** Nothing was sent: what was to be created is there, by what `label` calls: the display id, the name or a field. */
  | { readonly reason: 'existsAlready'; readonly assetId: number; readonly name: string; readonly label: string }
  /** Nothing was sent: the list of the type kept changing, so that nobody can say what is missing in it. */
  | { readonly reason: 'listUnsettled' }
  /** Nothing was sent: another window has been writing the asset, or somebody new whom it names, all the while. */
  | { readonly reason: 'writtenElsewhere' }
  /** Nothing was sent: each time it was to be, what had been read was old, or its place in the budget gone. */
  | { readonly reason: 'tooSlow' }
  /** Sent, the answer was lost, and reading back showed that nothing had happened so far. */
  | { readonly reason: 'notApplied'; readonly operation: 'update' | 'delete' }
  /**
   * Sent, the answer was lost, and it could not be found out what happened. `candidates` may be what it became. `looked`: how many of a type's
   * assets were searched for it, where that was not all.
   */
  | { readonly reason: 'outcomeUnknown'; readonly candidates: readonly Asset[]; readonly looked?: Looked };

/** How much of an asset type was looked through. */
export interface Looked {
  readonly assets: number;
  readonly of: number;
}

/** Thrown where a doubt stands against a write. The text it was made from stays where it is. */
export class WriteRefused extends Error {
  override readonly name = 'WriteRefused';

  constructor(
    readonly refusal: Refusal,
    options?: ErrorOptions,
  ) {
    super(refusal.reason, options);
  }
}
