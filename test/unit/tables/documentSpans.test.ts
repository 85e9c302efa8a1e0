import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseJson } from '../../../src/assets/jsonTree';
import { documentSpans } from '../../../src/tables/documentSpans';
import { CountingPause } from '../happyfox/countingPause';

const atOnce = (): Promise<void> => Promise.resolve();

async function documents(text: string): Promise<readonly string[]> {
  const spans = await documentSpans(text, atOnce);
  return spans.map(({ offset, length }) => text.slice(offset, offset + length));
}

describe('Documents of a file', () => {
  it('are those of its lines, or of its list', async () => {
    assert.deepEqual(await documents('{"a": 1}\r\n\n  \n{"b": 2}'), ['{"a": 1}', '{"b": 2}']);
    assert.deepEqual(await documents(' [ {"a": [1, {}]} ,\n"x]",3 ]\n'), ['{"a": [1, {}]}', '"x]"', '3']);
    assert.deepEqual(await documents('[]'), []);
  });

  it('are all of a list that is broken, which is told where it is', async () => {
    for (const text of ['[', '[{}', '[{},]', '[,{}]', '[{}]]', '[{}] x', '[{"a": 1]', '[/* */ {}]', '[{}}]']) {
      assert.deepEqual(await documents(text), [text]);
    }
  });

  it('are those of a list that is sound, also where one of them is not', async () => {
    assert.deepEqual(await documents('[{"a" 1}, {"b": 2} {}, {}]'), ['{"a" 1}', '{"b": 2} {}', '{}']);
    assert.deepEqual(await documents('[{"a": 1}\u00a0lost, \u00a0]'), ['{"a": 1}\u00a0lost', '\u00a0']);
  });

  it('are those that a parser finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.nat(2), async (values, indent) => {
        const text = JSON.stringify(values, undefined, indent);
        const tree = parseJson(text);
        assert.ok(tree.ok);
        const spans = (tree.root.children ?? []).map(({ offset, length }) => ({ offset, length }));
        assert.deepEqual(await documentSpans(text, atOnce), spans);
      }),
    );
  });

  it('are found with pauses, in a list and in lines', async () => {
    const counted = new CountingPause();
    const pause = (): Promise<void> => {
      counted.note();
      return Promise.resolve();
    };
    await documentSpans(`[${'{"a": 1},'.repeat(1_000)}{}]`, pause);
    assert.ok(counted.most >= 20, String(counted.most));
    await documentSpans('{"a": 1}\n'.repeat(1_000), pause);
    assert.ok(counted.most >= 1_000, String(counted.most));
  });
});
