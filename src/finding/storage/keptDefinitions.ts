import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { SealedFolder } from './sealedFolder';
import { sealedEnding } from './sealedFolder';

const name = `definitions${sealedEnding}`;

/** The types with their fields as they were last read, so that an index from disk knows what its values are called. */
export class KeptDefinitions {
  readonly #folder: SealedFolder | undefined;

  constructor(folder: SealedFolder | undefined) {
    this.#folder = folder;
  }

  /** Those that are on disk; none where they can't be read. */
  async read(): Promise<readonly AssetTypeDefinition[]> {
    const text = await this.#folder?.read(name);
    if (text === undefined) return [];
    try {
      const written: unknown = JSON.parse(text);
      return isWritten(written) ? written[1] : [];
    } catch {
      return [];
    }
  }

  /** Puts these in the place of what is on disk. Where nothing can be written, they are read from the server the next time. */
  async write(definitions: Iterable<AssetTypeDefinition>): Promise<void> {
    await this.#folder?.write(name, JSON.stringify(['definitions', [...definitions]])).catch(() => undefined);
  }
}

/** The seal says that this code wrote it; its first word, what. */
function isWritten(value: unknown): value is readonly ['definitions', readonly AssetTypeDefinition[]] {
  return Array.isArray(value) && value[0] === 'definitions' && Array.isArray(value[1]);
}
