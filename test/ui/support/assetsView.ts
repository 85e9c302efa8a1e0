import type { Locator, Page } from 'playwright-core';
import { gone } from './expect';
import { label } from './labels';

/** The view in the sidebar. */
export class AssetsView {
  constructor(private readonly page: Page) {}

  /** Opens the view by its icon in the activity bar. In a window that is just restoring it, the first click may have closed it. */
  async open(): Promise<void> {
    const icon = this.page.locator('.activitybar').getByRole('tab', { name: 'HappyFox' });
    for (let isOpen = false; !isOpen;) {
      if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
      isOpen = await this.pane.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    }
  }

  /** The view with its title. */
  get pane(): Locator {
    return this.page.locator('.part.sidebar .pane', { has: this.page.locator('.pane-header[aria-label*="Assets"]') });
  }

  /** All rows on screen. */
  get rows(): Locator {
    return this.pane.locator('.monaco-list-row');
  }

  /** Waits until all types of the only account say how many assets they have. Until then their rows are painted again and again. */
  async counted(): Promise<void> {
    await this.rows.first().waitFor();
    await gone(this.rows.filter({ hasNot: this.page.locator('.label-description:not(:empty)') }));
  }

  /** The row with this name. */
  row(name: string): Locator {
    return this.rows.filter({ has: label(this.page, name) });
  }

  /** What a row shows beside its name: a type's total, an asset's display id, a node's progress. */
  description(row: Locator): Locator {
    return row.locator('.label-description');
  }

  /** Opens or closes a row with the arrow beside it. */
  async toggle(row: Locator): Promise<void> {
    await row.locator('.monaco-tl-twistie').click();
  }

  /** A button that appears on a row under the pointer. */
  async rowButton(row: Locator, label: string): Promise<Locator> {
    await row.hover();
    return row.getByRole('button', { name: label });
  }

  /** A button of the view's title. */
  async titleButton(label: string): Promise<Locator> {
    await this.pane.locator('.pane-header').hover();
    return this.pane.locator('.pane-header').getByRole('button', { name: label });
  }

  /** A button of the welcome view. */
  welcomeButton(label: string): Locator {
    return this.page.locator('.part.sidebar .welcome-view-content').getByRole('button', { name: label });
  }

  /** Gives the list the keyboard, as a person does who has come to it with Tab. */
  async focus(): Promise<void> {
    await this.page.locator('.part.sidebar .pane-body [role="tree"]').focus();
  }

  /** Goes to the first row with the keyboard. */
  async toStart(): Promise<void> {
    await this.focus();
    await this.page.keyboard.press('Home');
  }

  /** Goes to the last row with the keyboard. */
  async toEnd(): Promise<void> {
    await this.focus();
    await this.page.keyboard.press('End');
  }
}
