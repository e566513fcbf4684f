import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.js';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { officialText } from '../../src/guidance/official-text.js';
import { listenTo } from '../../src/platform/postgres/notifications.js';
import { startTestApp } from '../support/app.js';
import { createTestDatabase } from '../support/database.js';
import { eventually } from '../support/patience.js';
import request from 'supertest';

// The clocks stand still: nothing that shows here was found by asking again after a while.

describe('What is published', () => {
  it('shows in every process as soon as it is committed', async () => {
    const portal = await startTestApp();
    const { db, clock } = portal;
    await publishInitialGuidance(db, clock());
    const others = [createApp(portal), createApp(portal)];
    for (const app of others) expect((await request(app).get('/huong-dan')).text).not.toContain('Bản sửa.');
    const content = { ...officialText, preamble: `${officialText.preamble} Bản sửa.` };
    await db.guidanceVersion.create({ data: { number: 2, content, publishedAt: clock() } });
    for (const app of others)
      await eventually(async () => (await request(app).get('/huong-dan')).text).toContain('Bản sửa.');
  });
});

describe('The connection that hears of changes', () => {
  it('is made again when it is lost, and counts that as a change', async () => {
    const { db, url } = await createTestDatabase();
    const errors: Error[] = [];
    let heard = 0;
    const changes = await listenTo(url, 'test_channel', (error) => errors.push(error));
    changes.onChange(() => (heard += 1));
    await db.$executeRaw`SELECT pg_notify('test_channel', '')`;
    await eventually(() => heard).toBe(1);
    await db.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`;
    await eventually(() => [errors.length, heard]).toEqual([1, 2]);
    await db.$executeRaw`SELECT pg_notify('test_channel', '')`;
    await eventually(() => heard).toBe(3);
    await changes.stop();
  });

  it('fails where there is no server', async () => {
    await expect(listenTo('postgresql://nobody@127.0.0.1:1/none', 'test_channel')).rejects.toThrow();
  });
});
