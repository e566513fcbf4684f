import { beforeAll, describe, expect, it } from 'vitest';
import { csrfFrom, postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-09-20T08:00:00+07:00' });
const { db, clock } = portal;
const SEND = '/tong-hop/2026/gui';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const SAID = {
  outgoingNumber: '15/BC-LĐLĐ',
  sentOn: '18/9/2026',
  signerName: 'Trần Văn Bình',
  signerPosition: 'Chủ tịch',
};

let province: number;
let child: number;
let board: Agent;

beforeAll(async () => {
  province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  child = (await makeUnit(db, { name: 'Công đoàn ngành Y tế', level: 'UPPER_LEVEL', parentId: province })).id;
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER', 'FILER']);
  await makeAccount(db, 'leader', province, ['LEADER']);
  await makeAccount(db, 'child', child, ['FILER', 'REVIEWER', 'LEADER']);
  await openTestPeriod(db, 'admin');
  await fillDraft(db, 'child', clock(), { figures: { members_worker: '30' } });
  await submitDraft(db, 'child', clock());
  await acceptFrom(db, 'board', (await reportOf(db, child)).id, clock());
  await fillDraft(db, 'board', clock());
  board = await portal.signedIn('board');
});

/** Sessions end as the clock goes on. */
async function moveTo(time: string) {
  clock.set(time);
  board = await portal.signedIn('board');
}

const own = () => reportOf(db, province);
const text = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

async function send(fields: Record<string, string> = {}, file: Buffer | null = PDF, name = 'bao-cao.pdf') {
  const html = (await board.get(SEND)).text;
  const { version = '0' } = hiddenFields(html);
  const request = board.post(SEND).field('_csrf', csrfFrom(html)).field('version', version);
  for (const [key, value] of Object.entries({ ...SAID, ...fields })) request.field(key, value);
  return file ? request.attach('file', file, name) : request;
}
const supplement = async (fields: Record<string, string>) =>
  postForm(board, `${SEND}/bo-sung`, { ...hiddenFields((await board.get(SEND)).text), ...fields }, SEND);

describe('Before the own report is filed', () => {
  it('nothing can be recorded', async () => {
    expect(text((await board.get(SEND)).text)).toContain('đang ở trạng thái “Đang lập”');
    const { version } = await own();
    const token = csrfFrom((await board.get('/bao-cao/2026/kiem-tra')).text);
    const request = board.post(SEND).field('_csrf', token).field('version', String(version));
    for (const [key, value] of Object.entries(SAID)) request.field(key, value);
    const answer = await request.attach('file', PDF, 'bao-cao.pdf');
    expect(answer.status).toBe(409);
    expect(await db.sending.count()).toBe(0);
  });
});

describe('What is recorded', () => {
  beforeAll(() => submitDraft(db, 'board', clock()));

  it.each([
    ['no number', { outgoingNumber: ' ' }, 'Hãy nhập số, ký hiệu văn bản đi'],
    ['a number too long', { outgoingNumber: 'x'.repeat(51) }, 'dài quá 50 ký tự'],
    ['no day', { sentOn: '' }, 'Hãy nhập ngày gửi'],
    ['a day without its year', { sentOn: '18/9' }, 'thiếu năm'],
    ['a day to come', { sentOn: '21/9/2026' }, 'không được sau hôm nay'],
    ['a day that is none', { sentOn: '31/9/2026' }, 'không có ngày'],
    ['no signer', { signerName: '' }, 'Hãy nhập người ký'],
    ['a field that does not exist', { khac: 'x' }, 'không có ô'],
  ])('is refused with %s, and keeps what was typed', async (_what, fields, message) => {
    const answer = await send(fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('value="Chủ tịch"');
    expect(await db.sending.count()).toBe(0);
  });

  it.each([
    ['no file', null, 'bao-cao.pdf', 'Hãy chọn tệp văn bản đã ký'],
    ['an empty file', Buffer.alloc(0), 'bao-cao.pdf', 'rỗng'],
    ['what is no PDF', Buffer.from('chữ'), 'bao-cao.pdf', 'không phải là PDF'],
    ['another name than its content', PDF, 'bao-cao.docx', 'không khớp với tên tệp'],
  ])('is refused with %s', async (_what, file, name, message) => {
    const answer = await send({}, file, name);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect((await own()).status).toBe('SUBMITTED');
  });

  it('has not happened yet: the own pages and the receipt say that the portal sends nothing, and nobody reviews', async () => {
    const overview = text((await board.get('/bao-cao/2026')).text);
    expect(overview).toContain('Đã nộp trên cổng, chưa gửi Tổng Liên đoàn Lao động Việt Nam');
    expect((await board.get('/bao-cao/2026')).text).toContain(`href="${SEND}"`);
    const receipt = text((await board.get('/bao-cao/2026/bien-nhan')).text);
    expect(receipt).toContain('Cổng không gửi báo cáo đi: đơn vị tự gửi văn bản đã ký đến Tổng Liên đoàn');
    for (const page of [overview, receipt, text((await board.get('/bao-cao/2026/kiem-tra')).text)])
      expect(page).not.toMatch(/Việt Nam đã nhận báo cáo|chờ xét duyệt|không phải làm gì thêm/);
  });

  it('stands ready as the report says it', async () => {
    const html = (await board.get(SEND)).text;
    expect(html).toContain('value="Nguyễn Văn An"');
    expect(text(html)).toMatch(/Báo cáo đã nộp trên cổng ghi số [^.]*, ngày [^.]*, người ký Nguyễn Văn An\./);
  });

  it('can be recalled until it is recorded, also after the deadline', async () => {
    await moveTo('2026-10-05T08:00:00+07:00');
    expect((await board.get('/bao-cao/2026')).text).toContain('Thu hồi báo cáo');
    await moveTo('2026-09-20T08:00:00+07:00');
  });

  it('is the number, day, signer and file, with the figures of the moment; the report is accepted by it', async () => {
    expect((await send()).status).toBe(303);
    const sending = await db.sending.findFirstOrThrow();
    expect(sending).toMatchObject({
      number: 0,
      submissionNumber: 1,
      outgoingNumber: '15/BC-LĐLĐ',
      sentOn: new Date('2026-09-18T00:00:00+07:00'),
      signerName: 'Trần Văn Bình',
      reason: '',
      recordedByName: 'Người dùng board',
    });
    const { sums } = await db.consolidationSnapshot.findFirstOrThrow();
    expect(sums).toContainEqual({ part: 'all', key: 'members_worker', sum: '30', counted: 1 });
    expect((await own()).status).toBe('ACCEPTED');
    expect(text((await board.get('/bao-cao/2026')).text)).toContain('Đã gửi Tổng Liên đoàn Lao động');
    expect(await db.historyEvent.count({ where: { action: 'report-sent' } })).toBe(1);
  });

  it('says beside it what the filed report says otherwise of number, day and signer, and above the button what it says', async () => {
    const html = text((await board.get(SEND)).text);
    expect(html).toContain('Chỗ khác nhau Báo cáo đã nộp trên cổng ghi ');
    expect(html).toContain('người ký Nguyễn Văn An');
  });

  it('gives back the signed file as it is', async () => {
    const answer = await board.get(`${SEND}/0/tep`).buffer(true);
    expect(answer.headers['content-type']).toContain('application/pdf');
    expect(Buffer.from(answer.body as Buffer).equals(PDF)).toBe(true);
    for (const number of ['1', '99999', '-1', '__proto__'])
      expect((await board.get(`${SEND}/${number}/tep`)).status).toBe(404);
  });
});

describe('From then on', () => {
  it('the year is frozen: the report cannot be recalled, and its figures stay', async () => {
    const recall = await postForm(board, '/bao-cao/2026/thu-hoi', { version: '3' }, SEND);
    expect(recall.status).toBe(409);
    const { id } = await reportOf(db, child);
    await db.report.update({ where: { id }, data: { status: 'RETURNED' } });
    const html = text((await board.get('/tong-hop/2026/so-lieu')).text);
    expect(html).toContain('Tổng hợp năm 2026 đã chốt');
    expect(html).toContain('số liệu hiện nay khác số đã nộp');
    expect(html).toMatch(/Số công nhân lao động 30/);
    expect(text((await board.get('/tong-hop/2026/so-lieu?hien-nay=1')).text)).toMatch(
      /Số công nhân lao động –/,
    );
    await db.report.update({ where: { id }, data: { status: 'ACCEPTED' } });
    expect(text((await board.get('/tong-hop/2026/so-lieu')).text)).not.toContain('khác số đã nộp');
  });

  it('it cannot be recorded a second time', async () => {
    expect((await send()).status).toBe(409);
    expect(await db.sending.count()).toBe(1);
  });

  it('a change needs a reason and a day to come', async () => {
    const day = { correctBefore: '30/9/2026' };
    expect((await supplement({ ...day, reason: '' })).status).toBe(422);
    const late = await supplement({ reason: 'Sai số liệu.', correctBefore: '20/9/2026' });
    expect(late.status).toBe(422);
    expect(late.text).toContain('phải sau hôm nay');
    expect(late.text).toContain('Sai số liệu.');
    expect((await own()).status).toBe('ACCEPTED');
  });

  it('it opens the report for a numbered supplement, also after the period is locked', async () => {
    await moveTo('2026-11-20T08:00:00+07:00');
    const answer = await supplement({ reason: 'Một đơn vị nộp lại.', correctBefore: '30/11/2026' });
    expect(answer.status).toBe(303);
    expect((await own()).status).toBe('RETURNED');
    const owed = text((await board.get('/tong-hop/2026')).text);
    expect(owed).toContain('Hạn sửa: trước ngày 30/11/2026');
    expect(owed).not.toContain('Hạn nộp:');
    expect(text((await board.get('/tong-hop/2026/so-lieu')).text)).not.toContain('đã chốt');
    await submitDraft(db, 'board', clock(), { changeNote: 'Đã cập nhật số liệu.' });
    const repeated = await send({ outgoingNumber: '015 /bc-lđlđ', sentOn: '20/11/2026' });
    expect(repeated.status).toBe(422);
    expect(text(repeated.text)).toContain('Số 15/BC-LĐLĐ là của văn bản gửi ngày 18/9/2026');
    const early = await send({ outgoingNumber: '22/BC-LĐLĐ', sentOn: '17/9/2026' });
    expect(early.status).toBe(422);
    expect(text(early.text)).toContain('Ngày gửi không được trước lần gửi ngày 18/9/2026');
    expect((await send({ outgoingNumber: '22/BC-LĐLĐ', sentOn: '20/11/2026' })).status).toBe(303);
    const second = await db.sending.findFirstOrThrow({ where: { number: 1 } });
    expect(second).toMatchObject({ submissionNumber: 2, reason: 'Một đơn vị nộp lại.' });
    const html = text((await board.get(SEND)).text);
    expect(html).toMatch(/Báo cáo bổ sung số 1.*22\/BC-LĐLĐ.*Báo cáo Số, ký hiệu 15\/BC-LĐLĐ/);
  });
});

describe('Recording is the province’s', () => {
  it('its leader looks, other units have no such page', async () => {
    const leader = await portal.signedIn('leader');
    const html = (await leader.get(SEND)).text;
    expect(html).toContain('22/BC-LĐLĐ');
    expect(html).not.toContain('<form method="post" action="/tong-hop');
    expect((await (await portal.signedIn('child')).get(SEND)).status).toBe(404);
    expect((await (await portal.signedIn('child')).get(`${SEND}/0/tep`)).status).toBe(404);
  });

  it('next year’s report has this one beside it', async () => {
    await openTestPeriod(db, 'admin', 2027);
    const html = (await board.get('/bao-cao/2027/thong-tin-chung')).text;
    expect(html).toContain('báo cáo năm 2026');
  });
});
