import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { forgetAccount, type AccountTraces } from '../../../../src/workbench/accounts/forgetAccount';

describe('forgetAccount', () => {
  const all = ['vault', 'journal', 'plans', 'indexes', 'choices', 'recent', 'memory', 'totals', 'pending', 'sent'];

  /** Each place notes that it forgets, and refuses where it is one of these. */
  function traces(forgot: string[], refusing: readonly string[]): AccountTraces {
    const forget = (name: string) => (): Promise<never> => {
      forgot.push(name);
      return refusing.includes(name) ? Promise.reject(new Error(`no ${name}`)) : Promise.resolve(undefined as never);
    };
    return {
      vault: { remove: forget('vault') },
      journal: { erase: forget('journal') },
      plans: { files: { erase: forget('plans') } },
      indexes: { forget: forget('indexes') },
      choices: { set: forget('choices') },
      recent: { forget: forget('recent') },
      memory: { forget: forget('memory') },
      totals: { forgetKept: forget('totals') },
      heldEdits: { dropAccount: forget('pending') },
      sent: { dropAccount: forget('sent') },
    };
  }

  it('removes all that is stored, also behind what can’t be removed, and tells of that', async () => {
    const forgot: string[] = [];
    await assert.rejects(forgetAccount(traces(forgot, ['journal', 'memory']), 'one'), /no journal/);
    assert.deepEqual(forgot, all);
  });

  it('removes nothing of an account that stays in the list', async () => {
    const forgot: string[] = [];
    await assert.rejects(forgetAccount(traces(forgot, ['vault']), 'one'), /no vault/);
    assert.deepEqual(forgot, ['vault']);
  });
});
