// Finds the browser of the browser tests: CHROMIUM_PATH, then the system's, then (as root, on Debian and its kin) by
// installing the system's package.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of its program. Where there is none, says what to install and exits 1. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (isExecutable(given)) return given;
    return giveUp(`CHROMIUM_PATH=${given} is not a program.`);
  }
  const found = onPath() ?? (install() ? onPath() : undefined);
  return found ?? giveUp('The browser tests need Chromium, and none was found.');
}

function onPath() {
  const directories = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => directories.map((directory) => join(directory, name))).find(isExecutable);
}

function install() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.log('No Chromium found: installing the package of this system.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium');
}

function giveUp(problem) {
  console.error(problem);
  console.error(
    'Install it (Debian, Ubuntu: sudo apt-get install chromium), or set CHROMIUM_PATH to its program.',
  );
  process.exit(1);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
