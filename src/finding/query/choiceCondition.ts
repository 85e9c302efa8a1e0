import type { ValuePart } from '../index/fieldReader';
import { writtenId } from './fieldNames';
import type { Operand } from './operand';
import { fold } from '../../assets/fold';

/** Which of several named things a condition means, each of them wholly. */
interface MeantChoices {
  readonly holds: (part: ValuePart) => boolean;
  /** Of a part that does not hold: whether it may be meant all the same, as far as anybody knows. */
  readonly isOpen: (part: ValuePart) => boolean;
}

/**
 * The things that a value names wholly, by `Label (#45)`, by label, or by `#45`, in this order: ids are compared where one is written.
 * Undefined where it names none, so that it is a part of labels.
 */
export function meantChoices(choices: readonly ValuePart[], operand: Operand): MeantChoices | undefined {
  const { text, isTextWanted } = operand;
  if (!isTextWanted) return undefined;
  const qualified = choices.find((one) => one.text !== one.label && fold(one.text) === text);
  if (qualified) return meantById([qualified], text);
  const labelled = choices.filter(({ label }) => fold(label) === text);
  if (labelled.length > 0) return meantByLabel(text);
  const id = writtenId(text);
  const numbered = choices.filter((one) => one.id === id);
  if (id === undefined || (numbered.length === 0 && !text.startsWith('#'))) return undefined;
  return meantById(numbered.length > 0 ? numbered : [{ id, text, label: text }], text);
}

/** What has a label and no id may be the one that is meant, or its namesake, unless it says just what is `written`. */
function meantById(choices: readonly ValuePart[], written: string): MeantChoices {
  const ids = new Set(choices.map(({ id }) => id));
  const labels = new Set(choices.map(({ label }) => fold(label)));
  return {
    holds: ({ id, label }) => (id === undefined ? fold(label) === written : ids.has(id)),
    isOpen: ({ id, label }) => id === undefined && labels.has(fold(label)),
  };
}

/** A choice of which the id is all there is may be called so. */
function meantByLabel(wanted: string): MeantChoices {
  return { holds: ({ label }) => fold(label) === wanted, isOpen: ({ isNameless }) => isNameless === true };
}
