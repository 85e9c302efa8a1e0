import type { Locator, Page } from 'playwright-core';

/** The extension's entry in the status bar. */
export class StatusEntry {
  readonly locator: Locator;

  constructor(page: Page) {
    this.locator = page.locator('[id="happyfox-assets.happyfox-assets.happyfoxAssets.status"]');
  }

  /** Waits until what it tells a screen reader holds these words. */
  async says(words: string): Promise<void> {
    await this.locator.locator(`a[aria-label*="${words}"]`).waitFor();
  }
}
