import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { actAsFiler, type Actor } from '../platform/actor.js';
import type { AppDeps } from '../deps.js';
import { submitReport } from '../reports/commands.js';
import { openOwnReport, ownDraft } from '../reports/finders.js';
import { draftVersion } from '../reports/rules.js';
import { readyReports } from './bench-province.js';
import { median, ratio, timed, type BenchPortal } from './bench-portal.js';

const YEAR = 2100;
const SUBMITS = 120;
const WARM_UP = 20;

/** A submit through its command against the same rows written by raw SQL in one transaction. */
export async function measureSubmit({ deps, databaseUrl }: BenchPortal): Promise<string[]> {
  const filers = await readyReports(deps, 2 * SUBMITS, YEAR);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const ours: number[] = [];
  const raw: number[] = [];
  for (let i = 0; i < SUBMITS; i++) {
    ours.push(await timedSubmit(deps, filers[2 * i]));
    raw.push(await timedRows(deps, client, filers[2 * i + 1]));
  }
  await client.end();
  const [command, floor] = [median(ours.slice(WARM_UP)), median(raw.slice(WARM_UP))];
  const figures = `${command.toFixed(1)} ms, ${floor.toFixed(1)} ms`;
  return [`submit: ${ratio(command, floor)} times the same rows by raw SQL (${figures})`];
}

async function timedSubmit({ db, clock }: AppDeps, actor: Actor | undefined): Promise<number> {
  if (!actor) throw new Error('no report is left to submit');
  const open = await openOwnReport(db, actAsFiler(actor), YEAR);
  const explanations = { signed_report_present: 'Gửi qua bưu điện.' };
  const seen = { version: open.report.version, draftVersion: draftVersion(await ownDraft(db, open)) };
  const filing = { ...seen, explanations, changeNote: '' };
  return timed(() => submitReport(db, open, filing, clock()));
}

/** What a submit leaves behind, and the lock it takes, without any of its rules. */
async function timedRows(
  { db, clock }: AppDeps,
  client: pg.Client,
  actor: Actor | undefined,
): Promise<number> {
  if (!actor) throw new Error('no report is left to submit');
  const { report } = await openOwnReport(db, actAsFiler(actor), YEAR);
  const sections = await db.sectionDraft.findMany({ where: { reportId: report.id } });
  const content = JSON.stringify({
    sections: Object.fromEntries(sections.map((s) => [s.section, s.answers])),
  });
  const now = clock();
  const { accountId, fullName } = actor;
  return timed(async () => {
    await client.query('BEGIN');
    await client.query('SELECT * FROM reports WHERE id = $1 FOR UPDATE', [report.id]);
    await client.query(
      `INSERT INTO submissions (report_id, number, content, sha256, verification_code, submitted_at, submitted_by_id, submitted_by_name)
       VALUES ($1, 1, $2, $3, $4, $5, $6, $7)`,
      [report.id, content, '0'.repeat(64), randomUUID().slice(0, 14), now, accountId, fullName],
    );
    await client.query(
      `UPDATE reports SET status = 'SUBMITTED', version = version + 1, first_submitted_at = $2, last_submitted_at = $2
       WHERE id = $1`,
      [report.id, now],
    );
    await client.query(
      `INSERT INTO history_events (at, action, actor_id, actor_name, unit_id, report_id)
       VALUES ($1, 'report-submitted', $2, $3, $4, $5)`,
      [now, accountId, fullName, report.unitId, report.id],
    );
    await client.query('COMMIT');
  });
}
