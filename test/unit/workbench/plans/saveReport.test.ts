// In place of VS Code, which mocha does not have.
import '../../../sandbox/soak/vscode';
import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { newPlan, planDeletes } from '../../../../src/plans/plan';
import { saveReport } from '../../../../src/workbench/plans/saveReport';
import { assetWith, general } from '../../assets/samples';

const plan = newPlan(
  { title: 'Test', accountId: 'acme.happyfox.com', agent: { id: 1, name: 'Ada' } },
  planDeletes([{ assetTypeId: 1, base: assetWith({}) }]),
);
const kept = { plan, results: new Map(), state: { kind: 'new' } as const };
const parts = { definitionOf: () => general, sentence: String };

describe('Saving the report of a plan', () => {
  let folder: string;
  let isCancelled: boolean;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
    isCancelled = false;
    const uri = (path: string) => ({ scheme: 'file', path, fsPath: path });
    Object.assign(vscode.Uri, { file: uri });
    Object.assign(vscode.window, {
      showSaveDialog: () => Promise.resolve(uri(join(folder, 'report.json'))),
      showInformationMessage: () => Promise.resolve(undefined),
      withProgress: (_options: unknown, work: (...args: unknown[]) => unknown) =>
        work(
          { report: () => undefined },
          {
            onCancellationRequested: (cancel: () => void) => {
              if (isCancelled) cancel();
              return new vscode.Disposable(() => undefined);
            },
          },
        ),
    });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes all of it', async () => {
    await saveReport(kept, parts, 'json');
    assert.match(readFileSync(join(folder, 'report.json'), 'utf8'), /"operation": "delete"/);
  });

  it('can be cancelled, and leaves what was there as it was', async () => {
    isCancelled = true;
    writeFileSync(join(folder, 'report.json'), 'before');
    await assert.rejects(saveReport(kept, parts, 'json'), vscode.CancellationError);
    assert.deepEqual(readdirSync(folder), ['report.json']);
    assert.equal(readFileSync(join(folder, 'report.json'), 'utf8'), 'before');
  });
});
