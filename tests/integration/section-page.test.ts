import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const GENERAL = '/bao-cao/2026/thong-tin-chung';
const WORKERS = '/bao-cao/2026/cong-nhan-lao-dong';
const CHECK = '/bao-cao/2026/kiem-tra';

let filer: Agent;
let unitId: number;

beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  unitId = upper.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await openTestPeriod(db, 'admin', 2025);
  const at = isoDay('2025-08-20');
  await fillDraft(db, 'filer', at, { year: 2025 });
  await submitDraft(db, 'filer', at, { year: 2025 });
  await acceptFrom(db, 'reviewer', (await reportOf(db, unitId, 2025)).id, at);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
});

beforeEach(async () => {
  await db.sectionDraft.deleteMany({ where: { report: { period: { year: 2026 } } } });
});

const page = async (path: string) => (await filer.get(path)).text;
const own = async (path: string) => {
  const { version = '', seen = '', told = '' } = hiddenFields(await page(path));
  return { version, seen, told };
};
const save = async (path: string, typed: Record<string, string>) =>
  postForm(filer, path, { ...(await own(path)), ...typed });
const stored = async (section: string) => {
  const { id } = await reportOf(db, unitId);
  const draft = await db.sectionDraft.findFirst({ where: { reportId: id, section } });
  return draft?.answers as Record<string, unknown> | undefined;
};

/** Three figures of which the second is greater than the first. */
const WRONG = { registered_worker: '10', did_well_worker: '12' };

describe('A section whose figures do not agree', () => {
  it('is saved, said so, and told on the fields, under the row and at the top with a link', async () => {
    const answer = await save(WORKERS, { ...WRONG, then: 'next' });
    expect([answer.status, answer.headers['location']]).toEqual([303, WORKERS]);
    expect(await stored('cong-nhan-lao-dong')).toMatchObject({ registered_worker: 10, did_well_worker: 12 });
    const text = await page(WORKERS);
    // Said in one place, and in the words of the button what a second press does.
    expect(text.match(/Đã lưu/g)).toHaveLength(1);
    expect(text).toContain('Đã lưu. Còn 1 chỗ chưa khớp');
    expect(text).toContain('>Sang phần F, sửa sau</button>');
    const message =
      'Số công nhân lao động được đánh giá thực hiện tốt (12) lớn hơn Số công nhân lao động đăng ký nêu gương (10).';
    expect(text).toContain(`<a href="#did_well_worker">${message}</a>`);
    const rows = text.split('<tbody').map((row) => row.split('</tbody>')[0] ?? '');
    const row = rows.find((one) => one.includes('id="truong-did_well_worker"')) ?? '';
    expect(row).toMatch(
      /id="did_well_worker"[^>]* aria-describedby="[^"]*did_well_worker-error[^"]*"[^>]* aria-invalid/,
    );
    expect(row).toContain(message);
    expect(row).toContain('120 %');
    // The same words as on the check page.
    expect(await page(CHECK)).toContain(message);
  });

  it('lets one go on at the second press, and tells again only what is new', async () => {
    await save(WORKERS, WRONG);
    expect((await save(WORKERS, { ...WRONG, then: 'next' })).headers['location']).toBe(
      '/bao-cao/2026/to-chuc-thuc-hien',
    );
    expect((await save(WORKERS, { ...WRONG, then: 'list' })).headers['location']).toBe('/bao-cao/2026');
    await save(GENERAL, { members_worker: '5' });
    const more = await postForm(filer, WORKERS, {
      ...(await own(WORKERS)),
      ...WRONG,
      told: 'did_well_within_registered_worker',
      then: 'list',
    });
    expect(more.headers['location']).toBe(WORKERS);
  });

  it('is no error for what is still empty, which is said quietly', async () => {
    const answer = await save(WORKERS, { registered_worker: '10', then: 'next' });
    expect(answer.headers['location']).toBe('/bao-cao/2026/to-chuc-thuc-hien');
    const text = await page(WORKERS);
    expect(text).not.toContain('govuk-error-summary');
    expect(text).toMatch(/<p class="save-more">Còn \d+ ô chưa điền/);
  });
});

describe('Saving leads', () => {
  it.each([
    ['previous', '/bao-cao/2026/trien-khai'],
    ['next', '/bao-cao/2026/to-chuc-thuc-hien'],
    ['list', '/bao-cao/2026'],
    ['check', CHECK],
    ['anywhere', '/bao-cao/2026'],
  ])('by %s to %s', async (then, location) => {
    expect((await save(WORKERS, { then })).headers['location']).toBe(location);
  });

  it('back to the place on the check page from which one came, which the filled button says', async () => {
    const text = await page(`${WORKERS}?ve=kiem-tra`);
    expect(text).toContain(`action="${WORKERS}?ve=kiem-tra"`);
    expect(text).toMatch(/value="check" class="govuk-button button-primary"[^>]*>Lưu và về trang kiểm tra/);
    const from = async (place: string) =>
      (await save(`${WORKERS}?ve=${place}`, { then: 'check' })).headers['location'];
    expect(await from('kiem-tra')).toBe(`${CHECK}#cong-nhan-lao-dong`);
    expect(await from('van-de')).toBe(`${CHECK}#van-de`);
    expect(await from('//nguoi-la.vn')).toBe(CHECK);
    expect(await from('constructor')).toBe(CHECK);
  });

  it('from the check page’s own links', async () => {
    const text = await page(CHECK);
    expect(text).toMatch(/href="\/bao-cao\/2026\/cong-nhan-lao-dong\?ve=[a-z-]+#registered_worker"/);
    expect(text).toContain(`href="${WORKERS}?ve=kiem-tra"`);
  });

  it('at the last section on to the check', async () => {
    expect(await page('/bao-cao/2026/tai-lieu')).toMatch(/value="check"[^>]*>Lưu và sang bước kiểm tra/);
  });
});

describe('Last year’s figures of a row', () => {
  it('are taken over together, by one button, and never more than was asked', async () => {
    const text = await page(GENERAL);
    const answer = await save(GENERAL, {
      members_civil_servant: '',
      members_public_employee: '7',
      take: 'members_civil_servant members_public_employee constructor',
    });
    expect(answer.headers['location']).toBe(`${GENERAL}#members_civil_servant`);
    expect(text).toContain('2025: ');
    const last = await db.submission.findFirstOrThrow({ where: { report: { period: { year: 2025 } } } });
    const { sections } = last.content as { sections: Record<string, { answers: Record<string, unknown> }> };
    const { members_civil_servant, members_public_employee } = sections['thong-tin-chung']!.answers;
    expect(await stored('thong-tin-chung')).toEqual({ members_civil_servant, members_public_employee });
  });
});

describe('The bar and the sections beside', () => {
  it('say what the server knows, without JavaScript', async () => {
    expect(await page(WORKERS)).toContain('Phần này chưa lưu lần nào.');
    await save(WORKERS, WRONG);
    const text = await page(WORKERS);
    expect(text).toMatch(/data-save-state>Còn \d+ ô chưa điền, 1 chỗ phải sửa[^<]*\.<\/p>/);
    expect(await page('/bao-cao/2026/kien-nghi')).toContain('Phần này chưa lưu lần nào.');
    await save('/bao-cao/2026/kien-nghi', { limitations: 'Không.' });
    expect(await page('/bao-cao/2026/kien-nghi')).toContain(
      'data-save-state>Đã lưu lúc 08:00 ngày 20/8/2026.</p>',
    );
    expect(text.match(/button-primary/g)).toHaveLength(1);
    expect(text).toContain('Phần 3/6');
    expect(text).toContain('<span class="visually-hidden"> (cần sửa)</span>');
    expect(text).toContain('Phần trước: B. Triển khai, quán triệt');
    expect(text).toContain('Phần sau: F. Tổ chức thực hiện');
  });

  it('a refused section says that nothing is saved, and keeps what was typed', async () => {
    const answer = await save(WORKERS, { registered_worker: 'ba mươi' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Có lỗi cần sửa');
    expect(answer.text).toContain('data-save-state>Lần bấm vừa rồi chưa lưu được.</p>');
    expect(answer.text).toContain('value="ba mươi"');
    expect(answer.text.match(/id="registered_worker-error"/g)).toHaveLength(1);
  });
});

describe('Sections on one page', () => {
  const [CIVIL, PUBLIC] = ['/bao-cao/2026/can-bo-cong-chuc', '/bao-cao/2026/vien-chuc'];

  it('are shown at the address of each, and saved together, each as its own draft', async () => {
    for (const address of [CIVIL, PUBLIC, WORKERS]) {
      const text = await page(address);
      expect(text).toContain('<h1>C–E. Kết quả nêu gương theo đối tượng</h1>');
      expect(text).toContain(`action="${address}"`);
    }
    const answer = await save(PUBLIC, {
      registered_civil_servant: '3',
      registered_public_employee: '4',
      'notApplicable-cong-nhan-lao-dong': 'yes',
      'notApplicableReason-cong-nhan-lao-dong': 'Chưa sơ kết.',
    });
    expect(answer.status).toBe(303);
    expect(await stored('can-bo-cong-chuc')).toEqual({ registered_civil_servant: 3 });
    expect(await stored('vien-chuc')).toEqual({ registered_public_employee: 4 });
    const row = await db.sectionDraft.findFirstOrThrow({
      where: { section: 'cong-nhan-lao-dong', report: { period: { year: 2026 } } },
    });
    expect(row).toMatchObject({ notApplicable: true, notApplicableReason: 'Chưa sơ kết.' });
    // Its column asks nothing more, and is no part of the row's total.
    expect(await page(PUBLIC)).toMatch(/id="tong-registered_civil_servant"[^]{0,300}<output>7</);
    expect(await page(PUBLIC)).toMatch(/class="not-asked">–<\/span><span hidden>[^]*?id="registered_worker"/);
  });

  it('leave alone what was not posted, and take a form that says one version for its own section', async () => {
    await save(WORKERS, { registered_worker: '5' });
    await save(CIVIL, { registered_civil_servant: '3' });
    expect(await stored('cong-nhan-lao-dong')).toEqual({ registered_worker: 5 });
    expect(await stored('vien-chuc')).toBeUndefined();
    await postForm(filer, WORKERS, { version: '1', registered_worker: '6' });
    expect(await stored('cong-nhan-lao-dong')).toEqual({ registered_worker: 6 });
    expect(await stored('can-bo-cong-chuc')).toEqual({ registered_civil_servant: 3 });
  });

  it('merge what two people typed in different sections, and keep all of neither where both changed one box', async () => {
    const before = await own(CIVIL);
    await save(PUBLIC, { registered_public_employee: '4', did_well_public_employee: '2' });
    const both = {
      registered_civil_servant: '3',
      registered_public_employee: '',
      did_well_public_employee: '',
    };
    const merged = await postForm(filer, CIVIL, { ...before, ...both });
    expect(merged.status).toBe(303);
    expect(await stored('vien-chuc')).toEqual({ registered_public_employee: 4, did_well_public_employee: 2 });
    const clash = { ...both, registered_civil_servant: '9', registered_public_employee: '7' };
    const refused = await postForm(filer, CIVIL, { ...before, ...clash });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('value="7"');
    expect(await stored('can-bo-cong-chuc')).toEqual({ registered_civil_servant: 3 });
  });

  it.each([['can-bo-cong-chuc:x'], ['nguoi-la:1'], [':'], ['can-bo-cong-chuc:0 nguoi-la:1'], ['']])(
    'refuse the version “%s”, and lose nothing',
    async (version) => {
      const answer = await postForm(filer, CIVIL, { version, registered_civil_servant: '31' });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Thiếu số phiên bản');
      expect(answer.text).toContain('value="31"');
    },
  );

  it('refuse a form that has nothing of the section whose address it is, nor of those that it names', async () => {
    const answer = await postForm(filer, CIVIL, { version: 'vien-chuc:0' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Thiếu số phiên bản');
  });
});

describe('A text that is still last year’s', () => {
  it('is marked at its box', async () => {
    const code = 'limitations';
    const { id } = await reportOf(db, unitId, 2025);
    const { content } = await db.submission.findFirstOrThrow({ where: { reportId: id } });
    const { sections } = content as { sections: Record<string, { answers: Record<string, string> }> };
    const before = sections['kien-nghi']!.answers[code]!;
    const isLong = (before.match(/\p{L}/gu) ?? []).length >= 40;
    await save('/bao-cao/2026/kien-nghi', { [code]: before });
    const mark = /data-unchanged="limitations"[^>]*>/.exec(await page('/bao-cao/2026/kien-nghi'))?.[0] ?? '';
    expect(mark.includes(' hidden')).toBe(!isLong);
    await save('/bao-cao/2026/kien-nghi', { [code]: `${before} Năm nay đã sửa.` });
    expect(await page('/bao-cao/2026/kien-nghi')).toMatch(/data-unchanged="limitations"[^>]* hidden>/);
  });
});
