import Sortable from 'sortablejs';
import { Host } from '../host';
import { TablePage } from './tablePage';
import type { TableTalk } from './tableTalk';

// SlickGrid moves columns with it, and looks for it here.
Object.assign(globalThis, { Sortable });

const page = document.getElementById('page');
const host = new Host<TableTalk>();
let table: TablePage | undefined;

host.listen((message) => {
  if (message.kind !== 'open') return table?.hear(message);
  table?.leave();
  if (page) table = new TablePage(host, page, message);
});
host.tell({ kind: 'ready' });
