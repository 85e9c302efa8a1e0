import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'mocha';
import type { WindowMessage } from '../../../src/workbench/sessions/otherWindows';
import { storageFolder } from './profile';

/** Where the windows of a user leave messages for each other. */
export const windowsFolder = (): string => join(storageFolder(), 'windows');

/** Another window of the same user, as far as this one can tell: a file beside its own. */
export class OtherWindow {
  private readonly file = `other-${randomUUID()}.json`;
  private readonly outbox: { sequence: number; message: WindowMessage }[] = [];

  /** Says something to all windows. */
  tell(...messages: readonly WindowMessage[]): void {
    for (const message of messages) this.outbox.push({ sequence: this.outbox.length + 1, message });
    const path = join(windowsFolder(), this.file);
    writeFileSync(`${path}.tmp`, JSON.stringify(this.outbox));
    renameSync(`${path}.tmp`, path);
  }

  /** Closes it. */
  close(): void {
    rmSync(join(windowsFolder(), this.file), { force: true });
  }
}

/** Another window for each test, which is closed after it. */
export function givenOtherWindow(): () => OtherWindow {
  let other = new OtherWindow();
  afterEach(() => {
    other.close();
    other = new OtherWindow();
  });
  return () => other;
}
