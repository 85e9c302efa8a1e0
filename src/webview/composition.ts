/** Whether a key belongs to a composition: an input method has it, and what it means there is not known here. */
export function isComposing({ isComposing: composes, key }: KeyboardEvent): boolean {
  return composes || key === 'Process';
}

/** Whether something is being composed in an input whose text is followed by `onTyped`. */
export function isComposedIn(input: HTMLInputElement | HTMLTextAreaElement): boolean {
  return input.dataset.composing !== undefined && input === document.activeElement;
}

/** Has an input say a text. What is being composed in it stays, and is told of once that has ended. */
export function showText(input: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  // The caret of who types in it stays.
  if (input.value !== text && !isComposedIn(input)) input.value = text;
}

/** Calls `typed` whenever the text of an input has changed, but for what an input method only proposes. */
export function onTyped(input: HTMLInputElement | HTMLTextAreaElement, typed: () => void): void {
  input.addEventListener('input', (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) typed();
  });
  input.addEventListener('compositionstart', () => (input.dataset.composing = ''));
  input.addEventListener('compositionend', () => {
    delete input.dataset.composing;
    typed();
  });
}
