import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { asItStands, contentOf } from '../../src/cli/bench-forms.js';
import { DRILL_YEAR as YEAR, readyFilers, signedInCookies } from '../../src/cli/drill-visitors.js';
import { ADMINISTRATION, REMINDERS, REPORTS, WORKLIST } from '../../src/platform/page/addresses.js';
import {
  consolidationOf,
  following,
  ownCheck,
  ownReceipt,
  ownReport,
  ownSection,
  reviewOf,
  unitProfile,
} from '../../src/reports/addresses.js';
import { explanationName } from '../../src/reports/filing/forms.js';
import { startTestApp } from '../support/app.js';
import { eventually } from '../support/patience.js';
import { sampleTemplate } from '../support/sample.js';

// How often the database is asked, beside BEGIN and COMMIT, by what every unit does in the night of the deadline, and by what
// the board opens all day.

const [PAGE, SAVE, SUBMIT] = [8, 9, 12];
/** Pages that need more, each with why at its test. */
const [OF_PARENT, CARES, STEPS] = [9, 13, 23];
const NOW = '2026-08-20T08:00:00+07:00';
const SECTION = ownSection(YEAR, 'cong-nhan-lao-dong');
/** Of the sample province. */
const BOARDS_YEAR = 2026;

const [statements, commits]: [string[], string[]] = [[], []];
const { app, db, clock, config } = await startTestApp({
  now: NOW,
  template: await sampleTemplate(NOW),
  onStatement: ({ sql }) => (sql === 'COMMIT' ? commits.push(sql) : statements.push(sql)),
});
const [reading, filing] = await readyFilers({ db, clock }, 2, config.sessionSecret ?? '');
const [board, branch, admin] = await Promise.all(['bantgnc', 'giaoduc', 'quantri'].map(visitorOf));
const waiting = await db.report.findFirstOrThrow({
  where: { period: { year: BOARDS_YEAR }, status: 'SUBMITTED', unitLevel: 'UPPER_LEVEL' },
});
const below = await db.report.findFirstOrThrow({
  where: { period: { year: BOARDS_YEAR }, status: 'ACCEPTED', parent: { code: 'GD' } },
});

async function visitorOf(username: string) {
  const { id } = await db.account.findUniqueOrThrow({ where: { username } });
  const [cookie] = await signedInCookies({ db, clock }, [id], config.sessionSecret ?? '');
  return { cookie: cookie ?? '' };
}

/** The page, asked for by who has asked for it before: what is kept is kept. */
async function shown(path: string, { cookie }: { cookie: string } = reading!): Promise<string> {
  const ask = () => request(app).get(path).set('Cookie', cookie);
  await ask();
  statements.length = 0;
  const answer = await ask();
  expect(answer.status).toBe(200);
  return answer.text;
}

/** Posts the form of a page to the page's own address. */
async function posted(path: string, typed: Record<string, string>, { cookie } = filing!): Promise<void> {
  const form = contentOf(await shown(path, filing), path).forms.find(({ action }) => action === path);
  if (!form) throw new Error(`${path} has no form`);
  statements.length = 0;
  const fields = { ...Object.fromEntries(asItStands(form)), ...typed };
  const answer = await request(app).post(path).set('Cookie', cookie).type('form').send(fields);
  expect(answer.status).toBe(303);
}

beforeEach(() => {
  commits.length = 0;
  statements.length = 0;
});

describe('the database is asked', () => {
  it.each([REPORTS, ownReport(YEAR), SECTION, ownCheck(YEAR)])(
    `at most ${PAGE} times for %s`,
    async (path) => {
      await shown(path);
      expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(PAGE);
    },
  );

  it(`at most ${SAVE} times for a saved section`, async () => {
    await posted(SECTION, { initiatives: '5' });
    expect(commits).toHaveLength(1);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(SAVE);
  });

  it(`at most ${SUBMIT} times for a submitted report, its receipt by mail among it, and ${PAGE} for the receipt`, async () => {
    const explained = {
      [explanationName('signed_report_present')]: 'Gửi qua bưu điện.',
      [explanationName('dated_report_date')]: 'Số liệu mẫu.',
    };
    await posted(ownCheck(YEAR), { declaration: 'yes', ...explained });
    // What the form was answered with is noted when the answer has gone.
    await eventually(() => statements.some((sql) => sql.includes('UPDATE "public"."sent_forms"'))).toBe(true);
    expect(commits).toHaveLength(1);
    expect(statements.some((sql) => sql.startsWith('INSERT INTO "public"."messages"'))).toBe(true);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(SUBMIT);
    await shown(ownReceipt(YEAR), filing);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(PAGE);
    await shown(ownReport(YEAR), filing);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(PAGE);
  });

  it.each([
    following(BOARDS_YEAR),
    `${WORKLIST}/${BOARDS_YEAR}`,
    `${REMINDERS}/${BOARDS_YEAR}`,
    reviewOf(waiting.id),
    unitProfile(waiting.unitId),
    `/kiem-tra/${BOARDS_YEAR}`,
    '/xac-nhan',
    '/tai-khoan',
  ])(`at most ${PAGE} times for the board's %s`, async (path) => {
    await shown(path, board);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(PAGE);
  });

  it.each([
    following(BOARDS_YEAR),
    `${REMINDERS}/${BOARDS_YEAR}`,
    reviewOf(below.id),
    unitProfile(below.unitId),
  ])(`at most ${PAGE} times for the %s of a union between the province and its grassroots`, async (path) => {
    await shown(path, branch);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(PAGE);
  });

  // The list of the own reports tells one who has children what theirs add up to, beside all that it tells everybody.
  it(`at most ${OF_PARENT} times for the own reports of a unit with children`, async () => {
    await shown(REPORTS, branch);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(OF_PARENT);
  });

  // What needs care is looked for wherever it may be: people, calendar, periods, database, rights, queues and backups.
  it(`at most ${CARES} times for where the federation's administrator begins`, async () => {
    await shown(ADMINISTRATION, admin);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(CARES);
  });

  // Each step of the year tells by itself what it lacks and who did last what, of tables that nothing else joins.
  it(`at most ${STEPS} times for the steps of a year's consolidation`, async () => {
    await shown(consolidationOf(BOARDS_YEAR), board);
    expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(STEPS);
  });
});
