import type { Db } from '../platform/postgres/db.js';
import { record } from '../history/commands.js';
import { officialText } from './official-text.js';

/** Publishes the official text as version 1 where there is no version yet; several processes may ask at once. */
export async function publishInitialGuidance(db: Db, now: Date): Promise<void> {
  if ((await db.guidanceVersion.count()) > 0) return;
  await db.$transaction(async (tx) => {
    const { count } = await tx.guidanceVersion.createMany({
      data: [{ number: 1, content: officialText, publishedAt: now }],
      skipDuplicates: true,
    });
    if (count > 0)
      await record(tx, { at: now, action: 'guidance-published', actor: null, detail: { number: 1 } });
  });
}
