import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import { isUnfinished } from '../../finding/query/syntax';
import type { Found, SearchedAccount, TypeOfAccount } from './accountsSearch';
import type { AccountSession } from '../sessions/accountSession';
import type { ErrorText } from '../words/errorText';
import { knownText } from '../words/indexText';
import { queryProblemText } from '../words/queryProblemText';
import type { RecentAssets } from '../screen/recentAssets';
import { assetItem, type ActionItem, type AssetItem } from '../screen/searchItems';
import type { CommandRunner } from '../words/commandCalls';
import type { ReadingParts } from '../reading/readingParts';

const { t } = vscode.l10n;

/** What the list of a search is made from. */
export interface SearchListParts extends CommandRunner {
  readonly accounts: readonly SearchedAccount[];
  readonly readings: ReadingParts['readings'];
  readonly recent: RecentAssets;
  readonly errorText: ErrorText;
  /** Puts another query in the place of the present one. */
  readonly retype: (query: string) => void;
  readonly openById: (session: AccountSession, id: number) => void;
}

/** Makes the list of a search: assets, what is wrong with the query, and what can be done where not everything is known. */
export class SearchList {
  constructor(private readonly parts: SearchListParts) {}

  /** The list for a query and what it has found. */
  items(query: string, found: Found, within: TypeOfAccount | undefined): (AssetItem | ActionItem)[] {
    const isEmpty = query.trim() === '';
    const assets = isEmpty
      ? this.recentItems(within)
      : found.assets.map(({ session, row, matched }) => assetItem(session, row, matched, query, this.areSeveral));
    const items = [...this.problemItems(query, found), ...this.idItems(query), ...assets, ...this.readingItems()];
    return items.length === 0 && !isEmpty && found.complete ? [nothingItem(this.parts)] : items;
  }

  /** What the list's title says beside its name. */
  title(query: string, found: Found, within: TypeOfAccount | undefined): string {
    const { accounts } = this.parts;
    const type = within?.session.account.assetTypes.find(({ id }) => id === within.assetTypeId)?.name;
    const name = type === undefined ? t('Search Assets') : t('Search in {0}', safeLabel(type));
    const facts: string[] = [];
    if (query.trim() !== '') facts.push(countText(found));
    if (!found.complete) {
      const partial = accounts.filter(({ index }) => index.assets.completeness().kind !== 'complete');
      facts.push(
        ...partial.map(({ session, index }) => {
          const known = knownText(index.assets.completeness(), index.assets.size);
          return this.areSeveral ? `${safeLabel(session.account.label)}: ${known}` : known;
        }),
      );
    }
    return facts.length === 0 ? name : `${name}: ${facts.join('; ')}`;
  }

  private get areSeveral(): boolean {
    return this.parts.accounts.length > 1;
  }

  private recentItems(within: TypeOfAccount | undefined): AssetItem[] {
    return this.parts.recent.all.flatMap(({ accountId, assetId }) => {
      const account = this.parts.accounts.find(({ session }) => session.accountId === accountId);
      const row = account?.index.assets.get(assetId);
      if (!account || !row) return [];
      if (within && (within.session !== account.session || within.assetTypeId !== row.assetTypeId)) return [];
      return [assetItem(account.session, row, undefined, '', this.areSeveral)];
    });
  }

  /** While somebody types, what is only unfinished need not be said. */
  private problemItems(query: string, { problems }: Found): ActionItem[] {
    return problems
      .filter((problem) => !isUnfinished(problem))
      .map((problem) => ({
        label: queryProblemText(problem),
        iconPath: new vscode.ThemeIcon('warning'),
        alwaysShow: true,
        act: () => {
          const { start, length, suggestion } = problem;
          if (suggestion !== undefined)
            this.parts.retype(query.slice(0, start) + quoted(suggestion) + query.slice(start + length));
          return true;
        },
      }));
  }

  /** A number that was typed is offered as an id, unless the asset is known and listed. */
  private idItems(query: string): (AssetItem | ActionItem)[] {
    const id = Number(/^#?([1-9]\d{0,14})$/.exec(query.trim())?.[1]);
    if (Number.isNaN(id)) return [];
    return this.parts.accounts.map(({ session, index }) => {
      const row = index.assets.get(id);
      if (row) return { ...assetItem(session, row, undefined, query, this.areSeveral), detail: t('ID {0}', id) };
      return {
        label: t('Open the asset with id {0}', id),
        iconPath: new vscode.ThemeIcon('go-to-file'),
        description: this.areSeveral ? safeLabel(session.account.label) : '',
        alwaysShow: true,
        act: () => {
          this.parts.openById(session, id);
          return false;
        },
      };
    });
  }

  /** Where assets are missing and nobody reads them: a way to have that done. */
  private readingItems(): ActionItem[] {
    return this.parts.accounts.flatMap(({ session, index }) => {
      const reading = this.parts.readings.of(session);
      const { phase } = reading;
      if (index.assets.completeness().kind === 'complete' || index.crawl.state.kind !== 'idle') return [];
      if (phase.kind === 'reading') return [];
      const account = safeLabel(session.account.label);
      const item = {
        label: t('Read all assets of {0} now, so that all can be found', account),
        iconPath: new vscode.ThemeIcon('cloud-download'),
        description: knownText(index.assets.completeness(), index.assets.size),
        alwaysShow: true,
        act: () => {
          void reading.resume();
          return true;
        },
      };
      if (phase.kind !== 'failed') return [item];
      return [{ ...item, detail: this.parts.errorText.sentence(phase.error, session.account) }];
    });
  }
}

/** Where all is known and nothing fits, an empty list would leave people guessing. */
function nothingItem({ run }: CommandRunner): ActionItem {
  return {
    label: t('No asset fits this query'),
    iconPath: new vscode.ThemeIcon('info'),
    description: t('Enter shows how queries are written'),
    alwaysShow: true,
    act: () => {
      void run('openQueryHelp');
      return false;
    },
  };
}

function countText({ assets, total }: Found): string {
  if (total === 0) return t('nothing found');
  const number = total.toLocaleString(vscode.env.language);
  if (total > assets.length) return t('the best {0} of {1}', assets.length, number);
  return total === 1 ? t('1 found') : t('{0} found', number);
}

function quoted(name: string): string {
  return /^[\p{L}\p{N}_.-]+$/u.test(name) ? name : `"${name}"`;
}
