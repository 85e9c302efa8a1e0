import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ColumnNames } from '../../../src/tables/columnNames';
import { columnsOf } from '../../../src/tables/columns';
import { readCsv } from '../../../src/tables/csvReader';
import { CsvTable } from '../../../src/tables/csvTable';
import { LineStarts } from '../../../src/tables/lineStarts';
import { guessColumns, shapeOf } from '../../../src/tables/mapping';
import { templateText } from '../../../src/tables/template';
import { definition, thousand } from '../assets/arbitraries';
import { general } from '../assets/samples';
import { assertNothingToDo, imported } from './files';

const names = new ColumnNames(columnsOf(general));

describe('columns of a type', () => {
  it('have a header each, by which they are found again, whatever the fields are called', () => {
    fc.assert(
      fc.property(definition, (type) => {
        const columns = columnsOf(type);
        const found = new ColumnNames(columns);
        assert.equal(new Set(columns.map(({ header }) => header)).size, columns.length);
        for (const column of columns) assert.equal(found.named(column.header), column);
      }),
      thousand,
    );
  });

  const words: readonly (readonly [header: string, kind: string | undefined, key: unknown])[] = [
    ['display_id', 'same', 'display_id'],
    ['Display ID', 'same', 'display_id'],
    ['  serial-number ', 'same', 45],
    ['Sérial Number', 'same', 45],
    ['#45', 'same', 45],
    ['Serial (#45)', 'same', 45],
    ['Serial No', 'like', 45],
    ['Manufactuer', 'like', 46],
    ['Warranty', 'like', 49],
    ['Asset Tag', 'like', 'display_id'],
    ['Assigned to', 'like', 'contacts'],
    ['Colour', undefined, undefined],
    ['', undefined, undefined],
    ['45', 'same', 45],
  ];
  for (const [header, kind, key] of words) {
    it(`takes “${header}” for ${kind === undefined ? 'nothing' : `${kind} ${String(key)}`}`, () => {
      const found = names.find(header);
      assert.deepEqual([found?.kind, found?.column.key], [kind, key]);
    });
  }
});

describe('columns of a file', () => {
  async function tableOf(text: string): Promise<CsvTable> {
    return new CsvTable(await readCsv(text));
  }

  it('have a word each, also where headers are blank or alike', async () => {
    const { columns } = await tableOf('a,,a,a (2),"\'=x"\n1,2,3,4,5\n');
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['a', '#2', 'a (2)', 'a (2) (2)', '=x'],
    );
  });

  it('are mapped once each, the surest first', async () => {
    const guesses = guessColumns(await tableOf('Serial No,Serial Number,serial number,Colour\n1,2,3,4\n'), names);
    assert.deepEqual(
      guesses.map(({ kind, column }) => [kind, column?.key]),
      [
        ['none', undefined],
        ['same', 45],
        ['none', undefined],
        ['none', undefined],
      ],
    );
  });

  it('have one shape for one header and type', async () => {
    const [one, other, third] = await Promise.all([
      tableOf('a,b\n1,2\n'),
      tableOf('a;b\n3;4\n'),
      tableOf('b,a\n1,2\n'),
    ]);
    assert.equal(shapeOf(one, 1), shapeOf(other, 1));
    assert.notEqual(shapeOf(one, 1), shapeOf(third, 1));
    assert.notEqual(shapeOf(one, 1), shapeOf(one, 2));
  });
});

describe('template of a type', () => {
  it('is imported as it is, and has no column that can’t be written', async () => {
    const text = templateText(general);
    assert.equal(
      text,
      '\uFEFFdisplay_id,name,contacts,Serial Number,Manufacturer,Category,Tags,Warranty Date,Memory\r\n',
    );
    assertNothingToDo(await imported(text, { definition: general }));
  });

  it('is imported as it is, whatever the fields are called', async () => {
    await fc.assert(
      fc.asyncProperty(definition, async (type) => {
        assertNothingToDo(await imported(templateText(type), { definition: type }));
      }),
      { numRuns: 300 },
    );
  });
});

describe('lines of a text', () => {
  it('are counted as editors count them', () => {
    const text = 'a\r\nbc\rd\n\ne';
    const lines = new LineStarts(text);
    const positions = Array.from(text, (_, offset) => lines.positionOf(offset));
    assert.deepEqual(
      positions.map(({ line, character }) => `${line}:${character}`),
      ['0:0', '0:1', '0:2', '1:0', '1:1', '1:2', '2:0', '2:1', '3:0', '4:0'],
    );
  });
});
