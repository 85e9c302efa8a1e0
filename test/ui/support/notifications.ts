import type { Locator, Page } from 'playwright-core';

/** What VS Code says in the corner. */
export class Notifications {
  constructor(private readonly page: Page) {}

  get toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The toast whose message holds these words. */
  toast(words: string | RegExp): Locator {
    return this.toasts.filter({ hasText: words });
  }

  /** Waits for a toast and gives its whole message. */
  async message(words: string | RegExp): Promise<string> {
    const message = this.toast(words).first().locator('.notification-list-item-message');
    return ((await message.textContent()) ?? '').trim();
  }

  /** Clicks a button of a toast. */
  async click(words: string | RegExp, button: string): Promise<void> {
    const toast = this.toast(words).first();
    await toast.hover();
    await toast.getByRole('button', { name: button, exact: true }).click();
  }

  /** Puts all toasts away. One that goes by itself meanwhile is as good. */
  async clear(): Promise<void> {
    const toast = this.toasts.first();
    const close = toast.locator('.codicon-notifications-clear');
    // Its buttons are there while the pointer is on it.
    const putAway = async (): Promise<void> => {
      await toast.hover({ timeout: 2_000 });
      await close.click({ timeout: 2_000 });
    };
    while ((await this.toasts.count()) > 0) await putAway().catch(() => undefined);
  }
}
