import { mix } from '../platform/text/likeness.js';
import { compareAll } from '../reports/likeness/job.js';
import { timed, type BenchPortal } from './bench-portal.js';
import { unionWith } from './bench-province.js';

const UNITS = 5000;
const WORDS = 2000;
const YEAR = 2130;
/** Every so many texts, one is the one before it with every 20th word another. */
const PLANTED_EVERY = 100;

/** How long it takes to find, among the texts of one question, those that are nearly the same. */
export async function measureLikeness({ deps }: BenchPortal): Promise<string[]> {
  const { db, clock } = deps;
  const { parentId } = await unionWith(deps, UNITS, YEAR);
  const reports = await db.report.findMany({
    where: { parentId },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  await db.$executeRaw`ALTER TABLE submissions DISABLE TRIGGER submissions_words`;
  await db.$executeRaw`ALTER TABLE submissions DISABLE TRIGGER submissions_text_comparison`;
  let before = '';
  for (const [at, { id }] of reports.entries()) {
    const text = at % PLANTED_EVERY === 0 ? rewritten(before) : textOf(at);
    const content = { sections: { G: { notApplicable: false, answers: { limitations: text } } } };
    await db.$executeRaw`
      INSERT INTO submissions (report_id, number, content, sha256, verification_code, submitted_at, submitted_by_id, submitted_by_name)
      VALUES (${id}, 1, ${JSON.stringify(content)}::jsonb, repeat('0', 64), 'L' || ${id}, ${clock()}, 0, '')`;
    before = text;
  }
  await db.$executeRaw`ALTER TABLE submissions ENABLE TRIGGER submissions_words`;
  await db.$executeRaw`ALTER TABLE submissions ENABLE TRIGGER submissions_text_comparison`;
  await db.$executeRaw`INSERT INTO text_comparisons SELECT id, 1 FROM reports WHERE parent_id = ${parentId}`;
  const wait = { where: { submission: { report: { parentId } } } };
  // The portal's own job may take some of them.
  const began = process.cpuUsage();
  const time = await timed(async () => {
    while ((await db.textComparison.count(wait)) > 0) await compareAll(deps);
  });
  const { user, system } = process.cpuUsage(began);
  const found = await db.likeText.count({ where: { submission: { report: { parentId } } } });
  const planted = Math.ceil(UNITS / PLANTED_EVERY) - 1;
  return [
    `comparing ${UNITS} texts of ${WORDS} words: ${(time / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of the portal's processor time, ${found} found of ${planted} planted at 95 %`,
  ];
}

/** Of a hundred thousand words, so that two texts have nothing in common but by chance. */
function textOf(seed: number): string {
  return Array.from({ length: WORDS }, (_, at) => `từ${mix(seed * WORDS + at) % 99_991}`).join(' ');
}

function rewritten(text: string): string {
  return text
    .split(' ')
    .map((word, at) => (at % 20 === 0 ? `khác${at}` : word))
    .join(' ');
}
