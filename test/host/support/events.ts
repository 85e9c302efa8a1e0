import type * as vscode from 'vscode';

const patience = 20_000;

/** Resolves as soon as something holds, which is looked at now and after each event. `expectation` names it where it never does. */
export function until<T>(event: vscode.Event<T>, holds: () => boolean, expectation: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (holds()) {
      resolve();
      return;
    }
    const end = (settle: () => void): void => {
      clearTimeout(deadline);
      listening.dispose();
      settle();
    };
    const deadline = setTimeout(() => end(() => reject(new Error(`Waited in vain for ${expectation()}`))), patience);
    const listening = event(() => {
      if (holds()) end(resolve);
    });
  });
}
