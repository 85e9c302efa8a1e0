import { join } from 'node:path';
import type * as vscode from 'vscode';
import { PlanFiles } from '../../plans/planFiles';
import type { DocumentParts } from '../documents/documentParts';
import type { Owning, SessionParts } from '../sessions/sessionParts';
import { offerPlans } from './offerPlans';
import { Plans } from './plans';
import type { Plan } from '../../plans/plan';
import type { Outcome } from '../../plans/stepResult';

/** What a script is told of each step. */
export interface ScriptedStep {
  /** Null for an asset that was not created. */
  readonly id: number | null;
  readonly outcome: Outcome;
  readonly message?: string;
}

/** What a script gets for a plan: the plan itself, whose tab opens for review, or what became of each asset. */
export type PlanAnswer = { readonly plan: Plan } | { readonly outcomes: readonly ScriptedStep[] };

/** Changes to many assets. */
export interface PlanParts {
  readonly plans: Plans;
}

/** Plans: where they are kept, what reviews and applies them, and what offers to go on with those that were interrupted. */
export function planParts(
  { globalStorageUri, extensionUri }: vscode.ExtensionContext,
  { sessions, windows, journal, reporter, log, run }: SessionParts,
  { editors, settled }: DocumentParts,
): PlanParts & Owning {
  const webview = { extensionUri, log };
  const warn = (line: string): void => log.warn(line);
  const files = new PlanFiles(join(globalStorageUri.fsPath, 'plans'), warn);
  const plans = new Plans({ files, journal, windows, editors, settled, sessions, reporter, webview, warn });
  return { plans, disposables: [offerPlans(sessions, plans, run, warn), plans] };
}
