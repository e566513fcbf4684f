import { beforeEach, describe, expect, it } from 'vitest';
import type { GuidanceContent } from '../../src/guidance/content.js';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { obligations } from '../../src/guidance/rules.js';
import { officialText } from '../../src/guidance/official-text.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { makeTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const { province, upper } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'goc-hai', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
const [one, other] = [await portal.signedIn('goc'), await portal.signedIn('goc-hai')];
const DESK = '/quan-tri/huong-dan';
const NOW = '2026-08-20T08:00:00+07:00';
const PART = `${DESK}/sua/muc?ma=ii-1`;

beforeEach(async () => {
  clock.set(NOW);
  await db.period.deleteMany();
  await db.guidanceDraft.deleteMany();
  await db.guidanceVersion.deleteMany();
  await publishInitialGuidance(db, new Date('2026-01-05T08:00:00+07:00'));
});

describe('The working copy', () => {
  it('is begun from the version in force, once', async () => {
    expect((await one.get(DESK)).text).toContain('Đang áp dụng bản số 1, công bố ngày 05/01/2026.');
    expect((await begin()).status).toBe(303);
    const draft = await draftRow();
    expect([draft.basedOn, draft.content]).toEqual([1, officialText]);
    expect((await postForm(other, `${DESK}/bat-dau`, {}, '/tai-khoan')).status).toBe(409);
    expect(await events()).toEqual(['guidance-draft-started {"number":2}']);
  });

  it('is begun once where two begin it at the same time', async () => {
    const answers = await Promise.all(
      [one, other].map((agent) => postForm(agent, `${DESK}/bat-dau`, {}, '/tai-khoan')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await events()).toHaveLength(1);
  });

  it('is nobody’s but the federation’s own administrators’', async () => {
    await begin();
    const stranger = await portal.signedIn('nganh');
    for (const path of ['', '/xem-truoc', '/so-sanh', '/sua/mo-dau', '/cong-bo'])
      expect([path, (await stranger.get(DESK + path)).status]).toEqual([path, 403]);
  });

  it('takes a part with its bullets: changed, added, put elsewhere, emptied', async () => {
    await begin();
    const answer = await save(one, PART, {
      heading: 'Đối với cán bộ',
      text1: '',
      text2: '  Ý hai,\n đã sửa ',
      order3: '0',
      text4: 'Ý mới',
    });
    expect(answer.status).toBe(303);
    const part = (await draftContent()).sections[1]!.parts[0]!;
    expect(part.heading).toBe('Đối với cán bộ');
    expect(part.bullets.map(({ anchor }) => anchor)).toEqual(['ii-1-3', 'ii-1-2', 'ii-1-4']);
    expect(part.bullets.map(({ text }) => text).slice(1)).toEqual(['Ý hai, đã sửa', 'Ý mới']);
    const { savedByName, version } = await draftRow();
    expect([savedByName, version - first()]).toEqual([await fullName('goc'), 1]);
    const codes = obligations(await draftContent(), 'civil-servant').map(({ code }) => code);
    expect(codes).toEqual(['civil-servant-3', 'civil-servant-2', 'civil-servant-4']);
  });

  it('gives no new bullet the anchor of one that is in force and was taken out', async () => {
    await begin();
    await save(one, PART, { text3: '' });
    await save(one, PART, { text3: 'Ý mới' });
    const part = (await draftContent()).sections[1]!.parts[0]!;
    expect(part.bullets.map(({ anchor }) => anchor)).toEqual(['ii-1-1', 'ii-1-2', 'ii-1-4']);
  });

  it('leaves a section’s parts alone when its heading is changed', async () => {
    await begin();
    expect((await save(one, `${DESK}/sua/muc?ma=ii`, { heading: 'NỘI DUNG' })).status).toBe(303);
    const section = (await draftContent()).sections[1]!;
    expect([section.heading, section.parts]).toEqual(['NỘI DUNG', officialText.sections[1]!.parts]);
  });

  it.each([
    ['mo-dau', { subject: 'Trích yếu mới' }, (c: GuidanceContent) => c.subject, 'Trích yếu mới'],
    ['noi-nhan', { lines: 'Một;\n\n  Hai.  ' }, (c: GuidanceContent) => c.recipients.lines, ['Một;', 'Hai.']],
    ['chu-ky', { mark: '' }, (c: GuidanceContent) => c.signature.mark, ''],
    [
      'can-cu?ma=ke-hoach-140',
      { about: 'nêu gương' },
      (c: GuidanceContent) => c.basisDocuments[3]?.about,
      'nêu gương',
    ],
  ])('takes %s', async (path, typed, read, expected) => {
    await begin();
    expect((await save(one, `${DESK}/sua/${path}`, typed)).status).toBe(303);
    expect(read(await draftContent())).toEqual(expected);
  });

  it('takes new sections, parts and documents', async () => {
    await begin();
    const part = { number: 'IV', heading: 'MỤC MỚI', anchor: 'iv', text1: 'Ý một' };
    expect((await save(one, `${DESK}/sua/muc`, part)).status).toBe(303);
    const inner = { number: '1', heading: 'Mục nhỏ', anchor: 'iv-a', text1: 'Ý của mục nhỏ' };
    expect((await save(one, `${DESK}/sua/muc?trong=iv`, inner)).status).toBe(303);
    const basis = { kind: 'Kế hoạch', number: '01/KH', anchor: 'ke-hoach-01' };
    expect((await save(one, `${DESK}/sua/can-cu`, basis)).status).toBe(303);
    const { sections, basisDocuments } = await draftContent();
    expect(sections[3]).toMatchObject({
      anchor: 'iv',
      bullets: [{ anchor: 'iv-1', text: 'Ý một' }],
      parts: [{ anchor: 'iv-a', bullets: [{ anchor: 'iv-a-1' }] }],
    });
    expect(basisDocuments.at(-1)).toMatchObject({ anchor: 'ke-hoach-01', date: '' });
  });

  it('has what buttons move and take away', async () => {
    await begin();
    for (const [press, read, expected] of [
      ['up iii', (c: GuidanceContent) => c.sections, ['i', 'iii', 'ii']],
      ['down ii-1', (c: GuidanceContent) => c.sections[2]!.parts, ['ii-2', 'ii-1', 'ii-3']],
      [
        'remove ke-hoach-154',
        (c: GuidanceContent) => c.basisDocuments,
        ['ket-luan-01', 'chi-thi-05', 'ke-hoach-140'],
      ],
      ['up i', (c: GuidanceContent) => c.sections, ['i', 'iii', 'ii']],
    ] as const) {
      const version = String((await draftRow()).version);
      const answer = await postForm(one, `${DESK}/thao-tac`, { version, do: press }, DESK);
      expect([press, answer.status]).toEqual([press, 303]);
      expect(read(await draftContent()).map(({ anchor }) => anchor)).toEqual(expected);
    }
    const version = String((await draftRow()).version);
    const nothing = await postForm(one, `${DESK}/thao-tac`, { version, do: 'up khong-co' }, DESK);
    expect(nothing.status).toBe(409);
    const odd = await postForm(one, `${DESK}/thao-tac`, { version, do: '<script> i' }, DESK);
    expect(odd.status).toBe(400);
  });

  it('can be thrown away, which is history', async () => {
    await begin();
    const version = String((await draftRow()).version);
    expect((await postForm(one, `${DESK}/bo`, { version }, DESK)).status).toBe(303);
    expect(await db.guidanceDraft.count()).toBe(0);
    expect((await events()).at(-1)).toBe('guidance-draft-discarded {"number":2}');
    expect((await one.get(`${DESK}/sua/mo-dau`)).status).toBe(409);
  });
});

describe('Two administrators who edit one working copy', () => {
  it('do not overwrite each other: the second sees both texts, and saves what becomes of them', async () => {
    await begin();
    const seen = await fieldsOf(other, PART);
    await save(one, PART, { heading: 'Của người thứ nhất' });
    const typed = { ...seen, heading: 'Của người thứ hai', text4: 'Ý thêm của người thứ hai' };
    const late = await postForm(other, PART, typed);
    expect(late.status).toBe(409);
    expect(late.text).toContain('không có gì bị mất');
    for (const words of ['Của người thứ nhất', 'Của người thứ hai', 'Ý thêm của người thứ hai'])
      expect(late.text).toContain(words);
    expect((await draftContent()).sections[1]!.parts[0]!.heading).toBe('Của người thứ nhất');
    const again = await postForm(other, PART, { ...typed, version: hidden(late.text, 'version') });
    expect(again.status).toBe(303);
    expect((await draftContent()).sections[1]!.parts[0]!.heading).toBe('Của người thứ hai');
  });

  it('are told so even where what was typed is wrong as well', async () => {
    await begin();
    const seen = await fieldsOf(other, PART);
    await save(one, PART, { heading: 'Của người thứ nhất' });
    expect((await postForm(other, PART, { ...seen, heading: '' })).status).toBe(409);
  });

  it('lose nothing where the part was taken away meanwhile, or the whole copy', async () => {
    await begin();
    const _words = unescaped(hidden((await other.get(PART)).text, '_words')).replaceAll('&#10;', '\n');
    const seen = { ...(await fieldsOf(other, PART)), _words, text1: 'Chữ không được mất' };
    const version = String((await draftRow()).version);
    await postForm(one, `${DESK}/thao-tac`, { version, do: 'remove ii-1' }, DESK);
    const gone = await postForm(other, PART, seen, DESK);
    expect([gone.status, gone.text.includes('Chữ không được mất')]).toEqual([409, true]);
    await db.guidanceDraft.deleteMany();
    const none = await postForm(other, PART, seen, '/tai-khoan');
    expect([none.status, none.text.includes('Chữ không được mất')]).toEqual([409, true]);
  });

  it('a save meant for a copy that was thrown away does not reach the next', async () => {
    await begin();
    const seen = { ...(await fieldsOf(other, PART)), heading: 'Cho bản cũ' };
    await postForm(one, `${DESK}/bo`, { version: String((await draftRow()).version) }, DESK);
    clock.set('2026-08-20T08:10:00+07:00');
    await begin();
    expect((await postForm(other, PART, seen)).status).toBe(409);
    expect((await draftContent()).sections).toEqual(officialText.sections);
  });

  it('publish it once', async () => {
    await begin();
    await save(one, `${DESK}/sua/mo-dau`, { subject: 'Mới' });
    const typed = { ...(await fieldsOf(one, `${DESK}/cong-bo`)), note: 'Sửa trích yếu' };
    const both = await Promise.all([one, other].map((agent) => postForm(agent, `${DESK}/cong-bo`, typed)));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await db.guidanceVersion.count()).toBe(2);
  });

  it('publish nothing where it says what is in force, word for word', async () => {
    await begin();
    const page = await one.get(`${DESK}/cong-bo`);
    expect([page.status, page.text.includes('không có gì để công bố')]).toEqual([409, true]);
    expect(page.text).toContain('<h1>Không thực hiện được</h1>');
    const typed = { version: String((await draftRow()).version), note: 'Ghi chú', day: '20/8/2026' };
    const answer = await postForm(one, `${DESK}/cong-bo`, typed, DESK);
    expect([answer.status, answer.text.includes('không có gì để công bố')]).toEqual([422, true]);
    expect(await db.guidanceVersion.count()).toBe(1);
    // A change of what no reader sees, such as an anchor, is one.
    await save(one, PART, { anchor1: 'khac' });
    expect((await one.get(`${DESK}/cong-bo`)).status).toBe(200);
  });

  it('a publication is asked for again where the copy was saved meanwhile', async () => {
    await begin();
    await save(one, `${DESK}/sua/mo-dau`, { subject: 'Mới' });
    const typed = { ...(await fieldsOf(one, `${DESK}/cong-bo`)), note: 'Lời ghi chú đã gõ' };
    await save(other, `${DESK}/sua/mo-dau`, { subject: 'Mới hơn' });
    const answer = await postForm(one, `${DESK}/cong-bo`, typed);
    expect([answer.status, answer.text.includes('Lời ghi chú đã gõ')]).toEqual([409, true]);
    expect(await db.guidanceVersion.count()).toBe(1);
  });
});

describe('What cannot be kept', () => {
  it.each([
    ['an empty heading', PART, { heading: ' ' }, 'Hãy nhập tên mục.'],
    ['an anchor of another bullet', PART, { anchor2: 'i-1' }, 'đã dùng ở mục I, ý 1'],
    ['an anchor of the same form', PART, { anchor2: 'ii-1-1' }, 'đã dùng ở ý 1 của mục này'],
    ['an anchor of a document', PART, { anchor: 'chi-thi-05' }, 'đã dùng ở căn cứ “Chỉ thị 05-CT/TW”'],
    ['an anchor of the page itself', PART, { anchor: 'noi-nhan' }, 'đã dành cho trang'],
    ['an anchor with marks', PART, { anchor2: 'Ý-hai' }, 'chữ thường không dấu'],
    ['an anchor that is script', PART, { anchor2: '"><script>' }, 'chữ thường không dấu'],
    ['an order that is no number', PART, { order1: 'đầu' }, 'phải là số'],
    ['too long a text', PART, { text1: 'x'.repeat(4001) }, 'dài quá 4000 ký tự'],
    ['control characters', PART, { text1: 'a\u0007b' }, 'ký tự điều khiển'],
    ['an audience there is not', PART, { audience: 'children' }, 'Hãy chọn đối tượng'],
    ['a field there is not', PART, { extra: 'x' }, 'không có ô “extra”'],
    ['no version', PART, { version: '' }, 'Số phiên bản không hợp lệ'],
    ['an empty subject', `${DESK}/sua/mo-dau`, { subject: '' }, 'Hãy nhập trích yếu.'],
    ['no recipients', `${DESK}/sua/noi-nhan`, { lines: ' \n ' }, 'Hãy nhập nơi nhận.'],
    [
      'a document without a number',
      `${DESK}/sua/can-cu?ma=chi-thi-05`,
      { number: '' },
      'Hãy nhập số, ký hiệu.',
    ],
  ])('%s is refused where it is typed, and stays typed', async (_what, path, wrong, message) => {
    await begin();
    const fields = await fieldsOf(one, path);
    const typed = { ...fields, [path === PART ? 'text2' : Object.keys(fields)[1]!]: 'Chữ đã gõ', ...wrong };
    const answer = await postForm(one, path, typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('<title>Lỗi: ');
    expect(answer.text).toContain(message);
    if (path === PART) expect(answer.text).toContain('Chữ đã gõ');
    expect(await draftContent()).toEqual(officialText);
  });

  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['[x](javascript:alert(1)) **đậm**', '[x](javascript:alert(1)) **đậm**'],
    ['<%= 7 * 7 %> ${7 * 7}', '&lt;%= 7 * 7 %&gt; ${7 * 7}'],
  ])('%s is text wherever it shows', async (typed, shown) => {
    await begin();
    expect((await save(one, PART, { heading: typed, text1: typed })).status).toBe(303);
    await publish('20/8/2026', typed);
    await begin();
    for (const path of [
      DESK,
      PART,
      `${DESK}/xem-truoc`,
      '/huong-dan',
      '/huong-dan/ban/2',
      '/huong-dan/ban/2/so-sanh',
      '/huong-dan/cac-ban',
    ]) {
      const { text } = await one.get(path);
      expect([path, text.includes(shown)]).toEqual([path, true]);
      expect(text.includes('<script>alert')).toBe(false);
    }
  });

  it('what is not there has no page', async () => {
    await begin();
    for (const path of ['muc?ma=khong-co', 'muc?trong=ii-1', 'can-cu?ma=ii-1', 'gi-do'])
      expect([path, (await one.get(`${DESK}/sua/${path}`)).status]).toEqual([path, 404]);
  });
});

describe('What bars publication', () => {
  it('an audience without a part', async () => {
    await begin();
    const version = String((await draftRow()).version);
    await postForm(one, `${DESK}/thao-tac`, { version, do: 'remove ii-2' }, DESK);
    const message = 'Chưa có mục nào dành cho đối tượng “Viên chức”';
    expect((await one.get(DESK)).text).toContain(message);
    const answer = await publish('20/8/2026');
    expect([answer.status, answer.text.includes(message)]).toEqual([422, true]);
    expect([await db.guidanceVersion.count(), await db.guidanceDraft.count()]).toEqual([1, 1]);
  });

  it('an audience’s part without an obligation, or a second part for it', async () => {
    await begin();
    await save(one, PART, { text1: '', text2: '', text3: '' });
    expect((await one.get(DESK)).text).toContain('Mục dành cho “Cán bộ, công chức” chưa có ý nào');
    await save(one, PART, { text1: 'Ý', audience: 'worker' });
    expect((await one.get(DESK)).text).toContain('Có hơn một mục dành cho đối tượng “Công nhân lao động”');
    expect((await publish('20/8/2026')).status).toBe(422);
    expect(await db.guidanceVersion.count()).toBe(1);
  });
});

describe('Publishing', () => {
  it('today is at once: the public pages, the row, the history; old words stay where they rest', async () => {
    await makeTestPeriod(db, 2026);
    expect((await one.get('/huong-dan')).text).not.toContain('Trích yếu mới');
    await begin();
    await save(one, `${DESK}/sua/mo-dau`, { subject: 'Trích yếu mới' });
    expect((await publish('20/8/2026', 'Đổi trích yếu')).status).toBe(303);
    expect((await portal.visitor().get('/huong-dan')).text).toContain('Trích yếu mới');
    const row = await db.guidanceVersion.findUniqueOrThrow({ where: { number: 2 } });
    expect([row.note, row.publishedByName, row.publishedAt]).toEqual([
      'Đổi trích yếu',
      await fullName('goc'),
      clock(),
    ]);
    expect(await db.guidanceDraft.count()).toBe(0);
    expect((await events()).at(-1)).toBe(
      'guidance-published {"day":"20/8/2026","note":"Đổi trích yếu","number":2}',
    );
    const period = await db.period.findFirstOrThrow({ include: { guidanceVersion: true } });
    expect(period.guidanceVersion.number).toBe(1);
    await expect(db.guidanceVersion.update({ where: { number: 2 }, data: { note: 'x' } })).rejects.toThrow();
  });

  it.each([
    ['19/8/2026', 'đã qua'],
    ['01/01/2020', 'đã qua'],
    ['31/9/2026', 'không có ngày 31/9/2026'],
    ['20/8', 'thiếu năm'],
    ['mai', 'ngày/tháng/năm'],
    ['', 'Hãy nhập ngày công bố'],
    ['01/01/2028', 'xa quá một năm'],
  ])('on “%s” is refused, and the note stays', async (day, message) => {
    await begin();
    await save(one, `${DESK}/sua/mo-dau`, { subject: 'Mới' });
    const answer = await publish(day, 'Lời ghi chú đã gõ');
    expect([answer.status, answer.text.includes(message)]).toEqual([422, true]);
    expect(answer.text).toContain('Lời ghi chú đã gõ');
    expect([await db.guidanceVersion.count(), await db.guidanceDraft.count()]).toEqual([1, 1]);
  });

  it('needs a note', async () => {
    await begin();
    expect((await publish('20/8/2026', ' ')).text).toContain('Hãy nhập nội dung thay đổi và lý do.');
  });

  it('on a later day comes into force exactly when that day begins in Asia/Ho_Chi_Minh', async () => {
    await begin();
    await save(one, `${DESK}/sua/mo-dau`, { subject: 'Trích yếu mới' });
    expect((await publish('01/9/2026')).status).toBe(303);
    expect((await events()).at(-1)).toContain('guidance-scheduled {"day":"01/9/2026"');
    expect((await one.get(`${DESK}/xem-truoc`)).text).toContain('Trích yếu mới');
    const seen = async () => {
      const paths = ['/huong-dan', '/huong-dan/cac-ban', '/huong-dan/ban/2'];
      const answers = await Promise.all(paths.map((path) => portal.visitor().get(path)));
      return [
        answers[0]!.text.includes('Trích yếu mới'),
        answers[1]!.text.includes('Bản số 2'),
        answers[2]!.status,
      ];
    };
    expect(await seen()).toEqual([false, false, 404]);
    clock.set('2026-08-31T23:59:59.999+07:00');
    expect(await seen()).toEqual([false, false, 404]);
    clock.set('2026-09-01T00:00:00.000+07:00');
    expect(await seen()).toEqual([true, true, 200]);
  });

  it('nothing is begun while a version is to come; that is taken back into the working copy', async () => {
    await begin();
    await save(one, `${DESK}/sua/mo-dau`, { subject: 'Trích yếu mới' });
    await publish('01/9/2026');
    expect((await begin()).status).toBe(409);
    expect((await one.get(DESK)).text).toContain('sẽ được công bố từ 0 giờ ngày 01/9/2026');
    expect((await postForm(one, `${DESK}/rut-lai`, {}, DESK)).status).toBe(303);
    expect((await draftContent()).subject).toBe('Trích yếu mới');
    expect((await draftRow()).basedOn).toBe(1);
    expect(await db.guidanceVersion.count()).toBe(1);
    expect((await events()).at(-1)).toBe('guidance-taken-back {"number":2}');
    expect((await postForm(other, `${DESK}/rut-lai`, {}, DESK)).status).toBe(409);
    expect((await publish('20/8/2026')).status).toBe(303);
  });

  it('a version that is in force is not taken back', async () => {
    await begin();
    await save(one, `${DESK}/sua/mo-dau`, { subject: 'Mới' });
    await publish('21/8/2026');
    clock.set('2026-08-21T00:00:00+07:00');
    const again = await portal.signedIn('goc');
    expect((await postForm(again, `${DESK}/rut-lai`, {}, '/tai-khoan')).status).toBe(409);
    expect(await db.guidanceVersion.count()).toBe(2);
  });
});

function begin() {
  return postForm(one, `${DESK}/bat-dau`, {}, '/tai-khoan');
}

/** Posts the form of an address as it stands, with what is typed over it. */
async function save(agent: Agent, path: string, typed: Record<string, string>) {
  return postForm(agent, path, { ...(await fieldsOf(agent, path)), ...typed });
}

async function publish(day: string, note = 'Sửa theo góp ý') {
  return save(one, `${DESK}/cong-bo`, { day, note });
}

/** What a browser would post of a page's form, without the token. */
async function fieldsOf(agent: Agent, path: string): Promise<Record<string, string>> {
  const form = (await agent.get(path)).text.split('<form').at(-1) ?? '';
  const found = (pattern: RegExp, valueOf: (rest: string) => string) =>
    [...form.matchAll(pattern)].map(([, name = '', rest = '']) => [name, unescaped(valueOf(rest))] as const);
  const fields = Object.fromEntries([
    ...found(/<input[^>]* name="(\w+)"([^>]*)>/g, (rest) => /value="([^"]*)"/.exec(rest)?.[1] ?? ''),
    ...found(/<textarea[^>]* name="(\w+)"[^>]*>(.*?)<\/textarea>/gs, (rest) => rest.replace(/^\n/, '')),
    ...found(/<select[^>]* name="(\w+)"[^>]*>(.*?)<\/select>/gs, chosen),
  ]);
  delete fields['_csrf'];
  return fields;
}

const chosen = (options: string) => /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const unescaped = (html: string) =>
  html
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const first = () => Math.floor(clock().getTime() / 1000) % 900_000_000;
const draftRow = () => db.guidanceDraft.findUniqueOrThrow({ where: { id: 1 } });
const draftContent = async () => (await draftRow()).content as GuidanceContent;
const fullName = async (username: string) =>
  (await db.account.findUniqueOrThrow({ where: { username } })).fullName;

/** What this test's deeds left in the history of the guidance, as "action detail". */
async function events(): Promise<string[]> {
  const rows = await db.historyEvent.findMany({
    where: { action: { startsWith: 'guidance-' }, actorId: { not: null } },
    orderBy: { id: 'asc' },
    skip: before,
  });
  return rows.map(({ action, detail }) => `${action} ${JSON.stringify(sorted(detail as object))}`);
}
const sorted = (detail: object) =>
  Object.fromEntries(Object.entries(detail).sort(([a], [b]) => a.localeCompare(b)));
let before = 0;
beforeEach(async () => {
  before = await db.historyEvent.count({
    where: { action: { startsWith: 'guidance-' }, actorId: { not: null } },
  });
});
