import { lastEventIn } from '../support/history.js';
import { eventually } from '../support/patience.js';
import { strFromU8, unzipSync } from 'fflate';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { sealAll } from '../../src/history/chain/job.js';
import { verifyRecord } from '../../src/history/chain/verification-finders.js';
import { NOT_PERSONAL } from '../../src/personal-data/not-personal.js';
import { PURPOSES } from '../../src/personal-data/purposes.js';
import { PERSONAL } from '../../src/personal-data/register.js';
import { KEPT } from '../../src/pruning/kept-rules.js';
import { prunings } from '../../src/pruning/commands.js';
import { download, postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { fillDraft, openTestPeriod, submitDraft } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-09-08T12:00:00+07:00' });
const { db, clock } = portal;
const MAIL = 'tran.thi.dao@y-te.example.vn';
const PHONE = '0912345678';
const NAME = 'Trần Thị Đào';
/** Of the administrator who asks. */
const PROOF = { currentPassword: PASSWORD };
let units: Awaited<ReturnType<typeof makeTree>>;
let root: Agent;
let dao: number;

beforeAll(async () => {
  units = await makeTree(db);
  await makeAccount(db, 'root', units.province.id, ['ADMIN']);
  await makeAccount(db, 'upper', units.upper.id, ['ADMIN', 'REVIEWER']);
  ({ id: dao } = await makeAccount(db, 'dao', units.first.id, ['FILER']));
  await makeAccount(db, 'other', units.first.id, ['FILER']);
  await openTestPeriod(db, 'root');
  root = await portal.signedIn('root');
});

describe('The register of personal data', () => {
  it('has each column of the database once: personal, or not', async () => {
    const columns = await db.$queryRaw<{ table: string; column: string }[]>`
      SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public'`;
    const listed = [
      ...Object.keys(PERSONAL),
      ...Object.entries(NOT_PERSONAL).flatMap(([table, names]) =>
        names.split(' ').map((name) => `${table}.${name}`),
      ),
    ];
    const there = columns.map(({ table, column }) => `${table}.${column}`);
    const problems = [
      ...columns.filter(({ table, column }) => !listed.includes(`${table}.${column}`)).map(howToList),
      ...listed
        .filter((column) => !there.includes(column))
        .map((column) => `${column} is gone from the database: take it out of src/personal-data.`),
      ...listed
        .filter((column, at) => listed.indexOf(column) !== at)
        .map((column) => `${column} stands twice: in register.ts and in not-personal.ts.`),
    ];
    expect(problems, problems.join('\n')).toEqual([]);
  });

  it('says of each purpose at least one column, and until when what no rule removes is kept', () => {
    for (const [purpose, { until }] of Object.entries(PURPOSES)) {
      const tables = Object.entries(PERSONAL)
        .filter(([, [of]]) => of === purpose)
        .map(([column]) => column.split('.')[0] ?? '');
      expect([purpose, tables.length > 0]).toEqual([purpose, true]);
      const pruned = tables.filter((table) => prunings.some((rule) => rule.table === table));
      const kept = tables.filter((table) => Object.values(KEPT).flat().includes(table));
      expect([purpose, pruned.length > 0 || until.length > 0]).toEqual([purpose, true]);
      if (kept.length > 0) expect([purpose, until.length > 0]).toEqual([purpose, true]);
    }
  });

  it('is a public page, linked from each page, that says whom to ask', async () => {
    const asking = { contactBoard: 'Văn phòng', contactPhone: '0240 3123 456' };
    await db.unit.update({
      where: { id: units.province.id },
      data: { ...asking, version: { increment: 1 } },
    });
    clock.set(new Date(clock().getTime() + 2000));
    const { text } = await portal.visitor().get('/du-lieu-ca-nhan');
    for (const { title } of Object.values(PURPOSES))
      expect(text).toContain(`text">${title}</span></summary>`);
    for (const said of [
      'số 91/2025/QH15',
      'Văn phòng, điện thoại 0240 3123 456',
      'lời trong thư đã gửi: 90 ngày',
    ])
      expect(text.toLowerCase()).toContain(said.toLowerCase());
    expect((await portal.visitor().get('/')).text).toContain('href="/du-lieu-ca-nhan"');
  });
});

describe('A copy of one’s data', () => {
  it('holds what is kept of its person, nothing of others, and is noted', async () => {
    await seed();
    const agent = await portal.signedIn('dao');
    const answer = await download(agent, '/tai-khoan/ban-sao.zip');
    expect(answer.status).toBe(200);
    const files = unzipSync(answer.body as Buffer);
    const [html, json] = ['html', 'json'].map((type) => strFromU8(files[`du-lieu-ca-nhan.${type}`]!)) as [
      string,
      string,
    ];
    const copy = JSON.parse(json) as Record<string, Record<string, string>[]>;
    expect(copy['Tài khoản']?.[0]).toMatchObject({ 'Họ và tên': NAME, 'Thư điện tử': MAIL });
    expect(copy['Ý kiến tôi đã viết']?.[0]).toMatchObject({ 'Báo cáo của': units.first.name });
    expect(copy['Cuộc gọi ghi về tôi']).toHaveLength(1);
    expect(copy['Thư đã gửi cho tôi']).toHaveLength(2);
    expect(json).toContain('đã nộp báo cáo');
    expect(json).toContain('Máy của Đào');
    expect(json).toContain('"Dùng lần cuối"');
    for (const text of [json, html]) {
      expect(text).toContain(PHONE.replace(/(.{4})(.{3})/, '$1 $2 '));
      for (const secret of ['other@y-te.example.vn', 'Ý kiến của người khác', 'Người dùng other', 'argon2'])
        expect(text).not.toContain(secret);
      for (const { id } of await db.session.findMany()) expect(text).not.toContain(id);
    }
    const noted = { action: 'own-data-copied', actorId: dao };
    await eventually(() => db.historyEvent.count({ where: noted })).toBe(1);
  });

  it('is had by the federation’s administrator for somebody who asks by paper, by no other, and is noted', async () => {
    const path = `/quan-tri/tai-khoan/${dao}/ban-sao.zip`;
    expect((await (await portal.signedIn('upper')).get(path)).status).toBe(403);
    expect((await download(root, path)).headers['content-type']).toBe('application/zip');
    const noted = { action: 'person-data-copied', detail: { path: ['number'], equals: dao } };
    await eventually(() => db.historyEvent.count({ where: noted })).toBe(1);
    // Told once, with the person, and not a second time as a file from an address.
    const files = (await root.get('/quan-tri/nhat-ky?viec=tep')).text;
    expect(files).toContain('đã tải bản sao dữ liệu cá nhân của tài khoản dao');
    expect(files).not.toContain('ban-sao.zip');
  });
});

describe('Somebody who left', () => {
  const path = () => `/quan-tri/tai-khoan/${dao}/xoa-thong-tin`;
  const versionOf = async () => (await db.account.findUniqueOrThrow({ where: { id: dao } })).version;

  it('keeps what is known of them while the account is used, and loses it to nobody but the federation', async () => {
    expect((await root.get(path())).status).toBe(409);
    const fields = { version: String(await versionOf()), reason: 'Theo đơn ngày 01/9/2026', ...PROOF };
    expect((await postForm(root, path(), fields, '/tai-khoan')).status).toBe(409);
    const upper = await portal.signedIn('upper');
    expect((await postForm(upper, path(), fields, '/tai-khoan')).status).toBe(403);
    expect((await db.account.findUniqueOrThrow({ where: { id: dao } })).email).toBe(MAIL);
  });

  it('is asked about first: what goes, what stays and why', async () => {
    await db.account.update({ where: { id: dao }, data: { deactivatedAt: clock() } });
    const { text } = await root.get(path());
    for (const said of [
      `Xóa thông tin cá nhân của ${NAME}?`,
      'Không lấy lại được',
      'hồ sơ công việc phải lưu trữ',
    ])
      expect(text).toContain(said);
    for (const reason of ['', 'x', 'xxxxxxxxxxxx']) {
      const refused = await postForm(root, path(), { version: String(await versionOf()), reason, ...PROOF });
      expect([reason, refused.status]).toEqual([reason, 422]);
    }
  });

  it('keeps their data where whoever asks does not show the own password', async () => {
    const refusals = { '': 'Hãy nhập mật khẩu hiện tại', 'mot mat khau khac': 'Mật khẩu không đúng' };
    for (const [currentPassword, words] of Object.entries(refusals)) {
      const fields = {
        version: String(await versionOf()),
        reason: 'Theo đơn ngày 01/9/2026',
        currentPassword,
      };
      const { status, text } = await postForm(root, path(), fields);
      expect([status, text.includes(words)]).toEqual([422, true]);
      expect(text).toContain('value="Theo đơn ngày 01/9/2026"');
    }
    expect((await db.account.findUniqueOrThrow({ where: { id: dao } })).email).toBe(MAIL);
  });

  it('is found nowhere in the database afterwards, but for what was signed; the chain still holds', async () => {
    expect(await placesOf(MAIL)).not.toEqual([]);
    const fields = { version: String(await versionOf()), reason: `Theo đơn của ${NAME}, ${MAIL}`, ...PROOF };
    expect((await postForm(root, path(), fields)).status).toBe(303);
    expect(await placesOf(MAIL)).toEqual([]);
    for (const phone of [PHONE, '0912 345 678', '0912.345.678']) expect(await placesOf(phone)).toEqual([]);
    expect((await placesOf(NAME)).filter((place) => !SIGNED.includes(place))).toEqual([]);
    expect((await placesOf('Zalo Đào')).length).toBe(0);
    expect(await lastEvent()).toMatchObject({
      action: 'account-anonymised',
      detail: { number: dao, reason: 'Theo đơn của …, …' },
    });
    const comment = await db.comment.findFirstOrThrow({ where: { writtenById: dao } });
    expect(comment).toMatchObject({
      text: 'Gọi tôi: …, …',
      writtenByName: `Người dùng số ${dao} (đã xóa thông tin)`,
    });
    await sealAll({ db, clock, log: pino({ level: 'silent' }) });
    expect((await verifyRecord(db)).fault).toBeUndefined();
  });

  it('is opened, listed, let in and written to no more', async () => {
    expect((await root.get(`/quan-tri/tai-khoan/${dao}`)).status).toBe(404);
    expect((await root.get('/quan-tri/tai-khoan?q=dao')).text).not.toContain(`/quan-tri/tai-khoan/${dao}"`);
    expect((await root.get('/quan-tri/tai-khoan?tinh-trang=da-ngung')).text).not.toContain(
      'đã xóa thông tin',
    );
    expect(await db.message.count({ where: { accountId: dao, sentAt: null, failedAt: null } })).toBe(0);
    expect(await db.session.count({ where: { accountId: dao } })).toBe(0);
    await expect(portal.signedIn('dao')).rejects.toThrow();
  });
});

it('a comment is changed for nobody else, and no other way', async () => {
  const [own, anothers] = await Promise.all(
    [dao, { not: dao }].map((writtenById) => db.comment.findFirstOrThrow({ where: { writtenById } })),
  );
  const change = (id: number, data: object) => db.comment.update({ where: { id }, data });
  await expect(change(anothers!.id, { writtenByName: 'x' })).rejects.toThrow('never changed');
  await expect(change(own!.id, { writtenByName: 'x' })).rejects.toThrow('never changed');
  await expect(change(own!.id, { writtenAt: new Date(0) })).rejects.toThrow('never changed');
  await expect(db.comment.delete({ where: { id: own!.id } })).rejects.toThrow('never changed');
});

describe('/quan-tri/luu-giu', () => {
  it('shows each rule in words, what goes next, and whose accounts are to lose their names', async () => {
    const { id } = await makeAccount(db, 'gone', units.first.id, ['FILER']);
    await db.account.update({
      where: { id },
      data: { deactivatedAt: new Date('2023-09-20T00:00:00+07:00') },
    });
    await db.sentForm.create({ data: { id: 'x'.repeat(64), at: new Date('2026-01-02T08:00:00+07:00') } });
    await db.pruningRound.create({ data: { at: clock(), pruned: { sessions: 7 } } });
    const { text } = await root.get('/quan-tri/luu-giu');
    const words = text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(words).toMatch(/Dấu của biểu mẫu vừa gửi 1 ngày 1 02\/01\/2026 0/);
    expect(words).toMatch(/Phiên đăng nhập đến khi hết hạn 0 7/);
    expect(words).toMatch(/Người dùng gone CĐCS Bệnh viện A 20\/9\/2023/);
    expect((await (await portal.signedIn('upper')).get('/quan-tri/luu-giu')).status).toBe(403);
  });
});

/** Where the record names who did something, for good. */
const SIGNED = [
  'history_events.actor_name',
  'history_events.detail',
  'submissions.submitted_by_name',
  'submissions.content',
];

/** Each text and JSON column of the database that says the words, as "table.column". */
async function placesOf(words: string): Promise<string[]> {
  const columns = await db.$queryRaw<{ table: string; column: string }[]>`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY')`;
  const found: string[] = [];
  for (const { table, column } of columns) {
    const rows = await db.$queryRawUnsafe<object[]>(
      `SELECT 1 FROM "${table}" WHERE position(lower($1) IN lower("${column}"::text)) > 0 LIMIT 1`,
      words,
    );
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}

/** What the portal comes to keep of somebody, as its own pages write it, and beside it what is another's. */
async function seed(): Promise<void> {
  const { id: other } = await db.account.findUniqueOrThrow({ where: { username: 'other' } });
  const { version } = await db.account.findUniqueOrThrow({ where: { id: dao } });
  const fields = { fullName: NAME, position: 'Chủ tịch', unitCode: units.first.code, roles: 'FILER' };
  const reached = { email: MAIL, phone: '0912.345.678', zaloName: 'Zalo Đào' };
  const edited = await postForm(root, `/quan-tri/tai-khoan/${dao}`, {
    ...fields,
    ...reached,
    version: String(version),
  });
  expect(edited.status).toBe(303);
  const agent = await portal.signedIn('dao');
  await postForm(agent, '/tai-khoan/thu-dien-tu', { email: `moi.${MAIL}` });
  await postForm(agent, '/tai-khoan/thu-dien-tu', { email: MAIL });
  await fillDraft(db, 'dao', clock());
  await submitDraft(db, 'dao', clock());
  const { id: reportId, periodId } = await db.report.findFirstOrThrow({ where: { unitId: units.first.id } });
  const said = { reportId, side: 'UNIT' as const, writtenAt: clock() };
  const own = { writtenById: dao, writtenByName: NAME };
  await db.comment.create({ data: { ...said, ...own, text: `Gọi tôi: 0912 345 678, ${MAIL}` } });
  const anothers = { writtenById: other, writtenByName: 'Người dùng other' };
  await db.comment.create({ data: { ...said, ...anothers, text: 'Ý kiến của người khác' } });
  const call = {
    reportId,
    periodId,
    parentId: units.upper.id,
    at: clock(),
    callResult: 'answered',
    byName: 'upper',
  };
  await db.reminderDelivery.create({
    data: { ...call, title: `Gọi điện cho ${NAME}, 0912 345 678`, note: `${NAME} hẹn ${PHONE}` },
  });
  const letter = { kind: 'receipt', unitId: units.first.id, createdAt: clock(), dueAt: clock(), html: '' };
  const toDao = { accountId: dao, toName: NAME, toAddress: MAIL, text: `Kính gửi ${NAME}`, searchText: MAIL };
  await db.message.deleteMany();
  await db.message.create({ data: { ...letter, ...toDao, subject: 'Đã gửi', sentAt: clock() } });
  await db.message.create({ data: { ...letter, ...toDao, subject: 'Đang chờ', lastError: `${MAIL} bận` } });
  const toOther = {
    accountId: other,
    toName: 'Người dùng other',
    toAddress: 'other@y-te.example.vn',
    text: 'x',
  };
  await db.message.create({ data: { ...letter, ...toOther, subject: 'Của người khác' } });
  const device = { endpoint: 'https://push.example.vn/1', p256dh: 'x', auth: 'x', browser: 'Máy của Đào' };
  await db.pushDevice.create({ data: { ...device, accountId: dao, addedAt: clock() } });
}

function howToList({ table, column }: { table: string; column: string }): string {
  return (
    `${table}.${column} is not in the register of personal data. If it says something of a person, add to ` +
    `src/personal-data/register.ts the line   '${table}.${column}': ['<purpose>', '<dữ liệu gì>'],   ` +
    `else add the word   ${column}   to the line   ${table}: '…'   of src/personal-data/not-personal.ts ` +
    `(a new table:   ${table}: '${column}',).`
  );
}

function lastEvent() {
  return lastEventIn(db);
}
