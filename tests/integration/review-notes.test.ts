import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { csrfFrom, postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

// Three unions report to Công đoàn ngành; each test begins with all of them waiting, nothing noted.
const NOW = '2026-08-20T08:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db, clock } = portal;
const agents: Record<string, Agent> = {};
const units: number[] = [];
let id: number;
let page: string;

beforeAll(async () => {
  const { province, upper, first, second } = await makeTree(db);
  const third = await makeUnit(db, { name: 'CĐCS Thứ ba', parentId: upper.id });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  for (const who of ['reviewer', 'colleague']) await makeAccount(db, who, upper.id, ['REVIEWER']);
  await makeAccount(db, 'leader', upper.id, ['LEADER']);
  await makeAccount(db, 'board', province.id, ['REVIEWER']);
  for (const [at, unit] of [first, second, third].entries()) {
    units.push(unit.id);
    await makeAccount(db, `filer${at}`, unit.id, ['FILER']);
  }
  // The calendar that comes with the portal has days of its own.
  await db.holiday.deleteMany();
  await openTestPeriod(db, 'admin');
  for (const at of units.keys()) {
    await fillDraft(db, `filer${at}`, clock());
    clock.set(`2026-08-20T08:0${at}:00+07:00`);
    await submitDraft(db, `filer${at}`, clock());
  }
  for (const who of ['reviewer', 'colleague', 'leader', 'board', 'filer0'])
    agents[who] = await portal.signedIn(who);
});

beforeEach(async () => {
  clock.set('2026-08-20T09:00:00+07:00');
  agents['reviewer'] = await portal.signedIn('reviewer');
  await db.reviewNote.deleteMany();
  await db.return.deleteMany();
  const none = { statusBefore: null, correctBefore: null, acceptedAt: null };
  await db.report.updateMany({ where: { unitId: { in: units } }, data: { status: 'SUBMITTED', ...none } });
  id = (await reportOf(db, units[0]!)).id;
  page = `/xet-duyet/${id}`;
});

const get = (who: string, path: string) => agents[who]!.get(path);
const post = (who: string, path: string, fields: Record<string, string>) =>
  postForm(agents[who]!, path, fields, '/tai-khoan');
const version = async () => String((await db.report.findUniqueOrThrow({ where: { id } })).version);
const WOMEN = 'fieldnote_members_women';
const note = (who: string, text: string, seen = '0', box = WOMEN) =>
  post(who, `${page}/ghi-chu/${box}`, { version: seen, [box]: text });
const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const boxText = (html: string, box: string) =>
  new RegExp(`<textarea[^>]*name="${box}"[^>]*>\\s*([^<]*)</textarea>`).exec(html)?.[1];
/** Sends the page of the return as it stands, but for `fields`. */
async function sendBack(who = 'reviewer', fields: Record<string, string> = {}) {
  const { text } = await get(who, `${page}/tra-lai`);
  const typed: Record<string, string> = Object.fromEntries(
    [...text.matchAll(/<textarea[^>]*name="(\w[\w-]*)"[^>]*>\s*([^<]*)<\/textarea>/g)].map(
      ([, name = '', words = '']) => [name, words],
    ),
  );
  const day = { correctBefore: /name="correctBefore"[^>]*value="([^"]*)"/.exec(text)?.[1] ?? '' };
  const seen = { seen: hidden(text, 'seen'), version: hidden(text, 'version') };
  return post(who, `${page}/tra-lai`, { ...typed, ...day, ...seen, ...fields });
}

/** What the browser is told of a note that saves itself. */
interface Saved {
  readonly status: number;
  readonly body: { readonly message?: string };
}

describe('A note', () => {
  it('is kept at once beside its answer, for all reviewers of the unit and nobody else', async () => {
    const answer = await note('reviewer', 'SỐ-NỮ <sai>?');
    expect([answer.status, answer.headers['location']]).toEqual([303, `${page}#diem-members_women`]);
    const { text } = await get('colleague', page);
    expect(text).toContain('SỐ-NỮ &lt;sai&gt;?</textarea>');
    expect(text).toContain('Trả lại kèm 1 ghi chú');
    expect(text).toContain('Người dùng reviewer đã lưu lúc 09:00');
    for (const [who, path] of [
      ['leader', page],
      ['board', page],
      ['filer0', '/bao-cao/2026'],
      ['filer0', '/bao-cao/2026/cac-lan'],
      ['filer0', '/bao-cao/2026/kiem-tra'],
    ] as const)
      expect((await get(who, path)).text, `${who} ${path}`).not.toContain('SỐ-NỮ');
  });

  it('from a page that was open before a return writes nothing into the next round, and stays typed', async () => {
    const { text: before } = await get('reviewer', page);
    const report = hidden(before, 'report');
    expect(report).toBe(await version());
    await sendBack('colleague');
    await db.report.update({ where: { id }, data: { status: 'SUBMITTED', version: { increment: 1 } } });
    await note('colleague', 'Ghi chú của lần này.');
    const old = { version: '1', report, [WOMEN]: 'Ghi chú của lần trước.' };
    const answer = await post('reviewer', `${page}/ghi-chu/${WOMEN}`, old);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('hiện ở trạng thái “Đã nộp, chờ xét duyệt”');
    expect(answer.text).toContain('Ghi chú của lần trước.</textarea>');
    expect(answer.text).toContain('Ghi chú của lần này.');
    expect((await db.reviewNote.findFirstOrThrow()).text).toBe('Ghi chú của lần này.');
    const again = { version: hidden(answer.text, 'version'), report: hidden(answer.text, 'report') };
    expect(
      (await post('reviewer', `${page}/ghi-chu/${WOMEN}`, { ...again, [WOMEN]: 'Cả hai.' })).status,
    ).toBe(303);
  });

  it('makes the return the primary action, and without one that is the acceptance', async () => {
    const primary = async () => {
      const { text } = await get('reviewer', page);
      return [...text.matchAll(/class="govuk-button button-primary"[^>]*>([^<]+)/g)].map(
        ([, words]) => words,
      );
    };
    expect(await primary()).toEqual(['Chấp nhận']);
    await note('reviewer', 'Sai.');
    expect(await primary()).toEqual(['Trả lại kèm 1 ghi chú']);
    await note('reviewer', '', '1');
    expect(await primary()).toEqual(['Chấp nhận']);
  });

  it('of two reviewers at one place is asked about (409): both texts show, and the first stays', async () => {
    await note('colleague', 'Của đồng nghiệp');
    const answer = await note('reviewer', 'Của tôi');
    expect(answer.status).toBe(409);
    for (const words of ['Của đồng nghiệp', 'Của tôi</textarea>', 'name="version" value="1"'])
      expect(answer.text).toContain(words);
    expect((await note('reviewer', 'Của cả hai', '1')).status).toBe(303);
    expect(await db.reviewNote.findMany()).toMatchObject([{ text: 'Của cả hai', version: 2 }]);
  });

  it('saved by the browser itself is answered in JSON; 409 and 422 say why', async () => {
    const save = async (fields: Record<string, string>) => {
      const _csrf = csrfFrom((await get('reviewer', '/tai-khoan')).text);
      return agents['reviewer']!.post(`${page}/ghi-chu/${WOMEN}`)
        .set('Accept', 'application/json')
        .type('form')
        .send({ _csrf, ...fields });
    };
    expect((await save({ version: '0', [WOMEN]: 'Một' })).body).toEqual({
      version: 1,
      notes: 1,
      savedAt: '09:00',
    });
    const stale: Saved = await save({ version: '0', [WOMEN]: 'Hai' });
    expect([stale.status, stale.body.message]).toEqual([
      409,
      'Người dùng reviewer vừa sửa ghi chú này. Hãy xem cả hai rồi lưu.',
    ]);
    const long: Saved = await save({ version: '1', [WOMEN]: 'x'.repeat(5001) });
    expect([long.status, long.body.message]).toEqual([422, expect.stringContaining('dài quá 5000 ký tự')]);
  });

  it.each([
    ['too long', { version: '0', [WOMEN]: 'x'.repeat(5001) }, 422],
    ['a control character', { version: '0', [WOMEN]: 'gõ\u0007đủ' }, 422],
    ['without a version', { [WOMEN]: 'gõ' }, 422],
    ['another field', { version: '0', [WOMEN]: 'gõ', x: 'y' }, 422],
  ])('%s is refused with what was typed', async (_what, fields, status) => {
    const answer = await post('reviewer', `${page}/ghi-chu/${WOMEN}`, fields);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('<title>Lỗi: ');
    expect(await db.reviewNote.count()).toBe(0);
  });

  it('is for the parent’s reviewers, on what the form has, while the report can be sent back', async () => {
    for (const [who, status] of [
      ['leader', 403],
      ['board', 403],
      ['filer0', 403],
    ] as const)
      expect((await note(who, 'x')).status, who).toBe(status);
    for (const box of ['fieldnote_x', 'reason', 'constructor', 'note_x'])
      expect((await note('reviewer', 'x', '0', box)).status, box).toBe(404);
    await db.report.update({ where: { id }, data: { status: 'RETURNED' } });
    expect((await note('reviewer', 'x')).status).toBe(409);
    expect(await db.reviewNote.count()).toBe(0);
  });
});

describe('A return', () => {
  it('gathers all notes by itself, with a reason and the day after five working days', async () => {
    await note('reviewer', 'Số nữ?');
    await note('colleague', 'Viết rõ hơn.', '0', 'note_kien-nghi');
    const { text } = await get('reviewer', `${page}/tra-lai`);
    expect([boxText(text, WOMEN), boxText(text, 'note_kien-nghi')]).toEqual(['Số nữ?', 'Viết rõ hơn.']);
    expect(text).toContain('2 ghi chú gửi kèm');
    expect(text).toContain('value="28/8/2026"');
    expect((await sendBack()).status).toBe(303);
    expect(await db.return.findFirstOrThrow()).toMatchObject({
      reason: 'Đề nghị đơn vị sửa theo các ghi chú kèm theo.',
      notes: { 'kien-nghi': 'Viết rõ hơn.' },
      fieldNotes: { members_women: 'Số nữ?' },
    });
    expect(await db.reviewNote.count()).toBe(0);
    expect((await get('filer0', '/bao-cao/2026/thong-tin-chung')).text).toContain('Số nữ?');
  });

  it('counts its days by the calendar of holidays, and by the number that the reviewers set', async () => {
    await db.holiday.create({
      data: { day: new Date('2026-08-24T00:00:00+07:00'), name: 'Nghỉ', isWorking: false },
    });
    expect((await get('reviewer', `${page}/tra-lai`)).text).toContain('value="29/8/2026"');
    await db.holiday.deleteMany({ where: { name: 'Nghỉ' } });
    const set = (days: string, seen: string) =>
      post('reviewer', '/xet-duyet/han-sua', { version: seen, days });
    for (const bad of ['0', '61', '-1', 'x', '', '1,5']) expect((await set(bad, '5')).status, bad).toBe(422);
    expect((await set('3', '5')).status).toBe(303);
    expect((await get('colleague', `${page}/tra-lai`)).text).toContain('value="26/8/2026"');
    const stale = await set('9', '5');
    expect([stale.status, stale.text.includes('Đang được lưu')]).toEqual([409, true]);
    expect((await set('5', '3')).status).toBe(303);
    expect((await get('board', '/xet-duyet/han-sua')).text).toContain('value="5"');
  });

  it('does not lose what a colleague noted meanwhile: it shows (409), beside all that was typed', async () => {
    await note('reviewer', 'Số nữ?');
    const seen = hidden((await get('reviewer', `${page}/tra-lai`)).text, 'seen');
    await note('colleague', 'Thêm của đồng nghiệp.', '0', 'note_kien-nghi');
    await note('colleague', 'Số nữ và số nam?', '1');
    const typed = { reason: 'Lý do <dài>', [WOMEN]: 'Số nữ, tôi sửa', correctBefore: '30/8/2026' };
    const answer = await post('reviewer', `${page}/tra-lai`, { version: await version(), seen, ...typed });
    expect(answer.status).toBe(409);
    expect(boxText(answer.text, WOMEN)).toBe('Số nữ, tôi sửa');
    expect(boxText(answer.text, 'note_kien-nghi')).toBe('Thêm của đồng nghiệp.');
    for (const words of ['Số nữ và số nam?', 'Lý do &lt;dài&gt;</textarea>', 'value="30/8/2026"'])
      expect(answer.text).toContain(words);
    expect(await db.return.count()).toBe(0);
    expect(await db.reviewNote.count()).toBe(2);
    const again = {
      version: await version(),
      seen: hidden(answer.text, 'seen'),
      ...typed,
      'note_kien-nghi': 'Cả hai.',
    };
    expect((await post('reviewer', `${page}/tra-lai`, again)).status).toBe(303);
    expect(await db.return.findFirstOrThrow()).toMatchObject({
      notes: { 'kien-nghi': 'Cả hai.' },
      fieldNotes: { members_women: 'Số nữ, tôi sửa' },
    });
  });

  it('refused for its day keeps notes and reason; nothing is sent', async () => {
    await note('reviewer', 'Số nữ?');
    const answer = await sendBack('reviewer', { correctBefore: '1/1/2020', reason: 'Vì <sao>' });
    expect(answer.status).toBe(422);
    expect([boxText(answer.text, WOMEN), answer.text.includes('Vì &lt;sao&gt;</textarea>')]).toEqual([
      'Số nữ?',
      true,
    ]);
    expect(await db.reviewNote.count()).toBe(1);
  });

  it('that is taken back brings its notes and its reason back', async () => {
    await note('reviewer', 'Số nữ?');
    await sendBack('reviewer', { reason: 'Lý do của tôi' });
    expect((await post('reviewer', `${page}/rut-lai`, { version: await version() })).status).toBe(303);
    const { text } = await get('reviewer', `${page}/tra-lai`);
    expect([boxText(text, WOMEN), boxText(text, 'reason')]).toEqual(['Số nữ?', 'Lý do của tôi']);
  });

  it('has no page where the state does not allow it', async () => {
    await db.report.update({ where: { id }, data: { status: 'ACCEPTED', acceptedAt: clock() } });
    const answer = await get('reviewer', `${page}/tra-lai`);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('hiện ở trạng thái “Đã chấp nhận” nên không trả lại được');
    expect((await get('reviewer', `${page}/mo-lai`)).status).toBe(200);
  });
});

describe('After a decision', () => {
  it('the next report of the list opens, says what was done and how many are left, and offers to take it back', async () => {
    const next = (await reportOf(db, units[1]!)).id;
    const answer = await post('reviewer', `${page}/chap-nhan`, { version: await version() });
    expect([answer.status, answer.headers['location']]).toEqual([303, `/xet-duyet/${next}`]);
    const { text } = await get('reviewer', `/xet-duyet/${next}`);
    const names = await db.report.findMany({ where: { id: { in: [id, next] } }, orderBy: { id: 'asc' } });
    expect(text).toContain(
      `Đã chấp nhận báo cáo của ${names[0]!.unitName}. Tiếp theo: ${names[1]!.unitName}. Còn 2 báo cáo chờ xét duyệt.`,
    );
    expect(text).toContain(`action="${page}/rut-lai"`);
    const taken = await post('reviewer', `${page}/rut-lai`, {
      version: hidden(text.slice(text.indexOf('just-decided')), 'version'),
    });
    expect([taken.status, taken.headers['location']]).toEqual([303, page]);
    expect((await reportOf(db, units[0]!)).status).toBe('SUBMITTED');
    expect((await get('reviewer', page)).text).not.toContain('just-decided');
  });

  it('it is offered for ten minutes, to who decided', async () => {
    await post('reviewer', `${page}/chap-nhan`, { version: await version() });
    const next = `/xet-duyet/${(await reportOf(db, units[1]!)).id}`;
    expect((await get('colleague', next)).text).not.toContain('just-decided');
    clock.set('2026-08-20T09:09:59+07:00');
    expect((await get('reviewer', next)).text).toContain('just-decided');
    clock.set('2026-08-20T09:10:00+07:00');
    expect((await get('reviewer', next)).text).not.toContain('just-decided');
  });

  it('the filter of the list is kept, and an end is said', async () => {
    await db.report.updateMany({ where: { unitId: units[0]! }, data: { assigneeId: null } });
    const name = (await reportOf(db, units[2]!)).unitName;
    const query = `?${new URLSearchParams({ ten: name }).toString()}`;
    const last = (await reportOf(db, units[2]!)).id;
    const [seen] = [await version()];
    const answer = await post('reviewer', `${page}/chap-nhan${query}`, { version: seen });
    expect(answer.headers['location']).toBe(`/xet-duyet/${last}${query}`);
    const { text } = await get('reviewer', answer.headers['location'] as string);
    expect(text).toContain(`action="/xet-duyet/${last}/chap-nhan${query}"`);
    const done = await post('reviewer', `/xet-duyet/${last}/chap-nhan${query}`, {
      version: hidden(text.slice(text.indexOf('save-bar')), 'version'),
    });
    expect(done.headers['location']).toBe(`/xet-duyet/${last}${query}`);
    expect((await get('reviewer', `/xet-duyet/${last}${query}`)).text).toContain(
      'Không còn báo cáo nào chờ xét duyệt trong danh sách này.',
    );
  });

  it('with notes that would stay unsent it is asked first; they are kept for a reopening', async () => {
    await note('reviewer', 'Số nữ?');
    const asked = await post('reviewer', `${page}/chap-nhan`, { version: await version() });
    expect(asked.text).toContain('Chấp nhận mà không gửi 1 ghi chú?');
    expect((await reportOf(db, units[0]!)).status).toBe('SUBMITTED');
    const sure = await post('reviewer', `${page}/chap-nhan?khong-gui=1`, { version: await version() });
    expect(sure.status).toBe(303);
    expect((await get('reviewer', page)).text).toContain('Mở lại kèm 1 ghi chú');
  });
});

describe('Keys of one letter', () => {
  it('are switched off and on for one person, whose page says so in words', async () => {
    const isOn = async (who: string) => (await get(who, page)).text.includes('data-review-keys');
    expect(await isOn('reviewer')).toBe(true);
    expect(
      (await post('reviewer', '/xet-duyet/phim-tat', { keys: 'off', report: String(id) })).headers[
        'location'
      ],
    ).toBe(page);
    expect([await isOn('reviewer'), await isOn('colleague')]).toEqual([false, true]);
    expect((await get('reviewer', page)).text).toContain('Bật phím tắt');
    await post('reviewer', '/xet-duyet/phim-tat', { keys: 'on', report: String(id) });
    expect(await isOn('reviewer')).toBe(true);
    for (const bad of [
      { keys: 'x', report: '1' },
      { keys: 'on' },
      { keys: 'on', report: '//evil' },
    ] as Record<string, string>[])
      expect((await post('reviewer', '/xet-duyet/phim-tat', bad)).status).toBe(400);
  });
});

describe('The page opens on what matters', () => {
  it('an answer that the last return noted, and whether it was corrected', async () => {
    await note('reviewer', 'Số nữ?');
    await note('reviewer', 'Viết rõ hơn.', '0', 'fieldnote_limitations');
    await sendBack();
    await fillDraft(db, 'filer0', clock(), { figures: { members_women: '26' } });
    await submitDraft(db, 'filer0', clock(), { changeNote: 'Đã sửa.' });
    const { text } = await get('reviewer', page);
    const pointOf = (field: string) =>
      new RegExp(`<li id="diem-${field}"[\\s\\S]*?</li>`).exec(text)?.[0] ?? '';
    expect(pointOf('members_women')).toContain('Đã sửa ô này sau khi bị trả lại');
    expect(pointOf('members_women')).toMatch(/<del>25<\/del>[\s\S]*<ins>26<\/ins>/);
    expect(pointOf('limitations')).toContain('Chưa sửa theo ghi chú khi trả lại');
    expect(pointOf('limitations')).toContain('Viết rõ hơn.');
    expect(pointOf('members_worker')).toBe('');
    expect(text).not.toMatch(/<details id="thong-tin-chung" open/);
    expect((await get('reviewer', `${page}?mo=het`)).text).toMatch(/<details id="thong-tin-chung" open/);
  });
});
