import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { DEMO_PASSWORD, loadDemo } from '../../src/cli/demo-data.js';
import { standIn } from '../../src/cli/demo-reports.js';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { isComputed, readForm, summedFields } from '../../src/form/definition.js';
import { unionsCounted } from '../../src/form/meanings.js';
import { actAsOverseer } from '../../src/platform/actor.js';
import { formatNumber } from '../../src/platform/text/format.js';
import type { SubmissionContent } from '../../src/reports/submission-content.js';
import { openReportBelow } from '../../src/reports/finders.js';
import type { ReportStatus } from '../../src/reports/lifecycle.js';
import { refreshStale } from '../../src/review/outliers/job.js';
import { roundsOf } from '../../src/review/reviewing/finders.js';
import { compareAll } from '../../src/reports/likeness/job.js';
import { pointsToCheck } from '../../src/review/reviewing/marks.js';
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

interface Filed {
  readonly unit: string;
  readonly year: number;
  readonly report: number;
  readonly parent: string | null;
  readonly said: Readonly<Record<string, number>>;
}

/** What stands of both years: SUBMITTED too only where that is asked for. */
async function filedReports(statuses: ReportStatus[]): Promise<Filed[]> {
  const rows = await portal.db.report.findMany({
    where: { status: { in: statuses } },
    include: {
      unit: true,
      parent: true,
      period: true,
      submissions: { orderBy: { number: 'desc' }, take: 1 },
    },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, unit, parent, period, submissions }) => {
    const { sections } = submissions[0]!.content as unknown as SubmissionContent;
    const said = Object.assign({}, ...Object.values(sections).map(({ answers }) => answers)) as Filed['said'];
    return { report: id, unit: unit.code, year: period.year, parent: parent?.code ?? null, said };
  });
}

describe('The figures of the sample', () => {
  it('add up in both years: who has units below reports what is accepted of them, and nothing else', async () => {
    const { form } = await portal.db.period.findFirstOrThrow({ where: { year: 2026 } });
    const fields = summedFields(readForm(form)).map(({ field }) => field);
    const added = fields.filter((field) => !isComputed(field) && !unionsCounted(field));
    const accepted = await filedReports(['ACCEPTED']);
    const parents = [];
    for (const { unit, year, said } of await filedReports(['SUBMITTED', 'RETURNED', 'ACCEPTED'])) {
      const below = accepted.filter((child) => child.year === year && child.parent === unit);
      if (below.length === 0) continue;
      parents.push(`${year} ${unit}`);
      for (const { code } of added) {
        const sum = below.reduce((all, child) => all + (child.said[code] ?? 0), 0);
        // Of an audience that nobody below has there is nothing to say.
        expect([year, unit, code, said[code] ?? 0]).toEqual([year, unit, code, sum]);
      }
    }
    expect(parents).toEqual(
      ['LDLD', 'GD', 'YT', 'KCN', 'AB']
        .map((unit) => `2025 ${unit}`)
        .concat(['GD', 'YT', 'KCN', 'AB'].map((unit) => `2026 ${unit}`)),
    );
  });

  it('are what the board sees of last year, in its own report and in the totals', async () => {
    const board = portal.visitor();
    await signIn(board, 'bantgnc', DEMO_PASSWORD);
    const [own] = await filedReports(['ACCEPTED']);
    expect(own).toMatchObject({ unit: 'LDLD', year: 2025 });
    const members = ['civil_servant', 'public_employee', 'worker'].map((of) => own!.said[`members_${of}`]);
    const words = await wordsAt(board, '/tong-hop/2025/so-lieu');
    for (const figure of members) expect(words).toContain(` ${formatNumber(figure ?? NaN)} `);
  });

  it('give no false warning: nobody is told of anything but the meetings that one hospital held', async () => {
    await refreshStale(portal);
    await compareAll(portal);
    const found = [];
    for (const { unit, year, parent, report } of await filedReports(['SUBMITTED', 'RETURNED', 'ACCEPTED'])) {
      if (parent === null) continue;
      const overseer = actAsOverseer(await standIn(portal.db, parent, 'REVIEWER'));
      const open = await openReportBelow(portal.db, overseer, report);
      const rounds = await roundsOf(portal.db, open);
      const told = pointsToCheck(rounds.submissions[0]!, rounds, open.report.unitLevel);
      for (const { fields, explanation } of told) found.push([year, unit, fields.join(), explanation !== '']);
    }
    const others = found.filter(([, , field]) => field !== 'signed_report');
    // Far from last year, which was explained; and unlike any other union, of which the unit was not asked.
    expect(others).toEqual([
      [2026, 'YT', 'meetings_held', true],
      [2026, 'YT', 'meetings_held', false],
      [2026, 'YT01', 'meetings_held', true],
    ]);
  });
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
