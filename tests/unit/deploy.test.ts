import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { MAX_ATTACHMENTS } from '../../src/reports/drafts/commands.js';

const read = (name: string) => readFileSync(`deploy/${name}`, 'utf8');
const settings = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z_]+):/gm)].map(
  ([, name]) => name,
);

test('samples name only settings that there are, and the sample of settings is one that the portal starts with', () => {
  const env = [...read('cong-neu-guong.env').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
    name,
    value,
  ]);
  expect(env.filter(([name]) => !settings.includes(name))).toEqual([]);
  const portal = read('compose.yaml').split('\n  portal:')[1] ?? '';
  const inCompose = [...portal.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name]) => name);
  const inImage = [...read('Containerfile').matchAll(/\b([A-Z_]+)=/g)].map(([, name]) => name);
  expect(inCompose.length).toBeGreaterThan(5);
  expect([...inCompose, ...inImage].filter((name) => !settings.includes(name))).toEqual([]);
  const config = readConfig(Object.fromEntries(env) as NodeJS.ProcessEnv);
  expect(config).toMatchObject({ production: true, secure: true, trustProxy: 1, port: 3000 });
});

test('proxies let through what the portal takes, and say the rest with pages of ours', () => {
  const most = MAX_ATTACHMENTS * 20_000_000;
  const limits = [
    /client_max_body_size (\d+)m/.exec(read('nginx.conf')),
    /max_size (\d+)MB/.exec(read('Caddyfile')),
  ];
  for (const limit of limits) expect(Number(limit?.[1]) * 1_000_000).toBeGreaterThan(most);
  for (const sample of ['nginx.conf', 'Caddyfile'])
    for (const page of ['qua-lon', 'tam-ngung']) expect(read(sample)).toContain(`/loi/${page}.html`);
  for (const name of readdirSync('public/loi').filter((file) => file.endsWith('.html'))) {
    const page = readFileSync(`public/loi/${name}`, 'utf8');
    const links = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, to]) => to);
    expect(links).toEqual(['/loi/loi.css', '/']);
    expect(page).toMatch(/<html lang="vi">[^]*width=device-width[^]*Quay lại/);
  }
});

test('docs/operations.md names each sample', () => {
  const text = readFileSync('docs/operations.md', 'utf8');
  expect(readdirSync('deploy').filter((name) => !text.includes(`deploy/${name}`))).toEqual([]);
});
