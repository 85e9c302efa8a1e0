import type { ShownPerson } from '../../workbench/table/tableMessages';

/** The option that a typed label or detail means; undefined for none, and for several: which of them is meant nobody has said. */
export function optionNamed(options: readonly ShownPerson[], typed: string): ShownPerson | undefined {
  return only(options.filter(({ label, detail }) => isSame(label, typed) || isSame(detail, typed)));
}

/** Whether no other option is called the same. */
export function isAloneInName(options: readonly ShownPerson[], { label }: ShownPerson): boolean {
  return only(options.filter((one) => isSame(one.label, label))) !== undefined;
}

/** Whether a chip stands for an option. One that was read from the cell has but a name, which says who it is only while no other option is called so. */
export function standsFor(chip: ShownPerson, option: ShownPerson, options: readonly ShownPerson[]): boolean {
  if (chip.word === option.word) return true;
  return chip.word === chip.label && isSame(chip.label, option.label) && isAloneInName(options, option);
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function isSame(one: string, other: string): boolean {
  return one !== '' && one.toLowerCase() === other.toLowerCase();
}
