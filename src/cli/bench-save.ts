import type pg from 'pg';
import { actAsFiler, type Actor } from '../platform/actor.js';
import type { AppDeps } from '../deps.js';
import type { Answers } from '../form/answers.js';
import { saveSections } from '../reports/drafts/commands.js';
import { fingerprints, draftContent } from '../reports/drafts/merge.js';
import { openOwnReport, ownDraft } from '../reports/finders.js';
import { timed } from './bench-portal.js';
import { UNLIMITED } from '../uploads/quota-finders.js';

const SECTION = 'cong-nhan-lao-dong';

/** A section save through its command: a stored section with one figure changed. */
export async function timedSave({ db, clock }: AppDeps, actor: Actor, year: number): Promise<number> {
  const open = await openOwnReport(db, actAsFiler(actor), year);
  const section = open.report.form.sections.find(({ code }) => code === SECTION);
  const stored = (await ownDraft(db, open)).sections.get(SECTION);
  if (!section || !stored) throw new Error('the section to save is not there');
  const said = draftContent(stored);
  const answers: Answers = { ...said.answers, initiatives: 5 };
  const seen = fingerprints(section, said);
  const edit = { ...said, answers, version: stored.version, seen, newFiles: [], removedFiles: [] };
  return timed(async () => {
    if (!('done' in (await saveSections(db, open, [{ section, ending: '', edit }], UNLIMITED, clock()))))
      throw new Error('the section is refused');
  });
}

/** The same rows for another unit's report, and the same lock, without any of the rules. */
export async function timedSavedRows(
  client: pg.Client,
  { unit, accountId, fullName }: Actor,
  reportId: number,
  at: Date,
): Promise<number> {
  const key = [reportId, SECTION];
  const { rows } = await client.query<{ answers: object }>(
    'SELECT answers FROM section_drafts WHERE report_id = $1 AND section = $2',
    key,
  );
  const answers = JSON.stringify({ ...rows[0]?.answers, initiatives: 5 });
  const detail = JSON.stringify({ section: 'E. Kết quả nêu gương của công nhân lao động' });
  return timed(async () => {
    await client.query('BEGIN');
    await client.query('SELECT * FROM reports WHERE id = $1 FOR UPDATE', [reportId]);
    await client.query('SELECT * FROM section_drafts WHERE report_id = $1 AND section = $2', key);
    await client.query(UPDATE_SECTION, [...key, answers, at, accountId, fullName]);
    await client.query(INSERT_EVENT, [at, accountId, fullName, unit.id, reportId, detail]);
    await client.query('COMMIT');
  });
}

const UPDATE_SECTION = `UPDATE section_drafts SET answers = $3, version = version + 1,
  saved_at = $4, saved_by_id = $5, saved_by_name = $6 WHERE report_id = $1 AND section = $2`;
const INSERT_EVENT = `INSERT INTO history_events (at, action, actor_id, actor_name, unit_id, report_id, detail)
  VALUES ($1, 'section-saved', $2, $3, $4, $5, $6)`;
