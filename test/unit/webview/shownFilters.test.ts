import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { shownFilters } from '../../../src/webview/table/shownFilters';

describe('shownFilters', () => {
  it('drops those of columns that are not shown', () => {
    assert.deepEqual(shownFilters({ name: 'a', type: 'b' }, ['id', 'name']), { name: 'a' });
    assert.deepEqual(shownFilters({ type: 'b' }, ['id']), {});
  });

  it('says nothing where there are no others', () => {
    assert.equal(shownFilters({ name: 'a' }, ['name', 'id']), undefined);
    assert.equal(shownFilters({}, []), undefined);
  });
});
