import { beforeEach } from 'mocha';

/** For a suite whose tests go on where the one before has ended: after a failure, the rest is skipped. */
export function stepByStep(): void {
  beforeEach('the steps before', function () {
    if (this.currentTest?.parent?.tests.some(({ state }) => state === 'failed')) this.skip();
  });
}
