import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Asset } from '../../../src/happyfox/asset';
import { AssetType } from '../../../src/happyfox/assetType';
import { Contact } from '../../../src/happyfox/contact';
import { CustomField } from '../../../src/happyfox/customField';
import { readPage } from '../../../src/happyfox/page';
import { Staff } from '../../../src/happyfox/staff';
import createAnswer from '../../fixtures/article/createAnswer.json';
import getAsset from '../../fixtures/article/getAsset.json';
import getAssetType from '../../fixtures/article/getAssetType.json';
import getCustomField from '../../fixtures/article/getCustomField.json';
import listAssets from '../../fixtures/article/listAssets.json';
import listAssetTypes from '../../fixtures/article/listAssetTypes.json';
import listCustomFields from '../../fixtures/article/listCustomFields.json';
import updateAnswer from '../../fixtures/article/updateAnswer.json';

const firstPage = { page: 1, size: 10 };
const minimal = { id: 1, name: 'A', display_id: 'a', contacts: [], custom_fields: [] };

describe('the article’s samples', () => {
  it('§1: a page of ten assets', () => {
    const page = readPage(listAssets, Asset, firstPage);
    assert.equal(page.items.length, 10);
    assert.deepEqual(page.unreadable, []);
    assert.equal(page.total, 198);
    assert.equal(page.last, false);
    const linked = page.items.find(({ id }) => id === 6748);
    assert.deepEqual(linked?.contacts, [{ id: 27662, name: 'Dwyane Wade', email: 'dwayne.wade@gmail.com' }]);
    assert.deepEqual(linked.customFields[1], { id: 46, name: 'Manufacturer', type: 'text', order: 2, value: 'Dell' });
  });

  it('§2: one asset', () => {
    assert.deepEqual(Asset.parse(getAsset), {
      id: 659,
      displayId: '2',
      name: '21',
      contacts: [],
      customFields: [
        { id: 45, name: 'Serial Number', type: 'text', order: 1, value: null },
        { id: 46, name: 'Manufacturer', type: 'text', order: 2, value: null },
        { id: 47, name: 'Model', type: 'text', order: 3, value: null },
      ],
      assetType: { id: 1, name: 'General' },
      createdBy: 1,
      updatedBy: 1,
      absent: [],
      unknownKeys: {},
    });
  });

  it('§3: the answer to a create, which has no type', () => {
    const asset = Asset.parse(createAnswer);
    assert.equal(asset.id, 13);
    assert.equal(Object.hasOwn(asset, 'assetType'), false);
    assert.equal(asset.createdAt, '2019-11-15T07:49:40Z');
    assert.equal(asset.updatedBy, null);
    assert.deepEqual(asset.customFields[0], { id: 1, name: 'Asset Category', type: 'dropdown', order: 1, value: 1 });
    assert.deepEqual(asset.absent, []);
  });

  it('§4: the answer to an update', () => {
    const asset = Asset.parse(updateAnswer);
    assert.equal(asset.name, "Macbook pro 2019 15' inch Retina");
    assert.deepEqual(asset.assetType, { id: 1, name: 'General' });
  });

  it('§6 and §7: custom fields', () => {
    const { items } = readPage(listCustomFields, CustomField, { page: 1, size: 50 });
    assert.deepEqual(
      items.map(({ id, type }) => [id, type]),
      [
        [45, 'text'],
        [46, 'text'],
        [47, 'text'],
        [56, 'number'],
        [57, 'date'],
      ],
    );
    assert.deepEqual(CustomField.parse(getCustomField), { id: 45, name: 'Serial Number', type: 'text', choices: null });
  });

  it('§8 and §9: asset types', () => {
    const { items } = readPage(listAssetTypes, AssetType, { page: 1, size: 50 });
    assert.deepEqual(items, [
      { id: 1, name: 'General', description: null, settings: { enableContactAssociation: true } },
      { id: 2, name: 'Device', description: '', settings: { enableContactAssociation: false } },
    ]);
    assert.deepEqual(AssetType.parse(getAssetType), items[0]);
  });
});

describe('Asset', () => {
  it('is certain of the id alone', () => {
    const asset = Asset.parse({ id: 7 });
    assert.deepEqual(asset.absent, ['name', 'display_id', 'contacts', 'custom_fields']);
    assert.deepEqual(asset.unknownKeys, {});
    for (const id of [undefined, null, 0, -1, 1.5, '', '01', 'x', true, [], '99999999999999999']) {
      assert.equal(Asset.safeParse({ ...minimal, id }).success, false, `id ${String(id)}`);
    }
  });

  it('takes a missing or null name as absent, and a null list as empty', () => {
    const asset = Asset.parse({ id: 7, name: null, display_id: null, contacts: null, custom_fields: null });
    assert.deepEqual(asset.absent, ['name', 'display_id']);
    assert.deepEqual([asset.contacts, asset.customFields], [[], []]);
  });

  it('keeps unknown keys', () => {
    const groups = [{ id: 3, name: 'Sales' }];
    assert.deepEqual(Asset.parse({ ...minimal, contact_groups: groups }).unknownKeys, { contact_groups: groups });
    assert.deepEqual(Asset.parse({ id: '7', odd: null }).unknownKeys, { odd: null });
  });

  it('keeps the zeros of a display id, and makes text of a number', () => {
    assert.equal(Asset.parse({ ...minimal, display_id: '007' }).displayId, '007');
    assert.equal(Asset.parse({ ...minimal, display_id: 7 }).displayId, '7');
  });

  it('reads quoted ids and both forms of timestamps', () => {
    const asset = Asset.parse({
      ...minimal,
      id: '659',
      contacts: [{ id: '5' }],
      created_by: '3',
      updated_by: { id: 4, name: 'Ann' },
      created_at: '2019-11-15 07:49:40',
      updated_at: '2019-11-15T07:49:40Z',
      asset_type: 2,
    });
    assert.equal(asset.id, 659);
    assert.deepEqual(asset.contacts, [{ id: 5, name: null, email: null }]);
    assert.deepEqual([asset.createdBy, asset.updatedBy], [3, 4]);
    assert.equal(asset.createdAt, '2019-11-15T07:49:40Z');
    assert.equal(asset.updatedAt, '2019-11-15T07:49:40Z');
    assert.deepEqual(asset.assetType, { id: 2, name: '' });
  });

  it('reads custom fields given as the object that a write takes', () => {
    const { customFields } = Asset.parse({ ...minimal, custom_fields: { '45': 'X', '46': [1, 2] } });
    assert.deepEqual(customFields, [
      { id: 45, name: '', type: '', order: null, value: 'X' },
      { id: 46, name: '', type: '', order: null, value: [1, 2] },
    ]);
  });

  it('is neither crashed nor polluted by hostile keys', () => {
    const hostile = JSON.parse(
      '{"id": 1, "name": "A", "display_id": "a", "contacts": [], "custom_fields": [{"id": 2, "name": "constructor", "type": "text", "order": 1, "value": {"__proto__": {"polluted": 1}}, "__proto__": {"polluted": 1}}], "__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "toString": "x"}',
    ) as unknown;
    const asset = Asset.parse(hostile);
    assert.equal(Object.getPrototypeOf(asset), Object.prototype);
    assert.equal(Object.getPrototypeOf(asset.unknownKeys), Object.prototype);
    assert.equal('polluted' in {}, false);
    assert.equal('polluted' in asset, false);
    assert.deepEqual(Object.keys(asset.unknownKeys).sort(), ['constructor', 'toString']);
    const asMap = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 1}') as unknown;
    assert.equal(Asset.safeParse({ ...minimal, custom_fields: asMap }).success, false);
    assert.equal('polluted' in {}, false);
  });

  it('survives any drift of any key: it reads, or refuses the row', () => {
    const anything = fc.oneof(fc.jsonValue(), fc.constant(undefined));
    const keys = Object.keys({ ...getAsset, created_at: '', updated_at: '' });
    const drifted = fc.record({
      key: fc.constantFrom(...keys),
      value: anything,
      extra: fc.dictionary(fc.string(), fc.jsonValue()),
    });
    fc.assert(
      fc.property(drifted, ({ key, value, extra }) => {
        const page = readPage({ data: [{ ...extra, ...getAsset, [key]: value }, getAsset] }, Asset, firstPage);
        assert.equal(page.items.length + page.unreadable.length, 2);
        assert.deepEqual(page.items.at(-1), Asset.parse(getAsset));
      }),
    );
  });
});

describe('CustomField', () => {
  const choicesOf = (choices: unknown) => CustomField.parse({ id: 1, name: 'F', type: 'dropdown', choices }).choices;
  const expected = [
    { id: 11, label: 'Laptop' },
    { id: 12, label: 'Phone' },
  ];
  for (const [form, choices] of Object.entries({
    'id and text': [
      { id: 11, text: 'Laptop' },
      { id: 12, text: 'Phone' },
    ],
    'id and name, quoted': [
      { id: '11', name: 'Laptop' },
      { id: '12', name: 'Phone' },
    ],
    'id and value': [
      { id: 11, value: 'Laptop' },
      { id: 12, value: 'Phone' },
    ],
    'id and label': [
      { id: 11, label: 'Laptop' },
      { id: 12, label: 'Phone' },
    ],
    'text before name': [
      { id: 11, name: 'x', text: 'Laptop' },
      { id: 12, name: 'y', text: 'Phone' },
    ],
    'a map': { '11': 'Laptop', '12': 'Phone' },
    pairs: [
      [11, 'Laptop'],
      ['12', 'Phone'],
    ],
  })) {
    it(`reads choices as ${form}`, () => {
      assert.deepEqual(choicesOf(choices), expected);
    });
  }

  it('shows bare strings and oddities without an id', () => {
    assert.deepEqual(choicesOf(['Laptop', 5, null, { id: 0, text: 'Zero' }]), [
      { id: null, label: 'Laptop' },
      { id: null, label: '5' },
      { id: null, label: 'null' },
      { id: null, label: 'Zero' },
    ]);
  });

  it('has none where there are none', () => {
    assert.equal(choicesOf(null), null);
    assert.equal(choicesOf(undefined), null);
    assert.equal(choicesOf('x'), null);
  });

  it('takes any JSON for choices', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (choices) => {
        for (const { id, label } of choicesOf(choices) ?? []) {
          assert.equal(typeof label, 'string');
          assert.ok(id === null || (Number.isSafeInteger(id) && id > 0));
        }
      }),
    );
  });
});

describe('people', () => {
  it('reads staff, whatever is left out', () => {
    assert.deepEqual(Staff.parse({ id: 1 }), {
      id: 1,
      name: '',
      email: null,
      active: true,
      permissions: [],
      isAccountAdmin: false,
    });
    const ann = {
      id: '2',
      name: 'Ann',
      email: 'ann@acme.com',
      active: false,
      is_account_admin: true,
      role: { id: 1, name: 'Agent' },
      categories: [],
      permissions: ['manage_assets', { slug: 'manage_contacts' }],
    };
    assert.deepEqual(Staff.parse(ann), {
      id: 2,
      name: 'Ann',
      email: 'ann@acme.com',
      active: false,
      permissions: ['manage_assets', 'manage_contacts'],
      isAccountAdmin: true,
    });
  });

  it('reads contacts and their phones', () => {
    assert.deepEqual(Contact.parse({ id: 1, name: 'B', email: null, phones: ['1', { number: 23 }, {}] }), {
      id: 1,
      name: 'B',
      email: null,
      phones: ['1', '23'],
    });
    assert.deepEqual(Contact.parse({ id: 1 }), { id: 1, name: '', email: null, phones: [] });
  });
});
