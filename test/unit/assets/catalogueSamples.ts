import type { AssetType } from '../../../src/happyfox/assetType';
import type { Staff } from '../../../src/happyfox/staff';
import { failure } from '../plans/fakeClient';
import { general } from './samples';

export const device: AssetType = { ...general.assetType, id: 2, name: 'Device' };

export const george: Staff = {
  id: 1,
  name: 'George - Admin',
  email: null,
  active: true,
  permissions: [],
  isAccountAdmin: true,
};

/** Answers the first calls with failures, and those that follow with `answer`. */
export function failing<Answer>(times: number, answer: Answer): () => Promise<Answer> {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(failure('server')) : Promise.resolve(answer));
}
