import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { isForWindow } from '../../../src/webview/table/windowKeys';

const held = { code: '', ctrlKey: false, metaKey: false, shiftKey: false };

function pressed(keys: string): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const event = { ...held, key, ctrlKey: parts.includes('Ctrl'), shiftKey: parts.includes('Shift') };
  return isForWindow(event);
}

describe('isForWindow', () => {
  it('leaves VS Code its own keys while somebody types in the table', () => {
    for (const keys of ['F1', 'F12', 'Ctrl+s', 'Ctrl+p', 'Ctrl+Shift+P', 'Ctrl+Shift+C'])
      assert.ok(pressed(keys), keys);
  });

  it('keeps those that edit text or move', () => {
    const mine = [
      'a',
      'F2',
      'Enter',
      'Escape',
      'ArrowLeft',
      'Ctrl+ArrowLeft',
      'Ctrl+a',
      'Ctrl+v',
      'Ctrl+z',
      'Ctrl+Shift+Z',
    ];
    for (const keys of mine) assert.ok(!pressed(keys), keys);
  });
});
