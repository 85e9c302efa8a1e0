import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { sessionParts, type Owning, type SessionParts } from '../../../src/workbench/sessions/sessionParts';
import type { AccountSession } from '../../../src/workbench/sessions/accountSession';
import type { AssetTree } from '../../../src/workbench/tree/assetTree';
import type { Container, Node } from '../../../src/workbench/screen/nodes';
import type { TreeMemory } from '../../../src/workbench/screen/treeMemory';
import { treeModel } from '../../../src/workbench/tree/treeModel';

/** The tree of a window that nobody sees, over storage of its own, so that what it gives VS Code can be looked at. */
export class HiddenTree {
  readonly tree: AssetTree;
  readonly memory: TreeMemory;
  readonly session: AccountSession;
  private readonly disposables: readonly vscode.Disposable[];

  private constructor(accounts: SessionParts & Owning, accountId: string, storage: string) {
    const trees = treeModel({ globalStorageUri: vscode.Uri.file(storage) }, accounts);
    this.memory = trees.memory;
    this.tree = trees.tree;
    this.session = accounts.sessions.get(accountId);
    this.disposables = [...trees.disposables, ...accounts.disposables];
  }

  /** A window with one account, all of whose assets are known. `storage` is that of a window before it, to go on from there. */
  static async open(sandbox: Sandbox, storage: string, index: 'complete' | 'empty' = 'complete'): Promise<HiddenTree> {
    const log = vscode.window.createOutputChannel('hidden tree', { log: true });
    const accounts = sessionParts(fakeContext(storage), log, noCommands);
    const { url: baseUrl, apiKey, authCode } = sandbox;
    const id = new URL(baseUrl).host;
    const account = { id, baseUrl, label: 'Hidden', agent: { id: 1, name: 'George' }, staffNames: {}, assetTypes: [] };
    await accounts.vault.add(account, { baseUrl, apiKey, authCode });
    const hidden = new HiddenTree(accounts, id, storage);
    await hidden.tree.getChildren();
    if (index === 'complete')
      await hidden.session.index.ensureComplete(undefined, { signal: new AbortController().signal });
    return hidden;
  }

  /** The lines below a node as they are painted: label and description. */
  async lines(node?: Node): Promise<string[]> {
    return (await this.below(node)).map((child) => this.line(child));
  }

  /** What a node says. */
  line(node: Node): string {
    const { label, description } = this.tree.getTreeItem(node);
    assert.ok(typeof label === 'string' && typeof description !== 'boolean');
    return description ? `${label} | ${description}` : label;
  }

  /** The nodes below a node. None has an id that another has. */
  async below(node?: Node): Promise<readonly Node[]> {
    const children = await this.tree.getChildren(node);
    assert.equal(new Set(children.map(({ id }) => id)).size, children.length);
    for (const child of children) {
      const parent = this.tree.getParent(child);
      assert.equal(parent, node, `${child.id} has another parent than the one it is shown below`);
    }
    return children;
  }

  /** The node with this label below a node. */
  async find(label: string, node?: Node): Promise<Node> {
    const children = await this.below(node);
    const found = children.find((child) => this.tree.getTreeItem(child).label === label);
    assert.ok(found, `${label} is not among ${children.map((child) => this.line(child)).join('; ')}`);
    return found;
  }

  /** The same, which must have assets below it. */
  async container(label: string): Promise<Container> {
    const node = await this.find(label);
    assert.ok(node.kind === 'assetType' || node.kind === 'savedFilter' || node.kind === 'group');
    return node;
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }
}

/** A folder for what a window keeps; the returned function removes it. */
export function storageFolder(): readonly [path: string, remove: () => void] {
  const path = mkdtempSync(join(tmpdir(), 'hf-tree-'));
  return [path, () => rmSync(path, { recursive: true, force: true, maxRetries: 3 })];
}

/** As much of a context as accounts need, in memory but for its folder. */
/** Nobody presses a button here that would run a command. */
const noCommands = (): Promise<undefined> => Promise.resolve(undefined);

function fakeContext(storage: string): vscode.ExtensionContext {
  const state = new Map<string, unknown>();
  const secrets = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  const context = {
    extension: { id: 'hidden.tree' },
    globalStorageUri: vscode.Uri.file(storage),
    globalState: {
      keys: () => [...state.keys()],
      get: (key: string, fallback?: unknown) => state.get(key) ?? fallback,
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
      setKeysForSync: () => undefined,
    },
    secrets: {
      keys: () => Promise.resolve([...secrets.keys()]),
      get: (key: string) => Promise.resolve(secrets.get(key)),
      store: (key: string, value: string) => Promise.resolve(void secrets.set(key, value)),
      delete: (key: string) => Promise.resolve(void secrets.delete(key)),
      onDidChange: changed.event,
    },
  };
  return context as unknown as vscode.ExtensionContext;
}
