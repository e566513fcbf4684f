import type { Overseer, OwnReader, Reviewer, Submitter } from '../platform/actor.js';
import { storedContent } from '../platform/files/stored-content.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { NotFound } from '../platform/errors.js';
import type { InspectionPaperKind as PaperKind, Prisma } from '../platform/prisma/client.js';
import { teamWords } from './team.js';

const FILE = { id: true, name: true, size: true, risk: true } satisfies Prisma.InspectionFileSelect;
const SHOWN = {
  unit: { select: { id: true, code: true, name: true } },
  parent: { select: { id: true, name: true } },
  recommendations: {
    orderBy: { number: 'asc' },
    include: { replies: { orderBy: { id: 'asc' }, include: { files: { select: FILE } } } },
  },
  files: { where: { replyId: null, removedAt: null }, select: FILE, orderBy: { id: 'asc' } },
  // Not their content: a paper is read when it is asked for.
  papers: { omit: { content: true }, orderBy: [{ kind: 'asc' }, { version: 'asc' }] },
  changes: { orderBy: { id: 'asc' } },
} satisfies Prisma.InspectionInclude;
export type Shown = Prisma.InspectionGetPayload<{ include: typeof SHOWN }>;
export type ShownRecommendation = Shown['recommendations'][number];

declare const opened: unique symbol;
/** An inspection by the actor's own unit, with its draft. Only the finder here makes it. */
export interface Opened<A> {
  readonly actor: A;
  readonly inspection: Shown;
  readonly [opened]: true;
}

export async function openInspection<A extends Overseer | Reviewer>(
  db: Db,
  actor: A,
  id: number,
): Promise<Opened<A>> {
  const inspection = await db.inspection.findFirst({
    where: { id, parentId: actor.unit.id },
    include: SHOWN,
  });
  if (!inspection) throw new NotFound('Không có cuộc kiểm tra, giám sát này.');
  return { actor, inspection } as unknown as Opened<A>;
}

/** An inspection as it stands in a transaction that has opened and changed it. */
export function asSaved(tx: Tx, id: number): Promise<Shown> {
  return tx.inspection.findUniqueOrThrow({ where: { id }, include: SHOWN });
}

declare const own: unique symbol;
/** An inspection of the actor's own unit, as far as the unit may know of it. Only the finder here makes it. */
export interface OpenedOwn<A> {
  readonly actor: A;
  readonly inspection: Shown;
  readonly [own]: true;
}

const KNOWN = {
  OR: [{ announcedAt: { not: null } }, { concludedAt: { not: null } }],
} satisfies Prisma.InspectionWhereInput;

/** NotFound until it is announced or concluded; nothing of the record before it is concluded. */
export async function openOwnInspection<A extends OwnReader | Submitter>(
  db: Db,
  actor: A,
  id: number,
): Promise<OpenedOwn<A>> {
  const found = await db.inspection.findFirst({
    where: { id, unitId: actor.unit.id, ...KNOWN },
    include: SHOWN,
  });
  if (!found) throw new NotFound('Không có cuộc kiểm tra, giám sát này.');
  const { announcedAt, concludedAt } = found;
  const known = {
    ...found,
    team: teamWords(found.team),
    changes: found.changes.filter(({ at }) => announcedAt !== null && at >= announcedAt),
    papers: found.papers.filter(({ kind }) => concludedAt !== null || kind === 'NOTICE'),
  };
  const inspection = concludedAt ? known : { ...known, ...NO_RECORD };
  return { actor, inspection } as unknown as OpenedOwn<A>;
}
const NO_RECORD = {
  carriedOutOn: null,
  minutes: {},
  conclusion: '',
  findings: {},
  recommendations: [],
  files: [],
};

/** The recommendation of that id; NotFound where it is another inspection's, or still a draft. */
export function recommendationOf({ inspection }: { inspection: Shown }, id: number): ShownRecommendation {
  const found = inspection.recommendations.find((one) => one.id === id);
  if (!found || !inspection.concludedAt) throw new NotFound('Không có kiến nghị này.');
  return found;
}

/** A file with its content. What may be seen of the inspection is what its files are. */
export async function fileOf(db: Db, { inspection }: Opened<Overseer> | OpenedOwn<OwnReader>, id: number) {
  const answers = inspection.recommendations.flatMap(({ replies }) => replies.flatMap(({ files }) => files));
  const isShown = [...inspection.files, ...answers].some((file) => file.id === id);
  const file = isShown
    ? await db.inspectionFile.findUnique({ where: { id }, omit: { content: true } })
    : null;
  if (!file) throw new NotFound('Không có tệp này.');
  return { ...file, content: storedContent(db, 'inspection_files', id, file.size) };
}

/** A paper as it was issued, of those that are known of the inspection; the newest where no version is asked for. */
export async function issuedPaper(
  db: Db,
  { inspection }: Opened<Overseer> | OpenedOwn<OwnReader>,
  kind: PaperKind,
  version?: number,
) {
  const found = inspection.papers.findLast(
    (one) => one.kind === kind && (version === undefined || one.version === version),
  );
  return found ? db.inspectionPaper.findUniqueOrThrow({ where: { id: found.id } }) : null;
}

const LISTED = {
  unit: { select: { code: true, name: true } },
  parent: { select: { name: true } },
  recommendations: { select: { status: true, dueBefore: true } },
} satisfies Prisma.InspectionInclude;
export const listed = { include: LISTED, omit: { findings: true, conclusion: true } } as const;

const OWN_PAGE = 50;

/** What the own unit knows of inspections of it, newest first, without their records before the conclusion. */
export async function ownInspections(db: Db, { unit }: OwnReader, after: number | undefined) {
  const rows = await db.inspection.findMany({
    where: { unitId: unit.id, ...KNOWN, ...(after === undefined ? {} : { id: { lt: after } }) },
    ...listed,
    orderBy: { id: 'desc' },
    take: OWN_PAGE + 1,
  });
  const known = rows.map((row) =>
    row.concludedAt ? row : { ...row, carriedOutOn: null, recommendations: [] },
  );
  return { rows: known.slice(0, OWN_PAGE), more: rows.length > OWN_PAGE };
}

/** The last inspections of a unit, newest first, for those who oversee it; drafts of records are not in it. */
export function inspectionsOf(db: Db, unitId: number) {
  return db.inspection.findMany({
    where: { unitId },
    select: {
      id: true,
      parentId: true,
      kind: true,
      reason: true,
      status: true,
      plannedOn: true,
      topic: true,
    },
    orderBy: { id: 'desc' },
    take: 20,
  });
}

export type InspectionRow = Awaited<ReturnType<typeof inspectionsOf>>[number];

/** How many inspections a unit carried out and concluded, from the day of `from` to that of `to`, both counted. */
export function inspectionsCarriedOut(db: Db | Tx, unitId: number, from: Date, to: Date): Promise<number> {
  const carriedOutOn = { gte: from, lte: to };
  return db.inspection.count({ where: { parentId: unitId, carriedOutOn, concludedAt: { not: null } } });
}
