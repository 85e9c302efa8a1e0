import type { Budget } from './budget';
import type { Clock } from './clock';
import type { WriteTurn } from './client';
import { isRead, type Ask, type Lane } from './lane';
import type { Entry } from './ledger';
import { budgetWindow } from './limits';
import { TurnLapsed } from './turnLapsed';

/** A request's place in the budget, as it was counted last. */
interface Place {
  entry: Entry;
  wasSent: boolean;
}

/** What a turn holds until it is released. */
interface Held {
  readonly read: Place | undefined;
  readIsUnderWay: boolean;
  readonly write: Place;
}

/** What the turns are given out of. */
interface TurnsParts {
  readonly budget: Budget;
  readonly clock: Clock;
  readonly reads: Lane;
  readonly writes: Lane;
}

/** The turns that have been given to writes, and the reads before them, and have not been released: their places in the budget and the lanes. */
export class Turns {
  readonly #parts: TurnsParts;
  readonly #held = new Map<WriteTurn, Held>();

  constructor(parts: TurnsParts) {
    this.#parts = parts;
  }

  /** A turn for a write, and a read before it where `entries` has one; whoever waited for it has begun both. `released` hears of its end, and whether it gave something back. */
  give(entries: readonly Entry[], released: (gaveBack: boolean) => void): WriteTurn {
    const [read, write] = (['read', 'write'] as const).map((wanted) => {
      const entry = entries.find(({ mark }) => mark === wanted);
      return entry && { entry, wasSent: false };
    });
    if (!write) throw new RangeError('The budget gave no write');
    const turn: WriteTurn = {
      release: () => {
        const gaveBack = this.#release(turn);
        if (gaveBack !== undefined) released(gaveBack);
      },
    };
    this.#held.set(turn, { read, readIsUnderWay: false, write });
    return turn;
  }

  /** Whether a request has a turn that still has room for it. */
  hasRoomFor(ask: Ask): boolean {
    return this.#roomFor(ask) !== undefined;
  }

  /** Begins such a request; the result ends it. Throws `TurnLapsed` where others may have its place. */
  begin(ask: Ask): () => void {
    const { held, place } = this.#roomFor(ask) ?? {};
    if (!held || !place) throw new RangeError('This turn has no room');
    const { clock, reads } = this.#parts;
    const now = clock.monotonic();
    // What was written down is for a request that is sent once, and by then.
    const isRepeated = place.wasSent;
    if (isRepeated || place.entry.at < now) place.entry = this.#moved(place.entry, ask, now);
    place.wasSent = true;
    if (!isRead(ask)) return () => undefined;
    // A read that waited here could wait for the turn's own write: after a lock-out until the place of that has left the window.
    if (isRepeated) reads.underWay += 1;
    held.readIsUnderWay = true;
    return () => {
      held.readIsUnderWay = false;
      reads.underWay -= 1;
    };
  }

  #roomFor(ask: Ask): { readonly held: Held; readonly place: Place } | undefined {
    const held = ask.turn && this.#held.get(ask.turn);
    if (!held || (isRead(ask) && held.readIsUnderWay)) return undefined;
    const place = isRead(ask) ? held.read : held.write;
    return place && { held, place };
  }

  /** Another place for a request in the turn than the one that it has. That may have left the window, and others may have it: then one is taken if there is room, and else the turn has lapsed. */
  #moved({ at }: Entry, ask: Ask, now: number): Entry {
    const { budget, clock } = this.#parts;
    const purpose = isRead(ask) ? 'read' : 'write';
    const moved = budget.count(purpose, now);
    // By the clock as it is once the new place can be seen: whoever took one before that has counted the old one.
    const later = clock.monotonic();
    if (at > later - budgetWindow) return moved;
    budget.giveBack([moved]);
    const verdict = budget.take({ purposes: [purpose], priority: ask.priority }, later);
    const [taken] = verdict.kind === 'go' ? verdict.entries : [];
    if (!taken) throw new TurnLapsed();
    return taken;
  }

  /** Whether it gave something back; undefined where it was released before. */
  #release(turn: WriteTurn): boolean | undefined {
    const held = this.#held.get(turn);
    if (!held) return undefined;
    this.#held.delete(turn);
    const { budget, reads, writes } = this.#parts;
    const { read, write } = held;
    const unused = [read, write].flatMap((place) => (place && !place.wasSent ? [place.entry] : []));
    if (read && !read.wasSent) reads.underWay -= 1;
    writes.underWay -= 1;
    budget.giveBack(unused);
    return unused.length > 0;
  }
}
