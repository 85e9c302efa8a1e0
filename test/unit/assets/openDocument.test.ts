import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { OpenDocument, type Rendered } from '../../../src/assets/openDocument';
import { general, laptop } from './samples';

const rendered = (text: string): Rendered => ({ asset: laptop, definition: general, text });

describe('OpenDocument', () => {
  it('begins with its text, its size in bytes, and the time it was given', () => {
    const document = new OpenDocument(rendered('{"ü"}'), 1000);
    assert.deepEqual(document.stat(false), { mtime: 1000, size: 6 });
    assert.deepEqual(document.stat(true), { mtime: 1000, size: 6 });
    assert.equal(document.isFresh, true);
    assert.equal(document.handOver(), '{"ü"}');
    assert.equal(document.isFresh, false);
  });

  it('moves its stat with the text alone', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    assert.equal(document.renew(rendered('one')), false);
    assert.deepEqual(document.stat(false), { mtime: 1000, size: 3 });
    assert.equal(document.renew(rendered('two')), true);
    assert.deepEqual(document.stat(false), { mtime: 1001, size: 3 });
  });

  it('shows an editor with unsaved edits the stat that came with its text', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    document.renew(rendered('three'));
    assert.deepEqual(document.stat(true), { mtime: 1000, size: 3 });
    assert.deepEqual(document.stat(false), { mtime: 1001, size: 5 });
    assert.equal(document.handOver(), 'three');
    assert.deepEqual(document.stat(true), { mtime: 1000, size: 3 }, 'the editor does not show it yet');
    document.shows('three');
    assert.deepEqual(document.stat(true), { mtime: 1001, size: 5 });
  });

  it('is fresh from a read until its text has been handed over', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    document.renew(rendered('one'));
    assert.equal(document.isFresh, true, 'a second editor needs no second request');
    document.handOver();
    assert.equal(document.isFresh, false);
  });

  it('has a base that moves with the editor’s text, never ahead of it', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    document.renew(rendered('two'));
    assert.equal(document.base.text, 'one', 'the editor still shows it');
    document.handOver();
    document.shows('two');
    assert.equal(document.base.text, 'two');
    document.saved(rendered('saved'), rendered('sent'));
    assert.equal(document.base.text, 'sent', 'whoever types on edits the text that was sent');
    assert.equal(document.text, 'saved');
    document.handOver();
    document.shows('saved');
    assert.equal(document.base.text, 'saved');
  });

  it('keeps its base when somebody types before the editor shows what it read', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    document.renew(rendered('two'));
    document.handOver();
    document.shows('one, typed');
    assert.equal(document.base.text, 'one', 'else what others changed would count as typed');
    document.saved(rendered('merged'), rendered('one, typed'));
    document.shows('two');
    assert.equal(document.base.text, 'one, typed', 'what was read before the save is not shown after it');
  });

  it('has the base of the first editor at once, and of the next without a new text', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.renew(rendered('two'));
    document.handOver();
    assert.equal(document.base.text, 'two');
    const again = { ...rendered('two'), asset: { ...laptop, updatedBy: 3 } };
    document.renew(again);
    document.handOver();
    assert.equal(document.base, again);
  });

  it('keeps its base after a save that had nothing to send', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    document.unchanged();
    assert.equal(document.base.text, 'one');
    assert.deepEqual(document.stat(false), { mtime: 1001, size: 3 });
    assert.deepEqual(document.stat(true), document.stat(false));
  });

  it('has a stat after a save that its editor knows', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    document.saved(rendered('saved'), rendered('sent'));
    assert.deepEqual(document.stat(true), { mtime: 1001, size: 5 });
    assert.deepEqual(document.stat(false), document.stat(true));
    assert.equal(document.isFresh, true, 'what the server made of it is in memory');
  });

  it('moves on after a save that the server answered with another text', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    document.saved(rendered('saved'), rendered('sent'));
    document.advance();
    assert.deepEqual(document.stat(false), { mtime: 1002, size: 5 });
    assert.deepEqual(document.stat(true), { mtime: 1001, size: 5 });
  });

  it('lends its base beside unsaved edits, and tells once that an editor may have gone back to it', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    assert.equal(document.takeReverted('one'), false);
    document.renew(rendered('two'));
    assert.equal(document.lend(), 'two');
    assert.equal(document.stat(true).mtime, 1000, 'lending hands nothing over');
    assert.equal(document.base.text, 'one', 'the edits were made to it');
    assert.deepEqual([document.takeReverted('two'), document.takeReverted('two')], [true, false]);
    assert.equal(document.base.text, 'two', 'the editor shows what was lent');
    document.lend();
    assert.equal(document.takeReverted('typed'), false, 'the editor shows something else');
    document.lend();
    document.unchanged();
    assert.equal(document.takeReverted('two'), false, 'it was saved');
    document.lend();
    document.handOver();
    assert.equal(document.takeReverted('two'), false, 'it was read anew since');
  });

  describe('with a pending draft', () => {
    const held = (): OpenDocument => {
      const document = new OpenDocument(rendered('one'), 1000);
      document.handOver();
      document.hold('drafted');
      return document;
    };

    it('shows the draft, and still measures it against what the edit began with', () => {
      const document = held();
      assert.deepEqual([document.isPending, document.text, document.base.text], [true, 'drafted', 'one']);
      assert.deepEqual(document.stat(true), { mtime: 1001, size: 7 });
      assert.deepEqual(document.stat(false), document.stat(true), 'the editor that was saved knows its own text');
      assert.equal(document.handOver(), 'drafted');
    });

    it('begins with it after a restart', () => {
      const document = new OpenDocument(rendered('one'), 1000, 'drafted');
      assert.deepEqual(
        [document.isPending, document.text, document.stat(false)],
        [true, 'drafted', { mtime: 1000, size: 7 }],
      );
    });

    it('keeps showing it when the asset is read again', () => {
      const document = held();
      assert.equal(document.renew(rendered('two')), false, 'no editor has to read anything');
      assert.equal(document.text, 'drafted');
    });

    it('lends it beside edits that go on from it', () => {
      assert.equal(held().lend(), 'drafted');
    });

    it('has none after it was sent', () => {
      const document = held();
      document.saved(rendered('sent'), rendered('sent'));
      assert.deepEqual([document.isPending, document.text, document.base.text], [false, 'sent', 'sent']);
    });

    it('shows the base again, as something new, after it was discarded', () => {
      const document = held();
      const { mtime } = document.stat(false);
      document.discardDraft();
      assert.deepEqual([document.isPending, document.text, document.isFresh], [false, 'one', true]);
      assert.equal(document.stat(false).mtime, mtime + 1);
    });
  });

  it('measures edits against another state once a conflict is resolved, without moving its stat', () => {
    const document = new OpenDocument(rendered('one'), 1000);
    document.handOver();
    document.rebase(rendered('theirs'));
    assert.equal(document.base.text, 'theirs');
    assert.deepEqual([document.stat(true).mtime, document.stat(false).mtime], [1000, 1000]);
  });

  it('measures what was typed on a draft against what was sent of it', () => {
    const document = new OpenDocument(rendered('base'), 1000, 'draft');
    document.handOver();
    const shown = document.stat(true);
    document.draftSaved(rendered('saved'), rendered('draft'));
    assert.deepEqual([document.text, document.base.text, document.isPending], ['saved', 'draft', false]);
    assert.deepEqual(document.stat(true), shown);
    assert.notDeepEqual(document.stat(false), shown);
    document.handOver();
    document.shows('saved');
    assert.equal(document.base.text, 'saved');
  });
});
