import { describe, expect, test } from 'vitest';
import { readForm, type FormDefinition } from '../../src/form/definition.js';
import { actAsFiler } from '../../src/platform/actor.js';
import { saveSections } from '../../src/reports/drafts/commands.js';
import { openOwnReport } from '../../src/reports/finders.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import {
  actorOf,
  fillDraft,
  makeTestPeriod,
  openTestPeriod,
  reportOf,
  submitDraft,
} from '../support/reports.js';
import { UNLIMITED } from '../../src/uploads/quota-finders.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const { province, upper, first, second } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
await makeAccount(db, 'lap', first.id, ['FILER']);
await makeAccount(db, 'lap2', second.id, ['FILER']);
await makeAccount(db, 'duyet', upper.id, ['REVIEWER']);
await openTestPeriod(db, 'goc');
await makeTestPeriod(db, 2027).catch(() => undefined);
const root = await portal.signedIn('goc');

const baseOf = (year: number) => `/quan-tri/ky-bao-cao/${year}/bieu-mau`;
const NEXT = baseOf(2027);
const periodOf = (year: number) => db.period.findUniqueOrThrow({ where: { year } });
const draftOf = async (year: number) => (await periodOf(year)).formDraft as FormDefinition | null;
const fieldsOf = (form: FormDefinition | null, section: string) =>
  form?.sections.find(({ code }) => code === section)?.fields.map(({ code }) => code) ?? [];

/** Posts to a page of the editor, with the period's version as the page would. */
async function post(year: number, path: string, fields: Record<string, string | readonly string[]> = {}) {
  const { version } = await periodOf(year);
  return postForm(root, `${baseOf(year)}/${path}`, { version: String(version), ...fields }, '/tai-khoan');
}
const press = (year: number, what: string) => post(year, 'thao-tac', { do: what });

describe('the working copy of a period that is not open', () => {
  const newField = {
    section: 'kien-nghi',
    code: 'so_sang_kien',
    label: 'Số sáng kiến',
    help: 'Sáng kiến được công nhận.',
    options: ['required', 'sum'],
    min: '0',
    max: '1.000',
  };

  test('begins as the form that is there: its sections, and a page for each with its fields and their buttons', async () => {
    const html = (await root.get(NEXT)).text;
    expect(html).toContain(`href="${NEXT}/phan/thong-tin-chung"`);
    expect(html).not.toContain('Thay đổi chưa áp dụng');
    expect(html).toContain('Chép biểu mẫu năm 2026');
    const section = (await root.get(`${NEXT}/phan/thong-tin-chung`)).text;
    expect(section).toContain('value="up field members_women"');
    // The first has no place above it, the last none below.
    expect(section).not.toContain('value="up field has_civil_servant"');
    expect(section).not.toContain('value="down field women_rate"');
    expect(section).toContain('số của các đơn vị được cộng lại');
    expect(section).toContain(
      '“Trong tổng số: số nữ” (phần A) không được lớn hơn “Tổng số đoàn viên, người lao động” (phần A).',
    );
    expect(section).toContain('Cổng hiểu ô này là “Người ký”: thiếu ô này thì họ tên người ký của văn bản');
    expect((await root.get(`${NEXT}/phan/khong-co`)).status).toBe(404);
  });

  test('one field stands unfolded at a time, and is led to after each change', async () => {
    const page = (await root.get(`${NEXT}/phan/thong-tin-chung?o=members_women`)).text;
    expect(page.match(/<details name="o" open>/g)).toHaveLength(1);
    expect(page).toContain('<details name="o">');
    const answer = await press(2027, 'up field members_women');
    const place = `${NEXT}/phan/thong-tin-chung?o=members_women#o-members_women`;
    expect(answer.headers['location']).toBe(place);
    await post(2027, 'bo-thay-doi');
  });

  test('a field is copied without its meaning, a section with fields that compute from each other', async () => {
    const field = await press(2027, 'copy field signatory_name');
    expect(field.headers['location']).toContain('?o=signatory_name_2#');
    const [copy] = (await draftOf(2027))!.sections[0]!.fields.filter(
      ({ code }) => code === 'signatory_name_2',
    );
    expect(copy).toMatchObject({ label: 'Người ký (bản sao)' });
    expect(copy).not.toHaveProperty('meaning');
    const section = await press(2027, 'copy section thong-tin-chung');
    expect(section.headers['location']).toBe(`${NEXT}/phan/thong-tin-chung-2`);
    const draft = readForm(await draftOf(2027));
    expect(draft.sections[1]).toMatchObject({ letter: 'I', title: 'Thông tin chung (bản chép)' });
    expect(draft.sections[1]!.fields.find(({ code }) => code === 'women_rate_2')).toMatchObject({
      of: ['members_women_2'],
      over: ['members_total_2'],
    });
    expect((await root.get(NEXT)).text).toContain('Thêm 1 phần, thêm 15 ô.');
    await post(2027, 'bo-thay-doi');
  });

  test('gets a field, and units do not see it yet', async () => {
    const kinds = (await root.get(`${NEXT}/o?phan=kien-nghi`)).text;
    expect(kinds).toContain('/o?phan=kien-nghi&amp;kieu=integer');
    expect((await root.get(`${NEXT}/o?phan=kien-nghi&kieu=integer`)).status).toBe(200);
    const answer = await post(2027, 'o?phan=kien-nghi&kieu=integer', newField);
    const place = `${NEXT}/phan/kien-nghi?o=so_sang_kien#o-so_sang_kien`;
    expect([answer.status, answer.headers['location']]).toEqual([303, place]);
    const section = (await draftOf(2027))?.sections.find(({ code }) => code === 'kien-nghi');
    expect(section?.fields.at(-1)).toEqual({
      kind: 'integer',
      code: 'so_sang_kien',
      label: 'Số sáng kiến',
      help: 'Sáng kiến được công nhận.',
      required: true,
      sum: true,
      average: false,
      prefill: false,
      min: 0,
      max: 1000,
    });
    expect(JSON.stringify((await periodOf(2027)).form)).not.toContain('so_sang_kien');
    const html = (await root.get(NEXT)).text;
    expect(html).toContain('Thêm ô “Số sáng kiến” (so_sang_kien).');
    expect(html).toContain('<strong>Thêm 1 ô.</strong>');
    // From each page of the form, not from its first alone.
    for (const part of ['phan/kien-nghi', 'phan/thong-tin-chung', 'cac-kiem-tra']) {
      const page = (await root.get(`${NEXT}/${part}`)).text;
      expect(page, part).toContain(`href="${NEXT}/ap-dung"`);
      expect(page, part).toContain('Thay đổi chưa áp dụng: Thêm 1 ô.');
    }
  });

  test('what has no code gets one of its own words', async () => {
    await post(2027, 'o?phan=kien-nghi&kieu=integer', { section: 'kien-nghi', label: 'Số sáng kiến' });
    expect(fieldsOf(await draftOf(2027), 'kien-nghi').at(-1)).toBe('so_sang_kien_2');
    await press(2027, 'remove field so_sang_kien_2');
    await post(2027, 'phan', { letter: 'Y', title: 'Đánh giá chung' });
    expect((await draftOf(2027))?.sections.at(-1)?.code).toBe('danh-gia-chung');
    await press(2027, 'remove section danh-gia-chung');
  });

  test('a check is made as a sentence: each field of it in a box of its own', async () => {
    const empty = (await root.get(`${NEXT}/kiem-tra?kieu=compare`)).text;
    expect(empty).toContain('<option value="members_women">A. Trong tổng số: số nữ</option>');
    const sides = { left: 'members_women', left_2: 'plan_issued_x', right: 'members_total' };
    const refused = await post(2027, 'kiem-tra?kieu=compare', { ...sides, severity: 'error', relation: '≤' });
    expect(refused.status).toBe(422);
    // What was chosen stays, even where the form has no such field; and one more can be added.
    expect(refused.text).toMatch(/<option value="plan_issued_x" selected>/);
    expect(refused.text).toContain('name="left_3"');
    const made = { ...sides, left_2: 'so_sang_kien', severity: 'warning', relation: '=' };
    const answer = await post(2027, 'kiem-tra?kieu=compare', made);
    expect(answer.headers['location']).toBe(`${NEXT}/cac-kiem-tra#kiem-tra-kiem_tra`);
    expect((await draftOf(2027))?.checks.at(-1)).toMatchObject({ left: ['members_women', 'so_sang_kien'] });
    expect((await root.get(`${NEXT}/cac-kiem-tra`)).text).toContain(
      'Tổng của “Trong tổng số: số nữ” (phần A) và “Số sáng kiến” (phần G) phải bằng “Tổng số đoàn viên',
    );
    await press(2027, 'remove check kiem_tra');
  });

  test.each([
    ['integer', { code: 'Số A' }, 'Mã: mã bắt đầu bằng chữ thường'],
    ['integer', { label: '' }, 'Câu hỏi: không được để trống.'],
    ['integer', { max: 'nhiều' }, 'Lớn nhất: phải là số.'],
    ['integer', { code: 'members_women' }, 'Mã: mã này đã có trong biểu mẫu.'],
    ['integer', { section: 'x' }, 'Thuộc phần: hãy chọn một phần trong danh sách.'],
    ['choice', { choices: 'tot | Tốt' }, 'Các mục để chọn: cần ít nhất hai mục để chọn.'],
    ['total', { of: 'members_women' }, 'Cộng từ các ô: ô “ma_moi” tính từ “members_women”'],
    ['rate', { of: 'limitations', over: '' }, 'Chia cho tổng các ô: hãy ghi ít nhất một mã ô.'],
    ['text', { lạ: '1' }, 'Biểu mẫu không có ô “lạ”'],
  ])('refuses a field of kind %s with %j, and keeps what was typed', async (kind, given, message) => {
    const before = await draftOf(2027);
    const typed = { section: 'kien-nghi', code: 'ma_moi', label: 'Nhãn đã gõ', ...given };
    const answer = await post(2027, `o?phan=kien-nghi&kieu=${kind}`, typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    if (!('label' in given)) expect(answer.text).toContain('value="Nhãn đã gõ"');
    expect(await draftOf(2027)).toEqual(before);
  });

  test('a field is edited: another kind, another section, another code, which its checks follow', async () => {
    const page = (await root.get(`${NEXT}/o?ma=so_sang_kien`)).text;
    expect(page).toContain('value="Số sáng kiến"');
    expect(page).toContain('/o?ma=so_sang_kien&amp;kieu=decimal');
    const check = {
      code: 'sang_kien_vua',
      severity: 'warning',
      left: 'so_sang_kien',
      relation: '≤',
      right: 'members_total',
    };
    expect((await post(2027, 'kiem-tra?kieu=compare', check)).status).toBe(303);
    const edit = {
      ...newField,
      code: 'sang_kien',
      section: 'thong-tin-chung',
      options: 'required',
      max: '5,5',
    };
    expect((await post(2027, 'o?ma=so_sang_kien&kieu=decimal', edit)).status).toBe(303);
    const draft = await draftOf(2027);
    expect(fieldsOf(draft, 'thong-tin-chung').at(-1)).toBe('sang_kien');
    expect(fieldsOf(draft, 'kien-nghi')).not.toContain('so_sang_kien');
    expect(draft?.checks.at(-1)).toMatchObject({ left: ['sang_kien'] });
    expect(readForm(draft).sections[0]?.fields.at(-1)).toMatchObject({
      kind: 'decimal',
      max: 5.5,
      sum: false,
    });
  });

  test('parts move up and down, and go', async () => {
    await press(2027, 'up field sang_kien');
    expect(fieldsOf(await draftOf(2027), 'thong-tin-chung').at(-2)).toBe('sang_kien');
    await press(2027, 'down section thong-tin-chung');
    expect((await draftOf(2027))?.sections[1]?.code).toBe('thong-tin-chung');
    await press(2027, 'up section thong-tin-chung');
    const answer = await press(2027, 'remove field sang_kien');
    expect(answer.status).toBe(303);
    expect(fieldsOf(await draftOf(2027), 'thong-tin-chung')).not.toContain('sang_kien');
    for (const wrong of ['sideways field a', 'up check a', 'up field', ''])
      expect((await press(2027, wrong)).status).toBe(400);
    expect((await press(2027, 'up field khong_co')).status).toBe(409);
  });

  test('says what a removed field breaks, and is not applied before that is mended', async () => {
    await press(2027, 'remove field members_women');
    const html = (await root.get(NEXT)).text;
    expect(html).toContain('(members_women) không còn so sánh được với năm trước.');
    expect(html).toContain('Kiểm tra “sang_kien_vua” nhắc đến “sang_kien”');
    expect(html).toContain('Cần sửa trước khi áp dụng');
    expect((await root.get(`${NEXT}/ap-dung`)).text).not.toContain(
      '<button type="submit" class="govuk-button button-primary">Áp dụng',
    );
    expect((await post(2027, 'ap-dung')).status).toBe(409);
    expect(await draftOf(2027)).not.toBeNull();
    await press(2027, 'remove check sang_kien_vua');
  });

  test('shows and sets what a field means to the portal, and says what stops where none does', async () => {
    const address = 'o?ma=report_number';
    const before = (await root.get(`${NEXT}/${address}`)).text;
    expect(before).toMatch(/<option value="report_number" selected>Số, ký hiệu báo cáo/);
    expect(before).not.toContain('<option value="report_date"');
    const unions = `${NEXT}/o?ma=children_to_report`;
    expect((await root.get(unions)).text).toContain('Cổng tự trả lời ô này');
    expect((await root.get(`${unions}&kieu=decimal`)).text).not.toContain('Cổng tự trả lời ô này');
    const edit = {
      code: 'report_number',
      section: 'thong-tin-chung',
      label: 'Số, ký hiệu',
      options: 'required',
    };
    expect((await post(2027, address, { ...edit, meaning: '', maxLength: '50' })).status).toBe(303);
    expect((await root.get(NEXT)).text).toContain('số, ký hiệu của văn bản sẽ để trống.');
    const taken = { ...edit, meaning: 'signatory_name', maxLength: '50' };
    const refused = await post(2027, address, taken);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('đã có ô khác là “Người ký”.');
    expect((await post(2027, address, { ...taken, meaning: 'report_number' })).status).toBe(303);
    expect((await root.get(NEXT)).text).not.toContain('số, ký hiệu của văn bản sẽ để trống.');
  });

  test('gets sections, checks and settings of its own', async () => {
    const section = {
      code: 'moi',
      letter: 'K',
      title: 'Phần mới',
      statement: 'Không có gì',
      zeroField: 'members_worker',
    };
    expect((await post(2027, 'phan', section)).status).toBe(303);
    expect((await post(2027, 'phan', section)).text).toContain('Mã: mã này đã có trong biểu mẫu.');
    const edited = { letter: 'L', title: 'Phần khác', options: 'evenIfNil' };
    expect((await post(2027, 'phan?ma=moi', edited)).status).toBe(303);
    expect((await draftOf(2027))?.sections.at(-1)).toEqual({
      code: 'moi',
      letter: 'L',
      title: 'Phần khác',
      evenIfNil: true,
      fields: [],
    });
    expect((await root.get(NEXT)).text).toContain('Phần này chưa có ô nào.');
    const page = (await root.get(`${NEXT}/phan/thong-tin-chung`)).text;
    expect(page).toContain('<b aria-hidden="true">1</b><span class="visually-hidden"> (1 chỗ cần sửa)');
    expect((await root.get(`${NEXT}/xem-truoc?phan=moi`)).status).toBe(200);
    const present = { code: 'nen_co', field: 'khong_co', message: 'Nên có.' };
    expect((await post(2027, 'kiem-tra?kieu=present', present)).text).toContain('nhắc đến “khong_co”');
    expect((await post(2027, 'kiem-tra?kieu=present', { ...present, field: 'limitations' })).status).toBe(
      303,
    );
    expect(
      (await post(2027, 'kiem-tra?ma=nen_co', { ...present, field: 'limitations', message: 'Khác.' })).status,
    ).toBe(303);
    expect((await draftOf(2027))?.checks.at(-1)).toMatchObject({ code: 'nen_co', message: 'Khác.' });
    expect(
      (await post(2027, 'cai-dat', { options: 'yearChange', percent: '0', atLeast: '5' })).text,
    ).toContain('Ít nhất là 1'.toLowerCase());
    expect((await post(2027, 'cai-dat', { percent: '0', atLeast: '5' })).status).toBe(303);
    expect(await draftOf(2027)).toMatchObject({ yearChange: null });
    expect((await draftOf(2027))?.nil).toBeUndefined();
  });

  test('on a stale version: 409 shows what was typed, and saves nothing', async () => {
    const { version } = await periodOf(2027);
    await press(2027, 'up section moi');
    const before = await draftOf(2027);
    const typed = { version: String(version), letter: 'M', title: 'Tên của tôi' };
    const answer = await post(2027, 'phan?ma=moi', typed);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('value="Tên của tôi"');
    expect(answer.text).toContain('<p class="prewrap">Phần khác</p>');
    const added = await post(2027, 'phan', { ...typed, code: 'nua', letter: 'N' });
    expect(added.status).toBe(409);
    expect(added.text).toContain('Có người vừa sửa biểu mẫu này');
    expect((await post(2027, 'thao-tac', { version: String(version), do: 'up section moi' })).status).toBe(
      409,
    );
    expect(
      (
        await post(2027, 'nhap', {
          version: String(version),
          json: JSON.stringify((await periodOf(2026)).form),
        })
      ).status,
    ).toBe(409);
    expect(await draftOf(2027)).toEqual(before);
  });

  test('goes out as JSON and comes in again; what is wrong is told with its path, and kept', async () => {
    const sent = await root.get(`${NEXT}/json`);
    expect(sent.headers['content-disposition']).toContain('bieu-mau-2027.json');
    expect(JSON.parse(sent.text)).toEqual(await draftOf(2027));
    const form = (await periodOf(2026)).form as unknown as {
      sections: { letter: string; fields: { code: string }[] }[];
    };
    const wrong = structuredClone(form);
    wrong.sections[2]!.fields[0]!.code = 'Mã Sai';
    wrong.sections[3]!.letter = 'đ';
    const refused = await post(2027, 'nhap', { json: JSON.stringify(wrong, null, 2) });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('sections[2].fields[0].code: Mã bắt đầu bằng chữ thường');
    expect(refused.text).toContain('sections[3].letter: Hãy ghi một chữ cái in hoa');
    expect(refused.text).toContain('Mã Sai&#34;');
    const broken = await post(2027, 'nhap', { json: '{\n"sections": [,]\n}' });
    expect(broken.text).toContain('Dòng 2: chỗ này không đúng cách viết JSON');
    const page = (await root.get(`${NEXT}/nhap`)).text;
    const file = await root
      .post(`${NEXT}/nhap`)
      .field('_csrf', /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '')
      .field('version', String((await periodOf(2027)).version))
      .field('json', '')
      .attach('file', Buffer.from(JSON.stringify(form)), 'bieu-mau.json');
    expect(file.status).toBe(303);
    // The very form that is applied: no change is left.
    expect(await draftOf(2027)).toBeNull();
  });

  test('is copied from last year, thrown away, and applied: then it is the form', async () => {
    await press(2027, 'remove field annexes');
    await post(2027, 'bo-thay-doi');
    expect(await draftOf(2027)).toBeNull();
    await post(2027, 'o?phan=kien-nghi&kieu=integer', newField);
    expect((await root.get(`${NEXT}/ap-dung`)).text).toContain('chưa có báo cáo nào bị ảnh hưởng');
    expect((await post(2027, 'ap-dung')).status).toBe(303);
    const applied = await periodOf(2027);
    expect(fieldsOf(readForm(applied.form), 'kien-nghi')).toContain('so_sang_kien');
    expect(applied).toMatchObject({ formDraft: null, formVersion: 1 });
    expect(await db.formVersion.count()).toBe(0);
    expect(await lastEventIn(db)).toMatchObject({
      action: 'form-applied',
      actorName: 'Người dùng goc',
      detail: { year: 2027, changes: ['Thêm ô “Số sáng kiến” (so_sang_kien).'] },
    });
    await post(2027, 'chep');
    expect(await draftOf(2027)).toEqual((await periodOf(2026)).form);
    expect((await post(2026, 'chep')).status).toBe(409);
  });
});

describe('the form of an open period', () => {
  test('changes its words at once: the number of the form stays', async () => {
    const { version: _v, ...section } = {
      version: 0,
      letter: 'A',
      title: 'Thông tin về đơn vị',
      options: 'evenIfNil',
    };
    await post(2026, 'phan?ma=thong-tin-chung', section);
    expect((await root.get(`${baseOf(2026)}/ap-dung`)).text).toContain('Chỉ câu chữ thay đổi');
    expect((await post(2026, 'ap-dung')).status).toBe(303);
    expect(await periodOf(2026)).toMatchObject({ formVersion: 1 });
    expect(readForm((await periodOf(2026)).form).sections[0]?.title).toBe('Thông tin về đơn vị');
    expect(await db.formVersion.count()).toBe(0);
  });

  test('of more than words becomes the next number: drafts are carried over, submissions stay', async () => {
    await fillDraft(db, 'lap', clock());
    await submitDraft(db, 'lap', clock());
    await fillDraft(db, 'lap2', clock(), { figures: { limitations: 'Còn vướng' } });
    const ids = { filed: (await reportOf(db, first.id)).id, draft: (await reportOf(db, second.id)).id };
    const sectionOf = (reportId: number, section: string) =>
      db.sectionDraft.findUniqueOrThrow({ where: { reportId_section: { reportId, section } } });
    const was = readForm((await periodOf(2026)).form);
    const home = was.sections.find(({ fields }) => fields.some(({ code }) => code === 'limitations'))!;
    const other = was.sections.find(
      ({ code, fields }) => code !== home.code && fields.every(({ code }) => code !== 'annexes'),
    )!;
    const limitations = home.fields.find(({ code }) => code === 'limitations')!;
    const untouched = await sectionOf(ids.draft, 'vien-chuc');

    await press(2026, 'remove field report_number');
    await post(2026, 'o?ma=limitations', {
      section: other.code,
      code: 'limitations',
      label: limitations.label,
    });
    const added = { section: home.code, code: 'so_moi', label: 'Số mới', options: 'required' };
    expect((await post(2026, `o?phan=${home.code}&kieu=integer`, added)).status).toBe(303);
    const shown = (await root.get(`${baseOf(2026)}/ap-dung`)).text;
    expect(shown).toContain('2 báo cáo đã bắt đầu; 1 trong số đó đã nộp');
    expect(shown).toContain('(report_number): 2 báo cáo mất câu trả lời');
    expect(shown).toContain('(limitations): 2 báo cáo có câu trả lời được chuyển sang phần mới');
    expect(shown).toContain('(so_moi): 1 báo cáo phải trả lời thêm');
    expect((await post(2026, 'ap-dung')).status).toBe(303);

    expect(await periodOf(2026)).toMatchObject({ formVersion: 2, formDraft: null });
    const [old] = await db.formVersion.findMany();
    expect(old).toMatchObject({ number: 1, form: was, replacedByName: 'Người dùng goc' });
    expect(JSON.stringify(old?.changes)).toContain('2 báo cáo mất câu trả lời');
    expect((await sectionOf(ids.draft, 'thong-tin-chung')).answers).not.toHaveProperty('report_number');
    expect((await sectionOf(ids.draft, home.code)).answers).not.toHaveProperty('limitations');
    const carried = await sectionOf(ids.draft, other.code);
    expect(carried.answers).toMatchObject({ limitations: 'Còn vướng' });
    expect(carried).toMatchObject({ version: 2, savedByName: 'Người dùng lap2' });
    expect(await sectionOf(ids.draft, 'vien-chuc')).toEqual(untouched);
    const told = { action: 'draft-carried-over', reportId: ids.draft };
    expect(await db.historyEvent.findFirst({ where: told })).toMatchObject({
      unitId: second.id,
      detail: { dropped: ['“Số, ký hiệu báo cáo”'], moved: [`“${limitations.label}”`] },
    });
  });

  test('the submission reads as it was filed, to the unit and to its reviewer', async () => {
    const { id } = await reportOf(db, first.id);
    const [filer, reviewer] = [await portal.signedIn('lap'), await portal.signedIn('duyet')];
    const seen = [
      (await reviewer.get(`/xet-duyet/${id}`)).text,
      (await filer.get('/bao-cao/2026/kiem-tra')).text,
    ];
    for (const html of seen) {
      expect(html).toContain('Số, ký hiệu báo cáo');
      // Notes for the unit's correction are by the new form, which it will correct by.
      expect(html.replace(/<section class="no-print decisions"[\s\S]*?<\/section>/, '')).not.toContain(
        'Số mới',
      );
    }
    expect(seen[0]).toContain('theo biểu mẫu cũ');
    expect(seen[0]).not.toContain('đã đổi biểu mẫu của kỳ');
    expect((await filer.get('/bao-cao/2026')).text).toContain('bỏ câu trả lời ở: “Số, ký hiệu báo cáo”');
    expect((await filer.get('/bao-cao/2026/bien-nhan')).status).toBe(200);
    expect((await filer.get('/bao-cao/2026/van-ban/bao-cao.docx?lan=1')).status).toBe(200);
    expect((await filer.get('/bao-cao/2026/van-ban/bao-cao.docx')).status).toBe(200);
  });

  test('the other unit goes on by the new form, and files by its number', async () => {
    const filer = await portal.signedIn('lap2');
    expect((await filer.get('/bao-cao/2026/kiem-tra')).text).toContain('Chưa có: Số mới.');
    await fillDraft(db, 'lap2', clock());
    await submitDraft(db, 'lap2', clock());
    const { id } = await reportOf(db, second.id);
    expect(await db.submission.findFirst({ where: { reportId: id } })).toMatchObject({ formVersion: 2 });
  });

  test('what somebody typed before the change is shown again, and nothing of it is saved', async () => {
    const { id } = await reportOf(db, province.id);
    await makeAccount(db, 'lap3', province.id, ['FILER']);
    const filer = await portal.signedIn('lap3');
    const answer = await postForm(filer, '/bao-cao/2026/thong-tin-chung', {
      version: '0',
      report_number: '05/BC',
      signatory_name: 'Trần Bình',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="Trần Bình"');
    expect(await db.sectionDraft.count({ where: { reportId: id } })).toBe(0);
  });

  test('a save that was under way when the form changed is refused, and leaves the draft as it was carried over', async () => {
    const filer = actAsFiler(await actorOf(db, 'lap3'));
    const open = await openOwnReport(db, filer, 2026);
    const section = open.report.form.sections[0]!;
    await press(2026, 'remove field signatory_position');
    expect((await post(2026, 'ap-dung')).status).toBe(303);
    const edit = {
      version: 0,
      seen: '',
      reason: '',
      answers: { signatory_position: 'Chủ tịch' },
      notApplicable: false,
      newFiles: [],
      removedFiles: [],
    };
    await expect(saveSections(db, open, [{ section, ending: '', edit }], UNLIMITED, clock())).rejects.toThrow(
      'Biểu mẫu của kỳ này vừa được thay đổi',
    );
    expect(await db.sectionDraft.count({ where: { reportId: open.report.id } })).toBe(0);
  });

  test('takes away statements and a file field: nobody is left with any of them, or marked ready by the old form', async () => {
    const { id: reportId } = await reportOf(db, upper.id);
    const saved = { savedAt: clock(), savedById: 1, savedByName: 'Ai đó' };
    await db.sectionDraft.create({
      data: {
        reportId,
        section: 'vien-chuc',
        notApplicable: true,
        notApplicableReason: 'Không có',
        ...saved,
      },
    });
    const file = {
      name: 'a.pdf',
      mediaType: 'application/pdf',
      size: 1,
      sha256: '0'.repeat(64),
      content: new Uint8Array(1),
    };
    await db.attachment.create({
      data: { reportId, field: 'annexes', ...file, uploadedAt: clock(), uploadedById: 1 },
    });
    const period = await periodOf(2026);
    const [section, files] = ['vien-chuc', 'tai-lieu'].map((one) =>
      readForm(period.form).sections.find(({ code }) => code === one)!,
    );
    await post(2026, 'phan?ma=vien-chuc', { letter: section!.letter, title: section!.title });
    expect(files?.fields.some(({ code }) => code === 'annexes')).toBe(true);
    await press(2026, 'remove field annexes');
    await db.report.update({
      where: { id: reportId },
      data: { nilReason: 'Mới thành lập', readyAt: clock(), readyByName: 'Ai đó' },
    });
    await post(2026, 'cai-dat', { percent: '50', atLeast: '5' });
    expect((await post(2026, 'ap-dung')).status).toBe(303);
    expect(await reportOf(db, upper.id)).toMatchObject({ nilReason: '', readyAt: null, readyByName: '' });
    expect(await db.sectionDraft.findFirst({ where: { reportId } })).toMatchObject({
      notApplicable: false,
      notApplicableReason: '',
      version: 2,
    });
    expect((await db.attachment.findFirst({ where: { reportId } }))?.removedAt).toEqual(clock());
  });

  test('is applied once: the second of two is told, and changes nothing', async () => {
    const { version } = await periodOf(2026);
    await press(2026, 'remove field so_moi');
    expect((await post(2026, 'ap-dung', { version: String(version) })).status).toBe(409);
    expect(await periodOf(2026)).toMatchObject({ formVersion: 4 });
  });
});

test('the preview shows the working copy with a filer’s controls, and takes nothing', async () => {
  const html = (await root.get(`${baseOf(2026)}/xem-truoc?phan=thong-tin-chung`)).text;
  expect(html).toContain('name="signatory_name"');
  const main = html.slice(html.indexOf('<main'));
  expect(main).toContain('<fieldset class="govuk-fieldset section-form" disabled>');
  expect(main).not.toContain('<form');
  expect((await root.get(`${baseOf(2026)}/xem-truoc?phan=x`)).status).toBe(404);
});

test('only the federation edits forms', async () => {
  const branch = await portal.signedIn('nganh');
  for (const path of [
    '',
    '/json',
    '/nhap',
    '/phan',
    '/o?ma=limitations',
    '/kiem-tra',
    '/cai-dat',
    '/xem-truoc',
    '/ap-dung',
  ])
    expect([path, (await branch.get(NEXT + path)).status]).toEqual([path, 403]);
  const before = await periodOf(2027);
  for (const path of ['/thao-tac', '/nhap', '/chep', '/bo-thay-doi', '/phan', '/cai-dat', '/ap-dung'])
    expect(
      (await postForm(branch, NEXT + path, { version: String(before.version) }, '/tai-khoan')).status,
    ).toBe(403);
  expect(await periodOf(2027)).toEqual(before);
});
