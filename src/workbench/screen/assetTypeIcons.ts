import * as vscode from 'vscode';

/** Words in a type's name, and the product icon that says the same. The first row that matches wins. */
const icons: readonly (readonly [RegExp, string])[] = [
  [/licen[cs]e|software|subscription/i, 'key'],
  [/phone|mobile|tablet/i, 'device-mobile'],
  [/camera|webcam/i, 'device-camera'],
  [/server|rack|storage/i, 'server'],
  [/router|switch|network|access point/i, 'radio-tower'],
  [/printer|scanner/i, 'output'],
  [/laptop|notebook|desktop|computer|workstation|monitor|screen|display/i, 'vm'],
  [/device|hardware|peripheral|keyboard|mouse/i, 'circuit-board'],
  [/furniture|office|room|building/i, 'home'],
  [/vehicle|car|van|truck/i, 'dashboard'],
];

/** The icon of an asset type, guessed from its name since the API has none. */
export function iconOfType(name: string): vscode.ThemeIcon {
  const row = icons.find(([words]) => words.test(name));
  return new vscode.ThemeIcon(row ? row[1] : 'package');
}
