import type { Locator, Page } from 'playwright-core';

/** The panel that lists what is wrong with open documents. */
export class Problems {
  constructor(private readonly page: Page) {}

  /** Opens it by its key. */
  async open(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+M');
    await this.panel.waitFor();
  }

  get panel(): Locator {
    return this.page.locator('.markers-panel');
  }

  /** One for each problem, without those of the documents. */
  get rows(): Locator {
    return this.panel
      .locator('.monaco-list-row')
      .filter({ has: this.page.locator('.marker-message-details-container') });
  }
}
