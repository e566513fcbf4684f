import { beforeAll, describe, expect, it } from 'vitest';
import { readForm } from '../../src/form/definition.js';
import type { SubmissionContent } from '../../src/reports/submission-content.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { fillDraft, openTestPeriod, reportOf } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const NIL = '/bao-cao/2026/khong-phat-sinh';

let unitId: number;
let filer: Agent;

beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  unitId = upper.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
});

const say = async (reason: string) =>
  postForm(filer, NIL, { version: String((await reportOf(db, unitId)).version), reason });

describe('A unit with nothing to report', () => {
  it('says so once, and why, and is asked only for what is asked even then', async () => {
    await fillDraft(db, 'filer', clock());
    await db.sectionDraft.deleteMany({ where: { section: 'cong-nhan-lao-dong' } });
    expect((await say('Mới thành lập từ tháng 8.')).status).toBe(303);
    const overview = (await filer.get('/bao-cao/2026')).text;
    expect(overview).toContain('Mới thành lập từ tháng 8.');
    expect(overview).toContain('Đã xong 8 trong 8 phần.');
    const check = (await filer.get('/bao-cao/2026/kiem-tra')).text;
    expect(check).not.toContain('Chưa có:');
    expect(check).not.toContain('ô chưa điền:');
    expect(check).toContain('Lý do: Mới thành lập từ tháng 8.');
  });

  it('can have more to say again, with all it wrote before', async () => {
    expect((await say('')).status).toBe(303);
    expect((await filer.get('/bao-cao/2026/kiem-tra')).text).toContain('ô chưa điền:');
    expect((await filer.get('/bao-cao/2026/kien-nghi')).text).toContain('Kết quả: Hạn chế và nguyên nhân.');
  });

  it('files the reason, and none of what it wrote elsewhere', async () => {
    await say('Giải thể trong kỳ.');
    const filing = { explain_signed_report_present: 'Gửi sau.', incomplete: '2', declaration: 'yes' };
    const seen = hiddenFields((await filer.get('/bao-cao/2026/kiem-tra')).text);
    expect((await postForm(filer, '/bao-cao/2026/kiem-tra', { ...seen, ...filing })).status).toBe(303);
    const { content } = await db.submission.findFirstOrThrow();
    const said = content as unknown as SubmissionContent;
    expect(said.nilReason).toBe('Giải thể trong kỳ.');
    expect(new Set(Object.keys(said.sections))).toEqual(new Set(['thong-tin-chung', 'tai-lieu']));
    const reviewer = await portal.signedIn('reviewer');
    const { text } = await reviewer.get(`/xet-duyet/${(await reportOf(db, unitId)).id}`);
    expect(text).toContain('Giải thể trong kỳ.');
    expect((await say('Sửa sau khi nộp.')).status).toBe(409);
  });

  it('is not offered by a form that does not allow it', async () => {
    const period = await db.period.findFirstOrThrow();
    const form = { ...readForm(period.form), nil: undefined };
    await db.period.update({ where: { id: period.id }, data: { form: form } });
    await db.report.updateMany({ where: { unitId }, data: { status: 'IN_PROGRESS', nilReason: '' } });
    expect((await filer.get('/bao-cao/2026')).text).not.toContain('khong-phat-sinh');
    expect((await filer.get(NIL)).status).toBe(404);
    expect((await say('Vẫn khai.')).status).toBe(409);
  });

  it('is refused for a reason that is too long, which stays', async () => {
    const answer = await say('x'.repeat(2001));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('x'.repeat(2001));
  });
});
