import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The table in the tab that is in front. Lines and columns are named as they are seen. */
export class Table {
  constructor(private readonly page: Page) {}

  /** The page inside of its two frames. */
  get frame(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  /** What stands at the foot: how many assets, what is selected, what was done. */
  get foot(): Locator {
    return this.frame.locator('footer');
  }

  /** A button of the bar. */
  button(name: string | RegExp): Locator {
    return this.frame.getByRole('toolbar').getByRole('button', { name });
  }

  /** The field above the table. */
  get query(): Locator {
    return this.frame.getByRole('searchbox');
  }

  /** The filter below a column's head. */
  filter(column: string): Locator {
    return this.frame.getByRole('textbox', { name: `Filter ${column}`, exact: true });
  }

  /** A column's head. */
  head(column: string): Locator {
    return this.frame.locator('.slick-header-column').filter({ has: this.frame.getByText(column, { exact: true }) });
  }

  /** A cell by its line, the first is 1, and its column. */
  async cell(line: number, column: string): Promise<Locator> {
    const heads = await this.frame.locator('.slick-header-column').allTextContents();
    const place = heads.findIndex((head) => head.trim() === column);
    return this.frame.locator(`.slick-row[data-row="${line - 1}"] [aria-colindex="${place + 1}"]`);
  }

  /** What a cell's editor is. */
  get editor(): Locator {
    return this.frame.locator('input.editor, textarea.editor');
  }

  /** What was said to screen readers last. */
  get spoken(): Locator {
    return this.frame.locator('.spoken');
  }
}
