import { stateOf } from '../assets/editableState';
import { differencesIn } from './answeredState';
import type { StepDone, StepRequest } from './carryOutStep';
import { findCreated, settlesAfter } from './createAsset';
import type { JournaledWrite } from './journal';
import type { Step } from './plan';
import { recoverWrite } from './recoverWrite';
import { WriteRefused } from './writeRefused';
import type { Writer } from './writer';

/**
 * Finds out whether a step that was begun when a run was interrupted has happened. Undefined where it has not, and so may be carried out
 * now. Sends nothing but reads. Throws `WriteRefused` with `outcomeUnknown` where several assets could be the one created.
 */
export async function resumeStep(
  writer: Writer,
  step: Step,
  request: StepRequest,
  write: JournaledWrite | undefined,
): Promise<StepDone | undefined> {
  if (write?.result?.state === 'failed') return undefined;
  if (write?.result && write.result.state !== 'unknown') return done(step, request, write.result.after);
  if (step.operation === 'create') return findOne(writer, step, request, write);
  // An update or delete reads the asset again anyway, and writes nothing where it has happened.
  if (!write || write.result) return undefined;
  const { client, now } = writer;
  const result = await recoverWrite({ client, definition: request.definition, now }, write.entry);
  await writer.journal.end(write.entry, result);
  return result.state === 'verified' ? done(step, request, result.after) : undefined;
}

async function findOne(
  writer: Writer,
  step: Step,
  request: StepRequest,
  write: JournaledWrite | undefined,
): Promise<StepDone | undefined> {
  if (!step.intent) return undefined;
  const mine = stateOf(step.intent, request.definition);
  const look = () => findCreated(writer, { ...request, mine });
  let found = await look();
  const left = write ? write.entry.time + settlesAfter - writer.now() : 0;
  if (found.length === 0 && left > 0) {
    await writer.wait(left);
    found = await look();
  }
  const [only, ...others] = found;
  const state = !only ? 'failed' : others.length === 0 ? 'verified' : 'unknown';
  const after = state === 'verified' && only ? only : null;
  if (write && !write.result) await writer.journal.end(write.entry, { state, time: writer.now(), after });
  if (state === 'unknown') throw new WriteRefused({ reason: 'outcomeUnknown', candidates: found });
  return after ? done(step, request, after) : undefined;
}

function done(
  { assetId, intent, newContacts = [] }: Step,
  { definition }: StepRequest,
  after: StepDone['after'],
): StepDone {
  const differences = intent && after ? differencesIn(after, stateOf(intent, definition), newContacts, definition) : [];
  return { assetId: after?.id ?? assetId, after, differences, kept: [] };
}
