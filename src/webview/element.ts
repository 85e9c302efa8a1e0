/** What an element is made with. Text is set as text: nothing from HappyFox is ever parsed as HTML. */
interface ElementParts {
  readonly class?: string;
  readonly text?: string;
  readonly title?: string;
  /** Other attributes, `role`, `aria-label` and the like. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Node[];
}

/** Makes an element. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { class: className, text, title, attributes = {}, children = [] }: ElementParts = {},
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== undefined) made.className = className;
  if (text !== undefined) made.textContent = text;
  if (title !== undefined) made.title = title;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** Makes a button that does something. */
export function button(
  text: string,
  { onClick, ...parts }: ElementParts & { readonly onClick: () => void },
): HTMLButtonElement {
  const made = element('button', { text, ...parts });
  made.type = 'button';
  made.addEventListener('click', onClick);
  return made;
}
