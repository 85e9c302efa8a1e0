import type { Sandbox } from '../../../src/sandbox/sandbox';
import type { Workbench } from './workbench';

/** The title of a step of “Add Account”. */
export function step(number: number): string {
  return `Add a HappyFox Account (${number}/4)`;
}

/** Adds an account by the palette's wizard, and waits for its types. */
export async function addAccount(
  window: Workbench,
  { url, apiKey, authCode }: Sandbox,
  agent = 'George - Admin',
): Promise<void> {
  await window.assets.open();
  await window.run('HappyFox Assets: Add Account…');
  const { quickInput } = window;
  await quickInput.answer(step(1), url);
  await quickInput.answer(step(2), apiKey);
  await quickInput.answer(step(3), authCode);
  await quickInput.asked(step(4));
  await quickInput.row(agent).click();
  await quickInput.gone();
}
