import { beforeAll, describe, expect, it } from 'vitest';
import { WATERMARK } from '../../src/platform/documents/content.js';
import { recallReport } from '../../src/reports/filing/commands.js';
import { openOwnReport } from '../../src/reports/finders.js';
import { actAsFiler } from '../../src/platform/actor.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { docxText, readDocx, readPdf } from '../support/documents.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { actorOf, fillDraft, openTestPeriod, reportOf, returnTo, submitDraft } from '../support/reports.js';

const portal = await startTestApp({
  now: '2026-08-20T08:00:00+07:00',
  config: { publicUrl: 'https://neuguong.example.vn' },
});
const { db, clock } = portal;
const OWN = '/bao-cao/2026/van-ban/bao-cao';
let tree: Awaited<ReturnType<typeof makeTree>>;
let filer: Agent;
let reviewer: Agent;
let stranger: Agent;

// The first grassroots union filed twice, with a return between; the second one is drafting.
beforeAll(async () => {
  tree = await makeTree(db);
  await makeAccount(db, 'root', tree.province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', tree.upper.id, ['REVIEWER']);
  await makeAccount(db, 'filer', tree.first.id, ['FILER']);
  await makeAccount(db, 'drafter', tree.second.id, ['FILER', 'REVIEWER']);
  await openTestPeriod(db, 'root');
  const report = await reportOf(db, tree.first.id);
  await fillDraft(db, 'filer', clock(), {
    figures: { limitations: 'Lời của lần một', report_number: '5/BC' },
  });
  await submitDraft(db, 'filer', clock());
  await returnTo(db, 'reviewer', report.id, clock(), new Date('2026-08-30T00:00:00+07:00'));
  await fillDraft(db, 'filer', clock(), {
    figures: { limitations: 'Lời của lần hai', report_number: '5/BC' },
  });
  await submitDraft(db, 'filer', clock(), { changeNote: 'Đã sửa.' });
  await fillDraft(db, 'drafter', clock(), { figures: { limitations: 'Lời còn nháp' } });
  [filer, reviewer, stranger] = [
    await portal.signedIn('filer'),
    await portal.signedIn('reviewer'),
    await portal.signedIn('drafter'),
  ];
});

describe('The own report as a document', () => {
  it('is the draft, marked as one, while it lacks something', async () => {
    await fillDraft(db, 'drafter', clock(), { figures: { limitations: 'Lời còn nháp', proposals: '' } });
    const pdf = await pdfFrom(stranger, `${OWN}.pdf`);
    expect(pdf.pages.join(' ')).toContain('Hạn chế và nguyên nhân. Lời còn nháp');
    expect(pdf.artifacts.every((found) => found.startsWith(WATERMARK))).toBe(true);
    const docx = await docxFrom(stranger, `${OWN}.docx`);
    expect(docxText(docx['word/document.xml']!)).toContain('Lời còn nháp');
    expect(docx['word/header1.xml']).toContain(WATERMARK);
    await fillDraft(db, 'drafter', clock(), { figures: { limitations: 'Lời còn nháp' } });
  });

  it('is what is printed to be signed once it lacks nothing: unmarked, and each page says at its foot what it is', async () => {
    const words = 'Bản in để ký, lập lúc 08:00 ngày 20/8/2026; báo cáo chưa nộp trên Cổng Nêu gương.';
    const pdf = await pdfFrom(stranger, `${OWN}.pdf`);
    expect(pdf.artifacts.join()).not.toContain(WATERMARK);
    expect(pdf.artifacts.filter((found) => found.includes(words))).toHaveLength(pdf.pages.length);
    expect(pdf.pages.join(' ')).not.toContain('Bản in để ký');
    const docx = await docxFrom(stranger, `${OWN}.docx`);
    expect(JSON.stringify(docx)).not.toContain(WATERMARK);
    for (const part of ['word/footer1.xml', 'word/footer2.xml']) expect(docx[part]).toContain(words);
    const { headers } = await stranger.get(`${OWN}.pdf`);
    expect(headers['content-disposition']).not.toContain(encodeURIComponent('dự thảo'));
  });

  it('is what was submitted, without a mark, while that stands', async () => {
    const pdf = await pdfFrom(filer, `${OWN}.pdf`);
    expect(pdf.pages.join(' ')).toContain('Lời của lần hai');
    expect(pdf.artifacts.join()).not.toContain(WATERMARK);
    expect(pdf.artifacts.join()).not.toContain('Bản in để ký');
    expect(JSON.stringify(await docxFrom(filer, `${OWN}.docx`))).not.toContain(WATERMARK);
  });

  it('is any of its submissions by its number', async () => {
    for (const [number, words] of [
      ['1', 'Lời của lần một'],
      ['2', 'Lời của lần hai'],
    ] as const) {
      const pdf = await pdfFrom(filer, `${OWN}.pdf?lan=${number}`);
      expect(pdf.pages.join(' ')).toContain(words);
      expect(pdf.artifacts.join()).not.toContain(WATERMARK);
      const docx = await docxFrom(filer, `${OWN}.docx?lan=${number}`);
      expect(docxText(docx['word/document.xml']!)).toContain(words);
    }
  });

  it('says whose it is, to whom it goes, its number, its date and its totals', async () => {
    const text = (await pdfFrom(filer, `${OWN}.pdf`)).pages.join(' ');
    expect(text).toContain('CÔNG ĐOÀN NGÀNH Y TẾ CĐCS BỆNH VIỆN A');
    expect(text).toContain('Số: 05/BC ngày 20 tháng 8 năm 2026');
    expect(text).toContain('Kính gửi: Công đoàn ngành Y tế');
    expect(text).toContain('- Như trên; - Lưu: VT. TM. BAN THƯỜNG VỤ');
    expect(text).toContain('Tổng số đoàn viên, người lao động 60');
    expect(text).toContain('Tỷ lệ nữ 41,7 %');
  });

  it('has the own words of each obligation above what was done about it, for the unit and for its reviewers', async () => {
    const { id } = await reportOf(db, tree.first.id);
    for (const { pages } of [
      await pdfFrom(filer, `${OWN}.pdf`),
      await pdfFrom(reviewer, `/xet-duyet/${id}/van-ban/bao-cao.pdf`),
    ]) {
      const text = pages.join(' ');
      expect(text).toMatch(/2\. Thường xuyên học tập nâng cao trình độ mọi mặt.* kỷ luật lao động\. Kết quả/);
      expect(text).not.toMatch(/Nội dung \d\.|H\. Tài liệu kèm theo|Không có\./);
    }
  });

  it('is kept by nobody on the way, and saved under its own name', async () => {
    const { headers } = await filer.get(`${OWN}.pdf`);
    expect(headers['cache-control']).toBe('private, no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-disposition']).toContain('attachment; filename="Bao cao neu guong nam 2026');
    expect(headers['content-disposition']).toContain(encodeURIComponent('CĐCS Bệnh viện A'));
  });

  it('of a number, a year or a reader that has none is not found', async () => {
    for (const lan of ['3', '0', '', 'x', '1&lan=2'])
      expect((await filer.get(`${OWN}.pdf?lan=${lan}`)).status).toBe(404);
    expect((await filer.get(OWN.replace('2026', '2025') + '.pdf')).status).toBe(404);
    expect((await stranger.get(`${OWN}.docx?lan=1`)).status).toBe(404);
    const { status, headers } = await portal.visitor().get(`${OWN}.pdf`);
    expect([status, headers['location']]).toEqual([
      302,
      `/dang-nhap?tiep=${encodeURIComponent(`${OWN}.pdf`)}`,
    ]);
  });

  it('is linked from the report and from its receipt', async () => {
    const overview = (await filer.get('/bao-cao/2026')).text;
    expect(overview).toContain('Tải báo cáo đã nộp');
    expect((await stranger.get('/bao-cao/2026')).text).toContain('Tải bản thảo');
    const receipt = (await filer.get('/bao-cao/2026/bien-nhan?lan=1')).text;
    for (const [page, path] of [
      [overview, `${OWN}.docx`],
      [overview, `${OWN}.pdf`],
      [receipt, `${OWN}.pdf?lan=1`],
      [receipt, '/bao-cao/2026/bien-nhan.pdf?lan=1'],
    ] as const)
      expect(page).toContain(`href="${path}"`);
  });
});

describe('The receipt as a document', () => {
  it('says what its page says, and draws a code that leads to where it is checked', async () => {
    const report = await reportOf(db, tree.first.id);
    for (const number of [1, 2]) {
      const submission = await db.submission.findFirstOrThrow({ where: { reportId: report.id, number } });
      const { pages, roles, longestPath } = await pdfFrom(filer, `/bao-cao/2026/bien-nhan.pdf?lan=${number}`);
      const text = pages.join(' ');
      for (const words of [
        'LIÊN ĐOÀN LAO ĐỘNG TỈNH CÔNG ĐOÀN NGÀNH Y TẾ CỘNG HÒA',
        'ngày 20 tháng 8 năm 2026 BIÊN NHẬN',
        'CĐCS Bệnh viện A',
        'Công đoàn ngành Y tế',
        `Lần nộp ${number}`,
        '08:00 ngày 20/8/2026',
        'Người dùng filer',
        'Đúng hạn',
      ])
        expect(text).toContain(words);
      // As on the page: a later submission followed the first one.
      expect(text.includes('lần gần nhất là lần nộp 2')).toBe(number === 1);
      expect(text.replaceAll(' ', '')).toContain(submission.sha256);
      const link = `https://neuguong.example.vn/xac-thuc?ma=${submission.verificationCode}`;
      expect(text).toContain(link);
      expect(roles).toContain(`Figure: Mã QR dẫn đến ${link}`);
      // Such a code has 29 × 29 squares or more, about half of them dark; a cell of the table is one rectangle.
      expect(longestPath[0]).toBeGreaterThan(4000);
    }
  });

  it('is of the latest submission where none is named, and of none not found', async () => {
    const { pages } = await pdfFrom(filer, '/bao-cao/2026/bien-nhan.pdf');
    expect(pages.join(' ')).toContain('Lần nộp 2');
    expect((await filer.get('/bao-cao/2026/bien-nhan.pdf?lan=3')).status).toBe(404);
    expect((await stranger.get('/bao-cao/2026/bien-nhan.pdf')).status).toBe(404);
  });
});

describe('The place before the date', () => {
  const PLACE = '/bao-cao/2026/van-ban/dia-danh';
  const ASKED = 'chưa có địa danh trước ngày tháng';
  const pages = ['/bao-cao/2026', '/bao-cao/2026/kiem-tra'];

  it('is asked of every unit once, and stands on all its documents from then on', async () => {
    for (const path of pages) {
      const { text } = await filer.get(path);
      expect(text).toContain(ASKED);
      expect(text).toContain(`href="${PLACE}"`);
    }
    const empty = await postForm(filer, PLACE, {
      ...{ version: '0', place: ' ', board: 'Ban Tuyên giáo' },
      authority: '',
    });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Hãy nhập địa danh');
    expect(empty.text).toContain('Hãy chọn dòng in trên chữ ký.');
    expect(empty.text).toContain('value="Ban Tuyên giáo"');
    const saved = await postForm(filer, PLACE, {
      ...{ version: '0', place: 'Huế', board: 'Ban Tuyên giáo' },
      authority: 'TM. BAN CHẤP HÀNH',
    });
    expect([saved.status, saved.headers['location']]).toEqual([303, '/bao-cao/2026']);
    const row = await db.documentSettings.findUniqueOrThrow({ where: { unitId: tree.first.id } });
    expect(row.settings).toMatchObject({ wording: { place: 'Huế', board: 'Ban Tuyên giáo' } });
    const event = await lastEventIn(db);
    expect(event).toMatchObject({ action: 'document-settings-saved', unitId: tree.first.id });
    for (const path of pages) expect((await filer.get(path)).text).not.toContain(ASKED);
    const text = (await pdfFrom(filer, `${OWN}.pdf`)).pages.join(' ');
    expect(text).toContain('Huế, ngày 20 tháng 8 năm 2026');
    expect(text).toContain('- Lưu: VT, Ban Tuyên giáo. TM. BAN CHẤP HÀNH');
    const { id } = await reportOf(db, tree.first.id);
    const received = await pdfFrom(reviewer, `/xet-duyet/${id}/van-ban/bao-cao.pdf`);
    expect(received.pages[0]).toContain('Huế, ngày 20 tháng 8 năm 2026');
  });

  it('saved by two at once keeps the first, and shows the second both', async () => {
    const late = await postForm(filer, PLACE, {
      version: '0',
      place: 'Đà Nẵng',
      board: '',
      authority: 'khong-in',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('value="Đà Nẵng"');
    expect(late.text).toContain('<p class="prewrap">Huế</p>');
    const again = await postForm(filer, PLACE, {
      version: '1',
      place: 'Đà Nẵng',
      board: '',
      authority: 'khong-in',
    });
    expect(again.status).toBe(303);
    expect((await pdfFrom(filer, `${OWN}.pdf`)).pages.join(' ')).not.toContain('TM. BAN');
    const third = await postForm(filer, PLACE, {
      version: '1',
      place: 'Vinh',
      board: '',
      authority: 'TM. BAN CHẤP HÀNH',
    });
    expect(third.text).toContain('<p class="prewrap">Không in dòng này</p>');
  });
});

describe('A report below as a document', () => {
  it('is what its reviewers received, and nothing of a draft', async () => {
    const { id } = await reportOf(db, tree.first.id);
    const path = `/xet-duyet/${id}/van-ban/bao-cao`;
    expect((await pdfFrom(reviewer, `${path}.pdf`)).pages.join(' ')).toContain('Lời của lần hai');
    const first = await docxFrom(reviewer, `${path}.docx?lan=1`);
    expect(docxText(first['word/document.xml']!)).toContain('Lời của lần một');
    expect((await reviewer.get(`${path}.pdf?lan=3`)).status).toBe(404);
    expect((await stranger.get(`${path}.pdf`)).status).toBe(404);
    const drafted = (await reportOf(db, tree.second.id)).id;
    expect((await reviewer.get(`/xet-duyet/${drafted}/van-ban/bao-cao.pdf`)).status).toBe(404);
    expect((await reviewer.get(`/xet-duyet/${id}`)).text).toContain(`href="${path}.docx?lan=2"`);
  });

  it('ends the chance to recall it, as seeing it does', async () => {
    await submitDraft(db, 'drafter', clock());
    const { id } = await reportOf(db, tree.second.id);
    expect((await reviewer.get(`/xet-duyet/${id}/van-ban/bao-cao.docx`)).status).toBe(200);
    const open = await openOwnReport(db, actAsFiler(await actorOf(db, 'drafter')), 2026);
    await expect(recallReport(db, open, open.report.version, clock())).rejects.toThrow();
  });
});

async function pdfFrom(agent: Agent, path: string) {
  const answer = await agent.get(path).buffer(true);
  expect([path, answer.status, answer.type]).toEqual([path, 200, 'application/pdf']);
  return readPdf(answer.body as Buffer);
}

async function docxFrom(agent: Agent, path: string) {
  const answer = await agent.get(path).responseType('blob');
  expect([path, answer.status]).toEqual([path, 200]);
  return readDocx(answer.body as Buffer);
}
