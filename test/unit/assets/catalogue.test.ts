import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { Catalogue } from '../../../src/assets/catalogue';
import type { AssetType } from '../../../src/happyfox/assetType';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { failure, fakeClient } from '../plans/fakeClient';
import { device, failing, george } from './catalogueSamples';
import { serialNumber } from './samples';

/** A catalogue over a client that has these methods. */
function catalogueOver(methods: Partial<HappyFoxClient>, remembered: readonly AssetType[] = []) {
  const { client, calls } = fakeClient(methods);
  const catalogue = new Catalogue(
    () => Promise.resolve(client),
    () => remembered,
  );
  return { catalogue, calls };
}

describe('Catalogue', () => {
  describe('what is read once', () => {
    it('is the types', async () => {
      const { catalogue, calls } = catalogueOver({ listAssetTypes: failing(0, [device]) });
      assert.deepEqual(await Promise.all([catalogue.assetTypes(), catalogue.assetTypes()]), [[device], [device]]);
      await catalogue.assetTypes();
      assert.deepEqual(calls, ['listAssetTypes']);
    });

    it('is the staff', async () => {
      const { catalogue, calls } = catalogueOver({ listStaff: failing(0, [george]) });
      await Promise.all([catalogue.agents(), catalogue.agents()]);
      assert.deepEqual([await catalogue.agents(), calls], [[george], ['listStaff']]);
    });

    it('is a type with its fields', async () => {
      const { catalogue, calls } = catalogueOver({
        listAssetTypes: failing(0, [device]),
        listCustomFields: failing(0, [serialNumber]),
      });
      await catalogue.assetTypes();
      assert.equal(catalogue.knownFields(2), undefined);
      const [definition] = await Promise.all([catalogue.definition(2), catalogue.definition(2)]);
      assert.deepEqual(definition, { assetType: device, fields: [serialNumber] });
      assert.deepEqual(catalogue.knownFields(2), [serialNumber]);
      await catalogue.definition(2);
      assert.deepEqual(calls, ['listAssetTypes', 'listCustomFields']);
    });

    it('costs a restored tab no request for its type', async () => {
      const { catalogue, calls } = catalogueOver({ listCustomFields: failing(0, []) }, [device]);
      assert.equal((await catalogue.definition(2)).assetType, device);
      assert.deepEqual(calls, ['listCustomFields']);
    });

    it('asks for a type by its id where the list does not have it', async () => {
      const { catalogue, calls } = catalogueOver(
        { getAssetType: (id) => Promise.resolve({ ...device, id }), listCustomFields: failing(0, []) },
        [device],
      );
      assert.equal((await catalogue.definition(3)).assetType.id, 3);
      assert.deepEqual([...calls].sort(), ['getAssetType', 'listCustomFields']);
    });
  });

  describe('failures', () => {
    it('are not kept', async () => {
      const { catalogue, calls } = catalogueOver(
        {
          listAssetTypes: failing(1, [device]),
          listStaff: failing(1, [george]),
          listCustomFields: failing(1, [serialNumber]),
        },
        [device],
      );
      for (const look of [() => catalogue.assetTypes(), () => catalogue.agents(), () => catalogue.definition(2)]) {
        await assert.rejects(look(), { name: 'HappyFoxError' });
        await look();
        await look();
      }
      assert.deepEqual(
        calls,
        ['listAssetTypes', 'listStaff', 'listCustomFields'].flatMap((name) => [name, name]),
      );
    });

    it('of the types leave a definition what was remembered', async () => {
      const { catalogue } = catalogueOver(
        { listAssetTypes: () => Promise.reject(failure('server')), listCustomFields: failing(0, []) },
        [device],
      );
      const types = catalogue.assetTypes();
      const definition = catalogue.definition(2);
      await assert.rejects(types);
      assert.equal((await definition).assetType, device);
    });
  });
});
