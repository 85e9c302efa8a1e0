/** How much of a type's assets the index has. */
export type TypeCompleteness =
  | { readonly kind: 'complete' }
  /** `total` is undefined before the server has said it. */
  | { readonly kind: 'partial'; readonly loaded: number; readonly total: number | undefined }
  /** The server's pages did not add up to its total, even when they were read again: an asset that is not here may exist all the same. */
  | { readonly kind: 'inconsistent'; readonly loaded: number; readonly total: number };

/** The completeness of an account's types. */
export class Completeness {
  private readonly types = new Map<number, TypeCompleteness>();

  /** A type's. What nothing is known of is partial. */
  of(assetTypeId: number): TypeCompleteness {
    return this.types.get(assetTypeId) ?? nothing;
  }

  /**
   * All types' together: partial wins over inconsistent, and that over complete.
   * @param count of a type's assets, which is all of them where it is complete
   */
  ofAll(count: (assetTypeId: number) => number): TypeCompleteness {
    if (this.types.size === 0) return nothing;
    let kind: TypeCompleteness['kind'] = 'complete';
    let loaded = 0;
    let total: number | undefined = 0;
    for (const [id, type] of this.types) {
      if (type.kind === 'partial' || (type.kind === 'inconsistent' && kind === 'complete')) kind = type.kind;
      loaded += type.kind === 'complete' ? count(id) : type.loaded;
      const all: number | undefined = type.kind === 'complete' ? count(id) : type.total;
      total = total === undefined || all === undefined ? undefined : total + all;
    }
    if (kind === 'inconsistent' && total !== undefined) return { kind, loaded, total };
    return kind === 'complete' ? { kind } : { kind: 'partial', loaded, total };
  }

  /** Returns whether that is news. */
  set(assetTypeId: number, completeness: TypeCompleteness): boolean {
    const known = this.types.get(assetTypeId);
    this.types.set(assetTypeId, completeness);
    if (known?.kind !== completeness.kind) return true;
    if (known.kind === 'complete' || completeness.kind === 'complete') return false;
    return known.loaded !== completeness.loaded || known.total !== completeness.total;
  }

  /** Forgets a type that is no more. */
  delete(assetTypeId: number): void {
    this.types.delete(assetTypeId);
  }

  clear(): void {
    this.types.clear();
  }
}

const nothing: TypeCompleteness = { kind: 'partial', loaded: 0, total: undefined };
