import { spawn } from 'node:child_process';

/** Opens the user's browser where there is a screen; otherwise nothing happens, the address has been printed. */
export function showInBrowser(url) {
  const { env, platform } = process;
  if (env.CI || (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)) return;
  const [file, ...args] = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url.replaceAll('&', '^&')] }[
    platform
  ] ?? ['xdg-open', url];
  const child = spawn(file, args, { stdio: 'ignore', detached: true });
  child.once('error', () => console.log('No browser could be opened; open the address above yourself.'));
  child.unref();
}
