import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll } from 'vitest';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Promise<Browser> | undefined;

/** The browser of this process, for all its test files; it goes with the process. */
export function launchBrowser(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser ??= chromium.launch({ executablePath: chromiumPath(), args: [...FLAGS, ...sandbox] });
  return browser;
}

/** Serves the app for a browser; answers with its address. */
export async function listen(app: RequestListener): Promise<string> {
  // A connection that the server ends while the browser writes on it would lose a click.
  const server = createServer({ keepAliveTimeout: 3_600_000 }, app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function chromiumPath(): string {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return given;
  const directories = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
  const found = candidates.flatMap((name) => directories.map((dir) => join(dir, name))).find(existsSync);
  if (!found) throw new Error('no Chromium: install it, or set CHROMIUM_PATH');
  return found;
}
