import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { safeLabel, safeText } from '../../../src/assets/safeText';
import { hostileName, thousand } from './arbitraries';

const remote = fc
  .array(
    fc.oneof(
      hostileName,
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '[x](command:y)',
        'https://',
        '$',
        '(',
        '\u202E',
        '\u{E0041}',
        '\r\n',
        '\u0085',
        'file:',
        'comm\u200band:',
      ),
    ),
  )
  .map((parts) => parts.join(''));

describe('safeText', () => {
  const cases: [string, string][] = [
    ['Dell Latitude 5500', 'Dell Latitude 5500'],
    ['  two\r\nlines\u2028here ', 'two lines here'],
    ['[click](command:workbench.action.quit)', '［click］(command：workbench.action.quit)'],
    ['see https://evil.io', 'see https：//evil.io'],
    ['com\u200bmand:x', 'command：x'],
    ['$(trash) gone', '$ (trash) gone'],
    ['abc\u202Edef\u{E0041}\u0007', 'abcdef'],
    ['\ud800x', 'x'],
    ['Profile: 12:30', 'Profile: 12:30'],
  ];
  for (const [input, output] of cases) {
    it(`${JSON.stringify(input)} → ${JSON.stringify(output)}`, () => {
      assert.equal(safeText(input), output);
    });
  }

  it('cuts by code points', () => {
    assert.equal(safeText('😀😀😀😀', 3), '😀😀…');
    assert.equal(safeText('😀😀😀', 3), '😀😀😀');
  });

  it('holds nothing that acts', () => {
    fc.assert(
      fc.property(remote, (text) => {
        const safe = safeText(text);
        assert.doesNotMatch(safe, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}[\]]|\$\(|:\/\/|\b(command|file):/iu);
        assert.ok(Array.from(safe).length <= 120);
        assert.equal(safeText(safe), safe);
      }),
      thousand,
    );
  });
});

describe('safeLabel', () => {
  const cases: [string, string][] = [
    ['[Spare] $(trash)', '[Spare] $\u200b(trash)'],
    ['$\u200b(trash)', '$\u200b(trash)'],
    ['e\u0301', 'é'],
    ['a\nb', 'a b'],
  ];
  for (const [input, output] of cases) {
    it(`${JSON.stringify(input)} → ${JSON.stringify(output)}`, () => {
      assert.equal(safeLabel(input), output);
    });
  }

  it('has no icon and nothing unseen of its author', () => {
    fc.assert(
      fc.property(remote, (text) => {
        const label = safeLabel(text);
        assert.ok(!label.includes('$('));
        assert.doesNotMatch(label.replaceAll('$\u200b(', ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      thousand,
    );
  });
});
