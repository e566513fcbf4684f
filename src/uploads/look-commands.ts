import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppDeps } from '../deps.js';
import { storedContent } from '../platform/files/stored-content.js';
import { Prisma } from '../platform/prisma/client.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'pdfs' | 'uploads'>;

interface Waiting {
  readonly table: 'attachments' | 'inspection_files';
  readonly id: number;
  readonly size: number;
}

const ASKER = { key: 'the job that looks into PDFs' };

/**
 * Looks into the PDF that has waited longest: what it may do beside being read, and, of a report's, its first page. Answers
 * whether there was one. What cannot be drawn, or ends the process that tries, has no picture. Rejects as the queue does.
 */
export async function lookAtNext(deps: Deps): Promise<boolean> {
  const { db, clock, pdfs } = deps;
  const file = await nextWaiting(deps);
  if (!file) return false;
  const path = join(deps.uploads, `${randomUUID()}.pdf`);
  try {
    await writeFile(path, storedContent(db, file.table, file.id, file.size).pieces(), { mode: 0o600 });
    const risk = await pdfs.risk(ASKER, path);
    if (file.table === 'inspection_files')
      await db.inspectionFile.updateMany({ where: { id: file.id }, data: { risk, lookedAt: clock() } });
    else {
      const first = await pdfs.firstPage(ASKER, path);
      const seen = first ? { preview: first.picture, pages: first.pages } : {};
      await db.attachment.updateMany({ where: { id: file.id }, data: { risk, ...seen, lookedAt: clock() } });
    }
    return true;
  } finally {
    await rm(path, { force: true });
  }
}

async function nextWaiting({ db }: Deps): Promise<Waiting | undefined> {
  const waiting = Prisma.sql`looked_at IS NULL AND media_type = 'application/pdf' ORDER BY id LIMIT 1`;
  const rows = await db.$queryRaw<Waiting[]>`
    (SELECT 'attachments' AS table, id, size FROM attachments WHERE ${waiting})
    UNION ALL (SELECT 'inspection_files' AS table, id, size FROM inspection_files WHERE ${waiting})`;
  return rows[0];
}
