import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What somebody says to a question with buttons: the label of one, or undefined for Cancel. */
export type Choice = string | undefined;

/** How somebody answers what a command asks. */
export interface Answers {
  /** To the questions with buttons, in order. `then` happens before the answer. */
  readonly choices?: readonly (Choice | { readonly choice: Choice; readonly then: () => void })[];
  /** Which rows of lists are chosen, by their labels; the first one where none of these is there. */
  readonly rows?: readonly string[];
  /** What is typed into a list. */
  readonly types?: string;
  /** Whoever reads this in a list leaves. */
  readonly leavesAt?: RegExp;
  readonly savesTo?: vscode.Uri;
}

/** What somebody was asked and told by a command that they have run. */
export interface Heard {
  /** The questions with buttons. */
  readonly questions: readonly string[];
  /** Everything that lists and messages said, and the editor that was opened last. */
  readonly said: string;
}

interface Hearing {
  readonly questions: string[];
  readonly said: string[];
}

/** Runs a command of the extension as a person does, by its id behind `happyfoxAssets.`, and answers what it asks. */
export async function byHand(command: string, answers: Answers, ...args: readonly unknown[]): Promise<Heard> {
  const { window } = vscode;
  const { createQuickPick, showInformationMessage, showSaveDialog, showWarningMessage } = window;
  const heard: Hearing = { questions: [], said: [] };
  const choices = [...(answers.choices ?? [])];
  Object.assign(window, {
    createQuickPick: () => answered(answers, heard),
    showInformationMessage: (words: string) => Promise.resolve(void heard.said.push(words)),
    showSaveDialog: () => Promise.resolve(answers.savesTo),
    showWarningMessage: async (question: string) => {
      heard.questions.push(question);
      await aMillisecond();
      const next = choices.shift();
      if (typeof next !== 'object') return next;
      next.then();
      return next.choice;
    },
  });
  try {
    await vscode.commands.executeCommand(`happyfoxAssets.${command}`, ...args);
  } finally {
    Object.assign(window, { createQuickPick, showInformationMessage, showSaveDialog, showWarningMessage });
  }
  const opened = window.activeTextEditor?.document.getText() ?? '';
  return { questions: heard.questions, said: [...heard.said, opened].join('\n') };
}

/** Nobody answers within the millisecond in which they are asked. */
async function aMillisecond(): Promise<void> {
  for (const asked = Date.now(); Date.now() === asked;) await setImmediate();
}

/** A list that is answered as soon as it shows something. */
function answered({ rows = [], types, leavesAt }: Answers, { said }: Hearing): vscode.QuickPick<vscode.QuickPickItem> {
  const [accepted, left] = [new vscode.EventEmitter<void>(), new vscode.EventEmitter<void>()];
  const never = new vscode.EventEmitter<never>();
  let items: readonly vscode.QuickPickItem[] = [];
  let isShown = false;
  const look = (): void => {
    if (!isShown || items.length === 0) return;
    const lines = items.flatMap(({ label, description = '', detail = '' }) => [label, description, detail]);
    const words = [list.title, list.placeholder, ...lines].join('\n');
    said.push(words);
    if (leavesAt?.test(words)) {
      left.fire();
      return;
    }
    const active = items.find(({ label }) => rows.includes(label)) ?? items[0];
    Object.assign(list, { activeItems: [active] });
    accepted.fire();
  };
  const list = {
    ...{ title: '', placeholder: '', value: '', busy: false, buttons: [], activeItems: [], selectedItems: [] },
    get items() {
      return items;
    },
    set items(fresh) {
      items = fresh;
      queueMicrotask(look);
    },
    onDidAccept: accepted.event,
    onDidHide: left.event,
    onDidChangeValue: never.event,
    onDidTriggerButton: never.event,
    onDidTriggerItemButton: never.event,
    show() {
      isShown = true;
      list.value = types ?? list.value;
      queueMicrotask(look);
    },
    dispose() {
      isShown = false;
    },
  };
  return list as unknown as vscode.QuickPick<vscode.QuickPickItem>;
}
