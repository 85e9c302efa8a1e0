import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { shortcutKey } from '../../../src/webview/table/letters';

describe('shortcutKey', () => {
  const cases: [layout: string, key: string, code: string, meant: string][] = [
    ['English', 'z', 'KeyZ', 'z'],
    ['English with Shift', 'Z', 'KeyZ', 'z'],
    ['German, where Z and Y have changed places', 'z', 'KeyY', 'z'],
    ['German, the other of them', 'y', 'KeyZ', 'y'],
    ['French, where A stands at Q', 'a', 'KeyQ', 'a'],
    ['Russian', 'я', 'KeyZ', 'z'],
    ['Russian with Shift', 'Я', 'KeyZ', 'z'],
    ['Hebrew', 'ש', 'KeyA', 'a'],
    ['Hebrew, where a letter is punctuation', '/', 'KeyQ', '/'],
    ['Dvorak, where punctuation lies at a letter', ';', 'KeyZ', ';'],
    ['Bépo, where another Latin letter lies at one', 'à', 'KeyZ', 'à'],
    ['Greek', 'φ', 'KeyF', 'f'],
    ['Turkish, its I without a dot', 'ı', 'KeyI', 'ı'],
    ['a key that is no letter', 'Enter', 'Enter', 'enter'],
    ['the space bar', ' ', 'Space', ' '],
    ['a digit', '4', 'Digit4', '4'],
  ];
  for (const [layout, key, code, meant] of cases) {
    it(layout, () => assert.equal(shortcutKey({ key, code }), meant));
  }
});
