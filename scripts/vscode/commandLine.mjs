import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

const known = {
  extensionDevelopmentPath: { type: 'string' },
  extensionTestsPath: { type: 'string' },
  'user-data-dir': { type: 'string' },
  'extensions-dir': { type: 'string' },
  'folder-uri': { type: 'string' },
  'remote-debugging-port': { type: 'string' },
  'enable-proposed-api': { type: 'string', multiple: true },
  'install-extension': { type: 'string', multiple: true },
  'uninstall-extension': { type: 'string', multiple: true },
  'list-extensions': { type: 'boolean' },
  'show-versions': { type: 'boolean' },
  'disable-workspace-trust': { type: 'boolean' },
  force: { type: 'boolean' },
};

/** The switches of `code` that the launcher knows; it passes over all others, as they are about the desktop. */
export function parseCommandLine(argv) {
  const { values, positionals } = parseArgs({ args: argv, options: known, strict: false, allowPositionals: true });
  const place = positionals[0] === undefined ? undefined : resolve(positionals[0]);
  return { ...values, place, about: aboutExtensions(argv) };
}

/** @returns {string[] | undefined} the switches that make `code` do something with extensions and end, without a window */
function aboutExtensions(argv) {
  const relevant = argv.filter((argument) =>
    /^--((un)?install-extension|list-extensions|show-versions|force)\b/.test(argument),
  );
  return relevant.some((argument) => argument.includes('extension')) ? withValues(argv, relevant) : undefined;
}

/** `--install-extension x.vsix` and `--install-extension=x.vsix` alike */
function withValues(argv, relevant) {
  return relevant.map((argument) => {
    if (!/^--(un)?install-extension$/.test(argument)) return argument;
    return `${argument}=${argv[argv.indexOf(argument) + 1]}`;
  });
}
