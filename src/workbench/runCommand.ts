import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { isScript } from './asking/arguments';
import { commandTable, type Command } from './commandTable';
import type { Parts } from './parts';
import { isNode } from './screen/nodes';
import { assetIn } from './screen/openEditors';
import type { SessionParts } from './sessions/sessionParts';
import type { CommandCalls } from './words/commandCalls';
import { CommandRefused } from './words/errors';

const { t } = vscode.l10n;

const rooms: ReadonlyMap<string, () => Promise<Readonly<Partial<Record<string, Command>>>>> = new Map(
  Object.entries(commandTable),
);

const Manifest = z.object({
  contributes: z.object({ menus: z.object({ 'view/title': z.array(z.object({ command: z.string() })) }) }),
});

/** The commands for which a view has a button. */
export function commandsOfViews(packageJSON: unknown): ReadonlySet<string> {
  return new Set(Manifest.parse(packageJSON).contributes.menus['view/title'].map(({ command }) => command));
}

/**
 * Runs a command by its id. A person is told of an error; a script gets it as a rejection with the same sentence.
 *
 * @param isOfView whether a view has a button for it, which comes without a row where none has the focus. Such a command then asks, or is
 *   for the view as a whole; none of them writes to HappyFox
 */
export async function runCommand(
  parts: Parts,
  id: string,
  args: readonly unknown[],
  isOfView: boolean,
): Promise<unknown> {
  const [first] = args;
  try {
    if (!isOfView && isRepainted(args))
      throw new CommandRefused(t('The list was just being updated. Choose the command again.'));
    const commands = await rooms.get(id)?.();
    return await commands?.[id]?.(parts, ...args);
  } catch (error) {
    const session = isNode(first) ? first.session : sessionNamed(parts, first);
    if (isScript(first)) throw new Error(parts.reporter.sentence(error, session), { cause: error });
    await parts.reporter.report(error, session);
    return undefined;
  }
}

type Called<Id extends keyof CommandCalls> = (
  parts: Parts,
  ...args: Parameters<CommandCalls[Id]>
) => ReturnType<CommandCalls[Id]> | Promise<ReturnType<CommandCalls[Id]>>;

/** What rooms may call of one another, as the table has it. */
const calls: { readonly [Id in keyof CommandCalls]: () => Promise<Readonly<Record<Id, Called<Id>>>> } = commandTable;

/** Runs a command that another room has called, as if a person had chosen it: what goes wrong is told. */
export async function runCalled<Id extends keyof CommandCalls>(
  parts: Parts,
  id: Id,
  args: Parameters<CommandCalls[Id]>,
): Promise<ReturnType<CommandCalls[Id]> | undefined> {
  try {
    const commands = await calls[id]();
    return await commands[id](parts, ...args);
  } catch (error) {
    await parts.reporter.report(error, sessionNamed(parts, args[0]));
    return undefined;
  }
}

/**
 * A menu of the sidebar gives what it was opened on, and what is selected beside it. VS Code forgets rows for the moment in which those
 * around them are painted anew: what is selected, or open, must not stand in for them then, nor some of them for all.
 */
function isRepainted(args: readonly unknown[]): boolean {
  const [row, selected] = args;
  return args.length > 1 && (row === undefined || (Array.isArray(selected) && selected.includes(undefined)));
}

function sessionNamed({ sessions }: Pick<SessionParts, 'sessions'>, argument: unknown) {
  const named =
    typeof argument === 'object' && argument !== null && 'account' in argument ? argument.account : undefined;
  const [only, ...others] = sessions.all;
  if (argument instanceof vscode.Uri) return sessions.find(assetIn(argument)?.accountId ?? '');
  if (typeof named === 'string') return sessions.find(named);
  return others.length === 0 ? only : undefined;
}
