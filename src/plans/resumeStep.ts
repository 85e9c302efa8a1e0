import { stateOf } from '../assets/editableState';
import { differencesIn } from './answeredState';
import type { StepDone, StepRequest } from './carryOutStep';
import { findCreated, readType, TypeReadings, wantedOf } from './findCreated';
import type { Step } from './plan';
import { createdState, recoverWrite } from './recoverWrite';
import type { StepWrite } from './stepWrites';
import { settlesAt, settlesIn } from './settling';
import { WriteRefused } from './writeRefused';
import type { Writer } from './writer';

/** Pages in which a created asset mostly is. */
const quickLook = 3;

/**
 * Finds out whether a step that was begun when a run was interrupted has happened. Undefined where it has not, and so may be carried out
 * now. Sends nothing but reads. Throws `WriteRefused` with `outcomeUnknown` where several assets could be the one created.
 */
export async function resumeStep(
  writer: Writer,
  step: Step,
  request: StepRequest,
  write: StepWrite | undefined,
): Promise<StepDone | undefined> {
  if (write?.result?.state === 'failed') return undefined;
  if (write?.result && write.result.state !== 'unknown')
    return { ...done(step, request, write.result.after), isRemembered: true };
  if (step.operation === 'create') return findOne(writer, step, request, write);
  // An update or delete reads the asset again anyway, and writes nothing where it has happened.
  if (!write || write.result) return undefined;
  const result = await recoverWrite({ ...writer, definition: request.definition }, write.entry);
  await writer.journal.end(write.entry, result);
  return result.state === 'verified' ? done(step, request, result.after) : undefined;
}

async function findOne(
  writer: Writer,
  step: Step,
  { definition, known, readings = new TypeReadings() }: StepRequest,
  write: StepWrite | undefined,
): Promise<StepDone | undefined> {
  if (!step.intent) return undefined;
  const wanted = wantedOf(step.intent, definition, { known, newest: write?.entry.newest ?? 0 });
  const { id } = definition.assetType;
  const left = write ? settlesIn(write.entry, writer) : 0;
  let found = findCreated(await readType(writer, id, quickLook), writer, wanted);
  if (found.candidates.length === 0 && (left > 0 || found.looked)) {
    // Nothing more comes of it then.
    if (left > 0) await writer.wait(left);
    const settled = write ? settlesAt(write.entry, writer) : 0;
    found = findCreated(await readings.read(writer, id, settled), writer, wanted);
  }
  const { only, candidates, looked } = found;
  const state = createdState(found, true);
  if (write) await writer.journal.end(write.entry, { state, time: writer.now(), after: only ?? null });
  if (state === 'unknown') throw new WriteRefused({ reason: 'outcomeUnknown', candidates, ...(looked && { looked }) });
  return only ? done(step, { definition, known }, only) : undefined;
}

function done(
  { assetId, intent, newContacts = [] }: Step,
  { definition }: StepRequest,
  after: StepDone['after'],
): StepDone {
  const differences = intent && after ? differencesIn(after, stateOf(intent, definition), newContacts, definition) : [];
  return { assetId: after?.id ?? assetId, after, differences, kept: [] };
}
