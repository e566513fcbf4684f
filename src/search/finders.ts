import { hasRole, type Actor, OWN_ROLES } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { formatDay } from '../platform/text/format.js';
import { fold, literally } from '../platform/text/text.js';
import { currentGuidance } from '../guidance/finders.js';
import { guidanceEntries, helpEntries } from './entries.js';
import type { Entry } from './library.js';
import type { Query } from './words.js';
import { acknowledgementAddress } from '../acknowledgements/addresses.js';
import { announcementAddress, unitAnnouncementAddress } from '../announcements/addresses.js';
import { documentAddress } from '../documents/addresses.js';
import { inspectionAddress, ownInspectionAddress } from '../inspections/addresses.js';
import { ownReport, reviewOf, unitProfile } from '../reports/addresses.js';

/** Kept in memory: so many of the newest of each kind, and of each text so many characters (docs/decisions/0022). */
const [MOST, BEGINNING] = [500, 10_000];

/** Everything that anybody may find. */
export async function publicEntries(db: Db, now: Date): Promise<Entry[]> {
  const newest = { orderBy: { id: 'desc' as const }, take: MOST };
  const [guidance, documents, announcements, results] = await Promise.all([
    currentGuidance(db, now),
    db.document.findMany({ where: { withdrawnAt: null }, ...newest }),
    db.announcement.findMany({
      where: { withdrawnAt: null, audience: 'EVERYONE', showFrom: { lte: now }, showUntil: { gt: now } },
      ...newest,
    }),
    db.publicResults.findMany({
      where: { withdrawnAt: null },
      select: { period: { select: { year: true } } },
      orderBy: { period: { year: 'desc' } },
    }),
  ]);
  return [
    ...guidanceEntries(guidance.content),
    ...documents.map((document) => ({
      kind: 'van-ban' as const,
      href: documentAddress(document.id),
      title: `${document.about} (số ${document.number}/${document.symbol})`,
      text: `Ngày ${formatDay(document.date)}. ${document.issuer}. ${document.text.slice(0, BEGINNING)}`,
    })),
    ...announcements.map(({ id, title, text }) => ({
      kind: 'thong-bao' as const,
      href: announcementAddress(id),
      title,
      text: text.slice(0, BEGINNING),
    })),
    ...results.map(({ period: { year } }) => ({
      kind: 'ket-qua' as const,
      href: `/ket-qua/${year}`,
      title: `Kết quả nêu gương năm ${year}`,
      text: 'Số liệu và gương điển hình của các cấp công đoàn trong tỉnh.',
    })),
    ...helpEntries(),
  ];
}

/** Of what is a person's own, so many of each kind are looked at. */
const [UNITS, ANSWERS, INSPECTIONS, RECEIPTS] = [10, 20, 100, 100];

/**
 * What the person may see and nobody else may: units below the own, answers in the own unit's reports and in accepted
 * ones of direct children, inspections of and by the own unit, what it received. Not every word of the query need stand in each.
 */
export async function ownEntries(db: Db, actor: Actor, query: Query, now: Date): Promise<Entry[]> {
  const parts = await Promise.all([
    unitsBelow(db, actor, query),
    answers(db, actor, query),
    inspections(db, actor),
    received(db, actor),
    toUnits(db, now),
  ]);
  return parts.flat();
}

async function unitsBelow(db: Db, { unit, ...actor }: Actor, { words }: Query): Promise<Entry[]> {
  if (!hasRole({ unit, ...actor }, 'REVIEWER', 'LEADER')) return [];
  const names = words.map(({ folded }) => ({ nameFolded: { contains: literally(folded) } }));
  const rows = await db.unit.findMany({
    where: { AND: names, path: { startsWith: unit.path }, id: { not: unit.id } },
    select: { id: true, name: true, code: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: UNITS,
  });
  return rows.map(({ id, name, code }) => ({
    kind: 'don-vi',
    href: unitProfile(id),
    title: name,
    text: `Mã ${code}`,
  }));
}

/**
 * Of the latest submission of each report. A reviewer who reads what waits for review has opened it (docs/decisions/0019),
 * so of others' reports only those accepted are searched.
 */
async function answers(db: Db, actor: Actor, { words }: Query): Promise<Entry[]> {
  const own = hasRole(actor, ...OWN_ROLES) ? actor.unit.id : 0;
  const parent = hasRole(actor, 'REVIEWER', 'LEADER') ? actor.unit.id : 0;
  const asked = words.map(({ folded }) => fold(folded)).join(' ');
  const rows = await db.$queryRaw<AnswerRow[]>`
    WITH found AS (
      SELECT r.id, r.unit_id, r.unit_name, p.year, w.number, w.field
      FROM answer_words w JOIN reports r ON r.id = w.report_id JOIN periods p ON p.id = r.period_id
      WHERE w.words @@ plainto_tsquery('simple', ${asked})
        AND (r.unit_id = ${own} OR (r.parent_id = ${parent} AND r.status = 'ACCEPTED'))
        AND w.number = (SELECT max(s.number) FROM submissions s WHERE s.report_id = r.id)
      ORDER BY p.year DESC, r.unit_name, r.id, w.field LIMIT ${ANSWERS}
    )
    SELECT f.id, f.unit_id = ${own} AS "isOwn", f.unit_name AS "unitName", f.year, a.text
    FROM found f JOIN submissions s ON s.report_id = f.id AND s.number = f.number
      CROSS JOIN LATERAL (
        SELECT answer.value #>> '{}' AS text
        FROM jsonb_each(s.content -> 'sections') section, jsonb_each(section.value -> 'answers') answer
        WHERE answer.key = f.field LIMIT 1
      ) a
    ORDER BY f.year DESC, f.unit_name, f.id, f.field`;
  return rows.map(({ id, isOwn, unitName, year, text }) => ({
    kind: 'bao-cao',
    href: isOwn ? ownReport(year) : reviewOf(id),
    title: `Báo cáo năm ${year} của ${unitName}`,
    text,
  }));
}

interface AnswerRow {
  readonly id: number;
  readonly isOwn: boolean;
  readonly unitName: string;
  readonly year: number;
  readonly text: string;
}

/** By the own unit; and of it, as far as it knows of them: announced or concluded. */
async function inspections(db: Db, actor: Actor): Promise<Entry[]> {
  const { id: unitId } = actor.unit;
  const known = [{ announcedAt: { not: null } }, { concludedAt: { not: null } }];
  const scopes = [
    ...(hasRole(actor, 'REVIEWER', 'LEADER') ? [{ parentId: unitId }] : []),
    ...(hasRole(actor, ...OWN_ROLES) ? [{ unitId, OR: known }] : []),
  ];
  if (scopes.length === 0) return [];
  const rows = await db.inspection.findMany({
    where: { OR: scopes },
    select: {
      ...{ id: true, parentId: true, plannedOn: true, topic: true, conclusion: true, concludedAt: true },
      unit: { select: { name: true } },
    },
    orderBy: { id: 'desc' },
    take: INSPECTIONS,
  });
  return rows.map(({ id, parentId, plannedOn, topic, conclusion, concludedAt, unit }) => ({
    kind: 'kiem-tra',
    href: parentId === unitId ? inspectionAddress(id) : ownInspectionAddress(id),
    title: `Kiểm tra, giám sát ${unit.name}, ngày ${formatDay(plannedOn)}`,
    // A conclusion that is still written is a draft.
    text: concludedAt ? `${topic}. ${conclusion}` : topic,
  }));
}

async function received(db: Db, actor: Actor): Promise<Entry[]> {
  if (!hasRole(actor, ...OWN_ROLES, 'REVIEWER')) return [];
  const rows = await db.acknowledgement.findMany({
    where: { unitId: actor.unit.id },
    select: { id: true, request: { select: { title: true, text: true } } },
    orderBy: { id: 'desc' },
    take: RECEIPTS,
  });
  return rows.map(({ id, request: { title, text } }) => ({
    kind: 'xac-nhan',
    href: acknowledgementAddress(id),
    title,
    text,
  }));
}

async function toUnits(db: Db, now: Date): Promise<Entry[]> {
  const rows = await db.announcement.findMany({
    where: { withdrawnAt: null, audience: 'UNITS', showFrom: { lte: now }, showUntil: { gt: now } },
    orderBy: { id: 'desc' },
    take: RECEIPTS,
  });
  return rows.map(({ id, title, text }) => ({
    kind: 'thong-bao',
    href: unitAnnouncementAddress(id),
    title,
    text,
  }));
}
