import { describe, expect, it } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { currentGuidance, obligationTexts } from '../../src/guidance/finders.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligationWords } from '../../src/guidance/rules.js';
import { openDb } from '../../src/platform/postgres/db.js';
import { NotFound } from '../../src/platform/errors.js';
import { createTestDatabase } from '../support/database.js';

const { db, url } = await createTestDatabase();
const now = new Date('2026-08-20T08:00:00+07:00');

describe('The official text as version 1', () => {
  it('is not found before it is published', async () => {
    await expect(currentGuidance(db, now)).rejects.toThrow(NotFound);
  });

  it('is published once, with one event, by processes that start at the same time', async () => {
    const others = Array.from({ length: 4 }, () => openDb(url));
    await Promise.all(
      [db, ...others.map((other) => other.db)].map((each) => publishInitialGuidance(each, now)),
    );
    await publishInitialGuidance(db, now);
    await Promise.all(others.map((other) => other.close()));
    expect(await db.guidanceVersion.count()).toBe(1);
    expect(await db.historyEvent.count({ where: { action: 'guidance-published' } })).toBe(1);
  });

  it('comes back from the database as it was written', async () => {
    const { id, number, publishedAt, content } = await currentGuidance(db, now);
    expect([number, publishedAt]).toEqual([1, now]);
    expect(content).toEqual(officialText);
    expect(await obligationTexts(db, id)).toEqual(obligationWords(officialText));
  });

  it('does not come back over a later version', async () => {
    const revised = { ...officialText, subject: `${officialText.subject} (sửa đổi)` };
    await db.guidanceVersion.create({ data: { number: 2, content: revised, publishedAt: now } });
    await publishInitialGuidance(db, now);
    expect((await currentGuidance(db, now)).number).toBe(2);
  });
});
