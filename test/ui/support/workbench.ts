import type { Locator, Page } from 'playwright-core';
import { AssetsView } from './assetsView';
import { ChangesView } from './changesView';
import { Diff } from './diff';
import { Editor } from './editor';
import { Explorer } from './explorer';
import { Notifications } from './notifications';
import { PlanPage } from './planPage';
import { Problems } from './problems';
import { QuickInput } from './quickInput';
import { StatusEntry } from './statusEntry';
import { Table } from './table';

/** One window of VS Code, used as a person uses it: by what is seen, clicked and typed. */
export class Workbench {
  readonly assets: AssetsView;
  readonly changes: ChangesView;
  readonly editor: Editor;
  readonly diff: Diff;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly status: StatusEntry;
  readonly table: Table;
  readonly explorer: Explorer;
  readonly plan: PlanPage;
  readonly problems: Problems;

  private constructor(readonly page: Page) {
    this.assets = new AssetsView(page);
    this.changes = new ChangesView(page);
    this.editor = new Editor(page);
    this.diff = new Diff(page);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.status = new StatusEntry(page);
    this.table = new Table(page);
    this.explorer = new Explorer(page);
    this.plan = new PlanPage(page);
    this.problems = new Problems(page);
  }

  /** A window that has been drawn. */
  static async ready(page: Page): Promise<Workbench> {
    // Long, for a window on a busy machine takes half a minute to come back after a reload.
    page.setDefaultTimeout(60_000);
    await page.emulateMedia({ colorScheme: 'dark' });
    const window = new Workbench(page);
    await window.drawn();
    return window;
  }

  /** Loads the window again by VS Code's own command, once it has written down that these documents are open. */
  async reload(...documents: string[]): Promise<void> {
    for (const document of documents) await this.page.waitForFunction(keptInBrowser(document));
    const loaded = this.page.waitForEvent('load');
    await this.run('Developer: Reload Window');
    await loaded;
    await this.drawn();
  }

  /**
   * Resolves once HappyFox has told the types. In a browser VS Code reads secrets when a window is loaded, so the key of an account that another
   * window has added comes with that; on the desktop it comes at once.
   */
  async signedIn(): Promise<void> {
    const { rows } = this.assets;
    const keyless = this.assets.row('The API key is missing').first();
    // What is kept is shown before that, and says of which moment it is.
    const told = rows.filter({ has: this.page.locator('.label-description', { hasText: /^[\d,]+$/ }) }).first();
    await keyless.or(told).first().waitFor();
    if (await keyless.isVisible()) await this.reload();
  }

  /**
   * Opens the palette and runs a command by its full title, such as `HappyFox Assets: New Asset…`. The palette closes when the focus goes
   * elsewhere, as it does a moment after a dialog: then a person opens it again.
   */
  async run(title: string): Promise<void> {
    await this.dialog.waitFor({ state: 'detached' });
    const { input } = this.quickInput;
    const isTyped = async (): Promise<boolean> => {
      await this.page.keyboard.press('F1');
      return input.fill(`>${title}`, { timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    };
    while (!(await isTyped()));
    await this.quickInput.row(title).click();
  }

  /** Lets VS Code believe that the window has lost the focus. A browser that is driven says it has it, whatever is in front. */
  async loseFocus(): Promise<void> {
    await this.page.evaluate(
      'Object.defineProperty(document, "hasFocus", { value: () => false, configurable: true }); window.dispatchEvent(new Event("blur"));',
    );
  }

  /** Undoes that. */
  async getFocus(): Promise<void> {
    await this.page.evaluate('delete document.hasFocus; window.dispatchEvent(new Event("focus"));');
  }

  /** Presses a key or chord, such as `Control+s`. */
  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Types text, key by key. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** A button of the modal dialog. */
  dialogButton(label: string): Locator {
    return this.dialog.getByRole('button', { name: label, exact: true });
  }

  /** The entries of the context menu that is open, without its separators. */
  get menuItems(): Locator {
    return this.page.locator('.context-view .monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
  }

  /** Opens a row's context menu and gives its entries from top to bottom. */
  async menuOf(row: Locator): Promise<string[]> {
    await row.click({ button: 'right' });
    await this.menuItems.first().waitFor();
    return (await this.menuItems.allTextContents()).map((label) => label.trim());
  }

  /** Chooses an entry of the open context menu; by Enter, for a menu overlooks clicks right after it has opened. */
  async choose(label: string): Promise<void> {
    await this.menuItems.getByText(label, { exact: true }).hover();
    await this.page.keyboard.press('Enter');
    await this.menuItems.first().waitFor({ state: 'detached' });
  }

  private async drawn(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.activitybar').waitFor({ timeout: 60_000 });
  }
}

/**
 * Asks in the page whether a text is part of what VS Code keeps in the browser's database. It writes every few seconds, and can't
 * when it is about to go.
 */
function keptInBrowser(text: string): string {
  return `(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const { name } of await indexedDB.databases()) {
      if (!name.startsWith('vscode-web-state-db')) continue;
      const database = await done(indexedDB.open(name));
      try {
        const values = await done(database.transaction('ItemTable').objectStore('ItemTable').getAll());
        if (values.some((value) => String(value).includes(${JSON.stringify(text)}))) return true;
      } finally {
        database.close();
      }
    }
    return false;
  })()`;
}
