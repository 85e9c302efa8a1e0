/** What a date input says; the day from before while it is incomplete, when its value is as blank as that of one that was cleared. */
export function pickedDay(
  { value, validity }: { readonly value: string; readonly validity: { readonly badInput: boolean } },
  before: string,
  isTouched: boolean,
): string {
  return isTouched && !validity.badInput ? value : before;
}
