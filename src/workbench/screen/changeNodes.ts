import type { FileTrouble } from '../../disk/fileTrouble';
import type { JournaledWrite } from '../../plans/journal';
import type { PlanEntry } from '../../plans/planOnDisk';
import type { HeldEdit } from '../../assets/heldEdits';
import type { AccountSession } from '../sessions/accountSession';

/** Edits that were kept and not sent, as a group on top. */
interface PendingGroupNode {
  readonly kind: 'pendingGroup';
  readonly drafts: readonly HeldEdit[];
}

/** One edit that was kept and not sent. */
export interface PendingNode {
  readonly kind: 'pending';
  readonly draft: HeldEdit;
  readonly session: AccountSession;
}

/** The plans, as a group. */
export interface PlanGroupNode {
  readonly kind: 'planGroup';
  readonly plans: readonly PlanNode[];
}

/** One plan: changes to many assets, applied or not. */
export interface PlanNode {
  readonly kind: 'plan';
  readonly entry: PlanEntry;
  readonly session: AccountSession;
}

/** One write of this extension. */
export interface WriteNode {
  readonly kind: 'write';
  readonly write: JournaledWrite;
  readonly session: AccountSession;
}

/** A file of the journal or of a plan that can't be read or is damaged, so that something is missing in the view. */
export interface LostNode {
  readonly kind: 'lost';
  readonly of: 'journal' | 'plan';
  readonly file: FileTrouble;
  readonly session: AccountSession;
  /** The id of the plan, where it is one. */
  readonly plan?: string;
}

/** What the changes view shows. */
export type ChangeNode = PendingGroupNode | PendingNode | PlanGroupNode | PlanNode | WriteNode | LostNode;
