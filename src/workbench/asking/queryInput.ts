import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { OpenedIndex } from '../../finding/openedIndex';
import { QueryCompletion, type Suggestion } from '../../finding/query/queryCompletion';
import { isUnfinished, type QueryProblem } from '../../finding/query/syntax';
import { pausing, type Pause } from '../../happyfox/pause';
import type { AccountSession } from '../sessions/accountSession';
import { Repaint } from '../screen/repaint';
import { numberText } from '../words/indexText';
import { queryProblemHint, queryProblemTitle } from '../words/queryProblemText';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

/** A question for a query. */
interface QueryQuestion {
  readonly title: string;
  readonly session: AccountSession;
  /** The type whose assets are meant; all of the account's where it is left out. */
  readonly assetTypeId?: number | undefined;
  /** The query to begin with. */
  readonly value?: string | undefined;
  /** What happens to the assets found, such as “Show {0} of {1} assets”. */
  readonly accept: (hits: string, total: string) => string;
  /** What an empty query does; it is refused where this is left out. */
  readonly acceptEmpty?: string;
}

interface QueryItem extends vscode.QuickPickItem {
  readonly choose: 'accept' | { readonly query: string } | undefined;
}

const help: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('question'),
  tooltip: t('How queries are written'),
};

/**
 * Asks for a query, completing names and values as it is typed, and saying at its column what is wrong. Resolves with a query that has no problem;
 * rejects with `CancellationError` when the person leaves. Sends nothing: it knows what the index knows, and follows it while that is being read.
 */
export async function askQuery(question: QueryQuestion, { run }: CommandRunner): Promise<string> {
  const input = vscode.window.createQuickPick<QueryItem>();
  input.title = question.title;
  input.placeholder = t('Words, or a field: manufacturer:dell "Warranty Date":<today');
  input.value = question.value ?? '';
  input.buttons = [help];
  input.busy = true;
  // Else VS Code puts what has the typed letters in it before what Enter does; where it can't be told, it does.
  Reflect.set(input, 'sortByLabel', false);
  // The page about queries opens beside it, and values are copied from elsewhere.
  input.ignoreFocusOut = true;
  const { session } = question;
  const answer = answered(input);
  input.onDidTriggerButton(() => void run('openQueryHelp'));
  const following: vscode.Disposable[] = [];
  input.show();
  try {
    const items = new QueryItems(question, await session.index.open());
    let looking = new AbortController();
    const list = async (isTyped: boolean, { signal }: AbortController): Promise<void> => {
      const fresh = await items.of(input.value, pausing(signal));
      const [before] = input.activeItems;
      if (!isTyped && sayTheSame(fresh, input.items)) return;
      input.items = fresh;
      const same = !isTyped && before?.choose ? fresh.find((item) => doesTheSame(item, before)) : undefined;
      const active = same ?? fresh.find(({ choose }) => choose !== undefined);
      if (active) input.activeItems = [active];
    };
    let listed = Promise.resolve();
    const show = (isTyped: boolean): void => {
      looking.abort();
      const latest = (looking = new AbortController());
      listed = list(isTyped, latest).catch((error: unknown) => {
        // One that was called off is followed by the next.
        if (!latest.signal.aborted) answer.reject(error);
      });
    };
    const retype = (query: string): void => {
      input.value = query;
      show(true);
    };
    const counting = new Repaint<AccountSession>(() => show(false));
    following.push(
      counting,
      session.index.onDidChange(() => counting.want(session)),
    );
    input.onDidChangeValue(() => show(true));
    const accept = async (): Promise<void> => {
      // Enter is about what the list says of the text that stands there.
      for (let known: Promise<void> | undefined; known !== listed;) await (known = listed);
      const [item] = input.activeItems;
      if (item?.choose === 'accept') answer.resolve(input.value.trim());
      else if (item?.choose) retype(item.choose.query);
    };
    input.onDidAccept(() => void accept());
    following.push(new vscode.Disposable(() => looking.abort()));
    input.busy = false;
    show(true);
    return await answer.promise;
  } finally {
    vscode.Disposable.from(...following, input).dispose();
  }
}

function sayTheSame(items: readonly QueryItem[], others: readonly QueryItem[]): boolean {
  const words = ({ label, description, detail }: QueryItem) => [label, description, detail];
  return isDeepStrictEqual(items.map(words), others.map(words));
}

function doesTheSame({ choose }: QueryItem, other: QueryItem): boolean {
  if (typeof choose !== 'object' || typeof other.choose !== 'object') return choose === other.choose;
  return choose.query === other.choose.query;
}

function answered(input: vscode.QuickPick<QueryItem>): PromiseWithResolvers<string> {
  const answer = Promise.withResolvers<string>();
  // Left while the index is being opened, nobody waits for the answer yet.
  answer.promise.catch(() => undefined);
  input.onDidHide(() => answer.reject(new vscode.CancellationError()));
  return answer;
}

/** What is listed below a query while it is typed: what it would do, what is wrong with it, and how it may go on. */
class QueryItems {
  private readonly completion: QueryCompletion;

  constructor(
    private readonly question: QueryQuestion,
    private readonly index: OpenedIndex,
  ) {
    this.completion = new QueryCompletion(index.assets, question.session.staffName);
  }

  async of(query: string, pause: Pause): Promise<QueryItem[]> {
    const { rows, problems } = await this.index.filter(query, this.question.assetTypeId, pause);
    const [wrong] = problems;
    const suggestions = this.suggestions(query);
    // A name that has just been put in waits for its value, which is likely to be one of these.
    const waits = wrong?.code === 'missingValue' && suggestions.length > 0;
    const first = wrong ? problemItem(query, wrong) : this.acceptItem(query, rows.length);
    return waits ? [...suggestions, first] : [first, ...suggestions];
  }

  private acceptItem(query: string, hits: number): QueryItem {
    const { assets } = this.index;
    const { assetTypeId, accept, acceptEmpty } = this.question;
    const completeness = assets.completeness(assetTypeId);
    const known = assetTypeId === undefined ? assets.size : assets.count(assetTypeId);
    const isEmpty = query.trim() === '';
    if (isEmpty && acceptEmpty === undefined)
      return { label: t('Type what to look for'), alwaysShow: true, choose: undefined };
    return {
      label: isEmpty ? (acceptEmpty ?? '') : accept(numberText(hits), numberText(known)),
      ...(completeness.kind === 'partial' && !isEmpty && { description: t('as far as they are indexed') }),
      iconPath: new vscode.ThemeIcon(isEmpty ? 'clear-all' : 'check'),
      alwaysShow: true,
      choose: 'accept',
    };
  }

  private suggestions(query: string): QueryItem[] {
    return this.completion.complete(query, query.length).map((suggestion) => ({
      label: safeLabel(suggestion.label),
      description: about(suggestion),
      iconPath: new vscode.ThemeIcon(icons[suggestion.kind]),
      alwaysShow: true,
      choose: { query: query.slice(0, suggestion.start) + suggestion.insert + query.slice(suggestion.end) },
    }));
  }
}

const icons: Readonly<Record<Suggestion['kind'], string>> = {
  field: 'symbol-field',
  value: 'symbol-enum-member',
  operator: 'symbol-operator',
  keyword: 'symbol-keyword',
};

function about({ kind, count, fieldType }: Suggestion): string {
  if (count !== undefined) return count === 1 ? t('1 asset') : t('{0} assets', numberText(count));
  if (kind === 'field') return fieldType === undefined ? t('field of every asset') : safeLabel(fieldType);
  return '';
}

function problemItem(query: string, problem: QueryProblem): QueryItem {
  const { start, length, suggestion } = problem;
  const better =
    suggestion === undefined ? undefined : query.slice(0, start) + writtenAs(suggestion) + query.slice(start + length);
  const hint = queryProblemHint(problem);
  return {
    label: queryProblemTitle(problem),
    ...(hint !== undefined && { detail: better === undefined ? hint : t('{0} Enter puts it in.', hint) }),
    iconPath: new vscode.ThemeIcon(isUnfinished(problem) ? 'info' : 'error'),
    alwaysShow: true,
    choose: better === undefined ? undefined : { query: better },
  };
}

/** A name as it can stand in front of a colon. */
function writtenAs(name: string): string {
  return /^[\p{L}\p{N}_.-]+$/u.test(name) ? name : `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
}
