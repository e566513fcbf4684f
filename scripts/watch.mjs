import { readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/**
 * Calls `onChange` with the path of each file below `directory` that is written, made or removed. Each directory is
 * watched by itself: that also sees editors which put a new file in the place of the old one.
 */
export function watchTree(directory, onChange) {
  const below = new Map();
  const enter = (path, onFound) => {
    below.get(path)?.close();
    below.set(path, watchTree(path, onChange));
    for (const name of onFound ? readdirSync(path) : []) onFound(join(path, name));
  };
  const look = (path) => {
    if (isDirectory(path)) enter(path, look);
    else onChange(path);
  };
  const watcher = watch(directory, (event, name) => {
    const path = join(directory, name);
    if (event === 'rename' || !below.has(path)) look(path);
  });
  // The directory has gone.
  watcher.on('error', () => watcher.close());
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (isDirectory(path)) enter(path);
  }
  return watcher;
}

function isDirectory(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
