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

  describe('what is read again', () => {
    it('is what was read before a time that somebody names, once', async () => {
      const { catalogue, calls } = catalogueOver({
        listAssetTypes: failing(0, [device]),
        listCustomFields: failing(0, [serialNumber]),
      });
      await catalogue.assetTypes();
      await catalogue.definition(2);
      assert.deepEqual(
        [catalogue.knowsTypes(Date.now() - 60_000), catalogue.knowsTypes(Date.now() + 1)],
        [true, false],
      );
      for (const notBefore of [0, Date.now() - 60_000, Date.now() + 1]) {
        await catalogue.assetTypes(notBefore);
        await catalogue.definition(2, { priority: 'background' }, notBefore);
      }
      assert.deepEqual(calls, ['listAssetTypes', 'listCustomFields', 'listAssetTypes', 'listCustomFields']);
    });

    it('stays what it was where that fails', async () => {
      let answers = 0;
      const onceThenFails =
        <T>(value: T) =>
        () => {
          answers += 1;
          return answers > 2 ? Promise.reject(failure('server')) : Promise.resolve(value);
        };
      const { catalogue } = catalogueOver({
        listAssetTypes: onceThenFails([device]),
        listCustomFields: onceThenFails([serialNumber]),
      });
      await catalogue.assetTypes();
      const before = await catalogue.definition(2);
      await assert.rejects(catalogue.assetTypes(Date.now() + 1), { name: 'HappyFoxError' });
      await assert.rejects(catalogue.definition(2, undefined, Date.now() + 1), { name: 'HappyFoxError' });
      assert.deepEqual([await catalogue.assetTypes(), await catalogue.definition(2)], [[device], before]);
    });

    it('is waited for by those alone who need it newer', async () => {
      const answers = [Promise.resolve([device]), new Promise<never>(() => undefined)];
      const { catalogue } = catalogueOver({ listAssetTypes: () => answers.shift() ?? assert.fail() });
      await catalogue.assetTypes();
      const newer = catalogue.assetTypes(Date.now() + 1);
      assert.deepEqual(await Promise.race([catalogue.assetTypes(), newer.then(() => assert.fail())]), [device]);
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

    it('are not kept either where several reads are under way', async () => {
      const { catalogue, calls } = catalogueOver({ listAssetTypes: failing(2, [device]) });
      const [first, second] = [catalogue.assetTypes(), catalogue.assetTypes(Date.now() + 1)];
      await assert.rejects(first);
      await assert.rejects(second);
      assert.deepEqual(await catalogue.assetTypes(), [device]);
      assert.equal(calls.length, 3);
    });

    it('of one read take nothing from another that was begun since, nor bring back what was forgotten', async () => {
      const fails = Promise.withResolvers<never>();
      const answers = [Promise.resolve([device]), fails.promise, Promise.resolve([])];
      const { catalogue } = catalogueOver({ listAssetTypes: () => answers.shift() ?? assert.fail() });
      await catalogue.assetTypes();
      const newer = catalogue.assetTypes(Date.now() + 1);
      catalogue.forget();
      const read = await catalogue.assetTypes();
      fails.reject(failure('server'));
      await assert.rejects(newer);
      assert.deepEqual([read, await catalogue.assetTypes()], [[], []]);
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
