import type { Db } from '../../platform/postgres/db.js';
import { announcementAddress } from '../../announcements/addresses.js';
import { documentAddress } from '../../documents/addresses.js';

/** A public page that somebody published, and when it last changed. */
export interface PublishedPage {
  readonly path: string;
  readonly changedAt: Date;
}

/** A sitemap holds at most 50 000 addresses (sitemaps.org); these leave room for the pages that are always there. */
const MOST = 20_000;

/** Results, documents and announcements to everybody, each kind newest first. */
export async function publishedPages(db: Db, now: Date): Promise<PublishedPage[]> {
  const newest = { orderBy: { id: 'desc' as const }, take: MOST };
  const [results, documents, announcements] = await Promise.all([
    db.publicResults.findMany({
      where: { withdrawnAt: null },
      select: { publishedAt: true, period: { select: { year: true } } },
    }),
    db.document.findMany({ where: { withdrawnAt: null }, select: { id: true, editedAt: true }, ...newest }),
    db.announcement.findMany({
      where: { withdrawnAt: null, audience: 'EVERYONE', showFrom: { lte: now } },
      select: { id: true, showFrom: true },
      ...newest,
    }),
  ]);
  return [
    ...results.map(({ period, publishedAt: changedAt }) => ({
      path: `/ket-qua/${period.year}`,
      changedAt,
    })),
    ...documents.map(({ id, editedAt: changedAt }) => ({ path: documentAddress(id), changedAt })),
    ...announcements.map(({ id, showFrom: changedAt }) => ({ path: announcementAddress(id), changedAt })),
  ];
}
