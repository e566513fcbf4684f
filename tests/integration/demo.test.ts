import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEMO_PASSWORD, loadDemo } from '../../src/cli/demo-data.js';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { signIn, startTestApp, type Agent } from '../support/app.js';

interface Line {
  readonly who: string;
  readonly address: string;
  readonly words: string;
}

const portal = await startTestApp({ now: '2026-10-05T08:00:00+07:00' });
await publishInitialGuidance(portal.db, portal.clock());
const signIns = await loadDemo(portal.db, portal.clock());

test('everything that docs/demo.md lists is there, for whom it says', async () => {
  const lines = linesOf(readFileSync('docs/demo.md', 'utf8'));
  expect(lines.length).toBeGreaterThan(30);
  expect(await linesNotTrue(lines)).toEqual([]);
});

test('docs/demo.md lists every account of the sample', () => {
  const listed = new Set(linesOf(readFileSync('docs/demo.md', 'utf8')).map(({ who }) => who));
  expect(signIns.map(({ username }) => username).filter((username) => !listed.has(username))).toEqual([]);
});

test('what is measured on the sample stays: six of ten have reported to the province', async () => {
  const board = portal.visitor();
  await signIn(board, 'bantgnc', DEMO_PASSWORD);
  expect(await wordsAt(board, '/theo-doi/2026')).toMatch(/Đã nộp 60 % 6 \/ 10 đơn vị/);
});

/** The rows of its tables. */
function linesOf(markdown: string): Line[] {
  const rows = markdown.matchAll(/^\|[^|]*\| `(\w+)` +\| `(\/[^`]+)` +\| ([^|]+?) +\|$/gm);
  return [...rows].map(([, who = '', address = '', words = '']) => ({ who, address, words }));
}

async function linesNotTrue(lines: readonly Line[]): Promise<Line[]> {
  const agents = new Map<string, Agent>();
  const wrong: Line[] = [];
  for (const line of lines) {
    const agent = agents.get(line.who) ?? portal.visitor();
    if (!agents.has(line.who)) await signIn(agent, line.who, DEMO_PASSWORD);
    agents.set(line.who, agent);
    if (!(await wordsAt(agent, line.address)).includes(line.words)) wrong.push(line);
  }
  return wrong;
}

/** What a page says, without what every page has around it. */
async function wordsAt(agent: Agent, address: string): Promise<string> {
  const { text } = await agent.get(address);
  const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '';
  return main
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,])/g, '');
}
