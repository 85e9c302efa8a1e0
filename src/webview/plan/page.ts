import { Host } from '../host';
import { PlanPage, type PlanTalk } from './planPage';

const page = document.getElementById('page');
const host = new Host<PlanTalk>();
let plan: PlanPage | undefined;

host.listen((message) => {
  if (message.kind === 'rows') plan?.hear(message);
  else if (message.kind === 'lines') plan?.showLines(message);
  else if (page) plan = new PlanPage(host, page, message, plan?.lookedAt);
});
host.tell({ kind: 'ready' });
