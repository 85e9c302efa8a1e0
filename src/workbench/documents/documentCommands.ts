import { compareWithTheirs } from './compareWithTheirs';
import { copyAsJson } from './copyAsJson';
import { copyDisplayId } from './copyDisplayId';
import { copyId } from './copyId';
import { copyLink } from './copyLink';
import { createAsset } from './createAsset';
import { discardDraft } from './discardDraft';
import { duplicateAsset } from './duplicateAsset';
import { mergeFields } from './mergeFields';
import { openAsset } from './openAsset';
import { openDraft } from './openDraft';
import { openToSide } from './openToSide';
import { overwriteTheirs } from './overwriteTheirs';
import { reviewDrafts } from './reviewDrafts';
import { saveAsNew } from './saveAsNew';
import { takeTheirs } from './takeTheirs';

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
