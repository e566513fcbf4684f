import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { actAsFiler, type Actor } from '../platform/actor.js';
import type { AppDeps } from '../deps.js';
import { submitReport } from '../reports/filing/commands.js';
import { openOwnReport, ownDraft } from '../reports/finders.js';
import { draftVersion } from '../reports/draft-answers.js';
import { readyReports } from './bench-province.js';
import { timedSave, timedSavedRows } from './bench-save.js';
import { median, ratio, timed, type BenchPortal } from './bench-portal.js';

const YEAR = 2100;
const SUBMITS = 120;
const WARM_UP = 20;

/** A section save and a submit through their commands, each against the same rows by raw SQL in one transaction, in turn. */
export async function measureSubmit({ deps, databaseUrl }: BenchPortal): Promise<string[]> {
  const filers = await readyReports(deps, 2 * SUBMITS, YEAR);
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  const [ours, raw, saves, rawSaves]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let i = 0; i < SUBMITS; i++) {
    const [filer, other] = filers.slice(2 * i);
    if (!filer || !other) throw new Error('no report is left to submit');
    const reportId = await reportIdOf(client, other);
    saves.push(await timedSave(deps, filer, YEAR));
    rawSaves.push(await timedSavedRows(client, other, reportId, deps.clock()));
    ours.push(await timedSubmit(deps, filer));
    raw.push(await timedRows(client, await rowsOf(client, filer.unit.id), other, reportId));
  }
  await client.end();
  return [line('section save', saves, rawSaves), line('submit', ours, raw)];
}

function line(what: string, ours: readonly number[], raw: readonly number[]): string {
  const [command, floor] = [median(ours.slice(WARM_UP)), median(raw.slice(WARM_UP))];
  const figures = `${command.toFixed(1)} ms, ${floor.toFixed(1)} ms`;
  return `${what}: ${ratio(command, floor)} times the same rows by raw SQL (${figures})`;
}

async function reportIdOf(client: pg.Client, { unit }: Actor): Promise<number> {
  const found = await client.query<{ id: number }>(
    'SELECT r.id FROM reports r JOIN periods p ON p.id = r.period_id WHERE r.unit_id = $1 AND p.year = $2',
    [unit.id, YEAR],
  );
  const [row] = found.rows;
  if (!row) throw new Error('the unit has no report');
  return row.id;
}

async function timedSubmit({ db, clock }: AppDeps, actor: Actor): Promise<number> {
  const open = await openOwnReport(db, actAsFiler(actor), YEAR);
  const explanations = { signed_report_present: 'Gửi qua bưu điện.', dated_report_date: 'Số liệu mẫu.' };
  const seen = { version: open.report.version, draftVersion: draftVersion(await ownDraft(db, open)) };
  const filing = { ...seen, explanations, changeNote: '', incomplete: '', isDeclared: true };
  return timed(async () => {
    const outcome = await submitReport(db, open, filing, clock());
    if ('problems' in outcome)
      throw new Error(`a complete report is refused: ${JSON.stringify(outcome.problems)}`);
  });
}

interface Rows {
  content: string;
  sha256: string;
  explanations: string;
  detail: string;
  at: Date;
}

/** What a submit has left behind. */
async function rowsOf(client: pg.Client, unitId: number): Promise<Rows> {
  const { rows } = await client.query<Rows>(
    `SELECT s.content::text, s.sha256, r.explanations::text, e.detail::text, s.submitted_at AS at
     FROM reports r JOIN periods p ON p.id = r.period_id JOIN submissions s ON s.report_id = r.id
       JOIN history_events e ON e.report_id = r.id AND e.action = 'report-submitted'
     WHERE r.unit_id = $1 AND p.year = $2`,
    [unitId, YEAR],
  );
  if (!rows[0]) throw new Error('a submit has left no rows behind');
  return rows[0];
}

/** The same rows for another unit's report, and the same lock, without any of the rules. */
async function timedRows(client: pg.Client, rows: Rows, actor: Actor, reportId: number): Promise<number> {
  const { content, sha256, explanations, detail, at } = rows;
  const { accountId, fullName } = actor;
  const run = (sql: string, values: unknown[] = []) => client.query(sql, values);
  return timed(async () => {
    await run('BEGIN');
    await run('SELECT * FROM reports WHERE id = $1 FOR UPDATE', [reportId]);
    await run(INSERT_SUBMISSION, [
      reportId,
      content,
      sha256,
      randomUUID().slice(0, 14),
      at,
      accountId,
      fullName,
    ]);
    await run(UPDATE_REPORT, [reportId, at, explanations]);
    await run(INSERT_EVENT, [at, accountId, fullName, actor.unit.id, reportId, detail]);
    await run('COMMIT');
  });
}

const INSERT_SUBMISSION = `INSERT INTO submissions
  (report_id, number, content, sha256, verification_code, submitted_at, submitted_by_id, submitted_by_name)
  VALUES ($1, 1, $2, $3, $4, $5, $6, $7)`;
const UPDATE_REPORT = `UPDATE reports SET status = 'SUBMITTED', version = version + 1,
  first_submitted_at = $2, last_submitted_at = $2, explanations = $3 WHERE id = $1`;
const INSERT_EVENT = `INSERT INTO history_events (at, action, actor_id, actor_name, unit_id, report_id, detail)
  VALUES ($1, 'report-submitted', $2, $3, $4, $5, $6)`;
