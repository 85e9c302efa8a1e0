import * as vscode from 'vscode';

/** Shows how far long work has come: `done` from 0 to 1, and a few words. */
type ReportProgress = (done: number, words: string) => void;

/** Runs long work under a progress notification whose Cancel button aborts `signal`. Rejects with `CancellationError` once it did. */
export function withProgress<T>(
  title: string,
  work: (report: ReportProgress, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const run = vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    const listening = token.onCancellationRequested(() => stop.abort(new vscode.CancellationError()));
    let shown = 0;
    try {
      return await work((done, message) => {
        const percent = Math.min(100, done * 100);
        progress.report({ message, increment: Math.max(0, percent - shown) });
        shown = Math.max(shown, percent);
      }, stop.signal);
    } catch (error) {
      if (stop.signal.aborted) throw new vscode.CancellationError();
      throw error;
    } finally {
      listening.dispose();
    }
  });
  return Promise.resolve(run);
}
