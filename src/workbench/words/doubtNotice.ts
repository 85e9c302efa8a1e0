import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** Runs a write; when its answer is lost, says so while the truth is being looked up. */
export async function withDoubt<T>(write: (onDoubt: () => void) => Promise<T>): Promise<T> {
  const done = Promise.withResolvers<undefined>();
  let shown = false;
  const onDoubt = (): void => {
    if (shown) return;
    shown = true;
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: t('Sent, but the answer was lost. Checking what became of it…'),
    };
    void vscode.window.withProgress(options, () => done.promise);
  };
  try {
    return await write(onDoubt);
  } finally {
    done.resolve(undefined);
  }
}
