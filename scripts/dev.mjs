// npm run dev [-- --sql] [--fresh]: the portal with the sample province, shown anew at each change. --sql prints what
// the database is asked, --fresh starts over. A change of code starts the portal anew, beside a database that goes on;
// views, styles and what runs in browsers are shown by the portal that runs. What does not compile changes nothing.

import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAssets } from './assets.mjs';
import { ask, endProcess, endProcesses, isRunning, startProcess } from './dev-processes.mjs';
import { generateClient } from './prisma-client.mjs';
import { transpile } from './transpile.mjs';
import { watchTree } from './watch.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WATCHED = /^(?:src\/.*\.ts|views\/.*\.ejs|styles\/.*\.scss|client\/.*\.ts|prisma\/.*\.(?:prisma|sql))$/;
/** Made from prisma/schema, which is watched. */
const GENERATED = /^src\/platform\/prisma\//;
/** An editor may write several files, or one in several steps: so many milliseconds of silence are waited for. */
const SILENCE = 40;

const args = process.argv.slice(2);
const noticed = new Set();
/** What did not compile: tried again with the next change. */
const failed = new Set();
let [isBusy, ending, timer, since] = [true];

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(0));
endWithParent();
generateClient();
await Promise.all([transpile(), buildAssets()]);
for (const folder of ['src', 'views', 'styles', 'client', 'prisma']) watchTree(join(ROOT, folder), notice);
const database = (await startProcess('dev-database', args)) ?? (await end(1));
database.child.once('exit', () => void end(1));
let portal = (await startPortal('--welcome')) ?? (await end(1));
say('watching src, views, styles, client and prisma; Ctrl-C ends');
isBusy = false;
if (noticed.size > 0) await work();

function notice(path) {
  const file = relative(ROOT, path).split(sep).join('/');
  if (!WATCHED.test(file) || GENERATED.test(file)) return;
  noticed.add(file);
  since ??= performance.now();
  clearTimeout(timer);
  timer = setTimeout(work, SILENCE);
}

/** Shows what has been noticed, and then what has been noticed meanwhile. */
async function work() {
  if (isBusy || ending) return;
  isBusy = true;
  const files = [...new Set([...failed, ...noticed])];
  const start = since;
  noticed.clear();
  failed.clear();
  since = undefined;
  try {
    const how = await show(files);
    say(`${inShort(files)}: ${how}, ${Math.round(performance.now() - start)} ms`);
  } catch (error) {
    for (const file of files) failed.add(file);
    // What esbuild found stands on the console already.
    if (!error.errors) console.error(error.message);
    say(`${inShort(files)}: does not compile; the portal goes on`);
  }
  isBusy = false;
  if (noticed.size > 0) await work();
}

/** Answers with how the files came to be shown; throws where one does not compile. */
async function show(files) {
  const below = (folder) => files.filter((file) => file.startsWith(`${folder}/`));
  const names = (folder) => below(folder).map((file) => file.slice(folder.length + 1));
  const hasNewSchema = below('prisma/schema').length > 0;
  if (hasNewSchema) generateClient();
  if (hasNewSchema || below('src').length > 0) await transpile(hasNewSchema ? undefined : names('src'));
  const folders = ['styles', 'client'].filter((folder) => below(folder).length > 0);
  if (folders.length > 0) await buildAssets(folders);
  const isCode = below('src').length > 0 || below('prisma').length > 0;
  return isCode || !isRunning(portal) ? startAnew() : showInPlace(below('views'));
}

async function showInPlace(files) {
  const views = files.filter((file) => existsSync(join(ROOT, file)));
  const { problem } = await ask(portal, { views: views.map((file) => file.slice(6, -4)) });
  if (problem) throw new Error(problem);
  return 'shown';
}

async function startAnew() {
  await endProcess(portal);
  portal = await startPortal();
  return portal ? 'portal started anew' : 'the portal does not start; the next change tries again';
}

async function startPortal(...more) {
  const env = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  const started = await startProcess('dev', [...args, ...more], env);
  started?.child.once('exit', () => {
    if (!isBusy && !ending) say('the portal has ended; the next change starts it again');
  });
  return started;
}

/** Ends what was started, and then this process. */
function end(code) {
  ending ??= endProcesses().then(() => process.exit(code));
  return ending;
}

/** A killed npm cannot pass its signal on. */
function endWithParent() {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || void end(0), 250).unref();
}

function say(text) {
  console.log(`${new Date().toTimeString().slice(0, 8)}  ${text}`);
}

/** The first files, and how many more. */
function inShort(files) {
  const more = files.length > 2 ? ` and ${files.length - 2} more` : '';
  return `${files.slice(0, 2).join(', ')}${more}`;
}
