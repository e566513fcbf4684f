import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { Liveness } from '../../src/platform/http/health.js';
import { createDatabase } from '../support/database.js';
import { eventually, PATIENCE } from '../support/patience.js';
import { freePort, makeDataDir } from '../support/portal.js';

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
}

/** A portal whose standard output is `stdout`. */
async function start(stdout: 'pipe' | number): Promise<Started> {
  const port = String(await freePort());
  const DATA_DIR = await makeDataDir(onTestFinished);
  const env = { PATH: process.env['PATH'], DATA_DIR, DATABASE_URL: await createDatabase(), PORT: port };
  const child = spawn(process.execPath, ['dist/cli/serve.js'], { env, stdio: ['ignore', stdout, 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await eventually(() => isUp(url)).toBe(true);
  return { child, url };
}

function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

const liveness = async (url: string) => (await (await fetch(`${url}/healthz`)).json()) as Liveness;

/** Its exit code, or the signal that ended it. */
async function endedBySigterm({ child }: Started): Promise<unknown> {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const [code, signal] = (await exited) as [number | null, string | null];
  return code ?? signal;
}

test(
  'a full disk under the log ends nothing: pages go on, /healthz says so, SIGTERM is heard',
  { timeout: 3 * PATIENCE },
  async () => {
    const full = openSync('/dev/full', 'w');
    const portal = await start(full);
    closeSync(full);
    for (let time = 0; time < 30; time++) expect((await fetch(`${portal.url}/tro-giup`)).status).toBe(200);
    await eventually(() => liveness(portal.url)).toMatchObject({ status: 'up', log: { reason: 'ENOSPC' } });
    expect(await endedBySigterm(portal)).toBe(0);
  },
);

test(
  'a reader of the log that has stopped holds nobody up, at the end neither',
  { timeout: 3 * PATIENCE },
  async () => {
    const portal = await start('pipe');
    // More lines than the pipe and what reads ahead of it hold, also where many are written together.
    for (let round = 0; round < 200; round++)
      await Promise.all(
        Array.from({ length: 25 }, async () => {
          expect((await fetch(`${portal.url}/tro-giup`)).status).toBe(200);
        }),
      );
    await eventually(() => liveness(portal.url)).toHaveProperty('log');
    expect([0, 'SIGTERM']).toContain(await endedBySigterm(portal));
  },
);
