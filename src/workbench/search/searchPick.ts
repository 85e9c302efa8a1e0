import * as vscode from 'vscode';
import { AccountsSearch, type Found, type TypeOfAccount } from './accountsSearch';
import { SearchList, type SearchListParts } from './searchList';
import { assetButtons, type ActionItem, type AssetItem } from '../screen/searchItems';

const { t } = vscode.l10n;

/** What becomes of an asset that was picked. */
interface SearchActions {
  readonly open: (item: AssetItem) => void;
  readonly openToSide: (item: AssetItem) => void;
  readonly reveal: (item: AssetItem) => void;
  readonly copyId: (item: AssetItem) => void;
}

/** So many are listed: more than anybody reads, few enough to be shown at once. */
const mostListed = 100;
/** While assets come in, the list follows this often. Milliseconds. */
const followEvery = 500;

const nothing: Found = { assets: [], total: 0, problems: [], complete: false };

/** Searches all accounts while a person types, and lists what fits. */
export class SearchPick implements vscode.Disposable {
  private readonly input = vscode.window.createQuickPick<AssetItem | ActionItem>();
  private readonly search: AccountsSearch;
  private readonly list: SearchList;
  private readonly subscriptions: vscode.Disposable[];
  private within: TypeOfAccount | undefined;
  private underWay: AbortController | undefined;
  private following: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: Omit<SearchListParts, 'retype'>,
    private readonly actions: SearchActions,
    private readonly typeAtHand: TypeOfAccount | undefined,
  ) {
    const { input } = this;
    this.search = new AccountsSearch(parts.accounts);
    this.list = new SearchList({ ...parts, retype: (query) => this.retype(query) });
    input.placeholder = t('Words in any field, or for example: type:laptop warranty:<today+90d');
    input.keepScrollPosition = true;
    this.showFilter();
    this.subscriptions = [
      input,
      input.onDidChangeValue(() => void this.look(true)),
      input.onDidAccept(() => this.accept()),
      input.onDidTriggerItemButton(({ item, button }) => this.press(item, button)),
      input.onDidTriggerButton(() => this.toggleFilter()),
      ...parts.accounts.map(({ session }) => session.index.onDidChange(() => this.lookSoon())),
      parts.readings.onDidChange(() => this.lookSoon()),
    ];
  }

  /** Shows the list; resolves when it is gone. */
  async show(query = ''): Promise<void> {
    const hidden = new Promise<void>((resolve) => {
      this.subscriptions.push(this.input.onDidHide(resolve));
    });
    this.input.value = query;
    this.input.show();
    void this.look(true);
    await hidden;
  }

  dispose(): void {
    clearTimeout(this.following);
    this.underWay?.abort();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Looks for what was typed. `isNew`: the best is selected; else what is selected stays so. */
  private async look(isNew: boolean): Promise<void> {
    this.underWay?.abort();
    const stop = new AbortController();
    this.underWay = stop;
    const query = this.input.value;
    const options = { limit: mostListed, within: this.within, signal: stop.signal };
    const found = await this.search.search(query, options).catch(() => nothing);
    if (stop.signal.aborted) return;
    this.input.title = this.list.title(query, found, this.within);
    this.input.busy = this.parts.accounts.some(({ index }) => index.crawl.state.kind !== 'idle');
    this.put(this.list.items(query, found, this.within), isNew);
  }

  /** Items that say the same are not shown anew, so that nothing flickers. */
  private put(items: readonly (AssetItem | ActionItem)[], isNew: boolean): void {
    if (!isNew && sayTheSame(items, this.input.items)) return;
    const active = isNew ? undefined : this.input.activeItems[0];
    this.input.items = items;
    const same = active && items.find((item) => isSame(item, active));
    if (same) this.input.activeItems = [same];
  }

  private lookSoon(): void {
    this.following ??= setTimeout(() => {
      this.following = undefined;
      void this.look(false);
    }, followEvery);
  }

  private accept(): void {
    const [item] = this.input.activeItems;
    if (!item) return;
    if (item.session === undefined) {
      if (!item.act()) this.input.hide();
      return;
    }
    this.input.hide();
    this.actions.open(item);
  }

  private press(item: AssetItem | ActionItem, button: vscode.QuickInputButton): void {
    if (item.session === undefined) return;
    if (button === assetButtons.copyId) {
      this.actions.copyId(item);
      return;
    }
    this.input.hide();
    if (button === assetButtons.reveal) this.actions.reveal(item);
    else this.actions.openToSide(item);
  }

  /** In the type of the selected asset alone, or in all types again. */
  private toggleFilter(): void {
    const [active] = this.input.activeItems;
    const type = active?.session ? { session: active.session, assetTypeId: active.row.assetTypeId } : this.typeAtHand;
    this.within = this.within ? undefined : type;
    this.showFilter();
    void this.look(true);
  }

  private showFilter(): void {
    const { within } = this;
    const icon = within ? 'filter-filled' : 'filter';
    const tooltip = within ? t('Search in all types again') : t('Search only in the type of the selected asset');
    this.input.buttons = [{ iconPath: new vscode.ThemeIcon(icon), tooltip }];
  }

  private retype(query: string): void {
    this.input.value = query;
    void this.look(true);
  }
}

function sayTheSame(some: readonly (AssetItem | ActionItem)[], others: readonly (AssetItem | ActionItem)[]): boolean {
  return (
    some.length === others.length &&
    some.every((item, at) => isSame(item, others[at]) && reads(item) === reads(others[at]))
  );
}

function isSame(one: AssetItem | ActionItem, other: AssetItem | ActionItem | undefined): boolean {
  if (one.session === undefined) return other?.session === undefined && one.label === other?.label;
  return other?.session === one.session && other.row.id === one.row.id;
}

function reads(item: vscode.QuickPickItem | undefined): string {
  return JSON.stringify([item?.label, item?.description, item?.detail]);
}
