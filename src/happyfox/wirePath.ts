/** Where a request goes below the API's base, and what logs and errors say of that. */
export interface WirePath {
  /** As it is sent, with the query if any. */
  readonly path: string;
  /** The path with ids: no query, and no person. */
  readonly shown: string;
}

/** What is sent within a path and never shown, such as an e-mail address. */
export class Unshown {
  constructor(readonly text: string | number) {}
}

/** Describes a path: its words and ids may be shown. Whatever else is filled in has to be said to be `Unshown`. */
export function pathOf(words: TemplateStringsArray, ...filled: readonly (number | Unshown)[]): WirePath {
  const sent = filled.map((value) => (value instanceof Unshown ? encodeURIComponent(value.text) : value));
  const shown = filled.map((value) => (value instanceof Unshown ? '…' : value));
  return { path: String.raw({ raw: words }, ...sent), shown: String.raw({ raw: words }, ...shown) };
}

/** The path with a query, which is never shown: it may hold what somebody looks for. */
export function withQuery({ path, shown }: WirePath, query: Readonly<Record<string, string | number>>): WirePath {
  const terms = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return { path: `${path}?${terms.join('&')}`, shown };
}
