import { answer, refusal } from '../http/reply';
import type { Reply } from '../http/reply';
import type { Switches } from '../switches';

/** Why one key is refused: sentences, one sentence, or a sentence by custom field id, as the article's 400 mixes them (§3). */
export type Complaint = readonly string[] | string | Readonly<Record<string, string>>;

/** A 400 with its complaints by key, in the shape that the switches ask for. */
export function refuseFields({ errorShape }: Switches, complaints: ReadonlyMap<string, Complaint>): Reply {
  const flat = [...complaints].flatMap(([key, complaint]) => flatten(key, complaint));
  const sentence = flat.map(([key, text]) => `${key}: ${text}`).join(' ');
  switch (errorShape) {
    case 'article':
      return answer({ error: Object.fromEntries(complaints) }, 400);
    case 'list':
      return answer({ error: flat.map(([field, text]) => ({ field, errors: [text] })) }, 400);
    case 'text':
      return refusal(400, sentence);
    case 'message':
      return answer({ message: sentence }, 400);
    case 'flag':
      return answer({ error: true, message: sentence }, 400);
  }
}

/** A 400 about a single key. */
export function refuseField(switches: Switches, key: string, complaint: Complaint): Reply {
  return refuseFields(switches, new Map([[key, complaint]]));
}

function flatten(key: string, complaint: Complaint): [string, string][] {
  if (typeof complaint === 'string') return [[key, complaint]];
  if (isList(complaint)) return complaint.map((text) => [key, text]);
  return Object.entries(complaint).map(([id, text]) => [`${key}.${id}`, text]);
}

function isList(complaint: Complaint): complaint is readonly string[] {
  return Array.isArray(complaint);
}

/** Narrows what JSON.parse gave. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A positive id given as a number or as digits; the article has both. */
export function readId(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? value : undefined;
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) return undefined;
  return Number(value) > 0 ? Number(value) : undefined;
}
