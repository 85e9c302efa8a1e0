import type { Locator, Page } from 'playwright-core';
import { label } from './labels';

/** The palette, and every question asked at the top of the window. */
export class QuickInput {
  constructor(private readonly page: Page) {}

  get widget(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  get input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }

  /** Its title, such as `Add a HappyFox Account (1/4)`. */
  get title(): Locator {
    return this.widget.locator('.quick-input-title');
  }

  /** The sentence below the input: the prompt, or what is wrong. */
  get message(): Locator {
    return this.widget.locator('.quick-input-message');
  }

  get rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row');
  }

  /** The row with this label. */
  row(text: string): Locator {
    return this.rows.filter({ has: label(this.page, text) });
  }

  /** The button that leads to the question before. */
  get back(): Locator {
    return this.widget.getByRole('button', { name: 'Back' });
  }

  /** Waits for a question, answers it by typing, and presses Enter. */
  async answer(title: string, text: string): Promise<void> {
    await this.asked(title);
    // A list that was asked from before may have the same title.
    await this.widget.locator('.quick-input-list').waitFor({ state: 'hidden' });
    await this.input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until a question with this title is ready for an answer. */
  async asked(title: string): Promise<void> {
    await this.title.getByText(title, { exact: true }).waitFor();
    await this.widget.locator('.quick-input-box input:not([disabled])').waitFor();
    // The tooltip of a row that has come under the mouse would be in the way of the next click.
    await this.page.mouse.move(0, 0);
  }

  /** Waits until nothing is asked. */
  async gone(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }
}
