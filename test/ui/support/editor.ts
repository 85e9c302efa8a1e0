import type { Locator, Page } from 'playwright-core';

/** The browser's own, where the function that calls it runs. */
declare function getComputedStyle(element: unknown, part: string): { readonly content: string };

/** The tabs and the text of the active one. */
export class Editor {
  constructor(private readonly page: Page) {}

  /** All tabs. */
  get tabs(): Locator {
    return this.page.locator('.part.editor .tabs-container .tab');
  }

  /** The tab with this title. */
  tab(title: string): Locator {
    return this.titled('.tab', title);
  }

  /** The same tab, once it has unsaved edits. */
  dirtyTab(title: string): Locator {
    return this.titled('.tab.dirty', title);
  }

  /** The same tab, once it has none. */
  cleanTab(title: string): Locator {
    return this.titled('.tab:not(.dirty)', title);
  }

  /** The mark that a decoration puts behind the name of a tab or a row, such as `●`; empty where there is none. */
  async badge(place: Locator): Promise<string> {
    const label = place.locator('.monaco-icon-label').first();
    const marks = await label.evaluate((element) => getComputedStyle(element, '::after').content);
    return marks === 'none' ? '' : marks.replaceAll('"', '');
  }

  /** Waits until the mark behind the name of a tab or a row is this one; empty for none. Decorations come a while after what they are of. */
  async marked(place: Locator, mark: string): Promise<void> {
    while ((await this.badge(place)) !== mark)
      await this.page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
  }

  /** Where the cursor is, such as `Ln 3, Col 1`. */
  get position(): Locator {
    return this.page.locator('[id="status.editor.selection"]');
  }

  /** The lines on screen of the active editor that hold this text. */
  line(text: string): Locator {
    return this.lines.filter({ hasText: text });
  }

  /** The lines on screen of the active editor. */
  get lines(): Locator {
    return this.page.locator('.part.editor .editor-group-container.active .view-lines .view-line');
  }

  /** What is said of the word under the pointer. */
  get hover(): Locator {
    return this.page.locator('.monaco-hover:visible');
  }

  /** The menu of quick fixes. */
  get quickFixes(): Locator {
    return this.page.locator('.action-widget');
  }

  /** The text on screen, top to bottom, with ordinary blanks. */
  async text(): Promise<string> {
    const lines = await Promise.all(
      (await this.lines.all()).map(async (line) => ({
        top: (await line.boundingBox())?.y ?? 0,
        text: (await line.textContent()) ?? '',
      })),
    );
    lines.sort((one, other) => one.top - other.top);
    return lines
      .map(({ text }) => text)
      .join('\n')
      .replaceAll('\u00a0', ' ');
  }

  /** Waits until what is typed goes into the active editor; one that opens takes the focus a moment after its tab is there. */
  async focused(): Promise<void> {
    await this.page.locator('.part.editor .editor-group-container.active .monaco-editor.focused').waitFor();
  }

  /** Replaces a word, by a double click and typing. */
  async retype(word: string, text: string): Promise<void> {
    await this.lines.getByText(word).first().dblclick();
    await this.focused();
    await this.page.keyboard.type(text);
  }

  /** Types into the empty text behind a key, once the editor that has it is the active one. */
  async typeInto(key: string, text: string): Promise<void> {
    await this.line(`"${key}": ""`).first().click();
    await this.focused();
    await this.page.keyboard.press('End');
    await this.page.keyboard.press('ArrowLeft');
    await this.page.keyboard.press('ArrowLeft');
    await this.page.keyboard.type(text);
  }

  /** Replaces what stands behind a key, up to the comma, as a person does with the keyboard. */
  async setValue(key: string, json: string): Promise<void> {
    const line = this.line(`"${key}":`);
    await line.first().waitFor();
    const before = ((await line.first().textContent()) ?? '').replaceAll('\u00a0', ' ');
    const comma = before.trimEnd().endsWith(',') ? ',' : '';
    await line.first().click();
    await this.focused();
    await this.page.keyboard.press('End');
    await this.page.keyboard.press('Shift+Home');
    const written = `"${key}": ${json}${comma}`;
    await this.page.keyboard.insertText(written);
    // The editor closes the first quote by itself; what it added stands behind the cursor.
    const after = ((await this.line(`"${key}":`).first().textContent()) ?? '').replaceAll('\u00a0', ' ').trim();
    const added = after.startsWith(written) ? after.length - written.length : 0;
    for (let left = added; left > 0; left -= 1) await this.page.keyboard.press('Delete');
  }

  private titled(tab: string, title: string): Locator {
    return this.page.locator(`.part.editor .tabs-container ${tab}[data-resource-name=${JSON.stringify(title)}]`);
  }
}
