// Finds a program that the tests need and npm does not have: named by a variable, then the system's, then (as root, on
// Debian and its kin) by installing the system's package.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * The path of the program. Where there is none, says what to install and exits 1. `part`: a file beside the system's
 * program without which it is only a part of what is needed.
 */
export function findProgram({ variable, names, part, debian, what }) {
  const giveUp = (problem) => {
    console.error(problem);
    console.error(
      `Install it (Debian, Ubuntu: sudo apt-get install ${debian}), or set ${variable} to its program.`,
    );
    process.exit(1);
  };
  const given = process.env[variable];
  if (given) return isExecutable(given) ? given : giveUp(`${variable}=${given} is not a program.`);
  const look = () => onPath(names, part);
  const found = look() ?? (install(debian, what) ? look() : undefined);
  return found ?? giveUp(`The tests need ${what}, and none was found.`);
}

function onPath(names, part) {
  const directories = (process.env.PATH ?? '').split(delimiter);
  return names
    .flatMap((name) => directories.map((directory) => join(directory, name)))
    .find((file) => isExecutable(file) && (!part || existsSync(join(dirname(realpathSync(file)), part))));
}

function install(debian, what) {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.log(`No ${what} found: installing the package of this system.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...debian.split(' '));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
