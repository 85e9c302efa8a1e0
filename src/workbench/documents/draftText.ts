import type { DraftRef } from '../../assets/assetRef';
import { stateOf } from '../../assets/editableState';
import { renderDraft } from '../../assets/renderDocument';
import { safeText } from '../../assets/safeText';
import type { AccountSession } from '../sessions/accountSession';
import { schemaUriOf } from '../screen/assetText';
import { tellLeftOut } from '../words/listedLabels';
import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** The text that a draft of a new asset begins with: every field of the type, or a copy of the asset it duplicates. */
export async function newDraftText(session: AccountSession, ref: DraftRef): Promise<string> {
  const definition = await session.store.catalogue.definition(ref.assetTypeId);
  const schemaUri = schemaUriOf(ref.accountId, ref.assetTypeId);
  const prefill = ref.copyOf === undefined ? undefined : await copyOf(session, ref.copyOf, ref.assetTypeId);
  if (prefill) tellLeftOut(prefill, definition);
  return renderDraft(definition, { schemaUri, ...(prefill && { prefill }) });
}

async function copyOf(session: AccountSession, assetId: number, assetTypeId: number) {
  const [asset, definition] = await Promise.all([
    session.store.read(assetId),
    session.store.catalogue.definition(assetTypeId),
  ]);
  // The display id tells assets apart, so the copy has to be given one of its own.
  return { ...stateOf(asset, definition), displayId: '', contacts: asset.contacts };
}

/** The name that a draft's text gives the asset, to ask about it; empty where it gives none. */
export function nameIn(text: string): string {
  const name = /"name"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  return safeText(name ?? '');
}

/** Asks whether to create an asset although it may exist: the answer to the first attempt was lost. */
export async function confirmSecondCreate(name: string): Promise<boolean> {
  const again = t('Create Again');
  const choice = await vscode.window.showWarningMessage(
    t('“{0}” may have been created already', name),
    {
      modal: true,
      detail: t(
        'It was sent before, but the answer was lost. Refresh the list and look for it first: creating it again may make a second one.',
      ),
    },
    again,
  );
  return choice === again;
}
