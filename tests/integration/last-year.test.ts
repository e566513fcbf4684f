import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import {
  acceptFrom,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';

const portal = await startTestApp({ now: '2026-09-01T08:00:00+07:00' });
const { db } = portal;
const GENERAL = '/bao-cao/2026/thong-tin-chung';
const COPIED = 'Đề nghị công đoàn cấp trên tổ chức thêm lớp tập huấn, mỗi quý một lớp, cho cán bộ cơ sở.';
const WORKERS = '/bao-cao/2026/cong-nhan-lao-dong';

let filer: Agent;
let unitId: number;
let firstId: number;

/** Last year 30 workers of the unit were members and 20 registered; the neighbour's figures are others. */
beforeAll(async () => {
  const { province, upper, first } = await makeTree(db);
  [unitId, firstId] = [upper.id, first.id];
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await makeAccount(db, 'upper-reviewer', upper.id, ['REVIEWER']);
  await makeAccount(db, 'child', first.id, ['FILER']);
  await openTestPeriod(db, 'admin', 2025);
  const at = isoDay('2025-08-20');
  await fillDraft(db, 'filer', at, {
    year: 2025,
    figures: { registered_worker: '20', limitations: 'Chưa đều.', proposals: COPIED },
  });
  await submitDraft(db, 'filer', at, { year: 2025 });
  await acceptFrom(db, 'reviewer', (await reportOf(db, unitId, 2025)).id, at);
  await openTestPeriod(db, 'admin', 2026);
  filer = await portal.signedIn('filer');
});

beforeEach(async () => {
  await db.sectionDraft.deleteMany({ where: { report: { period: { year: 2026 } } } });
});

const answersOf = async (section: string) => {
  const { id } = await reportOf(db, unitId);
  const draft = await db.sectionDraft.findFirst({ where: { reportId: id, section } });
  return draft?.answers;
};

describe('Members and signer', () => {
  it('stand ready in a section not begun, said to be unsaved, and are not stored until it is saved', async () => {
    const { text } = await filer.get(GENERAL);
    expect(text).toContain('name="members_worker" type="text" value="30"');
    expect(text).toContain('name="signatory_name" type="text" value="Nguyễn Văn An"');
    expect(text).toContain('điền sẵn theo báo cáo năm 2025');
    expect(text).toContain('name="report_number" type="text" value=""');
    expect(await answersOf('thong-tin-chung')).toBeUndefined();
  });

  it('stay as they were saved afterwards, empty ones too', async () => {
    await postForm(filer, GENERAL, { version: '0', members_worker: '', signatory_name: 'Lê Văn Tám' });
    const { text } = await filer.get(GENERAL);
    expect(text).toContain('name="members_worker" type="text" value=""');
    expect(text).not.toContain('điền sẵn');
  });
});

describe('Last year’s answers stand beside the fields', () => {
  it('and are taken over one by one, without losing what was typed', async () => {
    expect((await filer.get(WORKERS)).text).toMatch(
      /data-label="Năm 2025"><span>\d+<\/span> <button type="submit" name="take" value="[a-z_ ]*\bregistered_worker"/,
    );
    const answer = await postForm(filer, WORKERS, {
      version: '0',
      did_well_worker: '3',
      take: 'registered_worker',
    });
    expect(answer.headers['location']).toBe(`${WORKERS}#registered_worker`);
    expect(await answersOf('cong-nhan-lao-dong')).toEqual({ did_well_worker: 3, registered_worker: 20 });
  });

  it('a text that is there already keeps its place before last year’s', async () => {
    const page = '/bao-cao/2026/kien-nghi';
    await postForm(filer, page, { version: '0', limitations: 'Năm nay khác.', take: 'limitations' });
    expect(await answersOf('kien-nghi')).toEqual({ limitations: 'Năm nay khác.\n\nChưa đều.' });
  });

  it('or by section, into the empty fields only', async () => {
    await postForm(filer, WORKERS, { version: '0', registered_worker: '25', take: '*' });
    expect(await answersOf('cong-nhan-lao-dong')).toMatchObject({
      registered_worker: 25,
      did_well_worker: 1,
    });
  });

  it('but a date, or the number of a document, is of its own year', async () => {
    const { text } = await filer.get(GENERAL);
    expect(text).toContain('Năm 2025: <strong>20/8/2025</strong></p>');
    expect(text).not.toContain('value="report_date"');
    expect(text).not.toContain('value="report_number"');
    await postForm(filer, GENERAL, { version: '0', take: '*' });
    expect(Object.keys((await answersOf('thong-tin-chung')) as object)).toContain('members_worker');
    expect(await answersOf('thong-tin-chung')).not.toHaveProperty('report_date');
    expect(await answersOf('thong-tin-chung')).not.toHaveProperty('report_number');
  });

  it('a field that is wrong is refused with everything that was typed and taken', async () => {
    const answer = await postForm(filer, WORKERS, {
      version: '0',
      did_well_worker: '3a',
      take: 'registered_worker',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('name="did_well_worker" type="text" value="3a"');
    expect(answer.text).toContain('name="registered_worker" type="text" value="20"');
    expect(await answersOf('cong-nhan-lao-dong')).toBeUndefined();
  });

  it('a name that is no field takes nothing and breaks nothing', async () => {
    const answer = await postForm(filer, WORKERS, { version: '0', take: 'constructor' });
    expect(answer.status).toBe(303);
    expect(await answersOf('cong-nhan-lao-dong')).toEqual({});
  });
});

describe('A text that is last year’s, word for word', () => {
  const SAID = 'Kiến nghị, đề xuất: giống hệt năm 2025.';

  it('asks for a word before it is filed, and is marked for who reviews what was filed', async () => {
    const now = portal.clock();
    const figures = { registered_worker: '20', proposals: COPIED.replace(', ', ',\n') };
    await fillDraft(db, 'filer', now, { figures });
    const filing = {
      ...hiddenFields((await filer.get('/bao-cao/2026/kiem-tra')).text),
      explain_signed_report_present: 'Gửi sau.',
      incomplete: '2',
      declaration: 'yes',
    };
    const refused = await postForm(filer, '/bao-cao/2026/kiem-tra', filing);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`Hãy giải thích: ${SAID}`);
    const explained = { ...filing, explain_same_text_proposals: 'Năm nay vẫn vậy.' };
    expect((await postForm(filer, '/bao-cao/2026/kiem-tra', explained)).status).toBe(303);
    const { id } = await reportOf(db, unitId);
    const { text } = await (await portal.signedIn('reviewer')).get(`/xet-duyet/${id}`);
    expect(text).toMatch(/tag-orange">.*Giống hệt năm 2025/);
    expect(text).toContain('Năm nay vẫn vậy.');
    await db.report.update({ where: { id }, data: { status: 'IN_PROGRESS' } });
  });
});

describe('A figure far from last year’s', () => {
  it('is said beside its field, and asks for a word before it is filed', async () => {
    await fillDraft(db, 'filer', isoDay('2026-09-01'), { figures: { registered_worker: '8' } });
    const far = 'Số công nhân lao động đăng ký nêu gương là 8, năm 2025 là 20 (giảm 60 %).';
    expect((await filer.get(WORKERS)).text).toContain(far);
    const filing = {
      ...hiddenFields((await filer.get('/bao-cao/2026/kiem-tra')).text),
      explain_signed_report_present: 'Gửi sau.',
      incomplete: '2',
      declaration: 'yes',
    };
    const refused = await postForm(filer, '/bao-cao/2026/kiem-tra', filing);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`Hãy giải thích: ${far}`);
    const explained = { ...filing, explain_year_change_registered_worker: 'Nhà máy chuyển đi.' };
    expect((await postForm(filer, '/bao-cao/2026/kiem-tra', explained)).status).toBe(303);
    const reviewer = await portal.signedIn('reviewer');
    const { id } = await reportOf(db, unitId);
    const review = await reviewer.get(`/xet-duyet/${id}`);
    expect(review.text).toContain(far);
    expect(review.text).toContain('Nhà máy chuyển đi.');
  });

  it('is none that some of the units below made: neither the unit nor who reviews it is told so', async () => {
    const now = portal.clock();
    await fillDraft(db, 'child', now, { figures: { registered_worker: '8' } });
    await submitDraft(db, 'child', now);
    await acceptFrom(db, 'upper-reviewer', (await reportOf(db, firstId)).id, now);
    const { id } = await reportOf(db, unitId);
    await returnTo(db, 'reviewer', id, now, isoDay('2026-09-20'));
    await fillDraft(db, 'filer', now, { figures: { registered_worker: '7' } });
    const FILL = '/bao-cao/2026/tong-hop';
    const fields = hiddenFields((await filer.get(FILL)).text);
    expect((await postForm(filer, FILL, { ...fields, figures: ['registered_worker'] }, FILL)).status).toBe(
      303,
    );
    expect(await answersOf('cong-nhan-lao-dong')).toMatchObject({ registered_worker: 8 });
    const check = await filer.get('/bao-cao/2026/kiem-tra');
    expect(check.text).toContain('1/2 đơn vị trực tiếp');
    await submitDraft(db, 'filer', now, { changeNote: 'Lấy từ các đơn vị.' });
    const review = await (await portal.signedIn('reviewer')).get(`/xet-duyet/${id}`);
    for (const { text } of [check, review]) expect(text).not.toContain('năm 2025 là 20');
  });
});
