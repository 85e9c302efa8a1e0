import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { compareDecimals, decimalOf } from '../../../../src/finding/query/decimal';

function compared(one: string, other: string): number | undefined {
  const [first, second] = [decimalOf(one), decimalOf(other)];
  return first && second && compareDecimals(first, second);
}

describe('Numbers as they are written', () => {
  const alike: readonly (readonly [string, string])[] = [
    ['16', '16.0'],
    ['007', '7'],
    ['-0', '0'],
    ['1e-7', '0.0000001'],
    ['1e21', '1E+21'],
    ['1e21', '1000000000000000000000'],
    ['.5', '0.50'],
    ['+3', '3.'],
    ['\u22123', '-3'],
    ['1e400', '10e399'],
    ['0e999', '-0.000'],
    ['1e999999999999', '10e999999999998'],
  ];
  for (const [one, other] of alike) it(`${one} is ${other}`, () => assert.equal(compared(one, other), 0));

  const ascending = [
    ...['-1e400', '-9007199254740993', '-9007199254740992', '-1', '-1e-400', '0', '1e-400', '1e-7'],
    ...[
      '0.12345678901234567890',
      '0.12345678901234567891',
      '9007199254740992',
      '9007199254740993',
      '1e21',
      '1e400',
      '2e400',
    ],
  ];
  it('are in order, however long', () => {
    for (const [at, one] of ascending.entries())
      for (const [place, other] of ascending.entries())
        assert.equal(compared(one, other), Math.sign(at - place), `${one} ${other}`);
  });

  it('are what JavaScript has, where that has them', () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
    fc.assert(
      fc.property(number, number, (one, other) => {
        assert.equal(compared(String(one), String(other)), Math.sign(one - other) + 0);
        assert.equal(compared(String(one), one.toExponential()), 0);
      }),
    );
  });

  for (const text of ['', '-', '.', 'e5', '1,000', '16 GB', '0x10', '1e', 'Infinity', '1_000'])
    it(`${text || 'nothing'} is none`, () => assert.equal(decimalOf(text), undefined));
});
