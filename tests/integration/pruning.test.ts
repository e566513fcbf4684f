import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { pruneAll, prunings } from '../../src/pruning/commands.js';
import { startPruningJob } from '../../src/pruning/job.js';
import { ACCOUNT_YEARS, KEPT, PRUNED_WORDS } from '../../src/pruning/kept-rules.js';
import type { Db } from '../../src/platform/postgres/db.js';
import { createTestDatabase } from '../support/database.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { fillDraft, openTestPeriod, submitDraft } from '../support/reports.js';

const { db } = await createTestDatabase();
const NOW = new Date('2026-09-01T08:00:00+07:00');
/** Longer ago than anything is kept that is not kept for ever; and just now. */
const [LONG_AGO, JUST_NOW] = [new Date('2023-05-01T08:00:00+07:00'), new Date(NOW.getTime() - 60_000)];
const kept = Object.values(KEPT).flat();
const pruned = prunings.map(({ table }) => table);

let about: Awaited<ReturnType<typeof someReport>>;

beforeAll(async () => {
  about = await someReport(db);
});

test('each table of the database is pruned by a rule or kept for a reason, and by one alone', async () => {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  expect([...kept, ...pruned].sort()).toEqual(tables.map(({ name }) => name).sort());
});

test('docs/operations.md says of each table what its rule does', () => {
  const text = readFileSync('docs/operations.md', 'utf8');
  const cells = text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''))
        .join(' | '),
    );
  for (const { table, kept: howLong, why } of prunings)
    expect(cells).toContain(`${table} | ${howLong} | ${why}`);
  for (const [why, tables] of Object.entries(KEPT))
    expect(text.replace(/\s+/g, ' ')).toContain(`- ${why}: \`${tables.join('`, `')}\` `);
});

test('a rule counts before, in its preview, just what it removes', async () => {
  for (const make of Object.values(makers)) {
    await make(new Date(LONG_AGO.getTime() + 1), 'counted');
    await make(JUST_NOW, 'uncounted');
  }
  const seen: Record<string, number> = {};
  for (const { table, due } of prunings) {
    const rows = await db.$queryRaw<object[]>`${due(NOW, ACCOUNT_YEARS)}`;
    if (rows.length > 0) seen[table] = rows.length;
  }
  expect(seen).toMatchObject({ sessions: 1, attachments: 2, accounts: 1, reminder_recipients: 1 });
  expect(await pruneAll(db, NOW)).toEqual({ ...seen, reminder_drafts: 1 });
  await db.account.deleteMany({ where: { username: 'uncounted' } });
  await Promise.all([
    ...[
      db.session.deleteMany(),
      db.sentForm.deleteMany(),
      db.rateLimit.deleteMany(),
      db.pushMessage.deleteMany(),
    ],
    ...[db.reminderRecipient.deleteMany(), db.exportPart.deleteMany(), db.pagePicture.deleteMany()],
    ...[db.inspectionFile.deleteMany(), db.workbookImport.deleteMany(), db.backup.deleteMany()],
    ...[db.databaseSize.deleteMany(), db.pruningRound.deleteMany()],
  ]);
  await db.reminderDraft.deleteMany();
});

test('each rule says in Vietnamese what it removes, and no words are of a rule that is gone', () => {
  expect(Object.keys(PRUNED_WORDS(ACCOUNT_YEARS)).sort()).toEqual([...pruned].sort());
});

/** A row of each pruned table that has outlived its time, and one that has not; by what tells them apart. */
const makers: Readonly<Record<string, (at: Date, name: string) => Promise<unknown>>> = {
  sessions: (at, id) =>
    db.session.create({ data: { id, data: {}, expiresAt: at === JUST_NOW ? later() : at } }),
  sent_forms: (at, id) => db.sentForm.create({ data: { id: id.padEnd(64), at } }),
  // The limiter goes by the machine's clock.
  rate_limits: (at, key) =>
    db.rateLimit.create({ data: { key, expire: at === JUST_NOW ? 9_000_000_000_000 : at.getTime() } }),
  sign_in_waits: (at, name) =>
    db.signInWait.create({
      data: { name, origin: 'x', failures: 1, openAt: at, forgottenAt: at === JUST_NOW ? later() : at },
    }),
  password_requests: (at, username) => db.passwordRequest.create({ data: { username, askedAt: at } }),
  push_messages: (at, title) =>
    db.pushMessage.create({ data: { title, body: 'x', path: '/', createdAt: at, dueAt: at } }),
  reminder_recipients: async (at, name) => {
    const draft = { createdByName: name, wordings: {}, createdAt: at, discardedAt: at };
    const { id } = await db.reminderDraft.create({ data: { ...draft, ...about.of } });
    await db.reminderRecipient.create({ data: { draftId: id, reportId: about.reportId } });
  },
  export_jobs: (at, fileName) =>
    db.exportJob.create({ data: { ...exported(at, fileName), finishedAt: at, removedAt: at } }),
  export_parts: (at, fileName) =>
    db.exportJob.create({
      data: {
        ...exported(JUST_NOW, fileName),
        ...{ finishedAt: at, parts: { create: { number: 0, content: Buffer.from('x') } } },
      },
    }),
  attachments: (removedAt, name) => db.attachment.create({ data: { ...about.file(name), removedAt } }),
  page_pictures: async (removedAt, name) => {
    const data = { ...about.file(`paper of ${name}`), removedAt };
    const { id: attachmentId } = await db.attachment.create({ data });
    const picture = { attachmentId, position: 1, mediaType: name, content: Buffer.from('x') };
    await db.pagePicture.create({ data: picture });
  },
  inspection_files: (removedAt, name) => {
    const { reportId: _, field: __, ...file } = about.file(name);
    return db.inspectionFile.create({ data: { ...file, inspectionId: about.inspectionId, removedAt } });
  },
  workbook_imports: (readAt, fileName) =>
    db.workbookImport.create({
      data: {
        ...{ reportId: about.reportId, accountId: readAt.getTime() % 1000, fileName, readAt },
        ...{ formDigest: '', typed: {}, problems: [], versions: {} },
      },
    }),
  backups: (startedAt, file) =>
    db.backup.create({ data: { file, startedAt: startedAt === JUST_NOW ? later() : startedAt } }),
  pruning_rounds: (at) => db.pruningRound.create({ data: { at, pruned: {} } }),
  accounts: async (at, name) => {
    const { id } = await makeAccount(db, name.replace(' ', '-'), about.unitId, []);
    await db.account.update({ where: { id }, data: { deactivatedAt: at } });
  },
  database_sizes: (day, name) => db.databaseSize.create({ data: { day, bytes: name.length } }),
};

test('what has outlived its time goes, table by table and in batches; what has not stays', async () => {
  for (const make of Object.values(makers)) {
    for (const name of ['old 1', 'old 2', 'old 3'])
      await make(new Date(LONG_AGO.getTime() + Number(name.at(-1))), name);
    await make(JUST_NOW, 'new');
  }
  const made = await pruneAll(db, NOW, () => false, 2);
  for (const table of Object.keys(makers))
    expect([table, made[table]]).toEqual([table, table === 'attachments' ? 6 : 3]);
  expect(made['reminder_drafts']).toBe(3);
  const left = await Promise.all([
    ...[db.session.count(), db.sentForm.count(), db.rateLimit.count(), db.pushMessage.count()],
    ...[
      db.reminderDraft.count(),
      db.reminderRecipient.count(),
      db.exportPart.count(),
      db.pagePicture.count(),
    ],
    ...[db.inspectionFile.count(), db.workbookImport.count(), db.backup.count(), db.databaseSize.count()],
    ...[
      db.pruningRound.count(),
      db.account.count({ where: { deactivatedAt: { not: null }, anonymisedAt: null } }),
    ],
  ]);
  expect(left).toEqual(left.map(() => 1));
  expect(await pruneAll(db, NOW)).toEqual({});
});

test('a file that a submission names stays, however long ago it was taken out of the draft', async () => {
  const filed = await db.attachment.update({ where: { id: about.filedId }, data: { removedAt: LONG_AGO } });
  await pruneAll(db, NOW);
  expect(await db.attachment.count({ where: { id: filed.id } })).toBe(1);
});

test('a reminder that was pushed loses its words, and is counted in the reminder log for ever', async () => {
  const delivery = { reportId: about.reportId, periodId: about.of.periodId, title: 'x', at: LONG_AGO };
  const step = { cause: 'deadline', dueBefore: LONG_AGO, number: 1 };
  const { id: deliveryId } = await db.reminderDelivery.create({ data: { ...delivery, ...step } });
  const push = { deliveryId, title: 'x', body: 'x', path: '/', createdAt: LONG_AGO, dueAt: LONG_AGO };
  const { id } = await db.pushMessage.create({ data: push });
  await pruneAll(db, NOW);
  expect(await db.pushMessage.findUnique({ where: { id } })).toMatchObject({ title: '', body: '', path: '' });
});

test('of the changes of an old year only those are left that pages ask for', async () => {
  const { periodId, parentId } = about.of;
  const of = { periodId, parentId, reportId: about.reportId, number: 1 };
  const changes = [
    ...[
      { status: 'SUBMITTED', entered: true },
      { status: 'ACCEPTED', entered: true },
      { status: 'ACCEPTED', entered: false },
    ],
    ...[
      { status: 'ACCEPTED', entered: true },
      { status: 'ACCEPTED', entered: false },
      { status: 'SUBMITTED', entered: true },
    ],
  ] as const;
  await db.figureChange.deleteMany();
  for (const change of changes) await db.figureChange.create({ data: { ...of, ...change } });
  await pruneAll(db, NOW);
  expect(await db.figureChange.count()).toBe(6);
  await pruneAll(db, new Date('2027-11-03T00:00:00+07:00'));
  const left = await db.figureChange.findMany({
    orderBy: { id: 'asc' },
    select: { status: true, entered: true },
  });
  expect(left).toEqual([changes[3], changes[5]]);
});

test('a row that somebody is just at is waited for by nobody: it goes the next time', async () => {
  await makers['sent_forms']!(LONG_AGO, 'held');
  await db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT id FROM sent_forms WHERE id LIKE 'held%' FOR UPDATE`;
      expect(await pruneAll(db, NOW)).toEqual({});
    },
    { timeout: 60_000 },
  );
  expect(await pruneAll(db, NOW)).toEqual({ sent_forms: 1 });
});

test('the job says in the log what it removed', async () => {
  await makers['sent_forms']!(LONG_AGO, 'told');
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line) => void lines.push(line) });
  const job = startPruningJob({ db, log, clock: () => NOW, config: readConfig({}) });
  await eventually(() => Promise.resolve(lines.length)).toBe(1);
  await job.stop();
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ pruned: { sent_forms: 1 } });
  expect(await db.pruningRound.findFirst()).toMatchObject({ at: NOW, pruned: { sent_forms: 1 } });
});

function later(): Date {
  return new Date('2040-01-01T00:00:00+07:00');
}

function exported(askedAt: Date, fileName: string) {
  const { accountId, unitId, of } = about;
  return { accountId, unitId, periodId: of.periodId, kind: 'csv', askedAt, fileName };
}

/** A report that was filed with a file, and what other rows hang on. */
async function someReport(on: Db) {
  const { province, upper } = await makeTree(on);
  await makeAccount(on, 'root', province.id, ['ADMIN']);
  const { id: accountId } = await makeAccount(on, 'filer', upper.id, ['FILER']);
  const { id: periodId } = await openTestPeriod(on, 'root');
  const { id: reportId } = await on.report.findFirstOrThrow({ where: { unitId: upper.id } });
  const file = (name: string) => ({
    ...{
      reportId,
      field: 'plan_file',
      name,
      mediaType: 'text/plain',
      size: 1,
      sha256: '0'.repeat(64),
      content: Buffer.from('x'),
    },
    ...{ uploadedAt: LONG_AGO, uploadedById: accountId },
  });
  const { id: filedId } = await on.attachment.create({ data: file('filed') });
  await fillDraft(on, 'filer', JUST_NOW);
  await submitDraft(on, 'filer', JUST_NOW);
  const { id: inspectionId } = await on.inspection.create({
    data: {
      ...{
        parentId: province.id,
        unitId: upper.id,
        kind: 'INSPECTION',
        reason: 'PLANNED',
        team: '',
        topic: '',
      },
      ...{ plannedOn: NOW, createdAt: NOW, createdByName: 'x' },
    },
  });
  const of = { periodId, parentId: province.id };
  return { accountId, unitId: upper.id, reportId, of, file, filedId, inspectionId };
}
