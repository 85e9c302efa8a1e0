import type { Locator, Page } from 'playwright-core';

/** What VS Code says in the corner. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /** Those that pop up, or all while their list is open. */
  get toasts(): Locator {
    return this.page.locator(
      ['toasts', 'center'].map((list) => `.notifications-${list}.visible .notification-list-item`).join(),
    );
  }

  /** The toast whose message holds these words. */
  toast(words: string | RegExp): Locator {
    return this.toasts.filter({ hasText: words });
  }

  /** Waits for a message. More than three within 800 ms do not pop up: what was said then is found behind the bell. */
  async shown(words: string | RegExp): Promise<Locator> {
    const toast = this.toast(words).first();
    await toast.waitFor({ timeout: 3_000 }).catch(() => this.openList());
    await toast.waitFor();
    return toast;
  }

  /** Opens the list of all by the bell, which would close it where it is open. */
  private async openList(): Promise<void> {
    if (await this.page.locator('.notifications-center.visible').isVisible()) return;
    await this.page.locator('#status\\.notifications a').click();
  }

  /** Waits for a message and gives the whole of it. */
  async message(words: string | RegExp): Promise<string> {
    const toast = await this.shown(words);
    return ((await toast.locator('.notification-list-item-message').textContent()) ?? '').trim();
  }

  /** Clicks a button of a toast. */
  async click(words: string | RegExp, button: string): Promise<void> {
    const toast = await this.shown(words);
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
