import type { Locator, Page } from 'playwright-core';
import { label } from './labels';

/** The files of the folder that the window is open on. */
export class Explorer {
  constructor(private readonly page: Page) {}

  /** Shows it in the sidebar. */
  async open(): Promise<void> {
    const icon = this.page.getByRole('tab', { name: 'Explorer' });
    if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
  }

  /** The row of a file. */
  row(name: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row').filter({ has: label(this.page, name) });
  }
}
