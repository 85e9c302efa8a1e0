import { createHash } from 'node:crypto';
import type { Asset } from '../happyfox/asset';
import type { Rendered } from './openDocument';
import type { Origin, Succession } from './origin';

/** How a text came into an editor: typed or read, or brought back from among those that were there before. */
export type Arrival = 'new' | 'undo' | 'redo';

/** A state that texts of the editor were begun with, and what took its place. */
interface Stage {
  readonly base: Rendered;
  next?: { readonly left: Asset; readonly stage: Stage };
}

/** A text that the editor has shown, in the order of its undo stack. */
interface Shown {
  readonly hash: string;
  readonly stage: Stage;
}

/** More steps than VS Code lets anybody take back in one go. */
const mostShown = 5_000;
/** Several may be read before the editor shows one; older ones it will not show any more. */
const mostOffered = 3;

/**
 * The texts that one editor has shown, each with the state that it was made from. An editor's undo brings texts back that were made from
 * earlier states than the one it showed last; they are told by their place in the order in which they were shown, for two of the same
 * words may have come about in two ways.
 */
export class Lineage {
  private shown: Shown[];
  private at = 0;
  private readonly oldest: Stage;
  private last: Stage;
  /** Texts that were read for the editor and that it has not shown yet, with what they are made from. */
  private readonly offers = new Map<string, Stage>();

  /** @param text what the editor shows first, made from `origin` */
  constructor(origin: Origin, text: string) {
    const [first, last] = chained(origin);
    this.oldest = first;
    this.last = last;
    this.shown = [{ hash: hashOf(text), stage: first }];
    this.offers.set(hashOf(text), first);
  }

  /** What the text in the editor was made from. */
  get origin(): Origin {
    return originFrom(this.stage);
  }

  /** What a text was made from that the editor has shown a moment ago; what is not known goes on from what it shows. */
  originOf(text: string): Origin {
    const hash = hashOf(text);
    const at = this.shown[this.at]?.hash === hash ? this.at : (this.find(hash, 'undo') ?? this.find(hash, 'redo'));
    const known = at === undefined ? this.offers.get(hash) : this.shown[at]?.stage;
    return originFrom(known ?? this.stage);
  }

  /** The editor shows this text. True where it is made from something else than the one before. */
  shows(text: string, arrival: Arrival = 'new'): boolean {
    const hash = hashOf(text);
    const before = this.stage;
    if (arrival === 'new') this.arrives(hash);
    else this.comesBack(hash, arrival);
    return this.stage !== before;
  }

  /**
   * The editor may be shown this text at any time: what HappyFox has by now, or an edit that was made elsewhere.
   * @param latest what HappyFox has, as far as is known: an edit that was made from something else has not taken the place of what was here
   * @param left what the text before it stands for, where that was sent; else it is what HappyFox had
   */
  offer(text: string, origin: Origin, { latest, left }: { readonly latest: Rendered; readonly left?: Asset }): void {
    const isKnown = origin.since.length === 0 && sameRendered(this.last.base, origin.base);
    const [first, last] = isKnown ? [this.last, this.last] : chained(origin);
    if (!isKnown && sameRendered(last.base, latest)) this.goOn(first, last, left);
    this.expect(hashOf(text), first);
  }

  /** A text of this editor was saved: what it stands for is `sent`, and HappyFox has `now`, whose text the editor is to show. */
  saved(sent: Asset, now: Rendered): void {
    const stage: Stage = { base: now };
    this.goOn(stage, stage, sent);
    this.expect(hashOf(now.text), stage);
    const shown = this.shown[this.at];
    if (shown?.hash === hashOf(now.text)) this.shown[this.at] = { ...shown, stage };
  }

  /** The text in the editor is made from `base` from now on, as after a conflict that was resolved in it. */
  rebase(base: Rendered): void {
    this.offer(base.text, { base, since: [] }, { latest: base });
    const shown = this.shown[this.at];
    if (shown) this.shown[this.at] = { ...shown, stage: this.last };
  }

  /** Whether the editor has shown this text. */
  hasShown(text: string): boolean {
    const hash = hashOf(text);
    return this.shown.some((shown) => shown.hash === hash);
  }

  private get stage(): Stage {
    return this.shown[this.at]?.stage ?? this.last;
  }

  /** Something took the place of what HappyFox had, and of what the text in the editor was made from, which may be an edit from elsewhere. */
  private goOn(first: Stage, last: Stage, left?: Asset): void {
    for (const end of new Set([this.last, endOf(this.stage)]))
      end.next = { left: left ?? end.base.asset, stage: first };
    this.last = last;
  }

  private find(hash: string, arrival: 'undo' | 'redo'): number | undefined {
    const way = arrival === 'undo' ? -1 : 1;
    for (let at = this.at + way; at >= 0 && at < this.shown.length; at += way)
      if (this.shown[at]?.hash === hash) return at;
    return undefined;
  }

  private arrives(hash: string): void {
    const offered = this.offers.get(hash);
    if (offered) this.offers.clear();
    if (this.shown[this.at]?.hash !== hash) this.push({ hash, stage: offered ?? this.stage });
    else if (offered) this.shown[this.at] = { hash, stage: offered };
  }

  /** One that has been forgotten goes on from the oldest state, so that it takes back nothing that others have done since. */
  private comesBack(hash: string, arrival: 'undo' | 'redo'): void {
    const at = this.find(hash, arrival);
    if (at !== undefined) this.at = at;
    else if (this.shown[this.at]?.hash !== hash) this.push({ hash, stage: this.oldest });
  }

  private expect(hash: string, stage: Stage): void {
    this.offers.delete(hash);
    this.offers.set(hash, stage);
    const [oldest] = this.offers.keys();
    if (this.offers.size > mostOffered && oldest !== undefined) this.offers.delete(oldest);
  }

  private push(shown: Shown): void {
    this.shown.splice(this.at + 1);
    this.shown.push(shown);
    if (this.shown.length > mostShown) this.shown = this.shown.slice(-mostShown / 2);
    this.at = this.shown.length - 1;
  }
}

function endOf(stage: Stage): Stage {
  let end = stage;
  while (end.next) end = end.next.stage;
  return end;
}

function chained({ base, since }: Origin): readonly [first: Stage, last: Stage] {
  const first: Stage = { base };
  let last = first;
  for (const { left, now } of since) {
    const stage: Stage = { base: now };
    last.next = { left, stage };
    last = stage;
  }
  return [first, last];
}

function originFrom(stage: Stage): Origin {
  const since: Succession[] = [];
  for (let { next } = stage; next; { next } = next.stage) since.push({ left: next.left, now: next.stage.base });
  return { base: stage.base, since };
}

function sameRendered(one: Rendered, other: Rendered): boolean {
  return one.text === other.text && one.asset.id === other.asset.id;
}

function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
