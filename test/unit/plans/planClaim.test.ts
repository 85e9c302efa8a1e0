import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { accountFileName } from '../../../src/disk/fileNames';
import { planDeletes, type Plan } from '../../../src/plans/plan';
import { PlanFiles } from '../../../src/plans/planFiles';
import { assetWith } from '../assets/samples';
import type { Claims } from './claimingProcess';
import { planFor } from './fakeAccount';

const processes = 4;
const tries = 250;

/** A process that claims these plans; resolves with those it got. `end` lets go of them. */
function claiming(claims: Claims) {
  const child = spawn(execPath, [join(__dirname, 'claimingProcess.js'), JSON.stringify(claims)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const got = once(createInterface(child.stdout), 'line').then(([line]) => JSON.parse(String(line)) as string[]);
  return {
    got,
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

/** Leaves each plan as a window that died while it applied it. */
function leaveToTheDead(folder: string, plans: readonly Plan[]): void {
  for (const { accountId, id } of plans) {
    const lock = join(folder, accountFileName(accountId), `${id}.lock`);
    mkdirSync(lock);
    // No process has this id.
    writeFileSync(join(lock, '1'), '4194305-dead');
  }
}

describe('A plan that a dead window has left', () => {
  it('has one new owner of several windows, whenever each of them comes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hf-claims-'));
    const files = new PlanFiles(folder);
    // Each of an account of its own, so that none is forgotten for another.
    const plans = Array.from({ length: tries }, (_, turn) => ({
      ...planFor(planDeletes([{ assetTypeId: 1, base: assetWith({}) }])),
      steps: [],
      accountId: `account ${turn}`,
    }));
    await Promise.all(plans.map((plan) => files.save(plan)));
    leaveToTheDead(folder, plans);
    const start = Date.now() + 600;
    const windows = Array.from({ length: processes }, (_, turn) =>
      claiming({ folder, plans, start: start + turn, pause: 4 }),
    );
    try {
      const owners = (await Promise.all(windows.map(({ got }) => got))).flat();
      assert.equal(owners.length, tries);
      assert.equal(new Set(owners).size, tries, 'none has two');
    } finally {
      await Promise.all(windows.map(({ end }) => end()));
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
