import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import { makeUnit } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { failToStart, freePort, makeDataDir } from '../support/portal.js';

const { db, url: DATABASE_URL } = await createTestDatabase();
// A portal that has units is left as it is: the sample province takes its time.
await makeUnit(db);

test('npm run dev shows a change of a view, a style and code; what does not compile changes nothing', async () => {
  const dev = await startDev('--sql');
  await dev.change('views/home/home.ejs', (text) => `${text}\n<p>a new view</p>\n`);
  await eventually(() => dev.get('/')).toContain('a new view');

  await dev.change('styles/_base.scss', (text) => `${text}\n.a-new-style { color: red; }\n`);
  await eventually(() => dev.stylesheet()).toContain('.a-new-style');

  await dev.change('src/platform/page/chrome.ts', (text) => `${text}\nconst broken = ;\n`);
  await eventually(() => dev.output()).toContain('chrome.ts: does not compile');
  expect(await dev.get('/')).toContain('a new view');

  await dev.change('src/platform/page/chrome.ts', (text) =>
    text.replace('\nconst broken = ;\n', '').replace("'Trợ giúp'", "'New code'"),
  );
  await eventually(() => dev.get('/')).toContain('New code');

  expect(dev.output()).toMatch(/GET \/\n(?: .*\n)*? +\d+ ms {2}SELECT .*FROM "units".*\n +\["1"\]/);
  expect(await dev.end('SIGINT')).toBe(0);
});

test('what npm run dev has started ends with it, even where it is killed', async () => {
  const env = { ...given(), DATABASE_URL, DATA_DIR: await makeDataDir(onTestFinished) };
  const database = spawn(process.execPath, ['dist/cli/dev-database.js'], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  expect(await once(database, 'message')).toEqual([
    { ready: true, url: DATABASE_URL, ownerUrl: DATABASE_URL },
    undefined,
  ]);
  database.disconnect();
  expect(await once(database, 'exit')).toEqual([0, null]);
});

test('queries with what was asked are never shown in production', async () => {
  const DATA_DIR = await makeDataDir(onTestFinished);
  const env = { DATABASE_URL, DATA_DIR, PORT: '0', NODE_ENV: 'production' };
  const { code, stderr } = await failToStart({ command: 'dev', args: ['--sql'], env });
  expect([code, stderr]).toEqual([1, 'Cannot start: npm run dev is refused when NODE_ENV=production\n']);
});

/** `npm run dev` in a copy of the project, which goes with the test. */
async function startDev(...args: string[]) {
  const root = await copyProject();
  const port = String(await freePort());
  const env = { ...given(), DATABASE_URL, DATA_DIR: join(root, 'data'), PORT: port };
  const child = spawn(process.execPath, ['scripts/dev.mjs', ...args], { cwd: root, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = collectOutput(child);
  await eventually(() => output()).toContain('watching');
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  return {
    output,
    get,
    stylesheet: async () => get(/\/assets\/public-\w+\.css/.exec(await get('/'))?.[0] ?? '/'),
    change: async (file: string, by: (text: string) => string) => {
      const text = await readFile(join(root, file), 'utf8');
      await writeFile(join(root, file), by(text));
    },
    /** The exit code, when all that writes to its output has ended. */
    end: async (signal: NodeJS.Signals) => {
      child.kill(signal);
      const [code] = (await once(child, 'close')) as [number | null];
      return code;
    },
  };
}

async function copyProject(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'portal-dev-'));
  onTestFinished(() => rm(root, { recursive: true, force: true, maxRetries: 5 }));
  const parts = ['client', 'prisma', 'scripts', 'src', 'styles', 'views', 'workers'];
  for (const name of [...parts, 'package.json', 'prisma.config.ts', 'public'])
    await cp(name, join(root, name), { recursive: true });
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  return root;
}

function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  let output = '';
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return () => output;
}

function given() {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'] };
}
