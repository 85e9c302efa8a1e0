import * as vscode from 'vscode';
import { codeOf } from '../../disk/absence';
import { accountFileName } from '../../disk/fileNames';
import { RecordFolder } from '../../disk/recordFolder';
import { tellDamaged } from '../words/fileTroubleText';
import type { OtherWindows } from '../sessions/otherWindows';
import { anyOf, listOf, number, objectOf, oneOf, recordOf, text, type Formed } from '../../disk/form';

const { t } = vscode.l10n;

const isField = objectOf({ kind: oneOf('field'), name: text });
const isGroupKey = anyOf(objectOf({ kind: oneOf('contact') }), isField);
const isSortKey = anyOf(objectOf({ kind: oneOf('name') }), objectOf({ kind: oneOf('displayId') }), isField);
const isTypeView = objectOf(
  {},
  {
    query: text,
    groupBy: isGroupKey,
    sortBy: objectOf({ by: isSortKey, direction: oneOf('ascending', 'descending') }),
  },
);
const isSavedFilter = objectOf({ id: text, name: text, query: text }, { assetTypeId: number });
const isAccountView = objectOf({ filters: listOf(isSavedFilter), types: recordOf(isTypeView) });

/** How the assets of a type are shown. Where nothing is set, as HappyFox lists them. */
type TypeView = Formed<typeof isTypeView>;

/** A query that somebody has kept under a name; of one type where it has one. */
export type SavedFilter = Formed<typeof isSavedFilter>;

/** What is remembered of an account's tree. `types` is by type id; the filter of all types is under `allTypes`. */
export type AccountView = Formed<typeof isAccountView>;

/** The key under which the filter of all of an account's types is. */
export const allTypes = 'all';

const nothing: AccountView = { filters: [], types: {} };

/**
 * What people have made of the tree: saved filters, and how types are filtered, grouped and sorted. In a file for each account. Saved filters are
 * the same in all windows; a window keeps its own arrangement until it is loaded again, for another's must not move under the pointer.
 */
export class TreeMemory implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly views = new Map<string, Promise<AccountView>>();
  private readonly known = new Map<string, AccountView>();
  private readonly listening: vscode.Disposable;
  private readonly records: RecordFolder<AccountView>;
  private isTold = false;

  /** Fires with an account's id. */
  readonly onDidChange = this.changed.event;

  constructor(
    folder: string,
    private readonly windows: OtherWindows,
    private readonly log: (line: string) => void,
  ) {
    this.records = new RecordFolder({
      folder,
      is: isAccountView,
      onDamaged: (path) => void tellDamaged('filters', path, log),
    });
    this.listening = windows.onMessage((message) => {
      if (message.kind === 'filters') void this.hear(message.accountId);
    });
  }

  /** What is remembered of an account; read once. While it can't be read, which is told, nothing. */
  of(accountId: string): Promise<AccountView> {
    const known = this.views.get(accountId);
    if (known) return known;
    const read = this.read(accountId).then(
      (view) => {
        this.known.set(accountId, view);
        return view;
      },
      (error: unknown) => {
        this.views.delete(accountId);
        this.tellUnreadable(error);
        return nothing;
      },
    );
    this.views.set(accountId, read);
    return read;
  }

  /** The same, where it has been read. */
  peek(accountId: string): AccountView {
    return this.known.get(accountId) ?? nothing;
  }

  /** Remembers how a type is shown, or with `allTypes` by what all of them are filtered. */
  async setView(accountId: string, key: number | typeof allTypes, view: TypeView): Promise<void> {
    await this.alter(accountId, (remembered) => {
      const others = Object.entries(remembered.types).filter(([known]) => known !== String(key));
      const types = Object.fromEntries(isPlain(view) ? others : [...others, [String(key), view] as const]);
      return { ...remembered, types };
    });
  }

  /** Changes an account's saved filters, in all windows. */
  async setFilters(
    accountId: string,
    change: (filters: readonly SavedFilter[]) => readonly SavedFilter[],
  ): Promise<void> {
    await this.alter(accountId, ({ filters, types }) => ({ types, filters: [...change(filters)] }));
    this.windows.tell({ kind: 'filters', accountId });
  }

  /** Forgets all of an account. */
  async forget(accountId: string): Promise<void> {
    this.views.delete(accountId);
    this.known.delete(accountId);
    await this.records.alter(accountFileName(accountId), () => undefined);
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  /** Another window may have written since, so what is on disk is altered, and this window's arrangement likewise. Throws what `RecordFolder.alter` throws. */
  private async alter(accountId: string, change: (view: AccountView) => AccountView): Promise<void> {
    const mine = change(await this.of(accountId));
    const view = await this.records.alter(accountFileName(accountId), (now) => change(now ?? nothing));
    this.take(accountId, { ...mine, filters: view?.filters ?? [] });
  }

  private async hear(accountId: string): Promise<void> {
    if (!this.known.has(accountId)) return;
    try {
      const { filters } = await this.read(accountId);
      this.take(accountId, { ...this.peek(accountId), filters });
    } catch (error) {
      this.tellUnreadable(error);
    }
  }

  private take(accountId: string, view: AccountView): void {
    this.known.set(accountId, view);
    this.views.set(accountId, Promise.resolve(view));
    this.changed.fire(accountId);
  }

  private async read(accountId: string): Promise<AccountView> {
    return (await this.records.read(accountFileName(accountId))) ?? nothing;
  }

  private tellUnreadable(error: unknown): void {
    if (this.isTold) return;
    this.isTold = true;
    const code = codeOf(error) ?? 'unknown';
    this.log(`Saved filters can’t be read (${code}).`);
    void vscode.window.showWarningMessage(
      t(
        'Your saved filters can’t be read ({0}). They are left as they are, and the sidebar does without them until they can be read.',
        code,
      ),
    );
  }
}

function isPlain({ query, groupBy, sortBy }: TypeView): boolean {
  return query === undefined && groupBy === undefined && sortBy === undefined;
}
