import { beforeAll, describe, expect, it } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { fold } from '../../src/platform/text/text.js';
import { startTestApp } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { textOf } from '../support/words.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const NFD = 'NFD';

const search = (q: string, more = '') => portal.visitor().get(`/tim-kiem?q=${encodeURIComponent(q)}${more}`);
const hitsOf = (html: string) =>
  [...html.matchAll(/<li>\s*<h3><a href="([^"]+)">(.*?)<\/a><\/h3>(.*?)<\/li>/gs)].map(
    ([, href = '', title = '', text = '']) => ({ href, title: textOf(title), text: textOf(text) }),
  );

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh', code: 'LDLD' });
  const education = await makeUnit(db, {
    name: 'Công đoàn ngành Giáo dục',
    code: 'GD',
    level: 'UPPER_LEVEL',
    parentId: province.id,
  });
  const health = await makeUnit(db, {
    name: 'Công đoàn ngành Y tế',
    code: 'YT',
    level: 'UPPER_LEVEL',
    parentId: province.id,
  });
  await makeUnit(db, { name: 'CĐCS Trường THPT Lê Lợi', code: 'GD01', parentId: education.id });
  await makeUnit(db, { name: 'CĐCS Bệnh viện Lê Lợi', code: 'YT01', parentId: health.id });
  await makeAccount(db, 'board', province.id, ['REVIEWER']);
  await makeAccount(db, 'teachers', education.id, ['REVIEWER']);
  await makeAccount(db, 'filer', education.id, ['FILER']);
  await publishInitialGuidance(db, clock());
  await db.document.create({
    data: {
      ...{ kind: 'PLAN' as const, number: '27', symbol: 'KH-LĐLĐ', date: isoDay('2026-02-03') },
      ...{
        issuer: 'LĐLĐ tỉnh',
        about: 'Tháng Công nhân năm 2026',
        text: 'Tổ chức đối thoại tại <b>doanh nghiệp</b>.',
      },
      ...{ searchText: fold('27 KH-LĐLĐ'), publishedAt: clock(), publishedByName: 'Ai', editedAt: clock() },
    },
  });
});

describe('The first result of a search', () => {
  it.each([
    ['mục đích yêu cầu', '/huong-dan#i'],
    ['muc dich yeu cau', '/huong-dan#i'],
    ['MỤC ĐÍCH, YÊU CẦU', '/huong-dan#i'],
    ['mục đích yêu cầu'.normalize(NFD), '/huong-dan#i'],
    ['tổ chức thực hiện', '/huong-dan#iii'],
    ['to chuc thuc hien', '/huong-dan#iii'],
    ['dám nghĩ, dám làm', '/huong-dan#ii-1-2'],
    ['dam nghi dam lam', '/huong-dan#ii-1-2'],
    ['“trên trước, dưới sau”', '/huong-dan#ii-1-2'],
    ['"dang vien di truoc"', '/huong-dan#ii-1-2'],
    ['chí công vô tư bè phái', '/huong-dan#ii-1-3'],
    ['loi ich nhom', '/huong-dan#ii-1-3'],
    ['hạt nhân đoàn kết', '/huong-dan#ii-1-3'],
    ['hạt nhân đoàn kết'.normalize(NFD), '/huong-dan#ii-1-3'],
    ['người đứng đầu', '/huong-dan#ii-1-1'],
    ['nguoi dung dau', '/huong-dan#ii-1-1'],
    ['giữ gìn và bảo vệ của công', '/huong-dan#ii-2-2'],
    ['thau hieu doi tuong phuc vu', '/huong-dan#ii-2-2'],
    ['quy tắc ứng xử', '/huong-dan#ii-2-3'],
    ['su hai long', '/huong-dan#ii-2-3'],
    ['đạo đức nghề nghiệp', '/huong-dan#ii-2-3'],
    ['Lao động giỏi - Lao động sáng tạo', '/huong-dan#ii-3-3'],
    ['lao dong gioi', '/huong-dan#ii-3-3'],
    ['tác phong công nghiệp', '/huong-dan#ii-3-2'],
    ['tac phong cong nghiep'.toUpperCase(), '/huong-dan#ii-3-2'],
    ['giác ngộ giai cấp'.normalize(NFD), '/huong-dan#ii-3-2'],
    ['khoa học, công nghệ', '/huong-dan#ii-3-3'],
    ['kiểm tra, giám sát, đôn đốc', '/huong-dan#iii-1-2'],
    ['định kỳ hàng năm', '/huong-dan#iii-2-2'],
    ['"trước ngày 10/9"', '/huong-dan#iii-2-2'],
    ['phù hợp với tình hình thực tế', '/huong-dan#iii-2-1'],
    ['01-KL/TW', '/van-ban#ket-luan-01'],
    ['154/KH-TLĐ', '/van-ban#ke-hoach-154'],
    ['154 kh tld', '/van-ban#ke-hoach-154'],
    ['Chỉ thị 05', '/van-ban#chi-thi-05'],
    ['140/KH-LĐLĐ', '/van-ban#ke-hoach-140'],
    ['Ban Dân vận Tỉnh ủy', '/huong-dan#noi-nhan'],
    ['nghĩa vụ nêu gương viên chức', '/nghia-vu/vien-chuc'],
    ['nghia vu cong nhan lao dong', '/nghia-vu/cong-nhan-lao-dong'],
    ['quên mật khẩu', '/tro-giup/lap-bao-cao#dang-nhap'],
    ['quen mat khau'.normalize(NFD), '/tro-giup/lap-bao-cao#dang-nhap'],
    ['nộp rồi mới thấy sai', '/tro-giup/lap-bao-cao#thu-hoi'],
    ['bao cao bi tra lai', '/tro-giup/lap-bao-cao#tra-lai'],
    ['Tháng Công nhân', '/van-ban/1'],
    ['thang cong nhan', '/van-ban/1'],
    ['27/KH-LĐLĐ', '/van-ban/1'],
    ['tac phong cong nghiep'.replace('phong', 'phongg'), '/huong-dan#ii-3-2'],
    ['giacs ngo giai cap', '/huong-dan#ii-3-2'],
    ['quen mat khauu', '/tro-giup/lap-bao-cao#dang-nhap'],
  ])('for %s is %s', async (q, first) => {
    const { status, text } = await search(q);
    expect([status, hitsOf(text)[0]?.href]).toEqual([200, first]);
  });

  it('has the words marked as they are written, whatever was typed', async () => {
    const { text } = await search('tac phong'.normalize(NFD));
    expect(text).toContain('<mark>tác</mark> <mark>phong</mark> công nghiệp');
  });

  it('is what says it with the same diacritics, where two differ by these alone', async () => {
    const [exact, other] = [await search('công chức'), await search('công chúc')];
    expect(hitsOf(exact.text)[0]?.title).toContain('công chức');
    expect(other.text).toMatch(/Có \d+ kết quả cho “công chúc”/);
  });
});

describe('A search', () => {
  it('for a phrase finds just what says its words one after another', async () => {
    const { text } = await search('“phong cách lãnh đạo”');
    expect(hitsOf(text).map(({ href }) => href)).toEqual(['/huong-dan#ii-1-3']);
    expect(hitsOf((await search('phong cách lãnh đạo')).text).length).toBeGreaterThanOrEqual(1);
  });

  it('with letters mistyped says that nothing says just that', async () => {
    expect((await search('giacs ngo giai cap')).text).toContain(
      'Không có chỗ nào ghi đúng “giacs ngo giai cap”.',
    );
  });

  it('that finds nothing says so and offers something', async () => {
    const { text } = await search('xyzzy qwrtp');
    expect(text).toContain('Không tìm thấy gì cho “xyzzy qwrtp”.');
    expect(text).toContain('<a href="/nghia-vu/toi-la-ai">');
  });

  it('has pages with addresses, and kinds with counts', async () => {
    const first = await search('công đoàn');
    const next = /href="([^"]*)" rel="next"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('trang=2');
    const second = await portal.visitor().get(next);
    const seen = new Set(hitsOf(first.text).map(({ href }) => href));
    expect(seen.size).toBe(10);
    expect(hitsOf(second.text).filter(({ href }) => seen.has(href))).toEqual([]);
    const help = hitsOf((await search('công đoàn', '&loai=tro-giup')).text);
    expect(help.length).toBeGreaterThan(0);
    expect(help.every(({ href }) => href.startsWith('/tro-giup/'))).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['only spaces', '   \t\n '],
    ['control characters', '\u0000\u0007\u001b'],
    ['signs only', '%_\\*.+?^$()[]{}|"“”'],
    ['emoji', '🎉🎉'],
    ['markup', '<script>alert(1)</script>'],
    ['words of every kind of query', '\') OR 1=1; -- " AND NOT'],
  ])('for %s is answered, and shows nothing but text', async (_what, q) => {
    const { status, text } = await search(q);
    expect(status).toBe(200);
    expect(text).not.toContain('<script>alert');
  });

  it('for 10,000 characters uses the first of them, and says so', async () => {
    const { status, text } = await search('guong '.repeat(1667));
    expect(status).toBe(200);
    expect(text).toContain('Câu tìm quá dài');
  });

  it.each(['q=a&q=b', 'q[x]=1', 'q=neu&trang=99999', 'q=neu&trang=-1', 'q=neu&loai=__proto__', 'trang=2'])(
    'asked as ?%s is answered',
    async (query) => {
      expect((await portal.visitor().get(`/tim-kiem?${query}`)).status).toBe(200);
    },
  );

  it('finds what was published at once, and no longer what was withdrawn', async () => {
    const found = async () => hitsOf((await search('doi thoai')).text).map(({ href }) => href);
    expect((await found())[0]).toBe('/van-ban/1');
    await db.document.updateMany({ data: { withdrawnAt: clock(), version: { increment: 1 } } });
    await eventually(found).not.toContain('/van-ban/1');
    await db.document.updateMany({ data: { withdrawnAt: null, version: { increment: 1 } } });
    await eventually(found).toContain('/van-ban/1');
  });
});

describe('Who is signed in', () => {
  const foundBy = async (username: string, q: string) => {
    const agent = await portal.signedIn(username);
    return hitsOf((await agent.get(`/tim-kiem?q=${encodeURIComponent(q)}`)).text);
  };

  it('finds the units below the own, and no others', async () => {
    const titles = async (username: string) =>
      (await foundBy(username, 'le loi'))
        .filter(({ href }) => href.startsWith('/theo-doi/don-vi/'))
        .map(({ title }) => title);
    expect(await titles('board')).toEqual(['CĐCS Bệnh viện Lê Lợi', 'CĐCS Trường THPT Lê Lợi']);
    expect(await titles('teachers')).toEqual(['CĐCS Trường THPT Lê Lợi']);
    expect(await titles('filer')).toEqual([]);
    expect((await search('le loi')).text).not.toContain('CĐCS');
  });

  it('finds announcements to units, which others do not', async () => {
    await db.announcement.create({
      data: {
        ...{ title: 'Tập huấn phần mềm', text: 'Tại hội trường.', audience: 'UNITS' as const },
        ...{ showFrom: isoDay('2026-08-01'), showUntil: isoDay('2026-09-01') },
        ...{ createdAt: clock(), createdByName: 'Ai' },
      },
    });
    expect((await foundBy('filer', 'tap huan phan mem'))[0]?.title).toBe('Tập huấn phần mềm');
    expect((await search('tap huan phan mem')).text).not.toContain('Tập huấn phần mềm');
  });

  it('finds inspections by the own unit, and those of it once they are announced', async () => {
    const { unit } = await db.account.findFirstOrThrow({
      where: { username: 'filer' },
      include: { unit: true },
    });
    const { id } = await db.inspection.create({
      data: {
        ...{ unitId: unit.id, parentId: unit.parentId ?? 0, kind: 'INSPECTION', reason: 'PLANNED' },
        ...{ plannedOn: isoDay('2026-09-20'), team: 'Đoàn 1', topic: 'Việc đăng ký nêu gương' },
        ...{ conclusion: 'Kết luận còn là nháp', createdAt: clock(), createdByName: 'Ai' },
      },
    });
    const found = async (username: string) =>
      (await foundBy(username, 'việc đăng ký nêu gương'))
        .map(({ href }) => href)
        .filter((href) => href.startsWith('/kiem-tra/'));
    expect(await found('board')).toEqual([`/kiem-tra/cuoc/${id}`]);
    expect(await found('filer')).toEqual([]);
    await db.inspection.update({ where: { id }, data: { announcedAt: clock() } });
    expect(await found('filer')).toEqual([`/kiem-tra/don-vi/${id}`]);
    expect((await foundBy('filer', 'kết luận còn là nháp')).map(({ text }) => text).join()).not.toContain(
      'nháp',
    );
    expect(await found('teachers')).toEqual([]);
  });

  it('has the answer kept by nobody', async () => {
    const agent = await portal.signedIn('board');
    expect((await agent.get('/tim-kiem?q=le+loi')).headers['cache-control']).toBe('no-store');
    expect((await search('le loi')).headers['cache-control']).toBe('public, no-cache');
  });
});
