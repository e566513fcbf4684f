// The processes of `npm run dev`: each in a group of its own, so that Ctrl-C in a terminal is for dev.mjs alone, and
// with a channel to it, so that they end when it does, in whatever way.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What does not end by itself within so many milliseconds, as a portal in an endless loop, is killed. */
const PATIENCE = 12_000;
const running = new Set();

/** Starts dist/cli/<command>.js and answers with what it says when it is ready; undefined where it ends instead. */
export async function startProcess(command, args, env = {}) {
  const child = spawn(process.execPath, ['--enable-source-maps', `dist/cli/${command}.js`, ...args], {
    cwd: ROOT,
    env: { LOG_LEVEL: 'warn', DRAIN_SECONDS: '0', ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  createInterface({ input: child.stdout }).on('line', (line) => console.log(readable(line)));
  const answer = await nextWord(child);
  return answer && { ...answer, child };
}

/** Sends a word and answers with the process's; {} where it ends instead. */
export async function ask({ child }, word) {
  child.send(word);
  return (await nextWord(child)) ?? {};
}

export function isRunning(started) {
  return running.has(started?.child);
}

export async function endProcess(started) {
  if (!isRunning(started)) return;
  const { child } = started;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  await exited;
  clearTimeout(impatient);
}

/** The one started first ends last: the database goes on until the portal has ended. */
export async function endProcesses() {
  for (const child of [...running].reverse()) await endProcess({ child });
}

/** What the process says next; undefined where it ends instead. */
async function nextWord(child) {
  const heard = new AbortController();
  const { signal } = heard;
  const saying = once(child, 'message', { signal });
  const ending = once(child, 'exit', { signal }).then(() => []);
  const [word] = await Promise.race([saying, ending]);
  heard.abort();
  return word;
}

/** A line of the portal's log, which is JSON, for a person to read. */
function readable(line) {
  if (!line.startsWith('{')) return line;
  try {
    const { msg, err, reason, requestId } = JSON.parse(line);
    const about = [msg, reason, requestId].filter(Boolean).join('  ');
    return err?.stack ? `${about}\n${err.stack}` : about;
  } catch {
    return line;
  }
}
