/** Whether a key belongs to a composition: an input method has it, and what it means there is not known here. */
export function isComposing({ isComposing: composes, key }: KeyboardEvent): boolean {
  return composes || key === 'Process';
}

/** Calls `typed` whenever the text of an input has changed, but for what an input method only proposes. */
export function onTyped(input: HTMLInputElement | HTMLTextAreaElement, typed: () => void): void {
  input.addEventListener('input', (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) typed();
  });
  input.addEventListener('compositionend', typed);
}
