/** How this extension wrote an asset. */
export type WriteKind = 'saved' | 'created' | 'deleted';

const told = ['saved', 'created', 'deleted', 'begun', 'failed', 'doubted', 'settled'] as const;

/**
 * What is told of a write: how it ended, or `begun` before its request goes out, `failed` where nothing happened, `doubted` where nobody can tell,
 * `settled` once nothing more can come of one that is doubted.
 */
export type WriteTold = (typeof told)[number];

/** A line of the order in which all windows write an account's assets: ids alone. */
interface WriteLine {
  readonly told: WriteTold;
  readonly assetTypeId: number;
  /** 0 for a create that has not ended. */
  readonly assetId: number;
  /** The journal's entry of the write, by which its beginning and its end belong together. */
  readonly entry?: string;
  /** The id of the process that has begun it. */
  readonly sender?: number;
}

/** How a write is told to other windows. */
export function writeLine({ told, assetTypeId, assetId, entry, sender }: WriteLine): string {
  return [told, assetTypeId, assetId, entry, sender].filter((word) => word !== undefined).join(' ');
}

/** Reads a line; undefined for one that says something else. */
export function writeLineIn(text: string): WriteLine | undefined {
  const pattern = /^([a-z]+) (\d+) (\d+)(?: (\S+))?(?: (\d+))?$/;
  const [, word, assetTypeId, assetId, entry, sender] = pattern.exec(text) ?? [];
  const kind = told.find((one) => one === word);
  if (kind === undefined) return undefined;
  return {
    ...{ told: kind, assetTypeId: Number(assetTypeId), assetId: Number(assetId) },
    ...(entry !== undefined && { entry }),
    ...(sender !== undefined && { sender: Number(sender) }),
  };
}
