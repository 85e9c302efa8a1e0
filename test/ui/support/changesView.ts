import type { Locator, Page } from 'playwright-core';
import { label } from './labels';

/** The view in the sidebar that lists what waits to be sent, and what was done. */
export class ChangesView {
  constructor(private readonly page: Page) {}

  /** The view with its title. */
  get pane(): Locator {
    return this.page.locator('.part.sidebar .pane', { has: this.page.locator('.pane-header[aria-label*="Changes"]') });
  }

  /** Opens it below the assets. */
  async open(): Promise<void> {
    const header = this.pane.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
    await this.pane.locator('.pane-body').waitFor();
  }

  /** Makes the view above smaller, so that this one has room. */
  async closeAssets(): Promise<void> {
    const header = this.page.locator('.part.sidebar .pane-header[aria-label*="Assets"]');
    if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
  }

  /** All rows on screen, newest first. */
  get rows(): Locator {
    return this.pane.locator('.monaco-list-row');
  }

  /** The rows with this name. */
  row(name: string): Locator {
    return this.rows.filter({ has: label(this.page, name) });
  }

  /** What a row says beside its name. */
  description(row: Locator): Locator {
    return row.locator('.label-description');
  }

  /** A button that appears on a row under the pointer. */
  async rowButton(row: Locator, name: string): Promise<Locator> {
    await row.hover();
    return row.getByRole('button', { name });
  }
}
