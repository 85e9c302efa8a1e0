import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { root } from './paths.mjs';

/** @returns {boolean} whether every package of the lock file lies in node_modules in its version */
function complete() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).every(([path, { version, optional }]) => {
    if (path === '') return true;
    try {
      return JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')).version === version;
    } catch {
      return optional === true; // built for another platform
    }
  });
}

/** Installs what package-lock.json names, without running anybody's install scripts, unless it is there already. */
export async function ensureDependencies() {
  if (complete()) return;
  console.log('Installing the dependencies …');
  await npm(['ci', '--include=dev', '--include=optional'], root);
}
