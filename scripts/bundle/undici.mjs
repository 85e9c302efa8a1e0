// undici as we use it: its dispatchers alone. Bundled whole it is three times as big, and the first request waits for it.
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the dispatchers name and no request of ours reaches: HTTP/2, which is switched off, and bodies that are not text. */
const unreached = /[\\/]undici[\\/]lib[\\/](?:web[\\/].+|dispatcher[\\/]client-h2)\.js$/;

/**
 * Leaves out of a bundle what of undici can't be reached; whatever would reach it all the same throws. Tests are built with it too, so that
 * they try what ships.
 * @type {import('esbuild').Plugin}
 */
export const undiciAsUsed = {
  name: 'undici-as-used',
  setup({ initialOptions, onResolve, onLoad }) {
    // undici's own switch for its build into Node: without its second, experimental parser.
    initialOptions.define = { ...initialOptions.define, esbuildDetection: '1' };
    // Also where packages are left outside.
    onResolve({ filter: /^undici\/lib\// }, ({ path, resolveDir }) => ({
      path: createRequire(join(resolveDir, 'any.js')).resolve(path),
    }));
    onLoad({ filter: unreached }, () => ({
      contents: "module.exports = () => { throw new Error('This part of undici is not in the bundle') }",
    }));
  },
};
