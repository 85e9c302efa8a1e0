import { compareWithTheirs, mergeFields, overwriteTheirs, takeTheirs } from './conflictCommands';
import { copyAsJson, copyDisplayId, copyId, copyLink } from './copyCommands';
import { createAsset, duplicateAsset, saveAsNew } from './createAsset';
import { discardDraft, openDraft, reviewDrafts } from './heldEditCommands';
import { openAsset, openToSide } from './openAsset';

/** The commands of this room, by their ids. */
export const documentCommands = {
  compareWithTheirs,
  copyAsJson,
  copyDisplayId,
  copyId,
  copyLink,
  createAsset,
  discardDraft,
  duplicateAsset,
  mergeFields,
  openAsset,
  openDraft,
  openToSide,
  overwriteTheirs,
  reviewDrafts,
  saveAsNew,
  takeTheirs,
} as const;
