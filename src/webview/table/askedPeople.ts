import type { ShownPerson } from '../../workbench/table/tableMessages';
import type { Host } from '../host';
import type { TableTalk } from './tableTalk';

/** Asks the host for people to choose from. */
export class AskedPeople {
  private readonly asked = new Map<number, (people: readonly ShownPerson[]) => void>();
  private questions = 0;

  constructor(private readonly host: Pick<Host<TableTalk>, 'tell'>) {}

  /** The people whom a text may mean. */
  readonly find = (text: string): Promise<readonly ShownPerson[]> => {
    this.questions += 1;
    const request = this.questions;
    return new Promise((resolve) => {
      this.asked.set(request, resolve);
      this.host.tell({ kind: 'people', request, text });
    });
  };

  /** People have been found. */
  answer(request: number, people: readonly ShownPerson[]): void {
    this.asked.get(request)?.(people);
    this.asked.delete(request);
  }
}
