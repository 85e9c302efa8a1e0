import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { isAloneInName, optionNamed, standsFor } from '../../../src/webview/table/namesakes';

const ann = { word: '#27', label: 'Ann Lee', detail: 'ann@acme.com' };
const namesake = { word: '#28', label: 'ann lee', detail: 'other@acme.com' };
const bo = { word: '#29', label: 'Bo', detail: '' };
const written = { word: 'Ann Lee', label: 'Ann Lee', detail: '' };

describe('options and their namesakes', () => {
  it('finds an option by its label or detail, where that says which one', () => {
    assert.equal(optionNamed([ann, bo], 'ANN LEE'), ann);
    assert.equal(optionNamed([ann, namesake, bo], 'Ann Lee'), undefined);
    assert.equal(optionNamed([ann, namesake, bo], 'other@acme.com'), namesake);
    assert.equal(optionNamed([ann, bo], ''), undefined);
  });

  it('knows who has a namesake', () => {
    assert.ok(isAloneInName([ann, bo], ann));
    assert.ok(!isAloneInName([ann, namesake, bo], ann));
  });

  it('takes a name from the cell for an option that alone is called so', () => {
    assert.ok(standsFor(written, ann, [ann, bo]));
    assert.ok(!standsFor(written, ann, [ann, namesake]));
    assert.ok(!standsFor(written, namesake, [ann, namesake]));
  });

  it('never takes somebody who was chosen for a namesake', () => {
    assert.ok(standsFor(ann, ann, [ann, namesake]));
    assert.ok(!standsFor(ann, namesake, [namesake]));
  });
});
