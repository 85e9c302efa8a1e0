import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { requests } from './support/expect';
import { picture, pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

describe('Searching', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;

  signedIn((stage) => void ({ sandbox, window } = stage), {
    settings: { 'happyfoxAssets.index.mode': 'automatic' },
    account: { assets: 3_000 },
  });

  it('has all assets read in the background once the account is shown, and says so in the status bar', async () => {
    await window.assets.row('General').waitFor();
    await window.status.says('all 3,000 assets are known');
    const pages = requests(sandbox).filter((line) => /^GET assets .*size=50/.test(line));
    assert.equal(pages.length, new Set(pages).size, 'no page twice');
  });

  it('finds with each key, says where, and opens what is chosen', async () => {
    const { quickInput, editor, page } = window;
    await window.run('HappyFox Assets: Search Assets…');
    await quickInput.title.getByText(/^Search Assets/).waitFor();
    await window.type('dell');
    await quickInput.rows.nth(3).waitFor();
    await pictureInThemes(window, 'search');
    await window.type(' qqq');
    await quickInput.row('No asset fits this query').waitFor();
    await quickInput.input.fill('');
    await window.type('gcj13');
    await quickInput.row('ADDISD-W10PC').waitFor();
    await quickInput.row('ADDISD-W10PC').getByText('Serial Number: GCJ1353').waitFor();
    await quickInput.title.getByText(/^Search Assets: 1 found$/).waitFor();
    await page.keyboard.press('Enter');
    await editor.line('"Serial Number": "GCJ1353"').waitFor();
  });

  it('lists what was open lately where nothing is typed', async () => {
    await window.run('HappyFox Assets: Search Assets…');
    await window.quickInput.row('ADDISD-W10PC').waitFor();
    await window.press('Escape');
    await window.quickInput.gone();
  });

  it('says what is wrong with a query, and puts right what it can', async () => {
    const { quickInput } = window;
    await window.run('HappyFox Assets: Search Assets…');
    await quickInput.title.getByText(/^Search Assets/).waitFor();
    await window.type('seriel_number:gcj1353');
    await quickInput.rows
      .first()
      .getByText(/Column 1: no field is called/)
      .waitFor();
    await window.press('Enter');
    await quickInput.row('ADDISD-W10PC').waitFor();
    await window.press('Escape');
    await quickInput.gone();
  });

  it('says in the status bar’s list what can be done', async () => {
    const { quickInput } = window;
    await window.status.locator.click();
    await quickInput.row('Search Assets').waitFor();
    await pictureInThemes(window, 'status');
    await window.press('Escape');
    await quickInput.gone();
  });
});

describe('A big account', () => {
  stepByStep();
  let window: Workbench;

  signedIn((stage) => void ({ window } = stage), {
    settings: { 'happyfoxAssets.index.mode': 'automatic' },
    account: { assets: 60_000 },
  });

  it('is read only after a question, which says how long that takes', async () => {
    const { notifications } = window;
    await window.assets.row('General').waitFor();
    await notifications.shown(/has 60,000 assets.*about 4 minutes/);
    await picture(window, 'index question');
    await notifications.click(/60,000 assets/, 'Only When I Search');
  });

  it('is read with progress when a person asks for it, and the search says what is not known yet', async () => {
    const { quickInput, notifications } = window;
    await window.run('HappyFox Assets: Index All Assets');
    await notifications.shown(/Reading the assets of .*of 60,000 assets/);
    await pictureInThemes(window, 'index progress');
    await window.run('HappyFox Assets: Search Assets…');
    await quickInput.title.getByText(/^Search Assets/).waitFor();
    await window.type('dell');
    await quickInput.title.getByText(/the best 100 of .*assets are known so far/).waitFor();
    await pictureInThemes(window, 'search partial');
    await window.press('Escape');
    await quickInput.gone();
  });

  it('stops when it is cancelled, and keeps what has come', async () => {
    const { notifications, quickInput } = window;
    await notifications.click(/Reading the assets/, 'Cancel');
    await notifications.toast(/Reading the assets/).waitFor({ state: 'detached' });
    await window.run('HappyFox Assets: Search Assets…');
    await quickInput.title.getByText(/^Search Assets/).waitFor();
    await window.type('dell');
    await quickInput.title.getByText(/assets are known so far/).waitFor();
    await picture(window, 'search after cancel');
  });
});
