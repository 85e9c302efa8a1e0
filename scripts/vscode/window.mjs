import { join } from 'node:path';
import { chromium } from 'playwright-core';

/**
 * @typedef {object} WindowOptions
 * @property {string} browser executable
 * @property {string} userData the browser's own profile goes below it, so that what VS Code keeps in it lives as long as the rest
 * @property {number} port of the server
 * @property {string} [place] a folder or a .code-workspace; left out: an empty window
 * @property {string} [folderUri]
 * @property {string} [debuggingPort] where others may connect to the browser
 * @property {string} [development] the extension under development
 * @property {string} [tests] the module to run in its extension host
 * @property {readonly string[]} [proposedApi]
 * @property {string} [token] the server's connection token
 * @property {(type: string, args: unknown[]) => void} [onLog] the extension host's console
 * @property {(code: number) => void} [onExit] the tests' end
 */

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** The address of the workbench for these options. */
function addressOf({ port, token, place, folderUri, development, tests, proposedApi }) {
  const address = new URL(`http://127.0.0.1:${port}/`);
  if (token !== undefined) address.searchParams.set('tkn', token);
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
  if (folderUri !== undefined) address.searchParams.set('folder', new URL(folderUri).pathname);
  else if (place === undefined) address.searchParams.set('ew', 'true');
  else address.searchParams.set(place.endsWith('.code-workspace') ? 'workspace' : 'folder', place);

  const payload = [];
  if (development !== undefined) payload.push(['extensionDevelopmentPath', remote(development)]);
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  if (proposedApi !== undefined) payload.push(['enableProposedApi', JSON.stringify(proposedApi)]);
  if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
  return address;
}

/**
 * Opens the workbench in a browser.
 * @param {WindowOptions} options
 * @returns {Promise<{page: import('playwright-core').Page, close: () => Promise<void>, closed: Promise<void>}>}
 */
export async function openWindow(options) {
  const context = await chromium.launchPersistentContext(join(options.userData, 'browser'), {
    executablePath: options.browser,
    headless: !process.env.HAPPYFOX_HEADED,
    viewport: { width: 1280, height: 800 },
    args:
      options.debuggingPort === undefined
        ? switches
        : [...switches, `--remote-debugging-port=${options.debuggingPort}`],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const closed = new Promise((resolve) => context.once('close', () => resolve()));
  try {
    const address = addressOf(options);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address.origin });
    // The workbench itself calls these two, by these names.
    if (options.onLog) await context.exposeFunction('codeAutomationLog', options.onLog);
    if (options.onExit) await context.exposeFunction('codeAutomationExit', options.onExit);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(address.href);
    return { page, closed, close: () => context.close() };
  } catch (error) {
    await context.close();
    throw error;
  }
}
