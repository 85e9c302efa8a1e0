import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Asset, Sandbox } from '../../src/sandbox/sandbox';
import { gone } from './support/expect';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const laptops = 3;
const lastAudit = 73;

describe('Everyday jobs', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;
  /** A laptop, and who alone has it. */
  let laptop: Asset;
  let holder: { readonly id: number; readonly name: string };
  let taker: { readonly id: number; readonly name: string };

  signedIn(
    (stage) => {
      ({ sandbox, window } = stage);
      const { contacts } = sandbox.world;
      const found = sandbox.world.assetsOf(laptops).find(({ contactIds }) => contactIds.length === 1);
      const person = contacts.find(({ id }) => id === found?.contactIds[0]);
      const other = contacts.find(({ id, name }) => id !== person?.id && name !== person?.name);
      assert.ok(found && person && other);
      laptop = found;
      [holder, taker] = [person, other];
    },
    { account: { assets: 300, assetsByType: { [laptops]: 8 } } },
  );

  const contactsOf = (id: number): readonly number[] => sandbox.world.asset(id)?.contactIds ?? [];
  const writes = (): number => sandbox.wireLog.entries.filter(({ method }) => method !== 'GET').length;

  it('lists what the one has who has an asset, to open and to hand over', async () => {
    const { assets, quickInput } = window;
    await assets.toggle(assets.row('Laptop'));
    await assets.row(laptop.name).waitFor();
    await window.menuOf(assets.row(laptop.name));
    await window.choose('Show What a Person Holds…');
    await quickInput.title.getByText(`${holder.name} holds`).waitFor();
    await quickInput.row(laptop.name).waitFor();
    await pictureInThemes(window, 'holdings');
    await quickInput.widget.getByRole('button', { name: 'Hand Over Assets' }).click();
    await quickInput.input.and(window.page.getByPlaceholder(`Which of what ${holder.name} holds?`)).waitFor();
    await window.press('Enter');
    await quickInput.input.and(window.page.getByPlaceholder('To whom?')).waitFor();
    await quickInput.input.fill(taker.name);
    await quickInput.row(taker.name).first().click();
    await window.plan.shown(`Hand over from ${holder.name} to ${taker.name}`);
    assert.equal(writes(), 0);
  });

  it('hands over what the plan says, once it is applied', async () => {
    const { notifications, plan } = window;
    const count = await plan.rows.count();
    assert.deepEqual((await plan.diff(laptop.name)).at(-1), `after ${taker.name}`);
    await plan.button(count === 1 ? 'Apply 1 Change…' : `Apply ${count} Changes…`).click();
    await window.dialogButton('Apply').click();
    await notifications.shown(`${count} of ${count} done`);
    assert.deepEqual(contactsOf(laptop.id), [taker.id]);
    assert.equal(writes(), count);
    await notifications.clear();
  });

  it('holds a list in the editor against a type, shows what differs, and stamps what was found', async () => {
    const { assets, editor, plan, quickInput } = window;
    const [first, second] = sandbox.world.assetsOf(laptops);
    assert.ok(first && second);
    await window.run('File: New Untitled Text File');
    await editor.tab('Untitled-1').waitFor();
    await window.type(`${first.displayId}\n${second.displayId}\nGONE-1`);
    await window.menuOf(assets.row('Laptop'));
    await window.choose('Audit Assets…');
    await quickInput.asked('Audit Laptop');
    await quickInput.row('Expect all of them').click();
    await quickInput.row('The text in the editor').click();
    await editor.line('2 found').waitFor();
    await editor.line('1 missing: no asset has the tag').waitFor();
    await editor.line('6 not on the list').waitFor();
    await editor.line('GONE-1').waitFor();
    await pictureInThemes(window, 'audit');
    await quickInput.row('Last Audit').click();
    await quickInput.message.getByText('New value of “Last Audit”').waitFor();
    await quickInput.input.fill('2026-02-03');
    await window.press('Enter');
    await plan.shown('Audit: set “Last Audit” to “2026-02-03”');
    await plan.button('Apply 2 Changes…').click();
    await window.dialogButton('Apply').click();
    await window.notifications.shown('2 of 2 done');
    assert.deepEqual(
      [first, second].map(({ id }) => sandbox.world.asset(id)?.values.get(lastAudit)),
      ['2026-02-03', '2026-02-03'],
    );
    await gone(window.dialog);
  });
});
