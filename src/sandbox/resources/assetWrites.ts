import type { Account, Call } from '../account';
import { answer, bodiless, notFound, refusal } from '../http/reply';
import type { Reply } from '../http/reply';
import { renderAsset, renderWritten } from '../rendering';
import type { Asset, FieldValue, Staff } from '../world/model';
import { may, readAgent } from '../writing/agents';
import { PayloadReader } from '../writing/payload';
import type { Draft, Target } from '../writing/payload';
import { isRecord, refuseField, refuseFields } from '../writing/refusals';
import { typeAsked } from './assetTypes';

/** `POST assets/?asset_type=` (article §3). */
export function createAsset(account: Account, call: Call): Reply {
  const type = typeAsked(account, call);
  if (type === undefined) return notFound();
  const accepted = accept(account, { type, asset: undefined }, call.body, 'created_by');
  if ('refused' in accepted) return accepted.refused;
  const { draft, agent } = accepted;
  const now = account.clock.now();
  const asset: Asset = {
    id: account.world.assets.nextId,
    typeId: type.id,
    displayId: draft.displayId ?? '',
    name: draft.name ?? '',
    contactIds: link(account, draft.contactIds ?? [], draft),
    contactGroupIds: draft.contactGroupIds ?? [],
    values: new Map([...emptyValues(account, type.id), ...(draft.values ?? [])]),
    createdBy: agent.id,
    createdAt: now,
    updatedBy: null,
    updatedAt: now,
  };
  account.world.assets.put(asset);
  return answer(renderWritten(account, asset, account.switches.assetTypeInCreateAnswer));
}

/** `PUT asset/<id>/` (article §4). */
export function updateAsset(account: Account, call: Call): Reply {
  const { world, clock } = account;
  const asset = world.asset(Number(call.key));
  const type = asset === undefined ? undefined : world.type(asset.typeId);
  if (asset === undefined || type === undefined) return notFound();
  const accepted = accept(account, { type, asset }, call.body, 'updated_by');
  if ('refused' in accepted) return accepted.refused;
  const { draft, agent } = accepted;
  const adds = account.switches.contactIdsOnUpdate === 'add';
  const named = draft.contactIds ?? [];
  const stays = draft.contactIds === undefined ? account.switches.unnamedContacts === 'keep' : adds;
  const kept = stays ? asset.contactIds : [];
  const updated: Asset = {
    ...asset,
    displayId: draft.displayId ?? asset.displayId,
    name: draft.name ?? asset.name,
    contactIds: link(account, [...kept, ...named], draft),
    contactGroupIds: draft.contactGroupIds ?? asset.contactGroupIds,
    values: new Map([...valuesKept(account, asset, draft), ...(draft.values ?? [])]),
    updatedBy: agent.id,
    updatedAt: clock.now(),
  };
  world.assets.put(updated);
  return answer(renderWritten(account, updated, true));
}

/** `DELETE asset/<id>/?deleted_by=` (article §5). */
export function deleteAsset(account: Account, call: Call): Reply {
  const { world, switches } = account;
  const asset = world.asset(Number(call.key));
  if (asset === undefined) return notFound();
  const signature = readAgent(account, call.query.get('deleted_by'));
  if ('forbidden' in signature) return refusal(403, signature.forbidden);
  if ('complaint' in signature) return refuseField(switches, 'deleted_by', signature.complaint);
  world.assets.delete(asset.id);
  switch (switches.deleteAnswer) {
    case 'noContent':
      return bodiless(204);
    case 'empty':
      return bodiless(200);
    case 'asset':
      return answer(renderAsset(account, asset));
    case 'message':
      return answer({ message: 'Asset deleted successfully' });
  }
}

type Accepted = { readonly draft: Draft; readonly agent: Staff } | { readonly refused: Reply };

/** Checks agent, payload and permissions: nothing changes unless all is well. */
function accept(account: Account, target: Target, body: unknown, signedBy: string): Accepted {
  if (body !== undefined && !isRecord(body)) return { refused: refusal(400, 'The payload must be an object') };
  const payload = body ?? {};
  const reader = new PayloadReader(account, target, payload);
  const draft = reader.read();
  const signature = readAgent(account, payload[signedBy]);
  if ('forbidden' in signature) return { refused: refusal(403, signature.forbidden) };
  if ('complaint' in signature) reader.complaints.set(signedBy, signature.complaint);
  if (reader.complaints.size > 0 || 'complaint' in signature) {
    if (account.switches.contactsSurviveRefusal) link(account, [], draft);
    return { refused: refuseFields(account.switches, reader.complaints) };
  }
  const { agent } = signature;
  const creates = draft.newContacts.some(({ email }) => email === null || !account.world.contactByEmail(email));
  if (creates && !may(agent, 'manage_contacts')) {
    const sentence = 'Agent does not have permission to manage contacts.';
    const asField = account.switches.agentWithoutContacts === 400;
    return { refused: asField ? refuseField(account.switches, 'contacts', [sentence]) : refusal(403, sentence) };
  }
  return { draft, agent };
}

/** The ids of all people to link, those of new contacts last. Creates who doesn't exist yet. */
function link({ world }: Account, ids: readonly number[], draft: Draft): readonly number[] {
  const people = draft.newContacts.map(({ name, email, phone }) => {
    const known = email === null ? undefined : world.contactByEmail(email);
    return (known ?? world.addContact({ name, email, phones: phone === null ? [] : [phone] })).id;
  });
  return [...new Set([...ids, ...people])];
}

function emptyValues({ world }: Account, typeId: number): [number, FieldValue][] {
  return world.fields(typeId).map(({ id }) => [id, null]);
}

function valuesKept({ switches }: Account, asset: Asset, draft: Draft): [number, FieldValue][] {
  const { unnamedCustomFields } = switches;
  const resets =
    unnamedCustomFields === 'reset' || (unnamedCustomFields === 'resetWhenAnyNamed' && draft.values !== undefined);
  return [...asset.values].map(([id, value]) => [id, resets ? null : value]);
}
