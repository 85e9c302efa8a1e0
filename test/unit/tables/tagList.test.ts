import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { tagsIn } from '../../../src/tables/tagList';

const tags = (text: string) => tagsIn(text).tags;

describe('A list of tags', () => {
  it('has one on each line, however lines end, and nothing for blank ones', () => {
    assert.deepEqual(tags('\uFEFFA-1\r\n\r\n  A-2 \rA-3\n\n'), ['A-1', 'A-2', 'A-3']);
    assert.deepEqual(tags(''), []);
    assert.deepEqual(tags(' \n '), []);
  });

  it('may be one line, divided by commas, semicolons or tabs', () => {
    assert.deepEqual(tags('A-1, A-2;A-3\tA-4,'), ['A-1', 'A-2', 'A-3', 'A-4']);
    assert.deepEqual(tags('A-1'), ['A-1']);
  });

  it('is the first cell of each line where lines have several; a comma may be part of a tag', () => {
    assert.deepEqual(tags('A-1;Laptop\nA-2;Phone'), ['A-1', 'A-2']);
    assert.deepEqual(tags('A-1\tLaptop\nA-2\tPhone'), ['A-1', 'A-2']);
    assert.deepEqual(tags('Rack 1, left\nRack 1, right'), ['Rack 1, left', 'Rack 1, right']);
  });

  it('reads quoted tags as what they are', () => {
    assert.deepEqual(tags('"A;1",x\n"say ""A"""\n"'), ['A;1', 'say "A"', '"']);
  });

  it('has no tag in its first line where that heads a column', () => {
    const isHeader = (word: string): boolean => word === 'Serial Number';
    assert.deepEqual(tagsIn('Serial Number\nS-1', isHeader), { tags: ['S-1'], header: 'Serial Number' });
    assert.deepEqual(tagsIn('S-1\nSerial Number', isHeader), { tags: ['S-1', 'Serial Number'], header: undefined });
    // Alone it is the only tag there is.
    assert.deepEqual(tagsIn('Serial Number', isHeader), { tags: ['Serial Number'], header: undefined });
  });

  it('gives back what was joined', () => {
    const tag = fc.stringMatching(/^[A-Za-z0-9/_.-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(tag, { minLength: 1 }), fc.constantFrom('\n', '\r\n', '\r', ','), (list, end) => {
        assert.deepEqual(tags(list.join(end)), list);
      }),
    );
  });
});
