import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { guidanceContent, type GuidanceContent } from '../content.js';

const isIn = (now: Date) => ({ publishedAt: { lte: now } });

/** The versions in force and before, newest first, with the years of the opened periods that rest on each. */
export function versionList(db: Db, now: Date) {
  return db.guidanceVersion.findMany({
    where: isIn(now),
    select: {
      number: true,
      note: true,
      publishedAt: true,
      periods: { where: { openedAt: { not: null } }, select: { year: true }, orderBy: { year: 'desc' } },
    },
    orderBy: { number: 'desc' },
    take: 200,
  });
}
export type VersionList = Awaited<ReturnType<typeof versionList>>;

export interface PublicVersion {
  readonly number: number;
  readonly publishedAt: Date;
  readonly content: GuidanceContent;
  /** Since when the next version is in force instead; null of the one in force. */
  readonly replacedAt: Date | null;
}

/** A version in force or before, by its number; NotFound of one that is still to come. */
export async function publicVersion(db: Db, number: number, now: Date): Promise<PublicVersion> {
  const [row, next] = await Promise.all([
    db.guidanceVersion.findFirst({ where: { number, ...isIn(now) } }),
    db.guidanceVersion.findFirst({
      where: { number: { gt: number }, ...isIn(now) },
      select: { publishedAt: true },
      orderBy: { number: 'asc' },
    }),
  ]);
  if (!row) throw new NotFound('Hướng dẫn không có bản này.');
  const { publishedAt, content } = row;
  return {
    number,
    publishedAt,
    content: guidanceContent.parse(content),
    replacedAt: next?.publishedAt ?? null,
  };
}
