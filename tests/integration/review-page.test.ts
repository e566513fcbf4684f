import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { refreshStale } from '../../src/review/outliers/job.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import {
  acceptFrom,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';
import { withLinks } from '../../src/mail/letter.js';

// CĐCS Bệnh viện A reports to Công đoàn ngành Y tế, has an accepted report of 2025, and files this year's twice.
const NOW = '2026-08-01T08:00:00+07:00';
const portal = await startTestApp({ now: NOW, config: { publicUrl: 'https://neuguong.example.vn' } });
const { db, clock } = portal;
const agents: Record<string, Agent> = {};
const PEOPLE = ['reviewer', 'leader', 'board', 'filer', 'signatory', 'unit-leader', 'sibling', 'stranger'];
let units: Awaited<ReturnType<typeof makeTree>>;
let id: number;
let page: string;

beforeAll(async () => {
  units = await makeTree(db);
  const { province, upper, first, second } = units;
  const other = await makeUnit(db, { name: 'Công đoàn khác', level: 'UPPER_LEVEL', parentId: province.id });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER', 'LEADER']);
  await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
  await makeAccount(db, 'second-reviewer', upper.id, ['REVIEWER']);
  await makeAccount(db, 'leader', upper.id, ['LEADER']);
  await makeAccount(db, 'filer', first.id, ['FILER']);
  await makeAccount(db, 'signatory', first.id, ['SIGNATORY']);
  await makeAccount(db, 'unit-leader', first.id, ['LEADER']);
  await makeAccount(db, 'sibling', second.id, ['FILER', 'SIGNATORY', 'REVIEWER', 'LEADER']);
  await makeAccount(db, 'stranger', other.id, ['FILER', 'REVIEWER', 'LEADER']);
  for (const year of [2025, 2026]) await openTestPeriod(db, 'admin', year);
  await db.report.updateMany({ data: { lockOn: new Date('2027-01-01') } });
  await fillDraft(db, 'filer', clock(), { year: 2025, figures: { limitations: 'Năm ngoái còn chậm.' } });
  await submitDraft(db, 'filer', clock(), { year: 2025 });
  await acceptFrom(db, 'reviewer', (await reportOf(db, first.id, 2025)).id, clock());
  await fillDraft(db, 'filer', clock(), { figures: { limitations: 'Năm nay còn chậm.' } });
  await submitDraft(db, 'filer', clock());
  id = (await reportOf(db, first.id)).id;
  page = `/xet-duyet/${id}`;
  await at(NOW);
});

/** Sets the clock; whoever was signed in signs in again. */
async function at(now: string) {
  clock.set(now);
  for (const name of PEOPLE) agents[name] = await portal.signedIn(name);
}

/** What the header says the page is part of. */
const partOf = (html: string) => /aria-current="true">([^<]*)</.exec(html)?.[1];

const get = (who: string, path = page) => agents[who]!.get(path);
const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#34;', '"');
const version = async () => String((await db.report.findUniqueOrThrow({ where: { id } })).version);
const post = (who: string, path: string, fields: Record<string, string | readonly string[]>) =>
  postForm(agents[who]!, path, fields, '/tai-khoan');

describe('The header', () => {
  it('says that it is reviewing, on every page of it, and following to those who only look', async () => {
    const pages = [page, `${page}/tra-lai`];
    for (const path of pages) expect(partOf((await get('reviewer', path)).text), path).toBe('Xét duyệt');
    for (const who of ['leader', 'board']) expect(partOf((await get(who)).text), who).toBe('Theo dõi');
  });
});

describe('A submission', () => {
  it('stands beside last year’s report, with the words marked that went and came', async () => {
    const { text } = await get('reviewer', `${page}?so=nam-truoc`);
    expect(text).toContain('<th scope="col">Năm 2025</th>');
    expect(text).toMatch(/Năm <del>ngoái<\/del> còn chậm/);
    expect(text).toMatch(/Năm <ins>nay<\/ins> còn chậm/);
  });

  it('stands by itself when asked, and as it best can where the address says nothing of sense', async () => {
    expect((await get('reviewer', `${page}?so=khong`)).text).not.toContain('Năm 2025</th>');
    for (const query of ['so=x', 'so=lan-truoc', 'so=nam-truoc&so=khong', 'so[a]=b', 'so=__proto__', 'chi=x'])
      expect((await get('reviewer', `${page}?${query}`)).text, query).toContain('Năm 2025</th>');
  });

  it('shows only what changed when asked, and what to look at', async () => {
    const { text } = await get('reviewer', `${page}?so=nam-truoc&chi=thay-doi`);
    expect(text).toContain('id="o-limitations"');
    expect(text).toContain('id="o-signed_report"');
    expect(text).not.toContain('id="o-members_worker"');
  });

  it('leads to each of its sections, and to each field with something to look at', async () => {
    const { text } = await get('reviewer');
    expect(text).toMatch(/<details id="kien-nghi">\s*<summary>.*G\. <\/span>Hạn chế/);
    expect(text).toMatch(/<a href="#o-signed_report">Chưa kèm bản báo cáo đã ký/);
    const row = /<tr id="o-signed_report"[\s\S]*?<\/tr>/.exec(text)?.[0] ?? '';
    expect(textOf(row)).toContain('Chưa kèm bản báo cáo đã ký, đóng dấu');
    expect(textOf(row)).toContain('Đơn vị giải thích: Bản giấy gửi qua bưu điện.');
  });
});

describe('Phrases', () => {
  const BASE = '/xet-duyet/cau-mau';
  const rows = () => db.phrase.findMany({ orderBy: { position: 'asc' } });
  const texts = async () => (await rows()).map(({ text }) => text);

  beforeEach(async () => {
    await db.phrase.deleteMany();
    for (const phrase of ['Một', 'Hai', 'Ba']) await post('reviewer', BASE, { phrase });
  });

  it('are added, edited, moved and removed by any reviewer of the unit, and told in the history', async () => {
    const [first, second] = await rows();
    const other = await portal.signedIn('second-reviewer');
    expect((await other.get(BASE)).text).toContain('Một');
    agents['second-reviewer'] = other;
    await post('second-reviewer', `${BASE}/${second!.id}/len`, {});
    expect(await texts()).toEqual(['Hai', 'Một', 'Ba']);
    await post('reviewer', `${BASE}/${first!.id}/xuong`, {});
    expect(await texts()).toEqual(['Hai', 'Ba', 'Một']);
    await post('reviewer', `${BASE}/${first!.id}/xuong`, {});
    expect(await texts()).toEqual(['Hai', 'Ba', 'Một']);
    await post('reviewer', `${BASE}/${first!.id}/sua`, { version: '1', phrase: 'Mốt' });
    await post('reviewer', `${BASE}/${second!.id}/bo`, {});
    expect(await texts()).toEqual(['Ba', 'Mốt']);
    const events = await db.historyEvent.findMany({ where: { action: { startsWith: 'phrase-' } } });
    expect(new Set(events.map(({ action }) => action))).toEqual(
      new Set(['phrase-added', 'phrase-edited', 'phrase-moved', 'phrase-removed']),
    );
    expect(events.every(({ unitId }) => unitId === units.upper.id)).toBe(true);
  });

  it('of another unit are 404, and never shown', async () => {
    const [phrase] = await rows();
    for (const who of ['board', 'sibling', 'stranger']) {
      expect((await get(who, BASE)).text).not.toContain('Một');
      expect((await get(who, `${BASE}/${phrase!.id}/sua`)).status, who).toBe(404);
      for (const action of ['sua', 'bo', 'len', 'xuong'])
        expect(
          (await post(who, `${BASE}/${phrase!.id}/${action}`, { version: '1', phrase: 'x' })).status,
        ).toBe(404);
    }
    for (const who of ['leader', 'filer']) expect((await get(who, BASE)).status, who).toBe(403);
    expect(await texts()).toEqual(['Một', 'Hai', 'Ba']);
  });

  it.each([
    ['nothing', { phrase: '  ' }, 'Hãy nhập câu mẫu'],
    ['too much', { phrase: 'x'.repeat(1001) }, 'dài quá 1000 ký tự'],
    ['a control character', { phrase: 'a\u0007b' }, 'ký tự điều khiển'],
    ['another field', { phrase: 'a', x: 'y' }, 'Biểu mẫu không có ô'],
  ])('refuse %s, and keep what was typed', async (_what, fields, message) => {
    const answer = await post('reviewer', BASE, fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(await texts()).toHaveLength(3);
  });

  it('are a hundred at most', async () => {
    const unitId = units.upper.id;
    const many = Array.from({ length: 97 }, (_, i) => ({
      unitId,
      text: `Câu ${i}`,
      position: i + 4,
    }));
    await db.phrase.createMany({ data: many });
    const answer = await post('reviewer', BASE, { phrase: 'Một câu nữa' });
    expect([answer.status, answer.text.includes('Một câu nữa</textarea>')]).toEqual([422, true]);
  });

  it('edited on a stale page show both texts (409)', async () => {
    const [phrase] = await rows();
    const path = `${BASE}/${phrase!.id}/sua`;
    await post('reviewer', path, { version: '1', phrase: 'Của người kia' });
    const answer = await post('reviewer', path, { version: '1', phrase: 'Của tôi' });
    expect(answer.status).toBe(409);
    for (const text of ['Của người kia', 'Của tôi']) expect(answer.text).toContain(text);
    expect(await texts()).toContain('Của người kia');
  });

  describe('put into a return by the server', () => {
    const insert = async (fields: Record<string, string>, who = 'reviewer') =>
      post(who, `${page}/chen-cau-mau`, {
        version: await version(),
        reason: 'Đã gõ <lý do>',
        fieldnote_members_women: 'Đã gõ ghi chú',
        correctBefore: '32/8/2026',
        ...fields,
      });

    it('stand after what was typed; all else stays, and nothing is decided', async () => {
      const [phrase] = await rows();
      const answer = await insert({ phrase: String(phrase!.id), target: 'fieldnote_members_women' });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Đã gõ ghi chú\nMột</textarea>');
      expect(answer.text).toContain('Đã gõ &lt;lý do&gt;</textarea>');
      expect(answer.text).toContain('value="32/8/2026"');
      expect(answer.text).not.toContain('<title>Lỗi');
      expect((await reportOf(db, units.first.id)).status).toBe('SUBMITTED');
    });

    it.each([
      ['no phrase', { target: 'reason' }],
      ['another unit’s phrase', { phrase: '999999', target: 'reason' }],
      ['no box', { target: 'constructor' }],
    ])('%s is refused, and nothing typed is lost', async (_what, fields) => {
      const [phrase] = await rows();
      const answer = await insert({
        ...(fields.target === 'reason' ? {} : { phrase: String(phrase!.id) }),
        ...fields,
      });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Đã gõ ghi chú</textarea>');
    });

    it('is for the parent’s reviewer alone', async () => {
      for (const [who, status] of [
        ['leader', 403],
        ['board', 403],
        ['sibling', 404],
        ['stranger', 404],
        ['filer', 403],
      ] as const)
        expect((await insert({}, who)).status, who).toBe(status);
    });
  });
});

describe('Comments', () => {
  const OWN = '/bao-cao/2026/trao-doi';
  const thread = () => `${page}/trao-doi`;
  const count = () => db.comment.count();

  beforeAll(async () => {
    for (const username of ['reviewer', 'second-reviewer', 'filer', 'signatory', 'unit-leader'])
      await db.account.update({ where: { username }, data: { email: `${username}@example.vn` } });
  });
  beforeEach(async () => {
    await db.message.deleteMany();
  });

  const addressees = async () =>
    (await db.message.findMany({ orderBy: { toAddress: 'asc' } })).map((m) => `${m.kind} ${m.toAddress}`);

  it('of a reviewer reach the unit: page, mail, history; the report stays as it is', async () => {
    const before = await reportOf(db, units.first.id);
    const answer = await post('reviewer', thread(), { comment: 'Vì sao <giảm>?', section: 'kien-nghi' });
    expect([answer.status, answer.headers['location']]).toEqual([303, thread()]);
    expect(await addressees()).toEqual(['commented filer@example.vn', 'commented signatory@example.vn']);
    const { text } = withLinks((await db.message.findFirst())!, portal.config.publicUrl);
    expect(text).toContain('Vì sao <giảm>?');
    expect(text).toContain('https://neuguong.example.vn/bao-cao/2026/trao-doi');
    expect(await reportOf(db, units.first.id)).toEqual(before);
    expect((await get('filer', '/bao-cao/2026')).text).toContain('1 ý kiến, 1 mới');
    const shown = await get('filer', OWN);
    expect(shown.text).toContain('Vì sao &lt;giảm&gt;?');
    expect(textOf(shown.text)).toContain('Người dùng reviewer, Công đoàn ngành Y tế');
    expect(textOf(shown.text)).toContain('Về phần G. Hạn chế, kiến nghị, phương hướng');
    expect(textOf((await get('reviewer')).text)).toContain(
      'Người dùng reviewer đã viết ý kiến về báo cáo, phần G. Hạn chế',
    );
  });

  it('are new to the other side until one of its people has read them, and never to their own', async () => {
    const isNew = async (who: string, path: string) => (await get(who, path)).text.includes('comment-new');
    await post('reviewer', thread(), { comment: 'Còn mới', section: '' });
    expect(await isNew('reviewer', thread())).toBe(false);
    expect(await isNew('unit-leader', OWN)).toBe(false);
    expect(await isNew('signatory', OWN)).toBe(true);
    expect(await isNew('filer', OWN)).toBe(false);
    await post('signatory', OWN, { comment: 'Đã rõ', section: '' });
    expect(await isNew('leader', thread())).toBe(false);
    expect(await isNew('reviewer', page)).toBe(true);
    expect(await isNew('reviewer', thread())).toBe(true);
    expect(await isNew('reviewer', page)).toBe(false);
  });

  it('of the unit go to all reviewers, or to the one who looks after the report', async () => {
    await post('filer', OWN, { comment: 'Hỏi chung', section: '' });
    expect(await addressees()).toEqual([
      'commented reviewer@example.vn',
      'commented second-reviewer@example.vn',
    ]);
    const { text } = withLinks((await db.message.findFirst())!, portal.config.publicUrl);
    expect(text).toContain(`https://neuguong.example.vn${thread()}`);
    await db.message.deleteMany();
    const { id: assigneeId } = await db.account.findUniqueOrThrow({ where: { username: 'second-reviewer' } });
    await db.report.update({ where: { id }, data: { assigneeId } });
    await post('filer', OWN, { comment: 'Hỏi riêng', section: '' });
    expect(await addressees()).toEqual(['commented second-reviewer@example.vn']);
    await db.report.update({ where: { id }, data: { assigneeId: null } });
  });

  it.each([
    ['nothing', { comment: ' \n ', section: '' }, 'Hãy nhập ý kiến'],
    ['too much', { comment: 'x'.repeat(5001), section: '' }, 'dài quá 5000 ký tự'],
    ['a control character', { comment: 'gõ\u0000đủ', section: '' }, 'ký tự điều khiển'],
    ['a section that is not there', { comment: 'gõđủ', section: 'constructor' }, 'không có phần này'],
    ['another field', { comment: 'gõđủ', section: '', x: 'y' }, 'Biểu mẫu không có ô'],
    ['two sections', { comment: 'gõđủ', section: ['kien-nghi', 'kien-nghi'] }, 'không có phần này'],
  ])('refuse %s on both sides, and keep what was typed', async (_what, fields, message) => {
    const before = await count();
    for (const [who, path] of [
      ['reviewer', thread()],
      ['filer', OWN],
    ] as const) {
      const answer = await post(who, path, fields);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(message);
      if (fields.comment.includes('gõ')) expect(answer.text).toContain('gõđủ</textarea>');
    }
    expect([await count(), await addressees()]).toEqual([before, []]);
  });

  it('are read by whoever may see the report, written by filers, signatories and the parent’s reviewers', async () => {
    await post('reviewer', thread(), { comment: 'KÍN-GIỮA-HAI-BÊN', section: '' });
    const before = await count();
    for (const [who, path, reads, writes] of [
      ['reviewer', thread(), 200, 303],
      ['leader', thread(), 200, 403],
      ['board', thread(), 200, 403],
      ['sibling', thread(), 404, 404],
      ['stranger', thread(), 404, 404],
      ['filer', thread(), 403, 403],
      ['filer', OWN, 200, 303],
      ['signatory', OWN, 200, 303],
      ['unit-leader', OWN, 200, 403],
      ['reviewer', OWN, 403, 403],
    ] as const) {
      const read = await get(who, path);
      expect([who, read.status]).toEqual([who, reads]);
      expect(read.text.includes('KÍN-GIỮA-HAI-BÊN')).toBe(reads === 200);
      expect([who, (await post(who, path, { comment: 'x', section: '' })).status]).toEqual([who, writes]);
    }
    expect(await count()).toBe(before + 3);
    expect((await get('sibling', OWN)).text).not.toContain('KÍN-GIỮA-HAI-BÊN');
  });

  it('are never changed or removed', async () => {
    await expect(db.comment.updateMany({ data: { text: 'khác' } })).rejects.toThrow();
    await expect(db.comment.deleteMany()).rejects.toThrow();
  });

  it('of a long thread stand on pages of fifty', async () => {
    const writtenAt = clock();
    const by = { reportId: id, side: 'UNIT' as const, writtenAt, writtenById: 1, writtenByName: 'x' };
    const many = Array.from({ length: 60 }, (_, i) => ({ ...by, text: `Ý thứ ${i}.` }));
    await db.comment.createMany({ data: many });
    const { text } = await get('reviewer', thread());
    expect([text.includes('Ý thứ 59.'), text.includes('Ý thứ 10.'), text.includes('Ý thứ 9.')]).toEqual([
      true,
      true,
      false,
    ]);
    const older = /href="([^"]*truoc=\d+)"/.exec(text)?.[1] ?? '';
    expect((await get('reviewer', older)).text).toContain('Ý thứ 9.');
    for (const bad of ['x', '-1', '99999999999999', '%00'])
      expect((await get('reviewer', `${thread()}?truoc=${bad}`)).status).toBe(200);
  });
});

describe('Figures are compared with those of units of the same kind', () => {
  const children: number[] = [];

  async function file(name: string, figures: Record<string, string>) {
    const unit = await makeUnit(db, { name, parentId: units.upper.id });
    const username = `f${unit.id}`;
    await makeAccount(db, username, unit.id, ['FILER']);
    const { periodId, dueBefore, lockOn } = await reportOf(db, units.first.id);
    await db.report.create({
      data: {
        periodId,
        unitId: unit.id,
        parentId: units.upper.id,
        unitName: name,
        unitNameFolded: name.toLowerCase(),
        unitLevel: 'GRASSROOTS',
        dueBefore,
        lockOn,
      },
    });
    await fillDraft(db, username, clock(), { figures });
    await submitDraft(db, username, clock());
    const report = await reportOf(db, unit.id);
    children.push(report.id);
    return report.id;
  }
  const refresh = () => refreshStale(portal);
  const shown = async (reportId: number, who = 'reviewer') =>
    textOf((await get(who, `/xet-duyet/${reportId}`)).text);

  it('not before five have filed; the page says so', async () => {
    expect(await shown(id)).toContain('số liệu chung chưa được tính');
    await file('CĐCS 1', { meetings_held: '40' });
    await refresh();
    expect(await shown(id)).toContain('mới có 2 công đoàn cơ sở cùng báo cáo về Công đoàn ngành Y tế đã nộp');
  });

  it('then with the reason in words, at the field and at the top, as of the time it was worked out', async () => {
    for (const meetings of ['33', '34', '35', '36'])
      await file(`CĐCS họp ${meetings}`, { meetings_held: meetings });
    const far = await file('CĐCS họp nhiều', {
      meetings_held: '312',
      reached_worker: '30',
      registered_worker: '30',
    });
    await refresh();
    const text = await shown(far);
    const sentence = /Số hội nghị[^.]* là 312, gấp 8,9 lần mức giữa của 7 công đoàn cơ sở cùng loại \(35\)\./;
    expect(text.match(new RegExp(sentence, 'g'))).toHaveLength(2);
    expect(text).toMatch(
      /Số công nhân lao động đăng ký nêu gương là 30, bằng 100 % của Số công nhân lao động \(30\); mức giữa của 7 công đoàn cơ sở cùng loại là 3,3 %\./,
    );
    expect(text).toContain(
      'Số liệu được so với mức giữa của 7 công đoàn cơ sở cùng báo cáo về Công đoàn ngành Y tế đã nộp, kể cả báo cáo này (tính lúc 08:00 ngày 01/8/2026)',
    );
    expect(await shown(children[1]!)).not.toContain('lần mức giữa');
    expect(await shown(far, 'board')).toMatch(sentence);
  });

  it('never shown to the units, and in nobody’s way', async () => {
    const far = children.at(-1)!;
    const { unitId } = await db.report.findUniqueOrThrow({ where: { id: far } });
    const filer = await portal.signedIn(`f${unitId}`);
    for (const path of ['', '/kiem-tra', '/trien-khai', '/cac-lan', '/trao-doi'])
      expect((await filer.get(`/bao-cao/2026${path}`)).text).not.toContain('mức giữa');
    await acceptFrom(db, 'reviewer', far, clock());
    expect((await reportOf(db, unitId)).status).toBe('ACCEPTED');
  });

  it('are worked out again when somebody has filed since, not on the page, and by several processes at once', async () => {
    await at('2026-08-02T08:00:00+07:00');
    await refresh();
    const before = await db.normGroup.findMany();
    await file('CĐCS mới', {});
    await shown(id);
    expect(await db.normGroup.findMany()).toEqual(before);
    await Promise.all([refresh(), refresh(), refresh()]);
    const group = await db.normGroup.findFirstOrThrow({
      where: { period: { year: 2026 } },
      include: { norms: true },
    });
    expect([group.reports, group.computedAt]).toEqual([8, clock()]);
    expect(group.norms.length).toBeGreaterThan(5);
  });

  it('at a cost that does not grow with their number', async () => {
    const asked = async () => {
      await shown(id);
      const query = vi.spyOn(pg.Client.prototype, 'query');
      await shown(id);
      const calls = query.mock.calls.length;
      query.mockRestore();
      return calls;
    };
    const few = await asked();
    for (let i = 0; i < 22; i++) await file(`CĐCS thêm ${i}`, {});
    await refresh();
    expect(await asked()).toBe(few);
    expect(few).toBeLessThan(27);
  });
});

describe('A return with notes on sections and fields', () => {
  const NOTES = {
    reason: 'Xem ghi chú.',
    'note_thong-tin-chung': 'Soát lại phần A.',
    'note_kien-nghi': 'Viết rõ hơn.',
    fieldnote_members_women: 'Số nữ <sai>?',
    fieldnote_limitations: '   ',
    correctBefore: '20/8/2026',
    phrase: '',
    target: 'reason',
  };

  it('keeps every one of them when refused (422), and on a stale page (409)', async () => {
    for (const [fields, status] of [
      [{ correctBefore: '' }, 422],
      [{ fieldnote_members_women: 'x'.repeat(5001) }, 422],
      [{ version: '9999' }, 409],
    ] as const) {
      const answer = await post('reviewer', `${page}/tra-lai`, {
        version: await version(),
        ...NOTES,
        ...fields,
      });
      expect(answer.status).toBe(status);
      for (const text of ['Soát lại phần A.', 'Viết rõ hơn.'])
        expect(answer.text).toContain(`${text}</textarea>`);
      if (!('fieldnote_members_women' in fields))
        expect(answer.text).toContain('Số nữ &lt;sai&gt;?</textarea>');
      // What was typed stands unfolded.
      const form = answer.text.split('class="return-form"')[1] ?? '';
      expect(form.split('<details')[0]).toContain('id="fieldnote_members_women"');
    }
  });

  it('refuses notes on fields that the form does not have', async () => {
    const strange = { version: await version(), ...NOTES, fieldnote_x: 'y', fieldnote_constructor: 'z' };
    expect((await post('reviewer', `${page}/tra-lai`, strange)).status).toBe(422);
  });

  it('is shown to the unit at the section and at the very field, and on its page of rounds', async () => {
    expect((await post('reviewer', `${page}/tra-lai`, { version: await version(), ...NOTES })).status).toBe(
      303,
    );
    expect(await db.return.findFirstOrThrow({ where: { reportId: id } })).toMatchObject({
      notes: { 'thong-tin-chung': 'Soát lại phần A.', 'kien-nghi': 'Viết rõ hơn.' },
      fieldNotes: { members_women: 'Số nữ <sai>?' },
    });
    const section = (await get('filer', '/bao-cao/2026/thong-tin-chung')).text;
    const field = /<tbody id="truong-members_women">[\s\S]*?<\/tbody>/.exec(section)?.[0] ?? '';
    expect(field).toContain('Số nữ &lt;sai&gt;?');
    expect(section).toContain('Soát lại phần A.');
    const overview = textOf((await get('filer', '/bao-cao/2026')).text);
    expect(overview).toContain('Có ghi chú ở 1 ô của phần này.');
    expect(overview).toContain('trước ngày 20/8/2026');
    expect((await get('sibling', '/bao-cao/2026/thong-tin-chung')).text).not.toContain('Soát lại');
  });

  it('stays to be seen in later rounds, by both sides', async () => {
    await submitDraft(db, 'filer', clock(), { changeNote: 'Đã sửa số nữ.' });
    const text = textOf((await get('reviewer')).text);
    expect(text).toContain('Đã ghi khi trả lại');
    expect(text).toContain('Số nữ &lt;sai&gt;?');
    await returnTo(db, 'reviewer', id, clock(), new Date('2026-08-25T00:00:00+07:00'));
    const section = textOf((await get('filer', '/bao-cao/2026/thong-tin-chung')).text);
    expect(section).toContain('Đã ghi ở lần trước');
    expect(section).toContain('Số nữ &lt;sai&gt;?');
  });
});

describe('The unit’s page of rounds', () => {
  const rounds = async (who = 'filer') => get(who, '/bao-cao/2026/cac-lan');

  it('has everything that was between it and its reviewers, in order of time', async () => {
    const titles = [...(await rounds()).text.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, title]) => title);
    expect(titles).toEqual(['Nộp lần 1', 'Trả lại lần nộp 1', 'Nộp lần 2', 'Trả lại lần nộp 2']);
    const text = textOf((await rounds()).text);
    for (const words of ['Đã sửa số nữ.', 'A. Thông tin chung – Trong tổng số: số nữ:', 'Cần bổ sung.'])
      expect(text).toContain(words);
    expect(text).toContain('Đang chờ đơn vị sửa và nộp lại trước ngày 25/8/2026');
  });

  it('has extensions, acceptances and reopenings with their reasons', async () => {
    const decide = async (slug: string, fields: Record<string, string>) =>
      (await post('reviewer', `${page}/${slug}`, { version: await version(), ...fields })).status;
    clock.set('2026-08-02T09:00:00+07:00');
    expect(await decide('gia-han', { dueBefore: '28/8/2026', extensionReason: 'Bão <lụt>' })).toBe(303);
    await submitDraft(db, 'filer', clock(), { changeNote: 'Đã bổ sung.' });
    clock.set('2026-08-02T09:10:00+07:00');
    expect(await decide('chap-nhan', {})).toBe(303);
    clock.set('2026-08-02T09:20:00+07:00');
    const remarks = { reason: 'Sai tổng.', correctBefore: '28/8/2026', fieldnote_members_women: 'Cộng lại.' };
    expect(await decide('mo-lai', remarks)).toBe(303);
    const titles = [...(await rounds()).text.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, title]) => title);
    expect(titles.slice(4)).toEqual(['Nộp lần 3', 'Gia hạn', 'Chấp nhận', 'Mở lại để sửa lần nộp 3']);
    const text = textOf((await rounds()).text);
    for (const words of ['Bão &lt;lụt&gt;', 'Sửa và nộp lại trước ngày 28/8/2026', 'Sai tổng.', 'Cộng lại.'])
      expect(text).toContain(words);
  });

  it('says when the day to correct before has gone by', async () => {
    await at('2026-08-28T00:00:00.000+07:00');
    expect((await rounds()).text).toContain('Đã quá hạn sửa.');
    expect((await get('filer', '/bao-cao/2026')).text).toContain('Đã quá hạn sửa');
  });

  it('is the unit’s own', async () => {
    expect((await rounds('sibling')).text).not.toContain('Xem ghi chú.');
    expect((await rounds('reviewer')).status).toBe(403);
  });
});
