import { setImmediate } from 'node:timers/promises';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { keepLatest } from '../../platform/keep-latest.js';
import { bandsOf, likeness, partsOf, type Parts } from '../../platform/text/likeness.js';
import type { LikeText } from './rules.js';
import { isWords } from '../../form/definition.js';
import { isEditable } from '../lifecycle.js';
import type { Opened, OpenedOwn, OwnDraft } from '../finders.js';

/** From which share on two texts are said to be nearly the same. */
const NEARLY_THE_SAME = 0.7;
/** A text that so many say is everybody's: no more of them are read, nor kept to be found. */
export const EVERYBODYS = 12;

export interface Writer {
  readonly reportId: number;
  readonly unitId: number;
  readonly parentId: number | null;
  readonly year: number;
}

export interface ComparedText {
  readonly section: string;
  readonly field: string;
  readonly parts: Parts;
}

/** The numbers by which a text is found by units of the same parent: others are not compared. */
export function bandsFor({ parentId }: Writer, { field, parts }: ComparedText): number[] {
  return bandsOf(parts, `${String(parentId)} ${field}`);
}

/** The texts nearly the same as these of a report, which need not be submitted; the likest first. */
export async function findLike(db: Db | Tx, writer: Writer, texts: readonly ComparedText[]) {
  const byField = new Map(texts.filter(({ parts }) => parts.length > 0).map((text) => [text.field, text]));
  if (byField.size === 0) return [];
  const compared = [...byField.values()];
  const submitted = [...(await ownBefore(db, writer, compared)), ...(await othersLike(db, writer, compared))];
  const partsOfEach = await submittedParts(db, submitted);
  return submitted
    .map((one, at) => {
      const { parts = NONE } = byField.get(one.field) ?? {};
      return { ...one, share: likeness(parts, partsOfEach[at] ?? NONE) };
    })
    .filter(({ share }) => share >= NEARLY_THE_SAME)
    .sort((a, b) => b.share - a.share);
}

const NONE: Parts = new Uint32Array();

/** From how many characters on the parts of a text take so long that others' requests go on before. */
const LONG = 2000;

/** Others' requests go on between two long texts; whoever waits for short ones would only wait for those requests, too. */
export async function partsInTurn(text: string): Promise<Parts> {
  if (text.length >= LONG) await setImmediate();
  return partsOf(text);
}

/** A text of a submission, and whose it is. */
interface Submitted {
  section: string;
  field: string;
  otherId: number;
  otherNumber: number;
  /** Of all that was submitted. */
  sha256: string;
  unitName: string;
  year: number;
  isOwn: boolean;
}

function othersLike(db: Db | Tx, writer: Writer, texts: readonly ComparedText[]): Promise<Submitted[]> {
  const bands = texts.map((text) => bandsFor(writer, text));
  const each = bands[0]?.length ?? 0;
  return db.$queryRaw<Submitted[]>`
    SELECT /* of one row */ c.*
    FROM unnest(${texts.map(({ field }) => field)}::text[]) WITH ORDINALITY q (field, at) CROSS JOIN LATERAL (
      SELECT t.section, t.field, t.report_id AS "otherId", t.number AS "otherNumber", s.sha256, r.unit_name AS "unitName", p.year,
        false AS "isOwn"
      FROM sketches_like((${bands.flat()}::int[])[(q.at - 1) * ${each} + 1 : q.at * ${each}]) t
        JOIN reports r ON r.id = t.report_id
        JOIN periods p ON p.id = r.period_id
        JOIN submissions s ON s.report_id = t.report_id AND s.number = t.number
      WHERE t.field = q.field AND r.parent_id = ${writer.parentId} AND r.unit_id <> ${writer.unitId} AND p.year IN (${writer.year}, ${writer.year - 1})
      ORDER BY t.report_id
      LIMIT ${EVERYBODYS}
    ) c`;
}

/** What the unit itself submitted the last time before. */
function ownBefore(
  db: Db | Tx,
  { unitId, year }: Writer,
  texts: readonly ComparedText[],
): Promise<Submitted[]> {
  return db.$queryRaw<Submitted[]>`
    SELECT /* of one row */ q.section, q.field, b.id AS "otherId", b.number AS "otherNumber", b.sha256, b.unit_name AS "unitName",
      b.year, true AS "isOwn"
    FROM (
      SELECT r.id, r.unit_name, p.year, s.number, s.sha256
      FROM reports r JOIN periods p ON p.id = r.period_id JOIN submissions s ON s.report_id = r.id
      WHERE r.unit_id = ${unitId} AND p.year < ${year}
      ORDER BY p.year DESC, s.number DESC LIMIT 1
    ) b
    CROSS JOIN unnest(${texts.map(({ section }) => section)}::text[], ${texts.map(({ field }) => field)}::text[]) q (section, field)`;
}

/** How many texts a process remembers the parts of: each a few bytes a word. */
const MOST_KEPT = 2000;
/** By the sum over all that was submitted, which does not change, and by place. */
const kept = new Map<string, Parts>();

/** In the order of the texts; of those met lately without reading them again. */
async function submittedParts(db: Db | Tx, texts: readonly Submitted[]): Promise<Parts[]> {
  const keys = texts.map(({ sha256, section, field }) => `${sha256} ${section} ${field}`);
  const found = new Map(keys.map((key) => [key, kept.get(key)]));
  const unknown = texts.filter((_, at) => found.get(keys[at]!) === undefined);
  for (const { key, text } of await readSubmitted(db, unknown)) found.set(key, await partsInTurn(text ?? ''));
  for (const [key, parts = NONE] of found) keepLatest(kept, key, parts, MOST_KEPT);
  return keys.map((key) => found.get(key) ?? NONE);
}

async function readSubmitted(db: Db | Tx, texts: readonly Submitted[]) {
  if (texts.length === 0) return [];
  const places = [texts.map(({ section }) => section), texts.map(({ field }) => field)];
  return db.$queryRaw<{ key: string; text: string | null }[]>`
    SELECT /* of one row */ s.sha256 || ' ' || q.section || ' ' || q.field AS key,
      s.content #>> ARRAY['sections', q.section, 'answers', q.field] AS text
    FROM unnest(${texts.map(({ otherId }) => otherId)}::int[], ${texts.map(({ otherNumber }) => otherNumber)}::int[],
        ${places[0]}::text[], ${places[1]}::text[]) q (report_id, number, section, field)
      JOIN submissions s ON s.report_id = q.report_id AND s.number = q.number`;
}

/** What was found of a report's latest submission, which is `number`: whichever of the two was there first; the likest first. */
export function likeTextsOf(db: Db, { report }: Opened<unknown>): Promise<(LikeText & { number: number })[]> {
  return db.$queryRaw<(LikeText & { number: number })[]>`
    WITH found AS (
      SELECT field, number, other_id, other_number, share FROM like_texts WHERE report_id = ${report.id}
      UNION
      SELECT field, other_number, report_id, number, share FROM like_texts WHERE other_id = ${report.id}
    )
    SELECT f.field, f.number, r.unit_name AS "unitName", p.year, r.unit_id = ${report.unitId} AS "isOwn", f.share
    FROM found f JOIN reports r ON r.id = f.other_id JOIN periods p ON p.id = r.period_id
    WHERE f.number = (SELECT max(number) FROM submissions WHERE report_id = ${report.id})
      AND f.other_number = (SELECT max(number) FROM submissions WHERE report_id = f.other_id)
      AND p.year <= ${report.period.year}
    ORDER BY f.share DESC, p.year DESC, r.unit_name LIMIT 50`;
}

/** The same of a draft that may be changed, as far as it is asked: nothing of it is kept. */
export async function likeInDraft(db: Db, { report }: OpenedOwn, draft: OwnDraft): Promise<LikeText[]> {
  if (!isEditable(report.status)) return [];
  const { unitId, parentId } = report;
  const { sections } = draft.answers;
  const texts: ComparedText[] = [];
  for (const { code: section, fields } of draft.form.sections)
    for (const { code: field } of fields.filter(isWords)) {
      const said = sections.get(section);
      const answer = said?.notApplicable ? undefined : said?.answers[field];
      if (typeof answer === 'string') texts.push({ section, field, parts: await partsInTurn(answer) });
    }
  return findLike(db, { reportId: report.id, unitId, parentId, year: report.period.year }, texts);
}
