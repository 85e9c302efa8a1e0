import * as vscode from 'vscode';
import { groundOf } from '../../finding/ground';
import { holdingsOf } from '../../finding/holders';
import type { PlanParts } from '../plans/planParts';
import { groundText, numberText } from '../words/indexText';
import { matchesOf } from '../asking/soundQuery';
import { uriOfAsset } from '../screen/openEditors';
import { personName } from '../asking/personQuestion';
import { assetButtons, assetItem, refOf, type AssetItem } from '../screen/searchItems';
import { askHandOver, handOverTitles } from './askHandOver';
import type { AskedHolder } from './askHolder';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

/** What can be done with all of it. */
const actions = {
  handOver: { iconPath: new vscode.ThemeIcon('arrow-swap'), tooltip: handOverTitles.handOver },
  takeBack: { iconPath: new vscode.ThemeIcon('reply'), tooltip: handOverTitles.takeBack },
  table: { iconPath: new vscode.ThemeIcon('table'), tooltip: t('Open as a Table') },
} as const satisfies Record<string, vscode.QuickInputButton>;

/** Lists what a person holds, to open, reveal, take back or hand over. Resolves once the list is gone and what was chosen is done. */
export async function showHoldingsPick(
  parts: CommandRunner & Pick<PlanParts, 'plans'>,
  asked: AskedHolder,
): Promise<void> {
  const { session, index, person } = asked;
  const held = await holdingsOf(await matchesOf(index, '', undefined), person.id);
  const input = vscode.window.createQuickPick<AssetItem | vscode.QuickPickItem>();
  const name = personName(person);
  const told =
    held.length === 1 ? t('{0} holds 1 asset', name) : t('{0} holds {1} assets', name, numberText(held.length));
  input.title = `${told} (${groundText(groundOf(index))})`;
  input.placeholder = held.length === 0 ? t('Nothing is linked to this person.') : t('Choose an asset to open it.');
  input.matchOnDescription = true;
  input.ignoreFocusOut = true;
  input.items = held.map((row) => ({ ...assetItem(session, row, undefined, '', false), alwaysShow: false }));
  input.buttons = held.length === 0 ? [] : Object.values(actions);
  const next = await new Promise<(() => Promise<unknown>) | undefined>((resolve) => {
    const openIn = (item: AssetItem, viewColumn: vscode.ViewColumn) => async () =>
      vscode.window.showTextDocument(uriOfAsset(refOf(item), item.row.name), { preview: false, viewColumn });
    input.onDidAccept(() => {
      const [item] = input.activeItems;
      if (item && isAsset(item)) resolve(openIn(item, vscode.ViewColumn.Active));
    });
    input.onDidTriggerItemButton(({ item, button }) => {
      if (!isAsset(item)) return;
      const { row } = item;
      if (button === assetButtons.copyId) void vscode.env.clipboard.writeText(String(row.id));
      else if (button === assetButtons.toSide) resolve(openIn(item, vscode.ViewColumn.Beside));
      else resolve(() => parts.run('revealAsset', uriOfAsset(refOf(item), row.name)));
    });
    input.onDidTriggerButton((button) => {
      if (button === actions.table)
        resolve(() => parts.run('openTable', { account: session.accountId, query: `contact:#${person.id}` }));
      else
        resolve(() =>
          askHandOver(parts, { ...asked, targets: [] }, button === actions.takeBack ? 'takeBack' : 'handOver'),
        );
    });
    input.onDidHide(() => resolve(undefined));
    input.show();
  }).finally(() => input.dispose());
  await next?.();
}

function isAsset(item: AssetItem | vscode.QuickPickItem): item is AssetItem {
  return 'row' in item;
}
