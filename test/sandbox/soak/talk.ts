import type { Backup } from './desk';

/** Where a window works, and whom it asks. */
export interface Place {
  readonly name: string;
  readonly storage: string;
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
}

/** An editor as VS Code brings it back. */
export interface Kept {
  readonly path: string;
  readonly backup?: Backup;
}

/** What a window shows, and what waits to be sent. */
export interface Shown {
  readonly editors: readonly {
    readonly path: string;
    readonly text: string;
    readonly isUnsaved: boolean;
    readonly stat: Backup['stat'];
    readonly hasConflict: boolean;
    /** It shows a draft, as far as its window knows. */
    readonly isPending: boolean;
  }[];
  readonly drafts: readonly { readonly kind: string; readonly ref: unknown; readonly text: string }[];
}

/** How an operation ended. */
export type Ended =
  | { readonly ok: true; readonly value?: unknown }
  /** `sent`: a request of it may have been carried out. */
  | { readonly ok: false; readonly why: string; readonly sent: boolean; readonly detail?: string };

/** What one process asks another, and what that answers. */
export interface Asked {
  readonly id: number;
  readonly what: string;
  readonly with?: unknown;
}
export interface Answered {
  readonly id: number;
  readonly ended: Ended;
}
