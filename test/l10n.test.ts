import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { compare, placeholders, textsIn, textsOf } from '../scripts/l10n/strings.mjs';

const texts = textsOf('.');

function bundleIn(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

describe('the texts of the source', () => {
  it('are found', () => {
    assert.ok(texts.some(({ text }) => text === 'New Asset'));
  });

  it('use each value they are given, and no other', () => {
    const wrong = texts.filter(({ text, args }) => {
      const expected = Array.from({ length: args }, (_, index) => `{${index}}`);
      return placeholders(text).join() !== expected.join();
    });
    assert.deepEqual(wrong, []);
  });

  it('are quoted as print is, not as code is', () => {
    assert.deepEqual(
      texts.filter(({ text }) => /\w'\w/.test(text)),
      [],
    );
  });
});

describe('the bundles', () => {
  const bundles = globSync('l10n/bundle.l10n.*.json');

  it('exist, German among them', () => {
    assert.ok(bundles.some((file) => file.endsWith('bundle.l10n.de.json')));
  });

  for (const file of bundles) {
    it(`${file} holds each text of the source and no other, with the same placeholders`, () => {
      assert.deepEqual(compare(texts, bundleIn(file)), { missing: [], stale: [], differing: [] });
    });

    it(`${file} calls commands as their titles do`, () => {
      const language = /bundle\.l10n\.(.+)\.json$/.exec(file)?.[1] ?? '';
      const english = bundleIn('package.nls.json');
      const translated = bundleIn(`package.nls.${language}.json`);
      const plain = (title = ''): string => title.replace(/\s*…$/, '');
      const titles = Object.keys(english)
        .filter((key) => key.startsWith('command.'))
        .map((key) => ({ from: plain(english[key]), to: plain(translated[key]) }));
      const wrong = Object.entries(bundleIn(file)).flatMap(([text, translation]) =>
        titles
          .filter(({ from, to }) => text.includes(`“${from}”`) && !translation.includes(to))
          .map(({ from }) => [from, text]),
      );
      assert.deepEqual(wrong, []);
    });
  }
});

describe('finding texts', () => {
  const found = (code: string): readonly unknown[] => textsIn('a.ts', code).map(({ text, args }) => [text, args]);

  it('sees both ways to call', () => {
    assert.deepEqual(found(`t('One'); vscode.l10n.t("Two {0}", x); l10n.t(\`Three\`); at('No'); x.t('No');`), [
      ['One', 0],
      ['Two {0}', 1],
      ['Three', 0],
    ]);
  });

  it('refuses a text that is computed', () => {
    assert.throws(() => found('t(`Hello ${name}`)'), /a\.ts:1: the text is not a literal/);
    assert.throws(() => found('\nt(name)'), /a\.ts:2/);
  });

  it('tells what a bundle lacks, what it has in vain, and where placeholders differ', () => {
    const source = textsIn('a.ts', `t('A {0}', 1); t('B'); t('C')`);
    assert.deepEqual(compare(source, { 'A {0}': 'A', B: 'b', D: 'd' }), {
      missing: ['C'],
      stale: ['D'],
      differing: ['A {0}'],
    });
  });
});
