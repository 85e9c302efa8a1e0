import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { afterEach } from 'mocha';
import type { Workbench } from './workbench';

const folder = join('out', 'screenshots');

/** What a system can ask for, by what a picture is called, with the class that VS Code marks its window by; the last is what tests begin with. */
const themes = [
  ['light', { colorScheme: 'light' }, 'vs'],
  ['light contrast', { colorScheme: 'light', forcedColors: 'active' }, 'hc-light'],
  ['contrast', { colorScheme: 'dark', forcedColors: 'active' }, 'hc-black'],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }, 'vs-dark'],
] as const;

/** Keeps a picture of the window under out/screenshots. */
export async function picture({ page }: Workbench, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/**
 * Keeps a picture in each of the themes: `<name> light`, `<name> light contrast`, `<name> contrast`, `<name> dark`. What is open stays open. They take their time
 * and are for people to look at, so it does nothing unless HAPPYFOX_PICTURES is set.
 */
export async function pictureInThemes(window: Workbench, name: string): Promise<void> {
  if (!env.HAPPYFOX_PICTURES) return;
  const { page } = window;
  for (const [called, media, mark] of themes) {
    await page.emulateMedia(media);
    await page.locator(`.monaco-workbench.${mark}`).waitFor();
    await picture(window, `${name} ${called}`);
  }
}

/** After each failed test of this suite, keeps a picture of what each window shows; a number tells several apart. */
export function pictureFailures(windows: () => readonly Workbench[]): void {
  afterEach('picture of a failure', async function () {
    if (this.currentTest?.state !== 'failed') return;
    const title = this.currentTest.fullTitle().replace(/[^\w -]/g, '');
    for (const [index, window] of windows().entries()) {
      await picture(window, `failed ${title} ${index === 0 ? '' : index + 1}`.trimEnd());
    }
  });
}
