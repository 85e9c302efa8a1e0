import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A quiet VS Code that behaves like the desktop: in a browser it would save by itself, which would make every test of unsaved text lie. */
export const quiet = {
  'files.autoSave': 'off',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'git.enabled': false,
  'update.mode': 'none',
  'window.commandCenter': false,
  'window.title': '${dirty}${activeEditorShort}${separator}Visual Studio Code',
};

/** Tests that count requests want none that nobody asked for. */
export const withoutBackground = { ...quiet, 'happyfoxAssets.index.mode': 'off' };

/** Writes the user settings of a new profile; those of a used one are its owner's. */
export function writeSettings(userData, settings = quiet) {
  const file = join(userData, 'User', 'settings.json');
  if (existsSync(file)) return;
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(file, JSON.stringify(settings, null, 2));
}
