import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { OpenDocument, type Rendered } from '../../../src/assets/openDocument';
import { general, laptop } from './samples';

const rendered = (text: string): Rendered => ({ asset: laptop, definition: general, text });
const draft = (text: string, base: string) => ({ text, base: rendered(base), since: [] });

describe('OpenDocument', () => {
  it('begins with its text and the time it was given', () => {
    const document = new OpenDocument(rendered('{"ü"}'), 1000);
    assert.equal(document.mtime, 1000);
    assert.equal(document.isFresh, true);
    assert.equal(document.handOver('a'), '{"ü"}');
    assert.equal(document.isFresh, false);
  });

  it('moves its mtime with the text alone', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    assert.equal(document.renew(rendered('one')), false);
    assert.equal(document.mtime, 1000);
    assert.equal(document.renew(rendered('three')), true);
    assert.equal(document.mtime, 1001);
  });

  it('is at hand for an editor that was told to read it, once, and whoever else has had it', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver('a');
    document.owe('a');
    document.owe('b');
    document.owe('c');
    document.handOver('a');
    document.closed('c');
    assert.deepEqual(
      ['a', 'b', 'c'].map((editor) => document.isAtHand(editor)),
      [false, true, false],
    );
  });

  it('is fresh until its text has been handed over, and not again: what is opened later is read anew', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    assert.equal(document.isFresh, true);
    document.handOver('a');
    document.renew(rendered('one'));
    document.saved(rendered('two'));
    assert.equal(document.isFresh, false);
    assert.equal(document.isAtHand('b'), false);
  });

  it('shows a held edit in place of what HappyFox has, until it is sent or let go', () => {
    const document = new OpenDocument(rendered('one'), 1000, draft('mine', 'one'));
    assert.equal(document.text, 'mine');
    assert.equal(document.heldText, 'mine');
    assert.deepEqual(document.origin, { base: rendered('one'), since: [] });
    assert.equal(document.renew(rendered('two')), false, 'the editor goes on showing the draft');
    assert.equal(document.latest.text, 'two');
    document.discardDraft();
    assert.equal(document.text, 'two');
    document.takeEdit(draft('from the table', 'two'));
    assert.equal(document.text, 'from the table');
    document.saved(rendered('saved'));
    assert.equal(document.text, 'saved');
    assert.equal(document.isPending, false);
  });

  it('remembers that it fell behind, also over a save that had nothing to send, until somebody looks or something comes', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    assert.equal(document.takeBehind(), false);
    document.fallBehind();
    document.discardDraft(rendered('one'));
    assert.equal(document.takeBehind(), true);
    assert.equal(document.takeBehind(), false);
    for (const news of [() => document.renew(rendered('one')), () => document.saved(rendered('one'))]) {
      document.fallBehind();
      news();
      assert.equal(document.takeBehind(), false);
    }
  });
});
