import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import type { Asset, NewContact } from '../happyfox/asset';
import { inStretches, pausing, type Pause } from '../happyfox/pause';
import type { StepKey } from '../plans/existingAssets';
import { planCreates, planUpdates, type CreateWish, type Step, type UpdateWish } from '../plans/plan';
import type { AssetMatcher } from './assetMatcher';
import type { ColumnKey } from './columns';
import { type ImportComplaint, type ImportProblem, severityOf } from './importProblem';
import type { ImportRow, RowEdit, RowPlace } from './importRow';
import { keyForm } from '../assets/sameText';
import { eachPersonOnce, personKey } from '../assets/person';

/** Which rows are wanted: those about new assets, about assets that exist, or both. */
export type ImportMode = 'create' | 'update' | 'both';

/** What is to be imported. */
interface DryRunRequest {
  readonly definition: AssetTypeDefinition;
  readonly rows: readonly ImportRow[];
  readonly matcher: AssetMatcher;
  readonly mode: ImportMode;
  /** What says which asset is meant; ids can't be chosen for a new one. */
  readonly match: ColumnKey;
  /** How people call what says which asset is meant. */
  readonly matchHeader: string;
  /** Whether people who don't exist are to be created with the assets that name them. */
  readonly createContacts: boolean;
}

/** What an import would do. */
export interface DryRun {
  /** In the order of the rows; an asset that would not change has none. */
  readonly steps: readonly Step[];
  readonly problems: readonly ImportProblem[];
  readonly rows: number;
  /** Rows that are left out because of an error. */
  readonly refused: number;
}

type Wish = ({ readonly kind: 'update' } & UpdateWish) | ({ readonly kind: 'create' } & CreateWish);

/** The row's assets, and what is wrong with the row so far. */
interface Matched {
  readonly row: ImportRow;
  readonly hits: readonly Asset[];
}

/** What becomes of a row that is sound so far. A wish is kept only where its people may be called otherwise in the end: it holds a lot. */
interface Read {
  readonly row: ImportRow;
  readonly steps: readonly Step[];
  readonly wish?: Wish;
}

/** After so many rows it is told how many have been read. */
const stride = 200;
/** How many others a row that shares its asset names: no more are shown, and each naming all would be quadratic. */
const mostOthers = 5;

/** Reads every row without sending anything. Yields how many have been read; throws the signal's reason when aborted. */
export async function* dryRun(
  request: DryRunRequest,
  signal: AbortSignal,
  pause: Pause = pausing(signal),
): AsyncGenerator<number, DryRun> {
  const { rows, matcher } = request;
  const sharing = new Map<number, ImportRow[]>();
  const matched = await inStretches(rows, pause, (row): Matched[] => {
    const hits = matcher.find(row.matchText);
    share(sharing, row, hits);
    return [{ row, hits }];
  });
  const isLost = matched.some(({ row, hits }) => hits.length === 0 && row.matchText.trim() !== '');
  const run = new Run(request, isLost ? await matcher.suggester(pause) : () => undefined);
  for (const [index, { row, hits }] of matched.entries()) {
    if (index % stride === 0) yield index;
    await pause();
    run.read(row, hits, sharing);
  }
  return run.result(pause);
}

class Run {
  private readonly problems: ImportProblem[] = [];
  private readonly sound: Read[] = [];
  /** Rows whose assets take on a display id, by that. */
  private readonly claims = new Map<string, ImportRow[]>();
  private readonly refused = new Set<ImportRow>();

  constructor(
    private readonly request: DryRunRequest,
    private readonly suggest: (text: string) => string | undefined,
  ) {}

  read(row: ImportRow, hits: readonly Asset[], sharing: ReadonlyMap<number, readonly ImportRow[]>): void {
    const { mode, definition, match } = this.request;
    const [base, ...others] = hits;
    if (base && others.length === 0 && mode === 'create') {
      this.report(row, { code: 'existsAlready', detail: { id: base.id } }, row.place);
      return;
    }
    const complaint = this.complaintAbout(row, hits) ?? sharedComplaint(row, base && sharing.get(base.id));
    if (complaint) this.report(row, complaint, row.place);
    const edit = this.edit(row, complaint && hits.length !== 1 ? undefined : base, complaint !== undefined);
    if (this.refused.has(row)) return;
    const extras = { row: row.number, people: edit.people, newContacts: edit.newContacts };
    this.refuseTaken(row, edit, base);
    const wish: Wish = base
      ? { kind: 'update', definition, base, mine: edit.mine, ...extras }
      : { kind: 'create', definition, mine: edit.mine, key: stepKeyOf(match), ...extras };
    this.claim(row, wish);
    if (edit.newContacts.length > 0) this.sound.push({ row, steps: [], wish });
    else this.sound.push({ row, steps: stepOf(wish) });
  }

  async result(pause: Pause): Promise<DryRun> {
    this.refuseTwins();
    const sound = this.sound.filter(({ row }) => !this.refused.has(row));
    const named = sound.flatMap(({ wish }) => wish?.newContacts ?? []);
    const people = new Map(eachPersonOnce(named).map((person) => [personKey(person), person]));
    const steps = await inStretches(sound, pause, ({ steps: made, wish }) => (wish ? stepOf(wish, people) : made));
    const problems = this.problems.sort((one, other) => one.span.offset - other.span.offset);
    return { steps, problems, rows: this.request.rows.length, refused: this.refused.size };
  }

  /** A row that is about no asset is read all the same, so that everything that is wrong with it is told at once. */
  private edit(row: ImportRow, base: Asset | undefined, isLost: boolean): RowEdit {
    const { createContacts } = this.request;
    return row.edit(base, (complaint, place) => {
      if (isLost && complaint.code === 'required') return;
      if (createContacts && complaint.code === 'stranger' && complaint.detail.canCreate) return;
      this.report(row, complaint, place);
    });
  }

  private complaintAbout({ matchText: value }: ImportRow, hits: readonly Asset[]): ImportComplaint | undefined {
    const { mode, match, matchHeader } = this.request;
    if (hits.length > 1) {
      const candidates = hits.map(({ id, name }) => `${name} (#${id})`);
      return { code: 'ambiguousMatch', detail: { value, candidates } };
    }
    if (hits.length === 1) return undefined;
    if (value.trim() === '')
      return mode === 'update' ? { code: 'noMatchValue', detail: { header: matchHeader } } : undefined;
    if (mode !== 'update' && match !== 'id') return undefined;
    const suggestion = this.suggest(value);
    return { code: 'notFound', detail: suggestion === undefined ? { value } : { value, suggestion } };
  }

  /** Two assets of one display id can't be told apart, and a file that is imported again must not create its assets again. */
  private refuseTaken(row: ImportRow, { mine }: RowEdit, base: Asset | undefined): void {
    if (keyForm(mine.displayId) === keyForm(base?.displayId ?? '')) return;
    const other = this.request.matcher.withDisplayId(mine.displayId);
    if (!other) return;
    this.report(row, { code: 'displayIdTaken', detail: { value: mine.displayId, id: other.id } }, row.place);
  }

  /** An asset that takes on a display id is refused beside another that does so too, new or not. */
  private refuseTwins(): void {
    for (const rows of this.claims.values()) {
      for (const row of rows) {
        const complaint = sharedComplaint(row, rows);
        if (complaint) this.report(row, complaint, row.place);
      }
    }
  }

  private claim(row: ImportRow, wish: Wish): void {
    if (!claimsDisplayId(wish)) return;
    const form = keyForm(wish.mine.displayId);
    const rows = this.claims.get(form);
    if (rows) rows.push(row);
    else this.claims.set(form, [row]);
  }

  private report(row: ImportRow, complaint: ImportComplaint, { span, column }: RowPlace): void {
    if (severityOf(complaint) === 'error') this.refused.add(row);
    this.problems.push({ ...complaint, row: row.number, ...(column !== undefined && { column }), span });
  }
}

/** Rows may call one new person by several names: the plan has one. */
function stepOf(wish: Wish, people: ReadonlyMap<string, NewContact> = new Map()): readonly Step[] {
  const newContacts = (wish.newContacts ?? []).flatMap((person) => people.get(personKey(person)) ?? []);
  return wish.kind === 'update' ? planUpdates([{ ...wish, newContacts }]) : planCreates([{ ...wish, newContacts }]);
}

/** Notes which rows are about one asset. */
function share(sharing: Map<number, ImportRow[]>, row: ImportRow, [only, ...others]: readonly Asset[]): void {
  if (!only || others.length > 0) return;
  const rows = sharing.get(only.id);
  if (rows) rows.push(row);
  else sharing.set(only.id, [row]);
}

/** A display id is looked for in any case. */
function stepKeyOf(match: ColumnKey): StepKey | undefined {
  return match === 'name' || typeof match === 'number' ? match : undefined;
}

function sharedComplaint(row: ImportRow, sharing: readonly ImportRow[] = []): ImportComplaint | undefined {
  const others = sharing
    .slice(0, mostOthers + 1)
    .filter((one) => one !== row)
    .slice(0, mostOthers)
    .map(({ number }) => number);
  return others.length === 0 ? undefined : { code: 'sameAsset', detail: { rows: others } };
}

function claimsDisplayId(wish: Wish): boolean {
  return wish.kind === 'create' || keyForm(wish.mine.displayId) !== keyForm(wish.base.displayId);
}
