// npm run guide: makes the pictures of the user guide anew in the sample province, and writes docs/huong-dan-su-dung.

import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { PICTURE, pictureHref } from '../dist/help/guide.js';
import { guides } from '../dist/help/guides.js';
import { guideMarkdown } from '../dist/help/markdown.js';
import { freePorts } from '../dist/platform/free-ports.js';
import { findChromium } from './chromium.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DOCS = join(ROOT, 'docs/huong-dan-su-dung');
const PASSWORD = 'neu-guong-mau';
/** Small enough for a phone on a slow network: about 30 kB. */
const QUALITY = 55;

mkdirSync(DOCS, { recursive: true });
for (const guide of guides) writeFileSync(join(DOCS, `${guide.slug}.md`), guideMarkdown(guide));

const data = mkdtempSync(join(tmpdir(), 'guide-'));
const [port] = await freePorts(1);
const portal = spawn(process.execPath, [join(ROOT, 'dist/cli/demo.js')], {
  env: { ...process.env, DATA_DIR: data, PORT: String(port), PORTAL_NOW: '2026-08-20T08:00:00+07:00' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const ended = new Promise((resolve) => portal.once('exit', resolve));
try {
  await takePictures(`http://127.0.0.1:${port}`);
} finally {
  portal.kill('SIGINT');
  await ended;
  rmSync(data, { recursive: true, force: true });
}

async function takePictures(baseURL) {
  await ready(`${baseURL}/readyz`);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: findChromium(), args });
  for (const { picture, seen } of guides.flatMap(({ steps }) => steps)) {
    if (!picture || !seen) continue;
    const context = await browser.newContext({ baseURL, viewport: PICTURE });
    const page = await context.newPage();
    await signIn(page, seen.by);
    await page.goto(seen.at);
    await page.evaluate('document.fonts.ready');
    const file = join(ROOT, 'public', pictureHref(picture));
    writeFileSync(file, await webp(page));
    await context.close();
  }
  await browser.close();
}

async function webp(page) {
  const session = await page.context().newCDPSession(page);
  const shot = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  return Buffer.from(shot.data, 'base64');
}

async function signIn(page, username) {
  if (username === '') return;
  await page.goto('/dang-nhap');
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => url.pathname !== '/dang-nhap');
}

async function ready(address) {
  for (let left = 240; left > 0; left -= 1) {
    const answer = await globalThis.fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await wait(500);
  }
  throw new Error('the sample province did not start');
}
