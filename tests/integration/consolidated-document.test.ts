import { beforeAll, describe, expect, it } from 'vitest';
import { NATION, WATERMARK } from '../../src/platform/documents/content.js';
import { actAsFiler } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { recallReport } from '../../src/reports/filing/commands.js';
import { openOwnReport } from '../../src/reports/finders.js';
import { startTestApp, type Agent } from '../support/app.js';
import { docxText, readDocx, readPdf } from '../support/documents.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { laidOut, officePdf, type LaidOutPage } from '../support/office.js';
import { bytesOf } from '../support/places.js';
import {
  acceptFrom,
  actorOf,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const DOCUMENT = '/tong-hop/2026/van-ban/bao-cao';
const LAST_YEAR = new Date('2025-08-20T08:00:00+07:00');
let branch: number;
let reviewer: Agent;

// Of the children: two accepted (one with long narratives), one waits, one was returned, one has not begun, one is exempt.
beforeAll(async () => {
  const province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh Minh Giang' })).id;
  branch = (await makeUnit(db, { name: 'Công đoàn ngành Y tế', level: 'UPPER_LEVEL', parentId: province }))
    .id;
  const other = (
    await makeUnit(db, { name: 'Công đoàn ngành Giáo dục', level: 'UPPER_LEVEL', parentId: province })
  ).id;
  const names = ['Bệnh viện A', 'Bệnh viện B', 'Bệnh viện C', 'Bệnh viện D', 'Bệnh viện E', 'Bệnh viện G'];
  const children: number[] = [];
  for (const [at, name] of names.entries()) {
    const { id } = await makeUnit(db, { name: `CĐCS ${name}`, parentId: branch });
    await makeAccount(db, `child${at}`, id, ['FILER']);
    children.push(id);
  }
  const sibling = (await makeUnit(db, { name: 'CĐCS Trường của ngành khác', parentId: other })).id;
  await makeAccount(db, 'sibling', sibling, ['FILER']);
  await makeAccount(db, 'root', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER', 'FILER']);
  await makeAccount(db, 'stranger', other, ['REVIEWER']);
  await makeAccount(db, 'filer', branch, ['FILER']);
  await makeAccount(db, 'reviewer', branch, ['REVIEWER']);
  await makeAccount(db, 'leader', branch, ['LEADER']);
  for (const year of [2025, 2026]) await openTestPeriod(db, 'root', year);
  await fillDraft(db, 'filer', LAST_YEAR, {
    year: 2025,
    figures: { members_worker: '20', members_civil_servant: '12' },
  });
  await submitDraft(db, 'filer', LAST_YEAR, { year: 2025 });
  await acceptFrom(db, 'board', (await reportOf(db, branch, 2025)).id, LAST_YEAR);
  for (const at of [0, 1, 2, 3])
    await fillDraft(db, `child${at}`, clock(), {
      figures: { members_worker: String(100 + at), initiatives_value: '1.250.000.000' },
    });
  await fillDraft(db, 'sibling', clock(), { figures: { members_worker: '98765' } });
  for (const who of ['child0', 'child1', 'child2', 'child3', 'sibling']) await submitDraft(db, who, clock());
  const idOf = async (at: number) => (await reportOf(db, children[at]!)).id;
  await acceptFrom(db, 'reviewer', await idOf(0), clock());
  await acceptFrom(db, 'reviewer', await idOf(1), clock());
  await returnTo(db, 'reviewer', await idOf(3), clock(), isoDay('2026-08-30'));
  await db.report.update({ where: { id: await idOf(5) }, data: { status: 'EXEMPT' } });
  reviewer = await portal.signedIn('reviewer');
});

const textOf = async (agent: Agent, query = '') => {
  const { pages, artifacts } = await readPdf(await bytesOf(agent, `${DOCUMENT}.pdf${query}`));
  return { all: pages.join(' '), pages, artifacts };
};

describe('The consolidated document', () => {
  it('is a draft that says what is not written, until the own report is', async () => {
    const { all, artifacts } = await textOf(reviewer);
    expect(all).toContain('báo cáo đã chấp nhận của 2/5 đơn vị trực tiếp phải báo cáo (còn thiếu 3)');
    expect(all).toContain('Đơn vị chưa viết nội dung nào trong báo cáo của mình');
    expect(all).toContain('Hạn chế và nguyên nhân. Chưa có nội dung.');
    expect(artifacts.every((found) => found.includes(WATERMARK))).toBe(true);
  });

  it('has the figures of every child that is in beside each other, with their sum', async () => {
    const { pages } = await textOf(reviewer);
    const annex = pages.slice(pages.findIndex((page) => page.startsWith('Phụ lục 1'))).join(' ');
    expect(annex).toMatch(
      /^Phụ lục 1 SỐ LIỆU THEO ĐƠN VỊ \(Kèm theo Báo cáo số .* của Công đoàn ngành Y tế\)/,
    );
    expect(annex).toContain('(1) Số cán bộ, công chức; (2) Số viên chức; (3) Số công nhân lao động');
    expect(annex).toContain(
      'TT Đơn vị (1) (2) (3) (4) (5) 1 CĐCS Bệnh viện A 10 20 100 130 25 2 CĐCS Bệnh viện B 10 20 101 131 25 Cộng 20 40 201 261 50',
    );
    // A wide section goes on in a table of its own.
    expect(annex).toMatch(
      /\(5\) .* TT Đơn vị \(6\) 1 CĐCS Bệnh viện A 1\.250\.000\.000 2 CĐCS Bệnh viện B 1\.250\.000\.000 Cộng 2\.500\.000\.000/,
    );
    for (const name of ['Bệnh viện C', 'Trường của ngành khác', '98.765'])
      expect(annex.split('Phụ lục 2')[0]).not.toContain(name);
  });

  it('has reports that wait for review too where that is asked', async () => {
    const { all } = await textOf(reviewer, '?ca-cho-duyet=1');
    expect(all).toContain('đã chấp nhận hoặc đã nộp, chờ xét duyệt của 3/5 đơn vị trực tiếp');
    expect(all).toContain('3 CĐCS Bệnh viện C 10 20 102');
  });

  it('names who is not in the figures by where each stands, with its day', async () => {
    const annexOf = async (query = '') =>
      (await textOf(reviewer, query)).pages.find((page) => page.startsWith('Phụ lục 2')) ?? '';
    const annex = await annexOf();
    for (const words of [
      '5 đơn vị phải báo cáo: 2 đã chấp nhận; 1 đã nộp, chờ xét duyệt; 1 đã nộp, đang sửa; 1 chưa nộp. Ngoài ra 1 đơn vị được miễn báo cáo.',
      'Chưa nộp, còn trong hạn (1 đơn vị) TT Đơn vị Hạn nộp 1 CĐCS Bệnh viện E trước ngày 25/8/2026',
      'Đã nộp, đang sửa, còn trong hạn sửa (1 đơn vị) TT Đơn vị Hạn sửa 1 CĐCS Bệnh viện D trước ngày 30/8/2026',
      'Đã nộp, chờ xét duyệt (1 đơn vị) TT Đơn vị Ngày nộp 1 CĐCS Bệnh viện C 20/8/2026',
      'Được miễn báo cáo (1 đơn vị) TT Đơn vị 1 CĐCS Bệnh viện G',
    ])
      expect(annex).toContain(words);
    for (const name of ['chưa báo cáo', 'Trường']) expect(annex).not.toContain(name);
    expect(await annexOf('?ca-cho-duyet=1')).not.toContain('Bệnh viện C');
  });

  it('has model examples by audience, each annex on a page of its own', async () => {
    expect((await textOf(reviewer)).pages.find((page) => page.startsWith('Phụ lục 3'))).toContain(
      'Chưa chọn gương điển hình nào.',
    );
    const { id: periodId } = await db.period.findFirstOrThrow({ where: { year: 2026 } });
    const example = {
      parentId: branch,
      periodId,
      addedAt: clock(),
      addedById: 1,
      unitName: 'CĐCS Bệnh viện A',
    };
    await db.modelExample.createMany({
      data: [
        {
          ...example,
          kind: 'COLLECTIVE',
          name: 'Khoa Cấp cứu',
          audience: 'public-employee',
          deed: 'Trực 24 giờ.',
        },
        {
          ...example,
          kind: 'INDIVIDUAL',
          name: 'Anh Sơn',
          position: 'Công nhân',
          audience: 'worker',
          deed: 'Ba sáng kiến.',
        },
        { ...example, kind: 'INDIVIDUAL', name: 'Bà Mơ', audience: '', deed: 'Hiến máu 30 lần.' },
      ],
    });
    const { pages } = await textOf(reviewer);
    const annex = pages.find((page) => page.startsWith('Phụ lục 3')) ?? '';
    expect(annex).toMatch(
      /Viên chức 1\. Tập thể Khoa Cấp cứu \(CĐCS Bệnh viện A\)\. Trực 24 giờ\. Công nhân lao động 1\. Anh Sơn, Công nhân \(.*\)\. Ba sáng kiến\. Đối tượng khác 1\. Bà Mơ/,
    );
    expect(pages.filter((page) => /^Phụ lục \d/.test(page))).toHaveLength(3);
  });

  it('says what the own report says, beside last year, marked as a draft until it is filed', async () => {
    await fillDraft(db, 'filer', clock(), {
      figures: { limitations: 'Lời của ngành', members_worker: '30', members_civil_servant: '12' },
    });
    const draft = await textOf(await portal.signedIn('leader'));
    expect(draft.all).toContain('Hạn chế và nguyên nhân. Lời của ngành');
    // None of the units below filed last year.
    expect(draft.all).toContain('Chưa có đơn vị trực tiếp nào có số liệu cả hai năm (năm 2025 có 0 đơn vị)');
    expect(draft.all).toContain(
      'Nội dung Năm 2026 Năm 2025 Tăng, giảm Số cán bộ, công chức 12 12 0 Số viên chức 20 20 0 Số công nhân lao động 30 20 +10 (+50 %)',
    );
    expect(draft.artifacts.every((found) => found.includes(WATERMARK))).toBe(true);
    await submitDraft(db, 'filer', clock());
    const filed = await textOf(reviewer);
    expect(filed.artifacts.join()).not.toContain(WATERMARK);
    expect(filed.all).not.toContain('Đơn vị chưa viết');
    const docx = readDocx(await bytesOf(reviewer, `${DOCUMENT}.docx`));
    expect(docxText(docx['word/document.xml']!)).toContain('Lời của ngành');
    expect(JSON.stringify(docx)).not.toContain(WATERMARK);
    await recallReport(
      db,
      await openOwnReport(db, actAsFiler(await actorOf(db, 'filer')), 2026),
      (await reportOf(db, branch)).version,
      clock(),
    );
    expect((await textOf(reviewer)).artifacts.join()).toContain(WATERMARK);
    await submitDraft(db, 'filer', clock());
  });

  it('shows the root last year’s report, which nobody accepts', async () => {
    await fillDraft(db, 'board', LAST_YEAR, { year: 2025, figures: { members_worker: '400' } });
    await submitDraft(db, 'board', LAST_YEAR, { year: 2025 });
    const { all } = await textOf(await portal.signedIn('board'));
    expect(all).toContain('Số công nhân lao động chưa có 400 –');
    expect(all).not.toContain('CĐCS Bệnh viện');
  });

  it('is for reviewers and leaders of the unit, each of the own one', async () => {
    const { all } = await textOf(await portal.signedIn('stranger'));
    expect(all).toContain('CÔNG ĐOÀN NGÀNH GIÁO DỤC');
    expect(all).not.toContain('Bệnh viện');
    expect(all).not.toContain('Lời của ngành');
    for (const path of [`${DOCUMENT}.pdf`, '/tong-hop/2026/van-ban', `${DOCUMENT}.docx`])
      expect((await (await portal.signedIn('filer')).get(path)).status).toBe(403);
    expect((await reviewer.get(DOCUMENT.replace('2026', '2024') + '.pdf')).status).toBe(404);
    const { headers } = await reviewer.get(`${DOCUMENT}.pdf`);
    expect(headers).toMatchObject({
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('of a unit without children, and of one without a report of its own, is friendly', async () => {
    await makeAccount(
      db,
      'empty',
      (await makeUnit(db, { name: 'Công đoàn mới', level: 'UPPER_LEVEL', parentId: branch })).id,
      ['LEADER'],
    );
    const empty = await portal.signedIn('empty');
    const { all } = await textOf(empty);
    expect(all).toContain('Không có đơn vị trực tiếp nào phải báo cáo trong kỳ này.');
    expect(all).toContain('Đơn vị không có báo cáo của mình trong kỳ này');
    expect(all).toContain('Chưa có đơn vị trực tiếp nào có báo cáo được tính');
    expect(all).toContain('không có đơn vị trực tiếp nào phải báo cáo.');
    expect((await empty.get('/tong-hop/2026/van-ban')).text).toContain(
      'Đơn vị không có báo cáo của mình trong kỳ này',
    );
  });
});

const within = (value: number, from: number, to: number) => {
  expect(value).toBeGreaterThanOrEqual(from - 0.3);
  expect(value).toBeLessThanOrEqual(to + 0.3);
};
const find = (page: LaidOutPage, text: string) => page.lines.find((line) => line.text.includes(text))!;

/** What PRODUCT.md asks of every page, whoever draws it. */
function expectOfficial(pages: readonly LaidOutPage[], face: RegExp): void {
  for (const [at, { width, height, lines }] of pages.entries()) {
    expect([Math.round(width), Math.round(height)]).toEqual([210, 297]);
    const body = at === 0 ? lines : lines.slice(1);
    within(Math.min(...body.map(({ left }) => left)), 30, 50);
    within(Math.max(...lines.map(({ right }) => right)), 100, 195);
    expect(Math.min(...body.map(({ baseline }) => baseline))).toBeGreaterThan(20);
    expect(Math.max(...body.map(({ baseline }) => baseline))).toBeLessThanOrEqual(277);
    for (const line of lines) expect(line.face).toMatch(face);
    if (at === 0) continue;
    const [number] = lines;
    expect(number!.text).toBe(String(at + 1));
    expect(Math.round(number!.size)).toBe(13);
    expect(number!.baseline).toBeLessThan(20);
    within((number!.left + number!.right) / 2, 112, 113);
  }
  const [first] = pages;
  expect(first!.lines.some(({ text, baseline }) => text.trim() === '1' && baseline < 20)).toBe(false);
  // No blank sheet, and no closing without the words before it.
  for (const { lines } of pages) expect(lines.length).toBeGreaterThan(2);
  const closings = pages.filter(({ lines }) => lines.some(({ text }) => /Nơi nhận:|TM\. BAN/.test(text)));
  expect(closings).toHaveLength(1);
  expect(closings[0]!.lines.findIndex(({ text }) => text.includes('Nơi nhận:'))).toBeGreaterThan(1);
  const nation = find(first!, NATION.slice(0, 12));
  expect(Math.round(nation.size)).toBe(12);
  expect(nation.left).toBeGreaterThan(95);
  const issuing = find(first!, 'CÔNG ĐOÀN NGÀNH');
  expect(issuing.right).toBeLessThan(101);
  expect(find(first!, 'Số:').baseline).toBeCloseTo(find(first!, 'năm 2026').baseline, 0);
  expect(Math.round(find(first!, 'BÁO CÁO').size)).toBe(14);
  expect(find(first!, 'Kính gửi').baseline).toBeGreaterThan(find(first!, 'BÁO CÁO').baseline);
}

describe('On paper', () => {
  it('is what LibreOffice makes of the DOCX: margins, faces, header, page numbers, annexes on pages of their own', async () => {
    const pages = await laidOut(await officePdf(await bytesOf(reviewer, `${DOCUMENT}.docx`)));
    expect(pages.length).toBeGreaterThan(6);
    expectOfficial(pages, /Tinos/);
    for (const number of ['1', '2', '3'])
      expect(pages.filter(({ lines }) => lines[1]?.text === `Phụ lục ${number}`)).toHaveLength(1);
  });

  it('is our own PDF by the same measures, tagged', async () => {
    const file = await bytesOf(reviewer, `${DOCUMENT}.pdf`);
    const pages = await laidOut(file);
    // The page's number is written before its text.
    expectOfficial(pages, /Tinos/);
    const { isTagged, language, roles, title } = await readPdf(file);
    expect([isTagged, language]).toEqual([true, 'vi-VN']);
    expect(title).toBe('Báo cáo tổng hợp nêu gương năm 2026 - Công đoàn ngành Y tế');
    expect(roles).toEqual(expect.arrayContaining(['H1', 'H2', 'Table', 'TR', 'TH', 'TD']));
  });

  it('has three children’s narratives of 20,000 characters in no annex of figures, and stands on many pages where the own is long', async () => {
    await recallReport(
      db,
      await openOwnReport(db, actAsFiler(await actorOf(db, 'filer')), 2026),
      (await reportOf(db, branch)).version,
      clock(),
    );
    const long = 'Công đoàn ngành đã quán triệt việc nêu gương đến từng đoàn viên, người lao động. '
      .repeat(250)
      .slice(0, 20_000);
    await fillDraft(db, 'filer', clock(), {
      figures: { limitations: long, proposals: long, next_year: long },
    });
    const own = await textOf(reviewer);
    expect(own.pages.length).toBeGreaterThan(20);
    const pages = await laidOut(await officePdf(await bytesOf(reviewer, `${DOCUMENT}.docx`)));
    expect(pages.length).toBeGreaterThan(20);
    expectOfficial(pages, /Tinos/);
  });
});
