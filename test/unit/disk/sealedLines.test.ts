import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { checksumOf } from '../../../src/disk/fileNames';
import { sealed, unsealed } from '../../../src/disk/sealedLines';

const value = { result: { step: 'a', name: 'tab\there, Büro \u2028 \uFFFD' } };

/** By which one would tell damage, were they not a name's own. */
const marks = ['\uFFFD', 'it\u0092s', '\u007F', '\u0080', '\u009F', '\uD800', '\0'];

describe('a sealed line', () => {
  it('is read as it was written', () => {
    assert.deepEqual(unsealed(sealed(value)), { kind: 'whole', value });
  });

  it('may be one from before there were seals, or from when fewer characters were escaped', () => {
    const text = JSON.stringify(value);
    assert.deepEqual(unsealed(text), { kind: 'whole', value });
    assert.deepEqual(unsealed(`${text}\t${checksumOf(text).slice(0, 16)}`), { kind: 'whole', value });
  });

  it('is cut wherever its writing stopped, or whole where only the seal is missing', () => {
    for (const name of ['Büro', ...marks]) {
      const line = sealed({ result: { step: 'a', name } });
      const bytes = Buffer.from(line);
      for (let length = 0; length < bytes.length; length += 1) {
        const { kind } = unsealed(bytes.subarray(0, length).toString('utf8'));
        assert.equal(kind, length === bytes.indexOf('\t') ? 'whole' : 'cut', `${length} bytes of ${line}`);
      }
    }
    assert.equal(unsealed('{"result":{"st\0\0\0').kind, 'cut');
    assert.equal(unsealed('\0\0\0').kind, 'cut');
  });

  it('is damaged by any other byte in it', () => {
    const bytes = Buffer.from(sealed({ result: { step: 'a', name: 'Office' } }));
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = bytes.readUInt8(at) ^ 1;
      for (const byte of [0, 0xff, flipped]) {
        const damaged = Buffer.from(bytes);
        damaged[at] = byte;
        const { kind } = unsealed(damaged.toString('utf8'));
        // Zeros at the end are what a crash leaves as well.
        const mayBeCut = at >= bytes.length - 17;
        assert.ok(kind === 'damaged' || (kind === 'cut' && mayBeCut), `${at}: ${byte}`);
      }
    }
  });

  it('is no line where it holds anything else', () => {
    for (const line of ['null', '7', '[', 'x{"a":1}', '{"a":1}{"b":2}\t0123456789abcdef'])
      assert.equal(unsealed(line).kind, 'damaged', line);
  });
});
