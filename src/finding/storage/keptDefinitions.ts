import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { SealedFolder } from './sealedFolder';
import { sealedEnding } from './sealedFolder';

const name = `definitions${sealedEnding}`;

/** A type with its fields, as they were read at a time, in epoch milliseconds. */
interface KeptDefinition {
  readonly definition: AssetTypeDefinition;
  readonly readAt: number;
}

/** The types with their fields as one of the windows has last read them, so that an index from disk knows what its values are called. */
export class KeptDefinitions {
  readonly #folder: SealedFolder | undefined;
  /** By type. */
  readonly #known = new Map<number, KeptDefinition>();
  #stamp: string | undefined;

  constructor(folder: SealedFolder | undefined) {
    this.#folder = folder;
  }

  /** Those on disk that were read later than what was known; none where they can't be read. */
  async read(): Promise<readonly AssetTypeDefinition[]> {
    const stamp = await this.#folder?.stamp(name);
    if (stamp === undefined || stamp === this.#stamp) return [];
    this.#stamp = stamp;
    return understood(await this.#folder?.read(name)).flatMap((kept) => {
      const { id } = kept.definition.assetType;
      if (kept.readAt <= (this.#known.get(id)?.readAt ?? -1)) return [];
      this.#known.set(id, kept);
      return kept.definition;
    });
  }

  /** A type's fields were read. Where nothing can be written, they are read from the server the next time. */
  async write(definition: AssetTypeDefinition, readAt: number): Promise<void> {
    this.#known.set(definition.assetType.id, { definition, readAt });
    // Another window may have read those of other types.
    for (const kept of understood(await this.#folder?.read(name))) {
      const { id } = kept.definition.assetType;
      if (kept.readAt > (this.#known.get(id)?.readAt ?? -1)) this.#known.set(id, kept);
    }
    const text = JSON.stringify(['definitions', 2, [...this.#known.values()]]);
    await this.#folder?.write(name, text).catch(() => undefined);
  }
}

function understood(text: string | undefined): readonly KeptDefinition[] {
  if (text === undefined) return [];
  try {
    const written: unknown = JSON.parse(text);
    return isWritten(written) ? written[2] : [];
  } catch {
    return [];
  }
}

/** The seal says that this code wrote it; its first words, what, and in which form. */
function isWritten(value: unknown): value is readonly ['definitions', 2, readonly KeptDefinition[]] {
  return Array.isArray(value) && value[0] === 'definitions' && value[1] === 2;
}
