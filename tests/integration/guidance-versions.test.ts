import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { officialText } from '../../src/guidance/official-text.js';
import { startTestApp } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { makeTestPeriod, openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const { id: unitId } = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
await makeAccount(db, 'goc', unitId, ['ADMIN']);
const visitor = portal.visitor();
const get = (path: string) => visitor.get(`/huong-dan/${path}`);

// Version 1 since January with the period of 2026; version 2 since July, version 3 since 1 August, version 4 next month.
await publishInitialGuidance(db, new Date('2026-01-05T08:00:00+07:00'));
await openTestPeriod(db, 'goc', 2026);
const second = structuredClone(officialText);
second.sections[1]!.parts[0]!.bullets[1]!.text = 'Khẳng định tính tiên phong.';
await publish(2, second, '2026-07-01T09:00:00+07:00', 'Gọn lại ý hai <b>');
await openTestPeriod(db, 'goc', 2027);
await makeTestPeriod(db, 2028);
const third = structuredClone(second);
third.sections[0]!.bullets = third.sections[0]!.bullets.toReversed().slice(0, 2);
third.basisDocuments = third.basisDocuments.slice(1);
third.recipients.lines.push('Các đơn vị khác.');
await publish(3, third, '2026-08-01T00:00:00+07:00', 'Bớt một ý');
await publish(4, { ...third, subject: 'Điều chưa ai biết' }, '2026-09-01T00:00:00+07:00', 'Chưa ai biết');
await db.period.update({ where: { year: 2027 }, data: { guidanceVersionId: await idOf(2) } });
await db.period.update({ where: { year: 2028 }, data: { guidanceVersionId: await idOf(2) } });

describe('The list of versions', () => {
  it('has those in force and before, newest first, each with its days, its note and its opened periods', async () => {
    const { text } = await get('cac-ban');
    expect([...text.matchAll(/<h2 id="so-(\d)">/g)].map(([, number]) => number)).toEqual(['3', '2', '1']);
    const [, newest = '', middle = '', oldest = ''] = text.split('<h2 id="so-');
    expect(newest).toContain('Đang áp dụng, từ ngày 01/8/2026.');
    expect(middle).toContain('Áp dụng từ ngày 01/7/2026, đã được thay từ ngày 01/8/2026.');
    expect(middle).toContain('Gọn lại ý hai &lt;b&gt;');
    expect(middle).toContain('Kỳ báo cáo theo bản này: năm 2027.');
    expect(oldest).toContain('Kỳ báo cáo theo bản này: năm 2026.');
    expect(newest).not.toContain('Kỳ báo cáo theo bản này');
    expect(text).not.toContain('Chưa ai biết');
  });
});

describe('A version at its own address', () => {
  it('that was replaced says since when, and leads to the one in force', async () => {
    const { text, headers } = await get('ban/1');
    expect(text).toContain('Đây là bản số 1, đã được thay từ ngày 01/7/2026.');
    expect(text).toContain('<a href="/huong-dan">Đọc bản hiện hành</a>');
    for (const { anchor, text: words } of officialText.sections[0]!.bullets)
      expect(text).toContain(`<li id="${anchor}">${words}</li>`);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('that is in force says so', async () => {
    const { text } = await get('ban/3');
    expect(text).toContain('Đây là bản số 3, đang áp dụng từ ngày 01/8/2026.');
    expect(text).toContain('Các đơn vị khác.');
  });

  it.each([
    'ban/4',
    'ban/5',
    'ban/0',
    'ban/-1',
    'ban/x',
    'ban/1.5',
    'ban/01',
    'ban/999999999',
    'ban/9999999999',
  ])('%s, which is to come or never was, is not there', async (path) => {
    for (const address of [path, `${path}/so-sanh`, `${path}/so-sanh?voi=1`]) {
      const answer = await get(address);
      expect([address, answer.status]).toEqual([address, 404]);
      expect(answer.text).not.toContain('Điều chưa ai biết');
    }
  });
});

describe('The comparison of two versions', () => {
  it('is with the one before, word by word, and of nothing that stayed', async () => {
    const { text } = await get('ban/2/so-sanh');
    expect(headings(text)).toEqual(['Mục II.1: Ý 2']);
    expect(text).toMatch(/Khẳng định tính tiên phong<del>, gương mẫu .*<\/del>\./s);
  });

  it('tells what came, what went, and what changed places', async () => {
    const { text } = await get('ban/3/so-sanh');
    expect(headings(text)).toEqual([
      'Mục I: Thứ tự các ý',
      'Phần cuối: Nơi nhận',
      'Mục I: Ý 1',
      'Căn cứ: Kế hoạch số 154/KH-TLĐ',
    ]);
    expect(text).toMatch(/<ins>\s*Các đơn vị khác\.<\/ins>/);
  });

  it('is the same whichever of the two the address names first', async () => {
    const [one, other] = [await get('ban/3/so-sanh?voi=1'), await get('ban/1/so-sanh?voi=3')];
    expect(one.text).toContain('Bản số 3 so với bản số 1');
    expect(other.text).toBe(one.text);
    expect(headings(one.text)).toContain('Mục II.1: Ý 2');
  });

  it.each([
    'ban/1/so-sanh',
    'ban/2/so-sanh?voi=2',
    'ban/2/so-sanh?voi=4',
    'ban/2/so-sanh?voi=x',
    'ban/2/so-sanh?voi=1&voi=3',
  ])('%s compares nothing', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

it.each(['cac-ban', 'ban/1', 'ban/3', 'ban/3/so-sanh'])('%s is valid HTML', async (path) => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: { 'long-title': 'off', 'no-trailing-whitespace': 'off' },
  });
  const { results } = await validator.validateString((await get(path)).text);
  expect(results.flatMap(({ messages }) => messages).map((m) => `${m.ruleId}: ${m.message}`)).toEqual([]);
});

it('an anchor of the text leads to the same words in the version as on the page of the guidance', async () => {
  const [whole, version] = [(await visitor.get('/huong-dan')).text, (await get('ban/3')).text];
  const anchors = [...version.matchAll(/ id="(i[-i1-9]*)"/g)].map(([, anchor]) => anchor);
  expect(anchors.length).toBeGreaterThan(15);
  for (const anchor of anchors) expect(whole).toContain(` id="${anchor}"`);
});

function publish(number: number, content: typeof officialText, from: string, note: string) {
  return db.guidanceVersion.create({ data: { number, content, note, publishedAt: new Date(from) } });
}

async function idOf(number: number): Promise<number> {
  return (await db.guidanceVersion.findUniqueOrThrow({ where: { number } })).id;
}

const headings = (html: string) =>
  [...html.matchAll(/<div class="change">\s*<h3>(.*?)<\/h3>/gs)].map(([, heading]) => heading);
