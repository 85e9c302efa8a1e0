import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { compileQuery } from '../../../../src/finding/query/compileQuery';
import { parseQuery } from '../../../../src/finding/query/parseQuery';
import type { QueryProblem } from '../../../../src/finding/query/syntax';
import { AssetIndex } from '../../../../src/finding/index/assetIndex';
import { general } from '../../assets/samples';
import { world } from './office';

const page = readFileSync('docs/queries.md', 'utf8');

/** The code spans in the first column of tables with this heading. */
function examples(heading: string): readonly string[] {
  const tables = page.split(new RegExp(`^\\| ${heading} .*\\n\\|[ -]*\\|[ -]*\\|\\n`, 'm')).slice(1);
  return tables.flatMap((table) => {
    const rows = table.slice(0, table.search(/^(?!\|)/m)).split('\n');
    return rows.flatMap((row) => /^\| `([^`]+)` +\|/.exec(row)?.[1] ?? []);
  });
}

function problemsOf(query: string): readonly QueryProblem[] {
  const index = new AssetIndex();
  index.setDefinition(general);
  return compileQuery(parseQuery(query), index, world).problems;
}

describe('The page about queries', () => {
  for (const query of examples('Query')) {
    it(`may say ${query}`, () => assert.deepEqual(problemsOf(query), []));
  }

  for (const query of examples('Wrong')) {
    it(`is right that something is wrong with ${query}`, () => assert.equal(problemsOf(query).length, 1));
  }

  it('has examples, each row of a table one', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    assert.ok(rows.length > 60);
    assert.equal(examples('Query').length + examples('Wrong').length, rows.length);
  });

  it('tells of every code span that looks like a query one that is sound', () => {
    const inProse = page
      .split('\n')
      .filter((line) => !line.startsWith('| `'))
      .flatMap((line) => [...line.matchAll(/`([^`]+:[^`]+)`/g)].map(([, span = '']) => span))
      .filter((span) => !/[{}]|^happyfox|^field:value$/.test(span));
    for (const query of inProse) assert.deepEqual(problemsOf(query), [], query);
  });
});
