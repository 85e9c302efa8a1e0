import * as vscode from 'vscode';

/** Where a question stands in a row of questions. */
export interface Step {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** A question for one line of text. */
interface TextQuestion extends Step {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** Blanks around the text are part of it. */
  readonly keepBlanks?: boolean;
  /** Looks at the text as it is typed; a sentence refuses it. */
  readonly validate?: (text: string) => string | undefined;
  /** Looks at the accepted text while the user waits; a sentence refuses it, and the user may correct it. */
  readonly check?: (text: string, signal: AbortSignal) => Promise<string | undefined>;
}

/** A question with one answer from a list. */
interface PickQuestion<Item extends vscode.QuickPickItem> extends Step {
  readonly placeholder: string;
  readonly items: readonly Item[];
  readonly active?: Item | undefined;
}

/** A question with any number of answers from a list. */
interface ManyQuestion<Item extends vscode.QuickPickItem> extends Step {
  readonly placeholder: string;
  readonly items: readonly Item[];
  readonly chosen: readonly Item[];
  /** Says why none at all is refused. */
  readonly refuseNone: string;
}

/** What a question resolves with when the user goes one step back. */
export const back = Symbol('back');

/** Asks for one line of text. Rejects with `CancellationError` when the user leaves. */
export function askText(question: TextQuestion): Promise<string | typeof back> {
  const input = vscode.window.createInputBox();
  input.prompt = question.prompt;
  input.placeholder = question.placeholder ?? '';
  input.value = question.value ?? '';
  input.password = question.password ?? false;
  const stop = new AbortController();
  return shown(input, question, (resolve) => {
    input.onDidChangeValue((text) => {
      input.validationMessage = question.validate?.(text) ?? '';
    });
    input.onDidHide(() => stop.abort());
    input.onDidAccept(async () => {
      if (input.busy) return;
      const text = question.keepBlanks === true ? input.value : input.value.trim();
      input.busy = true;
      input.enabled = question.check === undefined;
      const complaint = question.validate?.(text) ?? (await question.check?.(text, stop.signal));
      if (stop.signal.aborted) return;
      input.busy = false;
      input.enabled = true;
      if (complaint === undefined) resolve(text);
      else input.validationMessage = complaint;
    });
  });
}

/** Asks for one of several. Rejects with `CancellationError` when the user leaves. */
export function askPick<Item extends vscode.QuickPickItem>(question: PickQuestion<Item>): Promise<Item | typeof back> {
  const input = vscode.window.createQuickPick<Item>();
  input.placeholder = question.placeholder;
  input.items = question.items;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  if (question.active) input.activeItems = [question.active];
  return shown(input, question, (resolve) => {
    input.onDidAccept(() => {
      const [chosen] = input.activeItems;
      if (chosen) resolve(chosen);
    });
  });
}

/** Asks for some of several, in their order. Rejects with `CancellationError` when the user leaves. */
export function askMany<Item extends vscode.QuickPickItem>(
  question: ManyQuestion<Item>,
): Promise<readonly Item[] | typeof back> {
  const input = vscode.window.createQuickPick<Item>();
  input.placeholder = question.placeholder;
  input.canSelectMany = true;
  input.matchOnDescription = true;
  input.items = question.items;
  input.selectedItems = question.chosen;
  return shown(input, question, (resolve) => {
    input.onDidAccept(() => {
      const chosen = new Set(input.selectedItems);
      if (chosen.size > 0) resolve(question.items.filter((item) => chosen.has(item)));
      else input.title = `${question.title} — ${question.refuseNone}`;
    });
  });
}

function shown<Answer>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  { title, step, totalSteps }: Step,
  listen: (resolve: (answer: Answer) => void) => void,
): Promise<Answer | typeof back> {
  input.title = title;
  if (totalSteps > 1) {
    input.step = step;
    input.totalSteps = totalSteps;
  }
  // Keys are copied from a browser: leaving the window must not throw away what was typed.
  input.ignoreFocusOut = true;
  if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  const answer = new Promise<Answer | typeof back>((resolve, reject) => {
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) resolve(back);
    });
    input.onDidHide(() => reject(new vscode.CancellationError()));
    listen(resolve);
  });
  input.show();
  return answer.finally(() => input.dispose());
}

/** Asks questions one after the other; one that is answered with `back` leads to the question before it. */
export async function inOrder(questions: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (let at = 0; at < questions.length;) at += (await questions[at]?.()) === back ? -1 : 1;
}
