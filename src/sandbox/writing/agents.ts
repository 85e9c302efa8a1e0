import type { Account } from '../account';
import type { Staff } from '../world/model';
import { readId } from './refusals';

/** The agent who signs a write; or a complaint about the key that named it (400); or why the agent may not (403). */
type Signature = { readonly agent: Staff } | { readonly complaint: readonly string[] } | { readonly forbidden: string };

/** Finds the agent that a write names: only an active one who has Manage Assets may create, update and delete (article §3, §5). */
export function readAgent({ world, switches }: Account, given: unknown): Signature {
  if (given === undefined || given === null || given === '') return { complaint: ['This field is required.'] };
  const id = readId(given);
  if (id === undefined) return { complaint: ['Enter a whole number.'] };
  const agent = world.staffMember(id);
  if (agent === undefined) {
    return { complaint: [`Select a valid choice. ${id} is not one of the available choices.`] };
  }
  if (!agent.active) return refuse(switches.inactiveAgent, 'Agent is not active.');
  if (!may(agent, 'manage_assets')) {
    return refuse(switches.agentWithoutPermission, 'Agent does not have permission to manage assets.');
  }
  return { agent };
}

/** Assumption: an account administrator may do everything. */
export function may(agent: Staff, permission: 'manage_assets' | 'manage_contacts'): boolean {
  return agent.accountAdmin || agent.permissions.includes(permission);
}

function refuse(status: 400 | 403, sentence: string): Signature {
  return status === 400 ? { complaint: [sentence] } : { forbidden: sentence };
}
