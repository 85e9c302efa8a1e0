import type { Asset, NewContact } from '../happyfox/asset';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import { stateOf, type EditableState } from './editableState';
import { merge, withValuesOf } from './merge';
import type { Rendered } from './openDocument';
import { parseDocument, type ParseOptions, type Problem } from './parseDocument';
import { withState } from './withState';

/** How one state of an asset took another's place under a text that an editor still has. */
export interface Succession {
  /** What the text stood for until then: what a save had sent of it, else the state before. */
  readonly left: Asset;
  /** What HappyFox had from then on. */
  readonly now: Rendered;
}

/**
 * What a text was made from: the state that an editor showed when it was begun, and the states that have taken that one's place since.
 * For a new asset the state is one that is `unborn`. JSON can hold it.
 */
export interface Origin {
  readonly base: Rendered;
  readonly since: readonly Succession[];
}

/** What a text wants, measured against what it was made from; or everything that is wrong with it. */
export type Measured =
  | {
      readonly ok: true;
      readonly definition: AssetTypeDefinition;
      /** What `mine` is to be compared with. */
      readonly base: Asset;
      readonly mine: EditableState;
      readonly newContacts: readonly NewContact[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What a text with this origin is parsed against. */
export function parseOptions({ base }: Pick<Origin, 'base'>): ParseOptions {
  const { asset, definition, text } = base;
  return { definition, ...(asset.id !== 0 && { base: { asset, text } }) };
}

/**
 * Reads a text, and carries what it says over to the latest state that is known of its asset: where it still says what was there before, it
 * wants what is there now; where it says something else, that is the user's own. So a text that comes back by undo neither takes back what
 * others have changed in the meantime, nor counts what was saved since for somebody else's.
 */
export function measured(text: string, origin: Origin): Measured {
  const { base, since } = origin;
  const parsed = parseDocument(text, parseOptions(origin));
  if (!parsed.ok) return parsed;
  let { mine } = parsed;
  let latest = base;
  let against = stateOf(base.asset, base.definition);
  for (const { left, now } of since) {
    const { definition } = now;
    const before = stateOf(left, definition);
    const after = stateOf(now.asset, definition);
    const { merged, conflicts } = merge(before, after, mine, definition);
    mine = merged;
    latest = now;
    // Both have changed it: the save has to find that out, and can't where theirs counts as what mine was made from.
    against = withValuesOf(
      after,
      before,
      conflicts.map(({ key }) => key),
    );
  }
  const { definition } = latest;
  return {
    ok: true,
    definition,
    base: withState(latest.asset, against, definition),
    mine,
    newContacts: parsed.newContacts,
  };
}
