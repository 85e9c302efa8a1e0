import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { chromium, type Browser, type Page } from 'playwright-core';
import { killExtensionHost } from './extensionHost';
import { Workbench } from './workbench';

/** What a window of the tests looks like, unless a test says otherwise. */
const usual = {
  'files.autoSave': 'off',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'git.enabled': false,
  'update.mode': 'none',
  // Most tests count requests; those of the index switch it on.
  'happyfoxAssets.index.mode': 'off',
  'window.commandCenter': false,
  // The theme that the system asks for: tests ask in its place.
  'window.autoDetectColorScheme': true,
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
};

type Settings = Readonly<Record<string, unknown>>;

/** A VS Code of its own, with a fresh profile and the extension as it ships; what a person has after installing it. */
export class Code {
  private readonly opened: Workbench[];

  private constructor(
    private readonly profile: string,
    private readonly launcher: ChildProcess,
    private readonly browser: Browser,
    /** The window it opened with. */
    readonly window: Workbench,
  ) {
    this.opened = [window];
  }

  /** All windows, in the order in which they were opened. */
  get windows(): readonly Workbench[] {
    return this.opened;
  }

  /**
   * Opens a window with an empty profile, on a folder where one is given.
   *
   * @throws Error with the launcher's words when it ends before there is a window
   */
  static async start(settings: Settings = {}, folder?: string): Promise<Code> {
    const { HAPPYFOX_CODE: executable, HAPPYFOX_EXTENSIONS: extensions } = env;
    if (!executable || !extensions) throw new Error('Run these tests with `npm test -- ui`.');
    const profile = mkdtempSync(join(tmpdir(), 'hf-ui-'));
    const own = join(profile, 'extensions');
    installForAllProfiles(extensions, own);
    const folders = [`--user-data-dir=${join(profile, 'user')}`, `--extensions-dir=${own}`];
    writeSettings(profile, settings);
    const port = await freePort();
    const switches = [...folders, `--remote-debugging-port=${port}`, '--disable-workspace-trust'];
    const launcher = launch(executable, folder === undefined ? switches : [...switches, folder]);
    try {
      const browser = await connect(launcher, port);
      const page = await workbenchPage(browser);
      return new Code(profile, launcher, browser, await Workbench.ready(page));
    } catch (error) {
      launcher.kill();
      throw error;
    }
  }

  /** Opens another window of the same user; of a new profile of VS Code's with this name, or of the usual one. */
  async openWindow(profile?: string): Promise<Workbench> {
    const page = await this.window.page.context().newPage();
    await page.setViewportSize({ width: 1280, height: 800 });
    const url = new URL(this.window.page.url());
    if (profile !== undefined) {
      await this.makeProfile(profile);
      url.searchParams.set('payload', JSON.stringify([['profile', profile]]));
    }
    await page.goto(url.href);
    const window = await Workbench.ready(page);
    this.opened.push(window);
    return window;
  }

  /** Waits until VS Code has written unsaved text with these words to its backups. */
  async backedUp(words: string): Promise<void> {
    const folder = join(this.profile, 'user', 'User', 'Backups');
    const isThere = (): boolean =>
      globSync('**/happyfox/*', { cwd: folder }).some((file) =>
        readFileSync(join(folder, file), 'utf8').includes(words),
      );
    mkdirSync(folder, { recursive: true });
    const changes = watch(folder, { recursive: true });
    try {
      while (!isThere()) await once(changes, 'change');
    } finally {
      changes.close();
    }
  }

  /** Kills the extension host, as a crash does: nothing is put in order first. */
  killExtensionHost(): void {
    killExtensionHost(this.launcher.pid ?? 0);
  }

  /** VS Code in a browser keeps the list of profiles there, and makes none by itself whose folder is on the server. */
  private async makeProfile(name: string): Promise<void> {
    const path = join(this.profile, 'user', 'User', 'profiles', 'other');
    mkdirSync(path, { recursive: true });
    const location = { $mid: 1, scheme: 'vscode-remote', path };
    await this.window.page.evaluate(
      (profiles) => {
        localStorage.setItem('userDataProfiles', profiles);
      },
      JSON.stringify([{ name, location }]),
    );
  }

  /** Ends VS Code and removes its profile. */
  async stop(): Promise<void> {
    await this.browser.close();
    if (this.launcher.exitCode === null && this.launcher.signalCode === null) {
      const gone = once(this.launcher, 'exit');
      this.launcher.kill('SIGTERM');
      await gone;
    }
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** As VS Code's “Apply Extension to all Profiles” does. */
function installForAllProfiles(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  const file = join(to, 'extensions.json');
  const installed = JSON.parse(readFileSync(file, 'utf8')) as { readonly metadata?: object }[];
  const applied = installed.map((one) => ({ ...one, metadata: { ...one.metadata, isApplicationScoped: true } }));
  writeFileSync(file, JSON.stringify(applied));
}

function writeSettings(profile: string, settings: Settings): void {
  const folder = join(profile, 'user', 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...usual, ...settings }, null, 2));
}

function launch(executable: string, switches: readonly string[]): ChildProcess {
  const [file, ...first] = executable.endsWith('.mjs') ? [execPath, executable] : [executable];
  // Tied to us: should this process die, VS Code ends too.
  return spawn(file, [...first, ...switches], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...env, HAPPYFOX_LAUNCH_TIED: '1' },
  });
}

function listen({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  const note = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-20_000);
  };
  stdout?.on('data', note);
  stderr?.on('data', note);
  return () => text;
}

async function connect(launcher: ChildProcess, port: number): Promise<Browser> {
  const said = listen(launcher);
  for (;;) {
    if (launcher.exitCode !== null) throw new Error(`VS Code ended with ${launcher.exitCode}.\n${said()}`);
    const answers = await fetch(`http://127.0.0.1:${port}/json/version`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    await new Promise((tick) => setTimeout(tick, 100)); // a port has no event for being opened
  }
}

async function workbenchPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  if (!context) throw new Error('The browser has no window.');
  const open = (page: Page): boolean => /^(http|vscode-file):/.test(page.url());
  for (;;) {
    const page = context.pages().find(open);
    if (page) return page;
    const [first] = context.pages();
    await (first ? first.waitForEvent('framenavigated') : context.waitForEvent('page'));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
