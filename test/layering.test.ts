import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, posix } from 'node:path';
import ts from 'typescript';

/** What a folder of src/ may import: folders of ours, and packages. What is not listed is refused, types included. */
interface Layer {
  readonly ours: readonly string[];
  readonly packages: readonly string[];
  /** Folders or modules of `ours` that must not be loaded at start: imported as types or by import() alone. */
  readonly lazily?: readonly string[];
  /** Those of `packages` of which types alone may be imported. */
  readonly typesOf?: readonly string[];
}

const pure = ['disk', 'happyfox', 'assets', 'plans', 'finding', 'tables'];

const undiciModules = ['agent', 'dispatcher', 'proxy-agent']
  .map((name) => `undici/lib/dispatcher/${name}.js`)
  .concat('undici/lib/api/api-connect.js');

/** The table of ARCHITECTURE.md. */
const layers: Readonly<Record<string, Layer>> = {
  disk: { ours: [], packages: ['node:'] },
  happyfox: {
    ours: ['disk'],
    packages: ['undici', ...undiciModules, 'zod', 'node:'],
    // Loaded whole it holds up the first request.
    typesOf: ['undici'],
  },
  assets: { ours: ['disk', 'happyfox'], packages: ['jsonc-parser', 'node:'] },
  plans: { ours: ['disk', 'happyfox', 'assets'], packages: ['jsonc-parser', 'node:'] },
  finding: { ours: ['disk', 'happyfox', 'assets'], packages: ['node:'] },
  tables: {
    ours: ['happyfox', 'assets', 'plans', 'finding'],
    packages: ['csv-parse', 'csv-parse/sync', 'csv-stringify/sync', 'node:'],
  },
  sandbox: { ours: [], packages: ['node:'] },
  workbench: {
    ours: [...pure, 'sandbox'],
    // Commands parse their arguments; zod itself is too big for that.
    packages: ['vscode', 'jsonc-parser', 'zod/mini', 'node:'],
    lazily: ['sandbox', 'happyfox/connection'],
  },
  webview: { ours: [...pure, 'workbench'], packages: ['slickgrid', 'sortablejs'], lazily: [...pure, 'workbench'] },
  'extension.ts': { ours: ['workbench'], packages: ['vscode'] },
};

/** The rooms of src/workbench/, lowest first: a room may import those before it, and no other. The workbench itself joins them. */
const rooms = [
  ...['words', 'webviews', 'sessions', 'screen', 'asking', 'accounts', 'reading', 'documents', 'plans'],
  ...['tree', 'search', 'table', 'spreadsheets', 'audit', 'people', 'changes'],
];
/** By what the doors of a room are called, where it has any: up to `asking`, what lies in a room is there for others. */
const doors: Readonly<Record<string, string>> = {
  ...{ accounts: 'account', reading: 'reading', documents: 'document', plans: 'plan', tree: 'tree', search: 'search' },
  ...{ table: 'table', spreadsheets: 'spreadsheet', audit: 'audit', people: 'people', changes: 'changes' },
};
/** From here on, each room is one thing that people do, and knows nothing of the others. */
const firstFeature = rooms.indexOf('tree');

const banned = /Manager|Controller|Service|Helper|Util|Handler/;

/** One import in a source file. */
interface Import {
  readonly specifier: string;
  readonly how: 'static' | 'type' | 'dynamic';
}

/** Every way TypeScript has to name another module. */
function importsOf(source: ts.SourceFile): readonly Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node | undefined, how: Import['how']): void => {
    assert.ok(specifier && ts.isStringLiteralLike(specifier), `${source.fileName}: an import of something computed`);
    // Of what a declaration file names nothing is loaded.
    imports.push({ specifier: specifier.text, how: source.isDeclarationFile ? 'type' : how });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeImport(node) ? 'type' : 'static');
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, 'type');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], 'dynamic');
    } else if (ts.isExternalModuleReference(node)) {
      add(node.expression, 'static');
    } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require') {
      add(node.arguments[0], 'static');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly);
}

/** Why a file (path below src/) may not have an import; undefined where it may. */
function violation(file: string, { specifier, how }: Import): string | undefined {
  const folder = file.split('/')[0] ?? '';
  const layer = layers[folder];
  if (layer === undefined) return `no rule for ${folder}`;
  if (!specifier.startsWith('.')) {
    const allowed = layer.packages.some(
      (name) => specifier === name || (name === 'node:' && specifier.startsWith(name)),
    );
    if (!allowed) return `package ${specifier}`;
    const whole = how !== 'type' && layer.typesOf?.includes(specifier);
    return whole === true ? `package ${specifier} for more than its types` : undefined;
  }
  const target = posix.join(posix.dirname(file), specifier);
  const targetFolder = target.split('/')[0] ?? '';
  if (targetFolder !== folder && !layer.ours.includes(targetFolder)) return target;
  if (targetFolder === 'workbench') return wrongDoor(file, target, how);
  const lazy =
    targetFolder !== folder && layer.lazily?.some((name) => target === name || target.startsWith(`${name}/`));
  return lazy === true && how === 'static' ? `${target}, which must not be loaded at start` : undefined;
}

/** Why a file (path below src/) may not enter the workbench, or a room of it, by one of its files; undefined where it may. */
function wrongDoor(file: string, target: string, how: Import['how']): string | undefined {
  if (file === 'extension.ts') return target === 'workbench/workbench' ? undefined : `${target}, which is inside`;
  if (file.startsWith('webview/')) return target.endsWith('Messages') ? undefined : `${target}, which is no contract`;
  const [room, other] = [roomOf(file), roomOf(target)];
  if (other === room) return undefined;
  if (other === undefined) return `${target}, which is above all rooms`;
  const [mine, its] = [room === undefined ? rooms.length : rooms.indexOf(room), rooms.indexOf(other)];
  if (its >= mine || (room !== undefined && its >= firstFeature)) return `${target}, a room that is not below it`;
  const door = doors[other];
  // What a room gives is made once, by the workbench; others know its type.
  const isParts = target === `workbench/${other}/${door}Parts` && (room === undefined || how === 'type');
  const isCommands =
    file === 'workbench/commandTable.ts' && how === 'dynamic' && target === `workbench/${other}/${door}Commands`;
  return door === undefined || isParts || isCommands ? undefined : `${target}, which is no door of its room`;
}

/** The room that a file (path below src/) is in; undefined where it is in none. Throws for a room that has no place. */
function roomOf(path: string): string | undefined {
  const [folder, room, ...rest] = path.split('/');
  if (folder !== 'workbench' || rest.length === 0 || room === undefined) return undefined;
  assert.ok(rooms.includes(room), `${path}: no place is given to this room`);
  return room;
}

function namesOfClasses(source: ts.SourceFile): readonly string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node) && node.name) names.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function parse(fileName: string, text: string): ts.SourceFile {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
}

describe('layering', () => {
  const sources = globSync('src/**/*.ts').map((path) => {
    const file = path.replaceAll('\\', '/').slice('src/'.length);
    return { file, text: readFileSync(path, 'utf8') };
  });

  it('has files to look at', () => {
    assert.ok(sources.some(({ file }) => file.startsWith('assets/')));
  });

  it('imports only what the table allows', () => {
    const violations = sources.flatMap(({ file, text }) =>
      importsOf(parse(file, text)).flatMap((imported) => {
        const reason = violation(file, imported);
        return reason === undefined ? [] : [`${file} imports ${reason}`];
      }),
    );
    assert.deepEqual(violations, []);
  });

  it('has no barrels, and no file named for nothing in particular', () => {
    const nameless = /^(index|utils?|helpers?|misc|common)\.ts$/i;
    assert.deepEqual(
      sources.map(({ file }) => file).filter((file) => nameless.test(basename(file))),
      [],
    );
  });

  it('has no class named for nothing in particular', () => {
    const named = sources.flatMap(({ file, text }) =>
      namesOfClasses(parse(file, text)).map((name) => `${file}: ${name}`),
    );
    assert.deepEqual(
      named.filter((name) => banned.test(name.split(': ')[1] ?? '')),
      [],
    );
  });
});

describe('the layering rules', () => {
  const refused: [file: string, code: string][] = [
    ['assets/a.ts', "import { window } from 'vscode'"],
    ['assets/a.ts', "import type { Uri } from 'vscode'"],
    ['assets/a.ts', "import { x } from '../plans/x'"],
    ['assets/a.ts', "export * from '../workbench/x'"],
    ['assets/a.ts', "type X = import('../workbench/x').X"],
    ['assets/a.ts', "const x = await import('../sandbox/sandbox')"],
    ['assets/a.ts', "import x = require('../tables/x')"],
    ['assets/a.ts', "import fs from 'fs'"],
    ['assets/deep/a.ts', "import { x } from '../../plans/x'"],
    ['happyfox/a.ts', "import type { x } from '../assets/x'"],
    ['happyfox/a.ts', "import { Agent } from 'undici'"],
    ['happyfox/a.ts', "import Client from 'undici/lib/dispatcher/client.js'"],
    ['workbench/a.ts', "import Agent from 'undici/lib/dispatcher/agent.js'"],
    ['sandbox/a.ts', "import type { Asset } from '../happyfox/asset'"],
    ['sandbox/a.ts', "import * as z from 'zod'"],
    ['plans/a.ts', "import { x } from '../tables/x'"],
    ['workbench/a.ts', "import { startSandbox } from '../sandbox/sandbox'"],
    ['workbench/a.ts', "import { connect } from '../happyfox/connection'"],
    ['workbench/a.ts', "import { type ConnectionOptions, connect } from '../happyfox/connection'"],
    ['workbench/a.ts', "import '../happyfox/connection'"],
    ['workbench/a.ts', "import { request } from 'undici'"],
    ['workbench/a.ts', "import * as z from 'zod'"],
    ['workbench/words/a.ts', "import type { Sessions } from '../sessions/sessions'"],
    ['workbench/documents/a.ts', "import type { PlanParts } from '../plans/planParts'"],
    ['workbench/documents/language/a.ts', "import type { PlanParts } from '../../plans/planParts'"],
    ['workbench/search/a.ts', "import type { TreeParts } from '../tree/treeParts'"],
    ['workbench/people/a.ts', "const { openTable } = await import('../table/tableCommands')"],
    ['workbench/table/a.ts', "import { planParts } from '../plans/planParts'"],
    ['workbench/table/a.ts', "import type { X } from '../plans/deleteParts'"],
    ['workbench/a.ts', "const x = await import('./plans/planCommands')"],
    ['workbench/commandTable.ts', "const x = await import('./documents/copyCommands')"],
    ['extension.ts', "import { Plans } from './workbench/plans/plans'"],
    ['webview/a.ts', "import type { Plans } from '../workbench/plans/plans'"],
    ['workbench/table/a.ts', "import type { OpenDocuments } from '../documents/openDocuments'"],
    ['workbench/table/a.ts', "const { planCommands } = await import('../plans/planCommands')"],
    ['workbench/plans/a.ts', "import type { Parts } from '../parts'"],
    ['workbench/a.ts', "import { planCommands } from './plans/planCommands'"],
    ['workbench/a.ts', "import { Plans } from './plans/plans'"],
    ['webview/a.ts', "import { safeText } from '../assets/safeText'"],
    ['webview/a.ts', "import type { Uri } from 'vscode'"],
    ['extension.ts', "import { x } from './assets/x'"],
    ['elsewhere/a.ts', "import 'node:fs'"],
  ];
  for (const [file, code] of refused) {
    it(`refuse in ${file}: ${code}`, () => {
      const reasons = importsOf(parse(file, code)).map((imported) => violation(file, imported));
      assert.equal(reasons.length, 1);
      assert.notEqual(reasons[0], undefined);
    });
  }

  const allowed: [file: string, code: string][] = [
    ['assets/a.ts', "import type { Asset } from '../happyfox/asset'"],
    ['assets/a.ts', "import { x } from './x'"],
    ['happyfox/a.ts', "import * as z from 'zod'"],
    ['happyfox/a.ts', "import type { Dispatcher } from 'undici'; import Agent from 'undici/lib/dispatcher/agent.js'"],
    ['tables/a.ts', "import { x } from '../plans/x'"],
    ['sandbox/deep/a.ts', "import { createServer } from 'node:http'; import { x } from '../x'"],
    ['workbench/a.ts', "import { window } from 'vscode'; import { x } from '../assets/x'"],
    ['workbench/a.ts', "const { startSandbox } = await import('../sandbox/sandbox')"],
    ['workbench/sessions/a.ts', "import type { Connection } from '../../happyfox/connection'"],
    [
      'workbench/table/a.ts',
      "import type { DocumentParts } from '../documents/documentParts'; import { askPick } from '../asking/quickInput'",
    ],
    ['workbench/documents/a.ts', "import { x } from './language/x'"],
    ['workbench/documents/language/a.ts', "import { x } from '../x'; import { t } from '../../words/x'"],
    ['workbench/a.ts', "import { planParts } from './plans/planParts'"],
    ['workbench/commandTable.ts', "const x = await import('./plans/planCommands')"],
    ['workbench/a.ts', "import { type Connection } from '../happyfox/connection'"],
    ['webview/a.ts', "import type { Message } from '../workbench/plans/planMessages'"],
    ['extension.ts', "import * as vscode from 'vscode'; import { openWorkbench } from './workbench/workbench'"],
  ];
  for (const [file, code] of allowed) {
    it(`allow in ${file}: ${code}`, () => {
      const reasons = importsOf(parse(file, code)).map((imported) => violation(file, imported));
      assert.ok(reasons.length > 0);
      assert.deepEqual(
        reasons.filter((reason) => reason !== undefined),
        [],
      );
    });
  }
});
