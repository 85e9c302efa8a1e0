import * as vscode from 'vscode';

/** Runs a test while one of the extension's settings, by its id behind `happyfoxAssets.`, has another value. */
export function withSetting(setting: string, value: unknown, test: () => Promise<void>): Promise<void> {
  return withSettings({ [`happyfoxAssets.${setting}`]: value }, test);
}

/** Runs a test while settings, of whomever, have other values. */
export async function withSettings(
  settings: Readonly<Record<string, unknown>>,
  test: () => Promise<void>,
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  const before = Object.keys(settings).map((key) => [key, configuration.inspect(key)?.globalValue] as const);
  const configure = (key: string, value: unknown): Thenable<void> =>
    configuration.update(key, value, vscode.ConfigurationTarget.Global);
  try {
    for (const [key, value] of Object.entries(settings)) await configure(key, value);
    await test();
  } finally {
    for (const [key, value] of before) await configure(key, value);
  }
}
