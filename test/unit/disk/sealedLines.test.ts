import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { sealed, unsealed } from '../../../src/disk/sealedLines';

const value = { result: { step: 'a', name: 'tab\there, Büro \u2028 \uFFFD' } };

describe('a sealed line', () => {
  it('is read as it was written', () => {
    assert.deepEqual(unsealed(sealed(value)), { kind: 'whole', value });
  });

  it('may be one from before there were seals', () => {
    assert.deepEqual(unsealed(JSON.stringify(value)), { kind: 'whole', value });
  });

  it('is cut wherever its writing stopped, or whole where only the seal is missing', () => {
    const plain = { result: { step: 'a', name: 'Büro' } };
    const bytes = Buffer.from(sealed(plain));
    for (let length = 0; length < bytes.length; length += 1) {
      const { kind } = unsealed(bytes.subarray(0, length).toString('utf8'));
      assert.equal(kind, length === Buffer.byteLength(JSON.stringify(plain)) ? 'whole' : 'cut', `${length} bytes`);
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
