import { beforeAll, describe, expect, test } from 'vitest';
import { mailRoot } from '../../src/history-page/daily-root/commands.js';
import { historyGroups } from '../../src/history/audience-rules.js';
import { latestRoot } from '../../src/history/chain/finders.js';
import { sealAll } from '../../src/history/chain/job.js';
import { hashInWords } from '../../src/history/chain/rules.js';
import { readFile } from 'node:fs/promises';
import { download, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const ids: Record<string, number> = {};
let reportId = 0;

beforeAll(async () => {
  const province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  const upper = await makeUnit(db, {
    name: 'Công đoàn ngành Y tế',
    parentId: province,
    level: 'UPPER_LEVEL',
  });
  const first = await makeUnit(db, { name: 'CĐCS Bệnh viện A', parentId: upper.id });
  const other = await makeUnit(db, { name: 'Công đoàn Khác', parentId: province, level: 'UPPER_LEVEL' });
  Object.assign(ids, { province, upper: upper.id, first: first.id, other: other.id });
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  await makeAccount(db, 'y-te-admin', upper.id, ['ADMIN']);
  await makeAccount(db, 'y-te-xet', upper.id, ['REVIEWER', 'FILER']);
  await makeAccount(db, 'a-lap', first.id, ['FILER']);
  await makeAccount(db, 'a-admin', first.id, ['ADMIN']);
  await makeAccount(db, 'khac-lap', other.id, ['FILER', 'ADMIN']);
  await db.account.updateMany({
    where: { username: { in: ['admin', 'board', 'a-lap'] } },
    data: { email: 'ai@example.vn' },
  });
  await db.$executeRaw`UPDATE accounts SET email = username || '@example.vn' WHERE email <> ''`;
  await openTestPeriod(db, 'admin');
  await fillDraft(db, 'a-lap', clock());
  await submitDraft(db, 'a-lap', clock());
  reportId = (await reportOf(db, first.id)).id;
  await acceptFrom(db, 'y-te-xet', reportId, clock());
  // What could leak: each of them is of the grassroots union.
  const secrets = [
    ['report-assigned', { to: 'Bí mật giao việc' }],
    ['unit-called', { result: 'Bí mật gọi điện' }],
    ['inspection-recorded', { kind: 'kiểm tra', unit: 'Bí mật biên bản', day: '1/9/2026' }],
    ['email-changed', { changes: 'Bí mật thư' }],
    [
      'account-edited',
      { account: 'x', changes: ['vai trò: A → B', 'điện thoại: Bí mật số'], reason: 'Bí mật lý do' },
    ],
    ['section-saved', { section: 'Bản nháp riêng' }],
  ] as const;
  await db.historyEvent.createMany({
    data: secrets.map(([action, detail]) => ({
      ...{ at: clock(), action, detail, actorName: 'Ai đó', unitId: first.id },
    })),
  });
});

const page = async (who: string, path: string) =>
  (await (await portal.signedIn(who)).get(path).expect(200)).text;

describe('The history as a page', () => {
  test('tells everybody of a unit what is theirs to know, and nothing of what stands above it', async () => {
    const text = await page('a-lap', '/nhat-ky');
    expect(text).toContain('đã nộp báo cáo (lần 1)');
    expect(text).toContain('Bản nháp riêng');
    expect(text).toContain('vai trò: A → B');
    expect(text).toContain('href="/bao-cao/2026"');
    expect(text).not.toContain('Bí mật');
    const ofAdmin = await page('a-admin', '/nhat-ky');
    for (const known of ['Bí mật thư', 'Bí mật số', 'Bí mật lý do']) expect(ofAdmin).toContain(known);
    for (const hidden of ['giao việc', 'gọi điện', 'biên bản'])
      expect(ofAdmin).not.toContain(`Bí mật ${hidden}`);
  });

  test('tells an administrator of the branch all but drafts, and nothing of other branches', async () => {
    for (const who of ['y-te-admin', 'admin']) {
      const text = await page(who, '/quan-tri/nhat-ky');
      for (const known of ['giao việc', 'gọi điện', 'biên bản', 'thư', 'số', 'lý do'])
        expect(text).toContain(`Bí mật ${known}`);
      expect(text).not.toContain('Bản nháp riêng');
      // Neither reviews: the report is named, and no link leads to it.
      expect(text).not.toContain(`href="/xet-duyet/${reportId}"`);
    }
    const elsewhere = await page('khac-lap', '/quan-tri/nhat-ky');
    expect(elsewhere).not.toMatch(/Bí mật|đã nộp báo cáo/);
    expect(await page('khac-lap', '/quan-tri/nhat-ky?don-vi=benh+vien')).not.toMatch(/Bí mật|đã nộp báo cáo/);
    await (await portal.signedIn('a-lap')).get('/quan-tri/nhat-ky').expect(403);
  });

  test('is filtered by person without diacritics, by unit, by kind of act and by day', async () => {
    const filtered = (query: string) => page('admin', `/quan-tri/nhat-ky?${query}`);
    const byPerson = await filtered('nguoi=nguoi+dung+a-lap');
    expect(byPerson).toContain('đã nộp báo cáo');
    expect(byPerson).not.toContain('đã chấp nhận báo cáo');
    expect(await filtered('nguoi=khong+co+ai')).toContain('Không có việc nào như vậy');
    const byUnit = await filtered('don-vi=benh+vien+a');
    expect(byUnit).toContain('đã chấp nhận báo cáo');
    expect(byUnit).not.toContain('đã mở kỳ báo cáo');
    const byKind = await filtered('viec=xet-duyet');
    expect(byKind).toContain('đã chấp nhận báo cáo');
    expect(byKind).not.toContain('đã nộp báo cáo');
    expect(await filtered('tu-ngay=20/8/2026&den-ngay=20/8/2026')).toContain('đã nộp báo cáo');
    expect(await filtered('tu-ngay=21/8/2026')).toContain('Không có việc nào như vậy');
    expect(await filtered('nguoi=a-lap&don-vi=benh+vien&viec=nop-bao-cao&den-ngay=20/8/2026')).toContain(
      'lần 1',
    );
  });

  test('says what is wrong with a day, and keeps what was typed', async () => {
    const answer = await (
      await portal.signedIn('admin')
    )
      .get('/quan-tri/nhat-ky?tu-ngay=32/13/2026&nguoi=Lan')
      .expect(422);
    expect(answer.text).toContain('32/13/2026');
    expect(answer.text).toContain('value="Lan"');
    expect(answer.text).toContain('id="tu-ngay-error"');
  });

  test('goes on page by page, the newest first, and misses none', async () => {
    const later = new Date('2026-08-20T09:00:00+07:00');
    await db.historyEvent.createMany({
      data: Array.from({ length: 120 }, (_, at) => ({
        ...{ at: later, action: 'phrase-added', detail: { phrase: `số ${at}.` } },
        ...{ actorName: 'Ai', unitId: ids['other']! },
      })),
    });
    const agent = await portal.signedIn('khac-lap');
    const read = async (at: string): Promise<string> => (await agent.get(at).expect(200)).text;
    const seen: string[] = [];
    for (let path: string | undefined = '/nhat-ky?viec=don-vi'; path;) {
      const text: string = await read(path);
      seen.push(...[...text.matchAll(/số (\d+)\./g)].map(([, number = '']) => number));
      const [, next] = /href="([^"]*sau=[^"]*)"/.exec(text) ?? [];
      path = next?.replaceAll('&amp;', '&');
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => String(119 - at)));
  });

  test('is taken away as a file with the same words, which the history tells of', async () => {
    const agent: Agent = await portal.signedIn('y-te-admin');
    const csv = await download(agent, '/quan-tri/nhat-ky/tep.csv?viec=xet-duyet').expect(200);
    const text = String(csv.body);
    expect(text).toContain('Lúc;Người làm;Việc;Loại việc;Đơn vị;Năm báo cáo');
    expect(text).toContain('đã chấp nhận báo cáo;Xét duyệt, gia hạn, miễn;CĐCS Bệnh viện A;2026');
    expect(text).not.toContain('đã nộp báo cáo');
    await download(agent, '/nhat-ky/tep.xlsx').expect(200);
    await eventually(() => page('y-te-admin', '/nhat-ky?viec=tep')).toContain(
      'đã tải tệp “nhat-ky-2026-08-20.csv”',
    );
  });
});

test('every action has one group, in which it is looked for, and who may know of it', async () => {
  const source = await readFile('src/history/actions.ts', 'utf8');
  const actions = [...source.matchAll(/^ {2}'?([a-z]+(?:-[a-z]+)*)'?: \(/gm)].map(([, name]) => name);
  expect(actions.length).toBeGreaterThan(100);
  const grouped = historyGroups.flatMap(({ actions: of }) => Object.values(of).flat());
  expect(actions.filter((action) => !grouped.includes(action!))).toEqual([]);
  expect(new Set(grouped).size).toBe(grouped.length);
});

test("a day's root goes to the board by one letter, whichever processes give it, as it stands at /xac-thuc", async () => {
  clock.set('2026-08-21T08:00:00+07:00');
  await Promise.all([sealAll(portal, mailRoot), sealAll(portal, mailRoot), sealAll(portal, mailRoot)]);
  await sealAll(portal, mailRoot);
  const letters = await db.message.findMany({ where: { kind: 'record' }, orderBy: { toAddress: 'asc' } });
  expect(letters.map(({ toAddress }) => toAddress)).toEqual(['admin@example.vn', 'board@example.vn']);
  const root = (await latestRoot(db))!;
  expect(letters[0]!.subject).toBe('Mã niêm đến hết ngày 20/8/2026 của nhật ký');
  expect(letters[0]!.text).toContain(hashInWords(root.hash));
  expect(letters[0]!.text).toContain(`Số dòng đã niêm: ${root.seq}`);
  const { text } = await portal.visitor().get('/xac-thuc').expect(200);
  expect(text).toContain(hashInWords(root.hash));
  await db.account.updateMany({ where: { username: 'board' }, data: { mutedMessages: ['record'] } });
  await db.historyEvent.create({ data: { at: clock(), action: 'phrase-added', actorName: 'Ai' } });
  clock.set('2026-08-22T08:00:00+07:00');
  await sealAll(portal, mailRoot);
  expect(await db.message.count({ where: { kind: 'record' } })).toBe(3);
});
