import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { listFiles, PackageManager } from '@vscode/vsce';
import ts from 'typescript';

interface Placed {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly scope?: string;
  readonly order?: number;
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon?: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly menus: Readonly<Record<string, readonly Placed[]>>;
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when?: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: Readonly<Record<string, string>> }[];
    }[];
  };
}

const prefix = 'happyfoxAssets.';
const manifest = json('package.json') as Manifest;
const { commands, views, viewsContainers, menus, keybindings, configuration, walkthroughs } = manifest.contributes;
const nls = json('package.nls.json') as Record<string, string>;
const declared = commands.map(({ command }) => command);
const settings = configuration.properties;
const sources = globSync('src/**/*.ts')
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Every node of a file, parents first. */
function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** The string literals within a node. */
function literalsIn(node: ts.Node): readonly string[] {
  return [...nodesOf(node)].flatMap((inner) => (ts.isStringLiteralLike(inner) ? [inner.text] : []));
}

/** The keys of the object that a file declares under this name. */
function keysOf(path: string, name: string): readonly string[] {
  const source = sources.find(({ fileName }) => fileName === path);
  assert.ok(source, `${path} is missing`);
  for (const node of nodesOf(source)) {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== name) continue;
    const object = [...nodesOf(node)].find(ts.isObjectLiteralExpression);
    assert.ok(object, `${name} is no object`);
    return object.properties.map((property) => property.name?.getText() ?? '');
  }
  throw new Error(`${path} does not declare ${name}`);
}

/** Calls of a method or function by its name. */
function callsOf(name: string): readonly ts.CallExpression[] {
  return sources
    .flatMap((source) => [...nodesOf(source)])
    .filter(ts.isCallExpression)
    .filter(
      ({ expression }) =>
        (ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()) === name,
    );
}

describe('commands', () => {
  const table = keysOf('src/workbench/commandTable.ts', 'commandTable').map((name) => prefix + name);

  it('are declared where they are registered, and the other way round', () => {
    assert.deepEqual([...declared].sort(), [...table].sort());
    assert.equal(new Set(declared).size, declared.length);
  });

  it('are exported functions of their names, one each', () => {
    const exported = sources
      .filter(({ fileName }) => fileName.startsWith('src/workbench/'))
      .flatMap(({ statements }) => statements.filter(ts.isFunctionDeclaration))
      .filter(({ modifiers = [] }) => modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      .map(({ name }) => prefix + (name?.text ?? ''));
    assert.deepEqual(exported.filter((id) => table.includes(id)).sort(), [...table].sort());
  });

  it('are called by each other through `run`, which the compiler knows', () => {
    const called = callsOf('executeCommand').flatMap(({ arguments: [id] }) => (id ? literalsIn(id) : []));
    assert.deepEqual(
      called.filter((id) => table.includes(id)),
      [],
    );
  });

  it('are called only if there are such', () => {
    const called = [
      ...callsOf('executeCommand').flatMap(({ arguments: [id] }) => (id ? literalsIn(id) : [])),
      ...sources
        .flatMap((source) => [...nodesOf(source)])
        .filter(ts.isPropertyAssignment)
        .filter(({ name }) => name.getText() === 'command')
        .flatMap(({ initializer }) => literalsIn(initializer)),
      ...Object.values(menus).flatMap((items) => items.map(({ command }) => command)),
      ...keybindings.map(({ command }) => command),
      ...[...JSON.stringify(nls).matchAll(/command:([\w.]+)/g)].map(([, id = '']) => id),
      ...[...JSON.stringify(walkthroughs).matchAll(/onCommand:([\w.]+)/g)].map(([, id = '']) => id),
    ].filter((id) => id.startsWith(prefix));
    const focus = Object.values(views).flatMap((list) => list.map(({ id }) => `${id}.focus`));
    assert.ok(called.length > 0);
    assert.deepEqual(
      called.filter((id) => !declared.includes(id) && !focus.includes(id)),
      [],
    );
  });

  it('share one category, and only those that ask something end in dots', () => {
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['%category%']);
    assert.deepEqual(
      Object.entries(nls).filter(([key, title]) => key.startsWith('command.') && /\.\.\.|\s…/.test(title)),
      [],
    );
  });
});

describe('texts of the manifest', () => {
  const shown = new Set([
    'title',
    'description',
    'markdownDescription',
    'name',
    'contents',
    'category',
    'contextualTitle',
    'shortTitle',
  ]);
  const used = new Set([...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key = '']) => key));

  it('are all keys', () => {
    const plain: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === 'string' && shown.has(key) && !/^%.+%$/.test(inner))
          plain.push(`${path}.${key}: ${inner}`);
        look(inner, `${path}.${key}`);
      }
    };
    look(manifest.contributes, 'contributes');
    assert.deepEqual(plain, []);
  });

  for (const file of globSync('package.nls*.json')) {
    it(`${file} holds each of them and no other, none empty`, () => {
      const texts = json(file) as Record<string, string>;
      assert.deepEqual(Object.keys(texts).sort(), [...used].sort());
      assert.deepEqual(
        Object.entries(texts).filter(([, text]) => text.trim() === ''),
        [],
      );
    });

    it(`${file} links the same commands as the English`, () => {
      const linksIn = (text = ''): readonly string[] => text.match(/\(command:[\w.]+\)/g) ?? [];
      const texts = json(file) as Record<string, string>;
      for (const key of used) assert.deepEqual(linksIn(texts[key]), linksIn(nls[key]), key);
    });
  }
});

describe('settings', () => {
  it('have a scope, a description and a place in the list', () => {
    const orders = Object.values(settings).map(({ order }) => order);
    assert.deepEqual(
      orders,
      Array.from(orders, (_, index) => index + 1),
    );
    for (const [key, { scope, description, markdownDescription }] of Object.entries(settings)) {
      assert.ok(key.startsWith(prefix), key);
      assert.ok(scope, `${key} has no scope`);
      assert.match(markdownDescription ?? description ?? '', /^%config\..+%$/, key);
    }
  });

  it('that shape a connection or a write can’t be set by a workspace', () => {
    const guarded = Object.entries(settings).filter(([key]) =>
      /^happyfoxAssets\.(request|rateLimit|confirm|pageSize|account|host|url|proxy|cache|journal|index)/.test(key),
    );
    assert.ok(guarded.length > 0);
    assert.deepEqual(
      guarded.filter(([, { scope = '' }]) => !['application', 'machine'].includes(scope)).map(([key]) => key),
      [],
    );
  });

  it('are read, each with the default it is declared with', () => {
    const read = new Map<string, string>();
    for (const call of callsOf('get')) {
      const [key, fallback] = call.arguments;
      const receiver = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : call;
      if (!key || !ts.isStringLiteralLike(key) || !readsOurs(receiver)) continue;
      read.set(prefix + key.text, fallback?.getText() ?? 'undefined');
    }
    const expected = Object.entries(settings).map(([key, setting]) => [key, JSON.stringify(setting.default)]);
    assert.deepEqual([...read].map(([key, value]) => [key, value.replaceAll("'", '"')]).sort(), expected.sort());
  });

  /** `getConfiguration('happyfoxAssets')`, or a constant that holds it. */
  function readsOurs(receiver: ts.Node): boolean {
    if (ts.isCallExpression(receiver)) return /getConfiguration\(\s*'happyfoxAssets'\s*\)$/.test(receiver.getText());
    if (!ts.isIdentifier(receiver)) return false;
    return [...nodesOf(receiver.getSourceFile())]
      .filter(ts.isVariableDeclaration)
      .some(
        ({ name, initializer }) =>
          name.getText() === receiver.text && initializer !== undefined && readsOurs(initializer),
      );
  }
});

describe('conditions', () => {
  /** Keys of VS Code's own. */
  const known = new Set([
    'view',
    'viewItem',
    'resource',
    'resourceScheme',
    'resourceExtname',
    'explorerResourceIsFolder',
    'isInDiffEditor',
    'listMultiSelection',
    'focusedView',
    'listFocus',
    'inputFocus',
  ]);
  const set = callsOf('executeCommand')
    .map(({ arguments: [command, key] }) => (command?.getText() === "'setContext'" && key ? literalsIn(key) : []))
    .flat();
  const clauses = [...Object.values(menus).flat(), ...keybindings].flatMap(({ command, when = '' }) =>
    when
      .split(/&&|\|\|/)
      .map((clause) => clause.trim())
      .filter((clause) => clause !== '' && clause !== 'false')
      .map((clause) => ({ command, clause })),
  );
  const parsed = clauses.map(({ command, clause }) => {
    const [, key = '', operator = '', value = ''] =
      /^!?\s*([\w.:]+)\s*(?:(==|!=|=~|in|not in)\s*(.+))?$/.exec(clause) ?? [];
    return { command, clause, key, operator, value: value.replace(/^'(.*)'$/, '$1') };
  });

  it('ask for keys that somebody sets', () => {
    assert.ok(parsed.length > 0);
    assert.deepEqual(
      parsed.filter(({ key, operator, value }) => {
        const keys = operator.endsWith('in') ? [key, value] : [key];
        return keys.some((one) => !known.has(one) && !set.includes(one));
      }),
      [],
    );
  });

  it('name views, schemes and items that exist', () => {
    const viewIds = Object.values(views).flatMap((list) => list.map(({ id }) => id));
    const items = sources
      .flatMap((source) => [...nodesOf(source)])
      .filter(ts.isBinaryExpression)
      .filter(({ left }) => left.getText().endsWith('.contextValue'))
      .flatMap(({ right }) => literalsIn(right));
    assert.ok(items.includes('asset'));
    const exists = ({ key, operator, value }: (typeof parsed)[number]): boolean => {
      if (key === 'view' || key === 'focusedView') return viewIds.includes(value);
      if (key === 'resourceScheme') return value === 'happyfox';
      if (key !== 'viewItem') return true;
      const expression = new RegExp(operator === '=~' ? value.replace(/^\/|\/$/g, '') : `^${value}$`);
      return items.some((item) => expression.test(item));
    };
    assert.deepEqual(
      parsed.filter((condition) => !exists(condition)),
      [],
    );
  });

  it('keep the menus of views and editors to ours', () => {
    const scope = /^(view|editor|explorer|webview)\//;
    const ours =
      /view == happyfoxAssets\.|resource in happyfoxAssets\.|resourceScheme == happyfox|resourceExtname =~ \/\^\\\.\(csv\||activeWebviewPanelId == happyfoxAssets/;
    const open = Object.entries(menus)
      .filter(([menu]) => scope.test(menu))
      .flatMap(([menu, items]) =>
        items.filter(({ when = '' }) => !ours.test(when)).map(({ command }) => `${menu}: ${command}`),
      );
    assert.deepEqual(open, []);
  });

  it('keep keys to our views and documents', () => {
    assert.deepEqual(
      keybindings.filter(
        ({ when = '' }) =>
          !/focusedView == happyfoxAssets\.|resourceScheme == happyfox|activeWebviewPanelId == happyfoxAssets/.test(
            when,
          ),
      ),
      [],
    );
  });
});

describe('the manifest', () => {
  it('wakes the extension for its documents, and leaves to VS Code what that derives by itself', () => {
    assert.ok(manifest.activationEvents.includes('onFileSystem:happyfox'));
    const derived =
      /^(\*|onStartupFinished|on(Command|View|CustomEditor|LanguageModelTool|Walkthrough|AuthenticationRequest|ChatParticipant|TaskType|TerminalProfile|Language)\b.*)$/;
    assert.deepEqual(
      manifest.activationEvents.filter((event) => derived.test(event)),
      [],
    );
  });

  it('gives each view and container an icon that is there', () => {
    const icons = [...Object.values(views), ...Object.values(viewsContainers)]
      .flat()
      .map(({ id, icon }) => ({ id, icon }));
    for (const { id, icon } of icons) assert.ok(icon && existsSync(icon), `${id}: ${icon}`);
    assert.match(manifest.icon, /\.png$/);
    assert.ok(existsSync(manifest.icon));
  });

  it('shows walkthrough pages that are there', () => {
    const pages = walkthroughs.flatMap(({ steps }) => steps.flatMap(({ media }) => Object.values(media)));
    assert.ok(pages.length > 0);
    assert.deepEqual(
      pages.filter((page) => !existsSync(page)),
      [],
    );
  });

  it('is typed by the oldest VS Code it runs in', () => {
    const [, oldest] = /^\^(\d+\.\d+)\.\d+$/.exec(manifest.engines.vscode) ?? [];
    const [, types] = /^(\d+\.\d+)\.\d+$/.exec(manifest.devDependencies['@types/vscode'] ?? '') ?? [];
    assert.ok(oldest);
    assert.equal(types, oldest);
  });

  it('pins every dependency to one version', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    assert.deepEqual(
      Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    );
  });
});

describe('README', () => {
  const readme = readFileSync('README.md', 'utf8');
  /** The rows below a heading, each as its cells. */
  const rowsUnder = (heading: string): readonly (readonly string[])[] => {
    const section = readme.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('|'));
    return rows.slice(2).map((row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  };
  const codeIn = (cell = ''): string => /`([^`]+)`/.exec(cell)?.[1] ?? cell;

  it('lists the commands a person can run, by their titles', () => {
    const hidden = new Set(menus.commandPalette?.filter(({ when }) => when === 'false').map(({ command }) => command));
    const inMenus = new Set(
      Object.entries(menus).flatMap(([menu, items]) =>
        menu === 'commandPalette' ? [] : items.map(({ command }) => command),
      ),
    );
    const expected = commands
      .filter(({ command }) => !hidden.has(command) || inMenus.has(command))
      .map(({ command, title }) => `${(nls[title.replaceAll('%', '')] ?? '').replace('…', '')} ${command}`);
    const listed = rowsUnder('Commands').map(([title = '', id]) => `${title.replace('…', '')} ${codeIn(id)}`);
    assert.deepEqual([...listed].sort(), expected.sort());
  });

  it('lists the settings with their defaults', () => {
    const listed = rowsUnder('Settings').map(([key, value]) => [codeIn(key), codeIn(value)]);
    const expected = Object.entries(settings).map(([key, { default: value }]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    assert.deepEqual(listed, expected);
  });

  it('lists the scripted commands as commands that exist', () => {
    const listed = rowsUnder('Scripted commands').flatMap(([ids = '']) =>
      [...ids.matchAll(/`(\w+)`/g)].map(([, id = '']) => prefix + id),
    );
    assert.ok(listed.length > 0);
    assert.deepEqual(
      listed.filter((id) => !declared.includes(id)),
      [],
    );
  });

  it('shows pictures that are there, as files of the repository', () => {
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path = '']) => path);
    assert.ok(pictures.length > 0);
    assert.deepEqual(
      pictures.filter((path) => !existsSync(path) || !path.endsWith('.png')),
      [],
    );
  });
});

describe('the package', () => {
  const allowed = [
    /^(package\.json|package\.nls(\.\w+)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
    /^dist\/(extension|chunks\/[\w-]+)\.mjs$/,
    /^dist\/webview\/\w+\.(js|css)$/,
    /^l10n\/bundle\.l10n\.[\w-]+\.json$/,
    /^docs\/queries\.md$/,
    /^media\/[\w/-]+\.(svg|png|md)$/,
  ];

  it('holds what is needed and nothing else', async () => {
    const files = await listFiles({ cwd: process.cwd(), packageManager: PackageManager.None });
    for (const needed of ['package.json', 'README.md', 'LICENSE', 'dist/extension.mjs', manifest.icon]) {
      assert.ok(files.includes(needed), `${needed} would not be packed`);
    }
    assert.deepEqual(
      files.filter((file) => !allowed.some((form) => form.test(file))),
      [],
    );
  });

  it('holds nothing big beside the bundles', async () => {
    const files = await listFiles({ cwd: process.cwd(), packageManager: PackageManager.None });
    const media = files.filter((file) => !file.startsWith('dist/')).map((file) => [file, statSync(file).size] as const);
    assert.deepEqual(
      media.filter(([, size]) => size > 150_000),
      [],
    );
  });
});

describe('windows that work on another machine', () => {
  it('run the extension on the desktop, so that all windows of a user share its storage', () => {
    assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
  });

  it('have their files read and written by VS Code: Node is for the storage, and for what is known to be on its disk', () => {
    const paths = sources
      .flatMap((source) => [...nodesOf(source)])
      .filter(ts.isPropertyAccessExpression)
      .filter(({ name }) => name.text === 'fsPath')
      .filter(({ expression }) => expression.getText() !== 'globalStorageUri')
      .map((node) => node.getSourceFile().fileName);
    assert.deepEqual(paths, ['src/workbench/asking/saveFile.ts']);
  });
});
