/**
 * One switch for every behaviour the article leaves open or contradicts itself on. No live account was asked: each default is an
 * assumption, and a client has to survive every other position too. Switches are read on each request, so they may be changed at any time.
 */
export interface Switches {
  // Reading assets

  /** Assumption: assets are listed by ascending id; the article names no order. `recentlyUpdated` makes rows shift between pages while others edit. */
  listOrder: 'id' | 'idDescending' | 'recentlyUpdated';
  /** Assumption: an asset older than a field lacks that field until it gets a value. It is the only reading under which §1 (three fields) and §6 (five) describe one account. `true` lists every field. */
  listsEveryField: boolean;
  /** Assumption: only the answers to POST and PUT hold `created_at` and `updated_at`, as in the article's samples. */
  timestampsInReads: boolean;
  /** Assumption: `2019-11-15T07:49:40Z`, as in §3; `plain` is `2019-11-15 07:49:40`, as other resources have it. */
  timestampFormat: 'iso' | 'plain';
  /** Assumption: the answer to a create lacks `asset_type`, as in §3. */
  assetTypeInCreateAnswer: boolean;
  /** Assumption: no `contact_groups` on assets; newer accounts have them and accept `contact_group_ids`. */
  contactGroups: boolean;
  /** Assumption: a dropdown is read as the id of its choice, as in §3's answer, and multiple options as a list of ids. */
  choiceValue: 'id' | 'idString' | 'label' | 'object';
  /** Assumption: a number is read as a JSON number; the article shows no filled one. */
  numberValue: 'number' | 'string';
  /** Assumption: a text is read as a JSON string; `number` reads digits as a bare number, display ids too, however many there are. */
  textValue: 'string' | 'number';
  /** Assumption: a date is read as `YYYY-MM-DD`; `dateTime` has a time behind it, and takes it back. */
  dateValue: 'day' | 'dateTime';

  // Paging

  /** Assumption: lists come in the envelope of §1; `array` is the bare list. */
  envelope: 'page' | 'array';
  /** Assumption: `staff/` is a bare array, not paged. */
  staffEnvelope: 'array' | 'page';
  /** Assumption: a page past the end is empty; `lastPage` repeats the last one, `notFound` answers 404. */
  pastTheEnd: 'empty' | 'lastPage' | 'notFound';
  /** Assumption: an empty list has no page. */
  emptyPageCount: 0 | 1;
  /** Assumption: `page_count` is right; `zero` always says 0. */
  pageCount: 'exact' | 'zero';
  /** Assumption: `page` is honoured; `ignored` serves page 1 for ever. */
  pageParameter: 'honoured' | 'ignored';
  /** Assumption: a size above 50 is taken as 50; `refuse` answers 400. */
  sizeAboveMaximum: 'clamp' | 'refuse';
  /** Assumption: an `asset_type` that doesn't exist is 404; `firstType` falls back as if it were missing. */
  unknownAssetType: 'notFound' | 'firstType';

  // Custom fields

  /** Assumption: choices look like those of contacts' and tickets' fields, `[{id, text}]`; the article shows only null. */
  choicesShape: 'objects' | 'map' | 'pairs' | 'strings';
  /** Assumption: the slug of "multiple options", which no sample shows. */
  multipleSlug: 'multiple_options' | 'multiple_option' | 'multi_choice' | 'multiple_choice' | 'multiple' | 'checkbox';
  /** Assumption: the other kinds are named as in §6; `unheard` gives every kind a name that no article has. */
  slugs: 'article' | 'unheard';
  /** Assumption: one field is read at the plural path of §7; other editions of the article have the singular. */
  customFieldPath: 'plural' | 'singular' | 'both';
  /** Assumption: types have the three settings of §8; newer accounts add `enable_asset_type_visibility_to_contact`. */
  visibilitySetting: boolean;

  // Writing

  /** Assumption: a PUT may leave out `name` and `display_id`, as §4's example does; its table says they are required. */
  partialUpdate: boolean;
  /** Assumption: custom fields that a PUT doesn't name stay. `resetWhenAnyNamed` clears them if the payload has `custom_fields`, `reset` always. */
  unnamedCustomFields: 'keep' | 'resetWhenAnyNamed' | 'reset';
  /** Assumption: contacts that a PUT doesn't name stay linked; `reset` takes all away where it has no `contact_ids`. */
  unnamedContacts: 'keep' | 'reset';
  /** Assumption: a choice is named by its id, a number or digits; `strictId` takes numbers only, `idOrLabel` labels too. */
  choiceWrite: 'id' | 'strictId' | 'idOrLabel';
  /** Assumption: a choice that is gone is refused, though the asset has it; `keep` takes what the asset has. */
  goneChoices: 'refuse' | 'keep';
  /** Assumption: `contact_ids` of a PUT replaces the list, as §4's example suggests. */
  contactIdsOnUpdate: 'replace' | 'add';
  /** Assumption: a display id is unique in the account. */
  displayIdUnique: 'account' | 'assetType' | 'no';
  /** Assumption: custom field ids the type doesn't have, and unknown keys of the payload, are silently ignored. */
  unknownKeys: 'ignore' | 'refuse';
  /** Assumption: a type without contact association refuses contacts; `ignore` drops them silently. */
  contactsWhereSwitchedOff: 'refuse' | 'ignore';
  /** Assumption: a new contact needs a name and an e-mail or phone, as §3's table says; its example has an e-mail alone. */
  contactNameRequired: boolean;
  /** Assumption: a refused write creates no contacts; `true` leaves them behind. */
  contactsSurviveRefusal: boolean;
  /** Assumption: numbers may have two decimal places; `false` wants whole numbers. */
  decimals: boolean;
  /** Assumption: an empty string in a text field is kept; `null` makes it null. Elsewhere it always clears. */
  emptyText: 'keep' | 'null';
  /** Assumption: text is stored as it came; `true` strips white space at both ends. */
  trimsText: boolean;
  /** Assumption: the answer to a delete, which §5 leaves out, is 204 without a body. `asset` is 200 with the deleted asset, `message` 200 with a sentence. */
  deleteAnswer: 'noContent' | 'empty' | 'asset' | 'message';

  // Refusals

  /** Assumption: an unknown or inactive agent is a 400 on the key that named it. */
  inactiveAgent: 400 | 403;
  /** Assumption: an agent without Manage Assets gets 403. */
  agentWithoutPermission: 400 | 403;
  /** Assumption: an agent without Manage all Contacts who creates contacts gets 403. */
  agentWithoutContacts: 400 | 403;
  /** Assumption: 400 comes in the mix of shapes of §3; the others are seen at other resources. */
  errorShape: 'article' | 'list' | 'text' | 'message' | 'flag';
  /** Assumption: a known path without its last slash redirects with 301. */
  missingSlash: 301 | 404;

  // Rate limit: 500 reads and 300 writes a minute for the account, then 429 for ten minutes

  /** Whether the limit is applied at all. */
  rateLimit: boolean;
  /** GET requests in any 60 seconds. */
  readsPerMinute: number;
  /** Assumption: PUT and DELETE, which the limit doesn't mention, count as POST. */
  writesPerMinute: number;
  /** Assumption: requests during the ten minutes don't lengthen them. */
  lockOutExtends: boolean;
  /** Assumption: 429 has no `Retry-After`. */
  retryAfter: 'none' | 'seconds' | 'date';
}

/** The position of each switch unless a test says otherwise. */
export const defaultSwitches: Readonly<Switches> = {
  listOrder: 'id',
  listsEveryField: false,
  timestampsInReads: false,
  timestampFormat: 'iso',
  assetTypeInCreateAnswer: false,
  contactGroups: false,
  choiceValue: 'id',
  numberValue: 'number',
  textValue: 'string',
  dateValue: 'day',
  envelope: 'page',
  staffEnvelope: 'array',
  pastTheEnd: 'empty',
  emptyPageCount: 0,
  pageCount: 'exact',
  pageParameter: 'honoured',
  sizeAboveMaximum: 'clamp',
  unknownAssetType: 'notFound',
  choicesShape: 'objects',
  multipleSlug: 'multiple_options',
  slugs: 'article',
  customFieldPath: 'plural',
  visibilitySetting: false,
  partialUpdate: true,
  unnamedCustomFields: 'keep',
  unnamedContacts: 'keep',
  choiceWrite: 'id',
  goneChoices: 'refuse',
  contactIdsOnUpdate: 'replace',
  displayIdUnique: 'account',
  unknownKeys: 'ignore',
  contactsWhereSwitchedOff: 'refuse',
  contactNameRequired: true,
  contactsSurviveRefusal: false,
  decimals: true,
  emptyText: 'keep',
  trimsText: false,
  deleteAnswer: 'noContent',
  inactiveAgent: 400,
  agentWithoutPermission: 403,
  agentWithoutContacts: 403,
  errorShape: 'article',
  missingSlash: 301,
  rateLimit: true,
  readsPerMinute: 500,
  writesPerMinute: 300,
  lockOutExtends: false,
  retryAfter: 'none',
};
