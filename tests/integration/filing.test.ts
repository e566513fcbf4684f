import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentHash, type SubmissionContent } from '../../src/reports/submission-content.js';
import { defaultForm } from '../../src/form/default-form.js';
import { obligations } from '../../src/guidance/rules.js';
import { officialText } from '../../src/guidance/official-text.js';
import { csrfFrom, postForm, startTestApp, tokenOf, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import {
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
  typedSection,
  removeSubmissions,
} from '../support/reports.js';

const portal = await startTestApp({ now: '2026-09-01T08:00:00+07:00' });
const { db, clock } = portal;
const form = defaultForm((audience) => obligations(officialText, audience));
const section = (letter: string) => form.sections.find((s) => s.letter === letter)!;
const general = section('A');
const PAGE = '/bao-cao/2026/thong-tin-chung';

let filer: Agent;
let unitId: number;

beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  unitId = upper.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await makeAccount(db, 'colleague', upper.id, ['FILER']);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
});

/** Every test starts from a report that nobody has begun. */
beforeEach(async () => {
  await goTo('2026-09-01T08:00:00+07:00');
  await db.sectionDraft.deleteMany();
  await db.attachment.deleteMany();
  await db.return.deleteMany();
  await removeSubmissions(db);
  await db.report.updateMany({
    data: {
      status: 'NOT_STARTED',
      version: 1,
      firstSubmittedAt: null,
      lastSubmittedAt: null,
      openedAt: null,
      explanations: {},
    },
  });
});

/** Moves on to an instant, where the session of before has run out. */
async function goTo(instant: string) {
  clock.set(instant);
  filer = await portal.signedIn('filer');
}
const report = () => reportOf(db, unitId);
const draft = async (code = 'thong-tin-chung') =>
  db.sectionDraft.findFirst({ where: { reportId: (await report()).id, section: code } });
/** What the check page carries hidden: the report and the draft as they stand. */
async function seen() {
  const { id, version } = await report();
  const { _sum } = await db.sectionDraft.aggregate({ where: { reportId: id }, _sum: { version: true } });
  return { version: String(version), draftVersion: String(_sum.version ?? 0) };
}
const events = async (action: string) =>
  db.historyEvent.count({ where: { action, reportId: (await report()).id } });
const now = () => clock();

describe('Saving a section', () => {
  it('with gaps is allowed: the report is begun, the draft kept, the event told', async () => {
    const before = await events('section-saved');
    const answer = await postForm(filer, PAGE, { version: '0', members_women: '1.234', then: 'list' });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/bao-cao/2026']);
    expect((await report()).status).toBe('IN_PROGRESS');
    expect(await draft()).toMatchObject({ answers: { members_women: 1234 }, version: 1 });
    expect(await events('section-saved')).toBe(before + 1);
  });

  it('goes on to the next section when asked', async () => {
    const answer = await postForm(filer, PAGE, { version: '0', then: 'next' });
    expect(answer.headers['location']).toBe('/bao-cao/2026/trien-khai');
  });

  it('shows what is missing once the section has been left, and not before', async () => {
    const gap = '<a href="#report_date">Ngày báo cáo</a>';
    expect((await filer.get(PAGE)).text).not.toContain(gap);
    await postForm(filer, PAGE, { version: '0', members_women: '5' });
    expect((await filer.get(PAGE)).text).toContain(gap);
    expect((await filer.get('/bao-cao/2026')).text).toContain('Đang làm');
  });

  it('that is complete is done, and a failed check asks to correct it', async () => {
    await postForm(filer, PAGE, { version: '0', ...typedSection(general) });
    expect((await filer.get('/bao-cao/2026')).text).toContain('Đã xong 1 trong 8 phần.');
    await postForm(filer, PAGE, { version: '1', ...typedSection(general, { members_women: '61' }) });
    const page = await filer.get(PAGE);
    expect(page.text).toContain('Trong tổng số: số nữ (61) lớn hơn Tổng số đoàn viên, người lao động (60).');
    expect((await filer.get('/bao-cao/2026')).text).toContain('Cần sửa');
  });

  it('that does not apply asks for nothing more, and keeps what was typed before', async () => {
    const page = '/bao-cao/2026/vien-chuc';
    await postForm(filer, page, { version: '0', ...typedSection(section('D')) });
    const absent = { notApplicable: 'yes', ...typedSection(section('D')) };
    await postForm(filer, page, { version: '1', ...absent });
    expect((await filer.get('/bao-cao/2026')).text).toContain('Đã xong 0 trong 8 phần.');
    expect((await filer.get(page)).text).toContain(
      '<a href="#notApplicableReason-vien-chuc">Lý do không phát sinh</a>',
    );
    await postForm(filer, page, { version: '2', ...absent, notApplicableReason: 'Doanh nghiệp tư nhân.' });
    expect(await draft('vien-chuc')).toMatchObject({
      notApplicable: true,
      notApplicableReason: 'Doanh nghiệp tư nhân.',
      answers: { registered_public_employee: 1 },
    });
    expect((await filer.get('/bao-cao/2026')).text).toContain('Đã xong 1 trong 8 phần.');
  });
});

describe('Bad input to a section is refused with what was typed, and nothing is stored', () => {
  it.each([
    ['not a number', { members_women: '12a' }, 'phải là số nguyên viết bằng chữ số', '12a'],
    ['negative', { members_women: '-3' }, 'không được nhỏ hơn 0', '-3'],
    ['too large', { members_women: '10000001' }, 'không được lớn hơn 10.000.000', '10000001'],
    ['too long', { signatory_name: 'x'.repeat(101) }, 'dài 101 ký tự', 'x'.repeat(101)],
    [
      'a day that does not exist',
      { report_date: '31/9/2026' },
      'không có ngày 31/9/2026 trong lịch',
      '31/9/2026',
    ],
    ['a day without a year', { report_date: '20/8' }, 'thiếu năm', '20/8'],
    ['a control character', { signatory_name: 'Nguyễn\u0007 An' }, 'ký tự điều khiển', 'Nguyễn An'],
    ['a field of another section', { limitations: 'Chưa đều tay' }, 'Biểu mẫu không có ô “limitations”', ''],
    ['a version that is no number', { version: 'x' }, 'Thiếu số phiên bản', ''],
  ])('%s', async (_what, fields, message, kept) => {
    const answer = await postForm(filer, PAGE, {
      version: '0',
      signatory_position: 'Chủ tịch <b>',
      ...fields,
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('<title>Lỗi: ');
    expect(answer.text).toContain(kept);
    expect(answer.text).toContain('Chủ tịch &lt;b&gt;');
    expect(await draft()).toBeNull();
    expect((await report()).status).toBe('NOT_STARTED');
  });

  it('NFD is no error: it is kept in NFC', async () => {
    await postForm(filer, PAGE, { version: '0', signatory_name: 'Nguyễn Thị Hằng'.normalize('NFD') });
    expect((await draft())?.answers).toEqual({ signatory_name: 'Nguyễn Thị Hằng'.normalize('NFC') });
  });

  it('a section that the form does not have is 404', async () => {
    expect((await filer.get('/bao-cao/2026/khong-co')).status).toBe(404);
    expect((await filer.get('/bao-cao/2025')).status).toBe(404);
    expect((await filer.get('/bao-cao/hai-nghin')).status).toBe(404);
  });

  it('a body of 5 MB is 413', async () => {
    const answer = await postForm(filer, PAGE, { version: '0', signatory_name: 'x'.repeat(5_000_000) });
    expect(answer.status).toBe(413);
    expect(await draft()).toBeNull();
  });

  it('a missing token is 403, and shows what was typed', async () => {
    const answer = await filer
      .post(PAGE)
      .type('form')
      .send({ version: '0', signatory_name: 'Trần Thị Bưởi' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Trần Thị Bưởi');
    expect(await draft()).toBeNull();
  });
});

describe('Mistakes', () => {
  const WORKERS = '/bao-cao/2026/cong-nhan-lao-dong';

  it('of a check are told at each of its fields here, and once at the top', async () => {
    await postForm(filer, WORKERS, { version: '0', registered_worker: '3', did_well_worker: '5' });
    const { text } = await filer.get(WORKERS);
    const message =
      'Số công nhân lao động được đánh giá thực hiện tốt (5) lớn hơn Số công nhân lao động đăng ký';
    expect(text).toContain('id="registered_worker-error"');
    expect(text).toContain('id="did_well_worker-error"');
    expect(text.split(message)).toHaveLength(4);
  });

  it('of several fields are linked in the order of the page', async () => {
    const answer = await postForm(filer, PAGE, {
      version: '0',
      members_women: 'x',
      report_date: '31/9/2026',
    });
    const links = [...answer.text.matchAll(/<a href="#([^"]+)">/g)].map(([, field]) => field);
    expect(links.filter((field) => field !== 'main')).toEqual(['report_date', 'members_women']);
  });
});

describe('A section that the browser saves by itself', () => {
  const saveBySelf = async (fields: Record<string, string>) => {
    const _csrf = await tokenOf(filer, PAGE);
    return filer
      .post(PAGE)
      .set('Accept', 'application/json')
      .type('form')
      .send({ _csrf, ...fields });
  };

  it('keeps what is an answer, and tells what is not', async () => {
    await postForm(filer, PAGE, { version: '0', members_women: '7' });
    const answer = await saveBySelf({ version: '1', signatory_name: 'Võ Thị Sáu', members_women: '12a' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ version: '2', savedAt: '08:00', taken: {} });
    expect((answer.body as { errors: { field: string }[] }).errors.map((e) => e.field)).toEqual([
      'members_women',
    ]);
    expect((await draft())?.answers).toEqual({ signatory_name: 'Võ Thị Sáu', members_women: 7 });
  });

  it('is one event of the history a sitting, however often it saves', async () => {
    const events = () => db.historyEvent.count({ where: { action: 'section-saved' } });
    const before = await events();
    for (const version of ['0', '1', '2']) await saveBySelf({ version, members_women: `1${version}` });
    expect(await events()).toBe(before + 1);
    await goTo('2026-09-01T08:20:00+07:00');
    await saveBySelf({ version: '3', members_women: '4' });
    expect(await events()).toBe(before + 2);
  });

  it('gets what somebody else changed meanwhile, and 409 for what both changed', async () => {
    await postForm(filer, PAGE, { version: '0', signatory_name: 'Võ Thị Sáu', members_women: '9' });
    const { seen } = hiddenFields((await filer.get(PAGE)).text);
    const colleague = await portal.signedIn('colleague');
    await postForm(colleague, PAGE, {
      version: '1',
      seen: seen!,
      signatory_name: 'Lê Văn Tám',
      members_women: '9',
    });
    const merged = await saveBySelf({
      version: '1',
      seen: seen!,
      signatory_name: 'Võ Thị Sáu',
      members_women: '10',
    });
    expect(merged.body).toMatchObject({
      version: '3',
      taken: { signatory_name: 'Lê Văn Tám' },
      takenFrom: 'Người dùng colleague',
    });
    const both = await saveBySelf({
      version: '1',
      seen: seen!,
      signatory_name: 'Võ Thị Sáu Hai',
      members_women: '10',
    });
    expect(both.status).toBe(409);
    expect(both.body).toEqual({ conflict: true });
  });

  it('refuses a form that is not this section’s', async () => {
    const answer = await saveBySelf({ version: '0', nothing: 'x' });
    expect(answer.status).toBe(422);
    expect(await draft()).toBeNull();
  });
});

describe('Two people editing one section', () => {
  it('the second to save gets 409, sees both texts, and can save the final one', async () => {
    const colleague = await portal.signedIn('colleague');
    await postForm(colleague, PAGE, { version: '0', signatory_name: 'Lê Văn Tám', members_women: '9' });
    const answer = await postForm(filer, PAGE, {
      version: '0',
      signatory_name: 'Võ Thị Sáu',
      members_women: '9',
    });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Lê Văn Tám');
    expect(answer.text).toContain('Võ Thị Sáu');
    expect(answer.text).toContain('Người dùng colleague');
    expect((await draft())?.answers).toMatchObject({ signatory_name: 'Lê Văn Tám' });
    expect(answer.text).toContain('name="version" value="1"');
    const final = await postForm(filer, PAGE, { version: '1', signatory_name: 'Võ Thị Sáu' });
    expect(final.status).toBe(303);
    expect((await draft())?.answers).toEqual({ signatory_name: 'Võ Thị Sáu' });
  });

  it('what only one of them changed is kept beside the other’s, without asking', async () => {
    await postForm(filer, PAGE, { version: '0', signatory_name: 'Võ Thị Sáu', members_women: '9' });
    const seenByBoth = hiddenFields((await filer.get(PAGE)).text);
    const colleague = await portal.signedIn('colleague');
    const both = { version: seenByBoth['version']!, seen: seenByBoth['seen']! };
    await postForm(colleague, PAGE, { ...both, signatory_name: 'Lê Văn Tám', members_women: '9' });
    const answer = await postForm(filer, PAGE, {
      ...both,
      signatory_name: 'Võ Thị Sáu',
      members_women: '12',
    });
    expect(answer.status).toBe(303);
    expect(await draft()).toMatchObject({
      answers: { signatory_name: 'Lê Văn Tám', members_women: 12 },
      version: 3,
    });
    expect((await filer.get('/bao-cao/2026')).text).toContain('Giữ cả phần Người dùng colleague vừa sửa');
  });

  it('only what both changed asks; what the other changed alone stands on the page already', async () => {
    await postForm(filer, PAGE, { version: '0', signatory_name: 'Võ Thị Sáu', members_women: '9' });
    const seenByBoth = hiddenFields((await filer.get(PAGE)).text);
    const both = { version: seenByBoth['version']!, seen: seenByBoth['seen']! };
    const colleague = await portal.signedIn('colleague');
    await postForm(colleague, PAGE, { ...both, signatory_name: 'Lê Văn Tám', members_women: '10' });
    const answer = await postForm(filer, PAGE, {
      ...both,
      signatory_name: 'Võ Thị Sáu',
      members_women: '11',
    });
    expect(answer.status).toBe(409);
    expect(answer.text.match(/Nội dung Người dùng colleague đã lưu:/g)).toHaveLength(1);
    expect(answer.text).toContain('name="signatory_name" type="text" value="Lê Văn Tám"');
    expect(answer.text).toContain('name="members_women" type="text" value="11"');
  });

  it('different sections do not get in each other’s way', async () => {
    const colleague = await portal.signedIn('colleague');
    const answers = await Promise.all([
      postForm(colleague, PAGE, { version: '0', members_women: '9' }),
      postForm(filer, '/bao-cao/2026/kien-nghi', { version: '0', limitations: 'Chưa đều' }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
  });
});

describe('Submitting', () => {
  // Neither of the two grassroots unions below has filed, and the box that says so is ticked.
  const FILING = {
    ...{ explain_signed_report_present: 'Gửi sau', changeNote: '', declaration: 'yes' },
    incomplete: '2',
  };
  const submit = async (fields: Record<string, string> = {}) =>
    postForm(filer, '/bao-cao/2026/kiem-tra', {
      ...(await seen()),
      ...FILING,
      ...fields,
    });

  it('writes one immutable numbered submission with the hash of its content, and leads to the receipt', async () => {
    await fillDraft(db, 'filer', now());
    const answer = await submit();
    expect([answer.status, answer.headers['location']]).toEqual([303, '/bao-cao/2026/bien-nhan']);
    expect(await report()).toMatchObject({
      status: 'SUBMITTED',
      firstSubmittedAt: now(),
      lastSubmittedAt: now(),
    });
    const [row, ...more] = await db.submission.findMany();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ number: 1, submittedByName: 'Người dùng filer' });
    expect(row?.sha256).toBe(contentHash(row?.content as unknown as SubmissionContent));
    await expect(db.submission.updateMany({ data: { number: 2 } })).rejects.toThrow();
    await expect(db.submission.deleteMany()).rejects.toThrow();
    expect(await events('report-submitted')).toBeGreaterThan(0);
    const receipt = await filer.get('/bao-cao/2026/bien-nhan');
    expect(receipt.text).toContain(row?.verificationCode);
    expect(receipt.text).toContain(row?.sha256);
    expect(receipt.text).toContain('Đúng hạn');
  });

  it('a double click makes one submission, and both clicks see the receipt', async () => {
    await fillDraft(db, 'filer', now());
    const _csrf = csrfFrom((await filer.get('/bao-cao/2026/kiem-tra')).text);
    const version = await seen();
    const click = () =>
      filer
        .post('/bao-cao/2026/kiem-tra')
        .type('form')
        .send({ _csrf, ...version, ...FILING });
    const answers = await Promise.all([click(), click()]);
    expect(answers.map((answer) => answer.headers['location'])).toEqual(
      Array(2).fill('/bao-cao/2026/bien-nhan'),
    );
    expect(await db.submission.count()).toBe(1);
  });

  it('is refused while an answer is missing, with a link to its field', async () => {
    await fillDraft(db, 'filer', now());
    await postForm(filer, '/bao-cao/2026/kien-nghi', { version: '1', limitations: 'Chưa đều' });
    const page = await filer.get('/bao-cao/2026/kiem-tra');
    expect(page.text).toContain('href="/bao-cao/2026/kien-nghi?ve=van-de#proposals"');
    const answer = await submit();
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Chưa có: Kiến nghị, đề xuất.');
    expect(await db.submission.count()).toBe(0);
  });

  it('is refused while a check across sections fails, with links to both fields', async () => {
    await fillDraft(db, 'filer', now(), { figures: { registered_worker: '31' } });
    const answer = await submit();
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(
      'Số công nhân lao động đăng ký nêu gương (31) lớn hơn Số công nhân lao động (30).',
    );
    expect(answer.text).toContain('href="/bao-cao/2026/cong-nhan-lao-dong?ve=van-de#registered_worker"');
    expect(answer.text).toContain('href="/bao-cao/2026/thong-tin-chung?ve=van-de#members_worker"');
  });

  it('is told beforehand what its document cannot print, and where, and may go in all the same', async () => {
    await fillDraft(db, 'filer', now());
    const told = 'Hạn chế và nguyên nhân: “🎉”, ở chỗ “– Chưa đều 🎉 ở cơ sở”.';
    const before = await filer.get('/bao-cao/2026/kiem-tra');
    expect(before.text).not.toContain('Ký tự không in được');
    const typed = {
      version: '1',
      limitations: '\uf0b7 Chưa đều 🎉 ở \u00ad\u200bcơ sở',
      proposals: 'Không \u00d0',
      next_year: 'Như năm nay',
    };
    await postForm(filer, '/bao-cao/2026/kien-nghi', typed);
    const { text } = await filer.get('/bao-cao/2026/kiem-tra');
    expect(text).toContain('Ký tự không in được');
    expect(text).toContain(told);
    expect(text).toContain('href="/bao-cao/2026/kien-nghi?ve=kiem-tra#limitations"');
    expect(text).not.toContain('kien-nghi#proposals"');
    expect((await submit()).status).toBe(303);
  });

  it('asks for a word on a warning, and for the declaration; what was typed stays', async () => {
    await fillDraft(db, 'filer', now());
    const unexplained = await submit({ explain_signed_report_present: ' ' });
    expect(unexplained.status).toBe(422);
    expect(unexplained.text).toContain('href="#explain_signed_report_present"');
    const undeclared = await submit({ explain_signed_report_present: 'Đang chờ đóng dấu', declaration: '' });
    expect(undeclared.status).toBe(422);
    expect(undeclared.text).toContain('Đang chờ đóng dấu');
    expect(await db.submission.count()).toBe(0);
  });

  it('names all that is wrong at once, each with its place, and keeps all that was typed', async () => {
    await fillDraft(db, 'filer', now(), { figures: { registered_worker: '31', proposals: '' } });
    const wrong = { explain_signed_report_present: '', declaration: '', incomplete: '' };
    const places = ['van-de-thieu-kien-nghi', 'van-de-registered_within_members_worker'];
    const boxes = ['explain_signed_report_present', 'incomplete', 'declaration'];
    const answer = await submit(wrong);
    expect(answer.status).toBe(422);
    for (const place of [...places, ...boxes]) {
      expect(answer.text).toContain(`<a href="#${place}">`);
      expect(answer.text).toContain(`id="${place}"`);
    }
    // A text that is too long hides none of the others.
    const long = 'Dài. '.repeat(500);
    const second = await submit({ ...wrong, explain_signed_report_present: long, incomplete: '2' });
    expect(second.text).toContain('Giải thích dài quá 2000 ký tự.');
    expect(second.text).toContain(long.trim());
    for (const place of [...places, 'declaration']) expect(second.text).toContain(`<a href="#${place}">`);
    expect(second.text).toMatch(/id="incomplete"[^>]*checked/);
    expect(await db.submission.count()).toBe(0);
  });

  it('is passed with a word on a report that is dated in another year', async () => {
    await fillDraft(db, 'filer', now(), { figures: { report_date: '20/8/2025' } });
    expect((await submit()).text).toContain('<a href="#explain_dated_report_date">');
    expect((await submit({ explain_dated_report_date: 'Ký từ năm trước.' })).status).toBe(303);
  });

  it('of a draft that somebody has saved since the check page was opened is 409, and keeps what was typed', async () => {
    await fillDraft(db, 'filer', now());
    const before = await seen();
    const colleague = await portal.signedIn('colleague');
    await postForm(colleague, PAGE, {
      version: '1',
      ...typedSection(general, { signatory_name: 'Người khác' }),
    });
    const answer = await submit({ ...before, explain_signed_report_present: 'Chờ đóng dấu' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Có phần vừa được lưu lại sau khi bạn mở trang này');
    expect(answer.text).toContain('Chờ đóng dấu');
    expect(await db.submission.count()).toBe(0);
    expect((await submit()).status).toBe(303);
  });

  it('is late from the first millisecond of 10/9, and on time before', async () => {
    await fillDraft(db, 'filer', now());
    await goTo('2026-09-09T23:59:59.999+07:00');
    await submit();
    expect((await filer.get('/bao-cao/2026/bien-nhan')).text).toContain('Đúng hạn');
    await db.report.updateMany({ data: { status: 'IN_PROGRESS', firstSubmittedAt: null } });
    await goTo('2026-09-10T00:00:00.000+07:00');
    await submit();
    expect((await filer.get('/bao-cao/2026/bien-nhan')).text).toContain('Trễ hạn');
  });

  it('is refused from the lock on, and a section is no longer saved', async () => {
    await fillDraft(db, 'filer', now());
    await goTo('2026-10-31T23:59:59.999+07:00');
    expect((await filer.get('/bao-cao/2026/kiem-tra')).text).toContain('Nộp báo cáo</button>');
    await goTo('2026-11-01T00:00:00.000+07:00');

    expect((await submit()).status).toBe(409);
    const save = await postForm(filer, PAGE, { version: '1', members_women: '7' }, '/bao-cao/2026');
    expect(save.status).toBe(409);
    expect((await filer.get('/bao-cao/2026')).text).toContain('Kỳ báo cáo đã khóa từ ngày 01/11/2026');
    expect(await db.submission.count()).toBe(0);
  });
});

describe('After a return', () => {
  beforeEach(async () => {
    await fillDraft(db, 'filer', now());
    await submitDraft(db, 'filer', now());
    await goTo('2026-09-08T08:00:00+07:00');
    await returnTo(db, 'reviewer', (await report()).id, now(), new Date('2026-09-20T00:00:00+07:00'));
  });

  it('the unit sees the reason and the date, and corrects', async () => {
    const page = await filer.get('/bao-cao/2026');
    expect(page.text).toContain('Cần bổ sung.');
    expect(page.text).toContain('trước ngày 20/9/2026 (chậm nhất hết ngày 19/9/2026)');
    const saved = await postForm(filer, PAGE, {
      version: '1',
      ...typedSection(general, { signatory_name: 'Mới' }),
    });
    expect(saved.status).toBe(303);
    expect((await report()).status).toBe('RETURNED');
  });

  it('filing again needs a note of what changed, and does not make the unit late', async () => {
    await goTo('2026-09-15T08:00:00+07:00');

    const filing = {
      ...(await seen()),
      explain_signed_report_present: 'Gửi sau',
      incomplete: '2',
      declaration: 'yes',
    };
    const silent = await postForm(filer, '/bao-cao/2026/kiem-tra', { ...filing, changeNote: '' });
    expect(silent.status).toBe(422);
    expect(silent.text).toContain('href="#changeNote"');
    await postForm(filer, '/bao-cao/2026/kiem-tra', { ...filing, changeNote: 'Đã sửa số liệu.' });
    expect(await db.submission.findFirst({ orderBy: { number: 'desc' } })).toMatchObject({
      number: 2,
      changeNote: 'Đã sửa số liệu.',
    });
    expect((await filer.get('/bao-cao/2026/bien-nhan')).text).toContain('Đúng hạn');
    expect((await filer.get('/bao-cao/2026/bien-nhan?lan=1')).text).toContain('Năm 2026, lần nộp 1');
    expect((await filer.get('/bao-cao/2026/bien-nhan?lan=3')).status).toBe(404);
  });
});

describe('The signed paper, after a return', () => {
  const CHECK = '/bao-cao/2026/kiem-tra';
  const BOX = 'explain_old_scan_signed_report';
  const OLD = 'Báo cáo đã ký, đóng dấu: tệp vẫn là bản đã kèm lần nộp 1, trước khi báo cáo bị trả lại.';
  const scan = async (sha256: string) => {
    const content = Buffer.from('%PDF-1.4');
    const of = { reportId: (await report()).id, field: 'signed_report', name: 'bao-cao.pdf' };
    const by = { uploadedAt: now(), uploadedById: 1, mediaType: 'application/pdf' };
    await db.attachment.create({ data: { ...of, ...by, content, size: content.length, sha256 } });
  };
  const file = async (fields: Record<string, string> = {}) => {
    const said = { changeNote: 'Đã sửa số liệu.', incomplete: '2', declaration: 'yes' };
    return postForm(filer, CHECK, { ...(await seen()), ...said, ...fields });
  };
  beforeEach(async () => {
    await fillDraft(db, 'filer', now());
    await scan('a'.repeat(64));
    await submitDraft(db, 'filer', now());
    await goTo('2026-09-08T08:00:00+07:00');
    expect((await filer.get(CHECK)).text).not.toContain(OLD);
    await returnTo(db, 'reviewer', (await report()).id, now(), new Date('2026-09-20T00:00:00+07:00'));
  });

  it('that is still the one from before is asked about, passes with a word, and the reviewer reads it', async () => {
    const refused = await file();
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`Hãy ghi lý do: ${OLD}`);
    expect((await file({ [BOX]: 'Chỉ bổ sung phụ lục.' })).status).toBe(303);
    const review = await (await portal.signedIn('reviewer')).get(`/xet-duyet/${(await report()).id}`);
    expect(review.text).toContain(OLD);
    expect(review.text).toContain('Chỉ bổ sung phụ lục.');
  });

  it('that was signed and scanned again asks for nothing', async () => {
    await db.attachment.updateMany({ data: { removedAt: now() } });
    await scan('b'.repeat(64));
    expect((await filer.get(CHECK)).text).not.toContain(OLD);
    expect((await file()).status).toBe(303);
  });
});

describe('The check page', () => {
  const CHECK = '/bao-cao/2026/kiem-tra';
  const folds = (html: string) =>
    [...html.matchAll(/<details id="([^"]+)"( open)?>/g)].map(([, code, open]) => ({
      code,
      isOpen: open !== undefined,
    }));

  it('folds each section to a line in the form’s order, and unfolds those where something is to be mended', async () => {
    await fillDraft(db, 'filer', now(), { figures: { proposals: '' } });
    const { text } = await filer.get(CHECK);
    const open = folds(text).filter(({ isOpen }) => isOpen);
    expect(folds(text).map(({ code }) => code)).toEqual(form.sections.map(({ code }) => code));
    expect(open.map(({ code }) => code)).toEqual(['kien-nghi']);
    expect(text).toContain('10 ô, đã đủ');
    expect(text).toContain('3 ô, 1 ô chưa điền');
    await db.sectionDraft.deleteMany({ where: { section: 'kien-nghi' } });
    const unbegun = folds((await filer.get(CHECK)).text).filter(({ isOpen }) => isOpen);
    expect(unbegun).toEqual([]);
  });

  it('counts what is open once: the sections add up to the bar, also where one point is about two of them', async () => {
    await fillDraft(db, 'filer', now(), { figures: { proposals: '', registered_worker: '999' } });
    const { text } = await filer.get(CHECK);
    const sum = (what: string, html: string) =>
      [...html.matchAll(new RegExp(`(\\d+) ${what}`, 'g'))].reduce((all, [, n]) => all + Number(n), 0);
    const facts = [...text.matchAll(/class="fold-facts">.*?<\/summary>/g)].map(([found]) => found).join();
    const bar = /class="filing-bar[^]*?<\/strong>/.exec(text)?.[0] ?? '';
    for (const what of ['ô chưa điền', 'chỗ phải sửa', 'chỗ cần ghi lý do']) {
      expect(sum(what, bar)).toBeGreaterThan(0);
      expect(sum(what, facts)).toBe(sum(what, bar));
    }
  });

  it('says in the bar why filing was refused, and what of it is still to be said', async () => {
    await fillDraft(db, 'filer', now());
    const bar = (html: string) => /class="filing-bar[^]*?<\/p>/.exec(html)?.[0] ?? '';
    const fields = {
      version: String((await report()).version),
      draftVersion: hiddenFields((await filer.get(CHECK)).text)['draftVersion'] ?? '',
      explain_signed_report_present: 'Gửi sau.',
      declaration: '',
    };
    const refused = await postForm(filer, CHECK, fields, CHECK);
    expect(refused.status).toBe(422);
    expect(bar(refused.text)).toContain('<strong>Chưa nộp được</strong>');
    expect(bar(refused.text)).toContain('Đánh dấu ô báo cáo còn thiếu đơn vị, đánh dấu cam đoan rồi nộp.');
    const unexplained = await postForm(filer, CHECK, { ...fields, explain_signed_report_present: '' }, CHECK);
    expect(bar(unexplained.text)).toContain('<strong>Còn 1 chỗ cần ghi lý do</strong>');
    expect(bar(unexplained.text)).toContain('Ghi lý do, đánh dấu ');
  });

  it('says in the bar what is left, with the one filled button of the page', async () => {
    await fillDraft(db, 'filer', now(), { figures: { proposals: '' } });
    const before = (await filer.get(CHECK)).text;
    expect(before).toContain('<strong>Còn 1 ô chưa điền, 1 chỗ cần ghi lý do</strong>');
    expect(before.match(/button-primary/g)).toHaveLength(1);
    expect(before).toMatch(
      /href="\/bao-cao\/2026\/kien-nghi\?ve=van-de#proposals" class="govuk-button button-primary"/,
    );
    const explanations = { signed_report_present: 'Gửi sau.' };
    await db.report.updateMany({ data: { explanations } });
    const explained = (await filer.get(CHECK)).text;
    expect(explained).toContain('<strong>Còn 1 ô chưa điền</strong>');
    expect(explained).toContain('Đã ghi lý do.');
    expect(explained).not.toContain('ghi lý do khi nộp');
    await fillDraft(db, 'filer', now());
    await db.report.updateMany({ data: { explanations } });
    const after = (await filer.get(CHECK)).text;
    expect(after).toContain('<strong>Sẵn sàng nộp</strong>');
    expect(after.match(/button-primary/g)).toHaveLength(1);
    expect(after).toContain('form="nop-bao-cao">Nộp báo cáo</button>');
  });

  it('unfolds everything for who asks', async () => {
    await fillDraft(db, 'filer', now());
    const { text } = await filer.get(`${CHECK}?mo=het`);
    expect(folds(text).every(({ isOpen }) => isOpen)).toBe(true);
  });
});

describe('Recalling', () => {
  const recall = async () =>
    postForm(filer, '/bao-cao/2026/thu-hoi', { version: String((await report()).version) }, '/bao-cao/2026');
  beforeEach(async () => {
    await fillDraft(db, 'filer', now());
    await submitDraft(db, 'filer', now());
  });

  it('takes the first submission back, before the deadline and unopened', async () => {
    expect((await recall()).status).toBe(303);
    expect(await report()).toMatchObject({ status: 'IN_PROGRESS', firstSubmittedAt: null });
    expect(await db.submission.count()).toBe(1);
  });

  it('is told by the receipt and by whoever looks its code up, as is a later submission', async () => {
    await recall();
    const { verificationCode: ma } = await db.submission.findFirstOrThrow({ where: { number: 1 } });
    const told = async () => [
      (await filer.get('/bao-cao/2026/bien-nhan?lan=1')).text,
      (await portal.visitor().get('/xac-thuc').query({ ma })).text,
    ];
    for (const html of await told()) expect(html).toContain('đã thu hồi lần nộp này và chưa nộp lại');
    expect((await told())[0]).not.toContain('đã nhận báo cáo');
    // The day on the stamp would read as that of the recall.
    expect((await told())[0]).toMatch(/<strong>Đã thu hồi<\/strong> <span><\/span>/);
    await submitDraft(db, 'filer', now());
    for (const html of await told()) expect(html).toContain('đơn vị đã nộp lại: lần gần nhất là lần nộp 2');
    expect((await filer.get('/bao-cao/2026/bien-nhan?lan=2')).text).not.toContain('nộp lại');
  });

  it('is refused once a reviewer has opened the report', async () => {
    const reviewer = await portal.signedIn('reviewer');
    const page = await filer.get('/bao-cao/2026');
    expect(page.text).toContain('Thu hồi báo cáo');
    await reviewer.get(`/xet-duyet/${(await report()).id}`);
    expect((await recall()).status).toBe(409);
    expect((await report()).status).toBe('SUBMITTED');
    expect((await filer.get('/bao-cao/2026')).text).not.toContain('Thu hồi báo cáo</button>');
  });

  it('is refused from the deadline on', async () => {
    await goTo('2026-09-10T00:00:00+07:00');

    expect((await recall()).status).toBe(409);
  });
});

describe('Checking a receipt', () => {
  it('tells anyone unit, period, number and time, and nothing else', async () => {
    await fillDraft(db, 'filer', now());
    await submitDraft(db, 'filer', now());
    const { verificationCode } = await db.submission.findFirstOrThrow();
    const typed = verificationCode.toLowerCase().replaceAll('-', ' ');
    const page = await portal.visitor().get('/xac-thuc').query({ ma: typed });
    expect(page.status).toBe(200);
    for (const known of ['Công đoàn ngành Y tế', 'Năm 2026', '08:00 ngày 01/9/2026'])
      expect(page.text).toContain(known);
    for (const secret of ['Người dùng filer', 'Nguyễn Văn An', 'Đúng hạn'])
      expect(page.text).not.toContain(secret);
  });

  it.each([
    ['abc', 422],
    ['0000-0000-0000', 404],
    ['x'.repeat(10_000), 422],
    ['', 200],
  ])('%j answers %i', async (ma, status) => {
    expect((await portal.visitor().get('/xac-thuc').query({ ma })).status).toBe(status);
  });
});
