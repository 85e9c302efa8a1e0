import type { Locator, Page } from 'playwright-core';

/** The diff editor that is active. */
export class Diff {
  constructor(private readonly page: Page) {}

  private get group(): Locator {
    return this.page.locator('.part.editor .editor-group-container.active');
  }

  /** The diff as a whole. */
  get editor(): Locator {
    return this.group.locator('.monaco-diff-editor');
  }

  /** The lines of what it compares with. */
  before(text: string): Locator {
    return this.editor.locator('.editor.original .view-line').filter({ hasText: text });
  }

  /** The lines of what it compares. */
  after(text: string): Locator {
    return this.editor.locator('.editor.modified .view-line').filter({ hasText: text });
  }

  /** A button of the title bar. */
  button(label: string): Locator {
    return this.group.locator('.editor-actions').getByRole('button', { name: label });
  }
}
