import { beforeAll, describe, expect, it } from 'vitest';
import { latestRoot } from '../../src/history/chain/finders.js';
import { sealAll } from '../../src/history/chain/job.js';
import { verifyRecord, type Verification } from '../../src/history/chain/verification-finders.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import type { Tx } from '../../src/platform/postgres/db.js';
import { startTestApp } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

// Two units file on one day, the day's root is given, and the board accepts one report on the next.
const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const ids: number[] = [];

beforeAll(async () => {
  const province = (await makeUnit(db)).id;
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  for (const name of ['mot', 'hai']) {
    const unit = await makeUnit(db, { parentId: province });
    await makeAccount(db, name, unit.id, ['FILER']);
    ids.push(unit.id);
  }
  await openTestPeriod(db, 'admin');
  for (const name of ['mot', 'hai']) {
    await fillDraft(db, name, clock());
    await submitDraft(db, name, clock());
  }
  await sealAll(portal);
  clock.set('2026-08-21T08:00:00+07:00');
  await sealAll(portal);
  await acceptFrom(db, 'board', (await reportOf(db, ids[0]!)).id, clock());
  await sealAll(portal);
  // As it is ten minutes later: what is written late has been written.
  await asOwner(db, `UPDATE record_links SET sealed_at = sealed_at - interval '1 hour'`);
});

/** What only the owner of the database can do: past every trigger. */
async function asOwner(tx: Tx, ...statements: string[]): Promise<void> {
  for (const one of [
    'SET session_replication_role = replica',
    ...statements,
    'RESET session_replication_role',
  ])
    await tx.$executeRawUnsafe(one);
}

const UNDONE = new Error('undone');

/** What is found after some statements of the owner, which are undone again. */
async function verifiedAfter(statements: readonly string[], asked?: string): Promise<Verification> {
  let found: Verification | undefined;
  const all = db.$transaction(async (tx) => {
    await asOwner(tx, ...statements);
    found = await verifyRecord(tx, asked);
    throw UNDONE;
  });
  await expect(all).rejects.toBe(UNDONE);
  return found!;
}

const LAST_SUBMISSION = '(SELECT max(id) FROM submissions)';
const EVENT = `INSERT INTO history_events (id, at, action, actor_name)`;

describe('The record', () => {
  it('is as it was sealed while nobody has touched it, and every row of it has a link', async () => {
    const rows = (await db.historyEvent.count()) + (await db.submission.count());
    expect(rows).toBeGreaterThan(6);
    expect(await verifyRecord(db)).toEqual({
      fault: undefined,
      sealed: rows,
      waiting: 0,
      rootDay: undefined,
    });
  });

  it('has a root for a day that is over, by which it is known later', async () => {
    const root = await latestRoot(db);
    expect(root).toMatchObject({ day: isoDay('2026-08-20') });
    expect((await verifyRecord(db, root?.hash)).rootDay).toEqual(root?.day);
    expect((await verifyRecord(db, 'f'.repeat(64))).rootDay).toBeUndefined();
  });

  it.each([
    [
      'an answer is another',
      [
        `UPDATE submissions SET content = jsonb_set(content, '{tampered}', '1') WHERE id = ${LAST_SUBMISSION}`,
      ],
      { kind: 'changed', source: 'submission' },
    ],
    [
      'somebody else submitted it',
      [`UPDATE submissions SET submitted_by_name = 'Ai khác' WHERE id = ${LAST_SUBMISSION}`],
      { kind: 'changed', source: 'submission' },
    ],
    [
      'it was submitted a minute earlier',
      [
        `UPDATE submissions SET submitted_at = submitted_at - interval '1 minute' WHERE id = ${LAST_SUBMISSION}`,
      ],
      { kind: 'changed', source: 'submission' },
    ],
    [
      'the acceptance is another act',
      [`UPDATE history_events SET action = 'report-returned' WHERE action = 'report-accepted'`],
      { kind: 'changed', source: 'history' },
    ],
    [
      'an act is gone',
      [`DELETE FROM history_events WHERE action = 'report-accepted'`],
      { kind: 'removed', source: 'history' },
    ],
    [
      'an act is gone with its link',
      [
        `DELETE FROM history_events WHERE id = (SELECT row_id FROM record_links WHERE seq = 2)`,
        `DELETE FROM record_links WHERE seq = 2`,
      ],
      { kind: 'link-missing', seq: 2 },
    ],
    [
      'an act was put among those that have a link',
      [`${EVENT} VALUES (-5, '2026-08-20T03:00:00Z', 'report-accepted', 'Ai')`],
      { kind: 'put-in', source: 'history', rowId: -5 },
    ],
    [
      'two acts changed their places',
      [
        'UPDATE record_links SET row_id = -row_id WHERE seq IN (2, 3)',
        `UPDATE record_links moved SET row_id = -(SELECT row_id FROM record_links WHERE seq = 5 - moved.seq)
         WHERE seq IN (2, 3)`,
      ],
      { kind: 'changed', source: 'history' },
    ],
    [
      'a link is another',
      [`UPDATE record_links SET hash = repeat('b', 64) WHERE seq = 2`],
      { kind: 'changed', source: 'history' },
    ],
    [
      'the triggers were off for a moment',
      [
        'ALTER TABLE history_events DISABLE TRIGGER USER',
        `UPDATE history_events SET actor_name = 'Ai khác' WHERE action = 'report-accepted'`,
        'ALTER TABLE history_events ENABLE TRIGGER USER',
      ],
      { kind: 'changed', source: 'history' },
    ],
    [
      'what the chain had come to is another',
      [`UPDATE record_roots SET hash = repeat('a', 64) WHERE day > '2026-08-19'`],
      { kind: 'root-changed', day: isoDay('2026-08-20') },
    ],
    [
      'all after a moment is gone, but for the root',
      ['DELETE FROM record_links WHERE seq > 2'],
      { kind: 'link-missing', seq: 3 },
    ],
  ] as const)('tells when %s', async (_, statements, fault) => {
    const { fault: found, sealed } = await verifiedAfter(statements);
    expect(found).toMatchObject(fault);
    expect(sealed).toBeGreaterThan(0);
  });

  it('is known to have been written anew, or cut off at its end, by a root that was kept outside', async () => {
    const root = await latestRoot(db);
    const found = await verifiedAfter(
      ['DELETE FROM record_links', 'DELETE FROM record_roots', 'DELETE FROM submissions'],
      root?.hash,
    );
    expect(found).toMatchObject({ sealed: 0, rootDay: undefined });
  });

  it('tells when an act came with a day whose root was given before', async () => {
    await db.$executeRawUnsafe(`${EVENT} VALUES (900, '2026-08-20T03:00:00Z', 'report-accepted', 'Ai')`);
    expect(await verifyRecord(db)).toMatchObject({ fault: undefined, waiting: 1 });
    await sealAll(portal);
    const fault = { kind: 'put-in', source: 'history', rowId: 900, afterRoot: isoDay('2026-08-20') };
    expect((await verifyRecord(db)).fault).toEqual(fault);
    await asOwner(
      db,
      'DELETE FROM history_events WHERE id = 900',
      `DELETE FROM record_links WHERE row_id = 900`,
    );
  });

  it('is sealed once by several processes at a time', async () => {
    await db.historyEvent.createMany({
      data: Array.from({ length: 2500 }, () => ({ at: clock(), action: 'x', actorName: 'Ai' })),
    });
    await Promise.all([sealAll(portal), sealAll(portal), sealAll(portal)]);
    await sealAll(portal);
    expect(await verifyRecord(db)).toMatchObject({ fault: undefined, waiting: 0 });
  });

  it('can be read by anybody as far as its root: on the page where receipts are looked up', async () => {
    const root = await latestRoot(db);
    const { text } = await portal.visitor().get('/xac-thuc').expect(200);
    expect(text).toContain('Mã niêm đến hết ngày 20/8/2026');
    expect(text.replace(/[^0-9a-f<>/]/g, '')).toContain(root?.hash);
  });

  it('is told from one that its owner sealed anew as a whole by a root that was kept outside', async () => {
    const kept = await latestRoot(db);
    await asOwner(
      db,
      'DELETE FROM record_links',
      'DELETE FROM record_roots',
      `UPDATE submissions SET submitted_by_name = 'Ai khác' WHERE id = ${LAST_SUBMISSION}`,
    );
    await sealAll(portal);
    expect(await verifyRecord(db, kept?.hash)).toMatchObject({ fault: undefined, rootDay: undefined });
  });
});
