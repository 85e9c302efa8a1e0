import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The plan in the tab that is in front. */
export class PlanPage {
  constructor(private readonly page: Page) {}

  /** The page inside of its two frames. */
  get frame(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  /** Waits for the plan with this title. */
  async shown(title: string): Promise<void> {
    await this.frame.getByRole('heading', { name: title, exact: true }).waitFor();
  }

  get rows(): Locator {
    return this.frame.locator('tbody tr');
  }

  /** The row of an asset. */
  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  /** What a row’s asset has and would get, such as `before 3`, `after 91`. */
  diff(name: string): Promise<string[]> {
    return this.row(name).locator('del, ins').allTextContents();
  }

  /** Whether a row is to be sent. */
  check(name: string): Locator {
    return this.row(name).getByRole('checkbox');
  }

  /** Whether all rows that are shown are to be sent. */
  get checkAll(): Locator {
    return this.frame.locator('thead').getByRole('checkbox');
  }

  /** The field that leaves only some rows. */
  get find(): Locator {
    return this.frame.getByRole('searchbox');
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** A sentence above the rows. */
  says(words: string | RegExp): Locator {
    return this.frame.locator('header').getByText(words);
  }
}
