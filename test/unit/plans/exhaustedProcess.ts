import { openSync } from 'node:fs';
import { argv, stdout } from 'node:process';
import { JournalUnavailable } from '../../../src/plans/journal';
import { JournalFiles } from '../../../src/plans/journalFiles';
import type { Plan } from '../../../src/plans/plan';
import { PlanUnreadable } from '../../../src/plans/planErrors';
import { PlanFiles } from '../../../src/plans/planFiles';

/** What a process is told that opens all files it may, and then looks for a plan and a journal. */
export interface Places {
  readonly plans: string;
  readonly journal: string;
  readonly plan: Plan;
}

// It says what it was told by each, in short.
const places = JSON.parse(argv[2] ?? '') as Places;
const plans = new PlanFiles(places.plans);
const journal = new JournalFiles(places.journal, () => 1_000);
const { accountId, id } = places.plan;

function exhaust(): void {
  try {
    for (;;) openSync('/dev/null', 'r');
  } catch {
    // No file is left.
  }
}

async function codeOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return 'nothing';
  } catch (error) {
    return error instanceof PlanUnreadable || error instanceof JournalUnavailable ? error.file?.code : String(error);
  }
}

async function look(): Promise<readonly (string | undefined)[]> {
  // The first look loads what looking takes.
  await plans.list(accountId);
  exhaust();
  return [
    await codeOf(() => plans.read(accountId, id)),
    await codeOf(() => plans.begin(places.plan)),
    (await plans.list(accountId)).lost[0]?.file.code,
    await codeOf(() => journal.read(accountId)),
    await codeOf(() => journal.lost(accountId, 1)),
    await codeOf(() => journal.prune(accountId)),
    (await journal.list(accountId)).troubles[0]?.code,
  ];
}

void look().then((told) => stdout.write(JSON.stringify(told)));
