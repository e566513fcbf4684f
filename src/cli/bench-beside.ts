import { audiences } from '../form/audiences.js';
import { sheetAddress } from '../reading/sheets/pages.js';
import { sheetKinds } from '../reading/sheets/rules.js';
import { calendarFeed } from '../reminders/addresses.js';
import { SEARCH } from '../search/addresses.js';
import type { Asked, Given, Told } from './bench-beside-thread.js';
import { quantile, type BenchPortal } from './bench-portal.js';
import { runThread } from './bench-thread.js';

const [WARM_UP_SECONDS, SECONDS, EVERY_MS, STRANGERS] = [3, 15, 20, 20];
const GOAL_MS = 100;

const searches: Asked[] = [
  { method: 'GET', path: `${SEARCH}?q=neu+guong+can+bo`, isNew: true },
  { method: 'GET', path: `${SEARCH}?q=guogn+mau+dao+duc`, isNew: true },
];
const sheets = audiences.flatMap((audience) =>
  sheetKinds.flatMap((kind) =>
    ['pdf', 'docx'].map((format): Asked => {
      const path = sheetAddress({ kind, audience });
      return { method: 'POST', path, body: `guidance=1&name=Nguy%E1%BB%85n+V%C4%83n+A&format=${format}` };
    }),
  ),
);
const feeds: Asked[] = [{ method: 'GET', path: calendarFeed('1', 'khong-co') }];

const CROWDS: Readonly<Record<string, readonly Asked[]>> = {
  'who search': searches,
  'who take sheets': sheets,
  'who ask for feeds': feeds,
  'who do all of it': [...searches, ...sheets.slice(0, 6), ...feeds],
};

/**
 * How long a visitor of the home page waits, alone and beside strangers who ask, one answer after the other, for what is made
 * for them alone. Each stranger has an address of its own, so none of them is refused for the others.
 */
export async function measureBeside({ url }: BenchPortal): Promise<string[]> {
  await run({ url, seconds: WARM_UP_SECONDS, everyMs: EVERY_MS });
  const alone = await run({ url, seconds: SECONDS, everyMs: EVERY_MS });
  const lines = [`a visitor of the home page: ${waitsOf(alone)}`];
  for (const [who, kinds] of Object.entries(CROWDS)) {
    const strangers = Array.from({ length: STRANGERS }, (_, i) => kinds[i % kinds.length]!);
    const [visitor, crowd] = await Promise.all([
      run({ url, seconds: SECONDS, everyMs: EVERY_MS }),
      run({ url, seconds: SECONDS, strangers }),
    ]);
    const told = Object.entries(crowd.answers).map(([status, count]) => `${count} times ${status}`);
    lines.push(`  beside ${STRANGERS} ${who}: ${waitsOf(visitor)}; they: ${told.join(', ')}`);
  }
  return lines;
}

function waitsOf({ waits, answers }: Told): string {
  if (Object.keys(answers).join() !== '200') throw new Error('the home page does not always answer');
  const at = (share: number) => quantile(waits, share).toFixed(1);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms (at most ${GOAL_MS}), longest ${at(0.99999)} ms`;
}

function run(given: Given): Promise<Told> {
  return runThread('./bench-beside-thread.js', given);
}
