// Mocha's own spec reporter, which also leaves its counts in the file that HAPPYFOX_TALLY names: after each test, so that they are
// known even when the process dies in the next one. `complete` says that it did not; `files` has the counts of each test file.
const { writeFileSync } = require('node:fs');
const { env } = require('node:process');
const loaded = require('mocha');

const { Spec } = (loaded.default ?? loaded).reporters;

module.exports = class Tally extends Spec {
  constructor(runner, options) {
    super(runner, options);
    const tally = { passed: 0, failed: 0, pending: 0, files: {}, complete: false };
    const save = () => {
      if (env.HAPPYFOX_TALLY) writeFileSync(env.HAPPYFOX_TALLY, JSON.stringify(tally));
    };
    const counting =
      (key) =>
      ({ file = '' }) => {
        tally.files[file] ??= { passed: 0, failed: 0, pending: 0 };
        for (const counts of [tally, tally.files[file]]) counts[key] += 1;
        save();
      };
    runner.on('pass', counting('passed')).on('fail', counting('failed')).on('pending', counting('pending'));
    runner.once('end', () => {
      tally.complete = true;
      save();
    });
  }
};
