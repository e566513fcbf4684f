import { describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import {
  dateLine,
  MOTTO,
  NATION,
  numberLine,
  WATERMARK,
  type Block,
  type OfficialDocument,
} from '../../src/platform/documents/content.js';
import { writeDocx } from '../../src/platform/documents/docx.js';
import { breakLines } from '../../src/platform/documents/lines.js';
import { writePdf } from '../../src/platform/documents/pdf.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations, obligationWords } from '../../src/guidance/rules.js';
import { defaultForm } from '../../src/form/default-form.js';
import { obligationName } from '../../src/form/obligation-names.js';
import { readAnswers, withTotals } from '../../src/form/answers.js';
import { reportDocument } from '../../src/reports/document/report-document.js';
import { docxText, readDocx, readPdf, wordsOf } from '../support/documents.js';
import { typedSection } from '../support/reports.js';

const NOW = new Date('2026-08-20T08:00:00+07:00');
const form = defaultForm((audience) => obligations(officialText, audience));
const text =
  'Công đoàn cơ sở đã quán triệt đến đoàn viên, người lao động; gắn với phong trào “Lao động giỏi – Lao động sáng tạo”. ';

const document: OfficialDocument = {
  title: 'Báo cáo thử',
  draft: false,
  madeAt: NOW,
  letterhead: {
    parentBody: 'Liên đoàn Lao động tỉnh',
    issuingBody: 'Công đoàn ngành Y tế',
    number: '5/BC-CĐN',
    place: 'Huế',
    date: isoDay('2026-09-05'),
  },
  type: 'Báo cáo',
  subject: 'Kết quả nêu gương năm 2026',
  to: 'Liên đoàn Lao động tỉnh',
  blocks: [
    { kind: 'heading', level: 1, text: 'A. Thông tin chung' },
    { kind: 'heading', level: 2, text: '1. Số liệu' },
    {
      kind: 'table',
      widths: [0.7, 0.3],
      header: ['Nội dung', 'Số liệu'],
      rows: [
        ['Số viên chức', '1.234'],
        ['Tỷ lệ nữ', '66,7 %'],
      ],
      figures: 1,
    },
    { kind: 'paragraph', lead: 'Nội dung 1.', text: text.repeat(4) },
    { kind: 'paragraph', text: 'Chưa có nội dung.', italic: true },
    { kind: 'list', items: ['Việc thứ nhất', 'Việc thứ hai'] },
  ],
  closing: {
    recipients: ['Như trên', 'Lưu: VT'],
    authority: 'TM. Ban Chấp hành',
    position: 'Chủ tịch',
    name: 'Nguyễn Thị Hương Giang',
  },
};
/** Every word of it, in reading order. */
const itsWords = wordsOf(
  'LIÊN ĐOÀN LAO ĐỘNG TỈNH CÔNG ĐOÀN NGÀNH Y TẾ',
  NATION,
  MOTTO,
  'Số: 05/BC-CĐN Huế, ngày 05 tháng 9 năm 2026 BÁO CÁO Kết quả nêu gương năm 2026',
  'Kính gửi: Liên đoàn Lao động tỉnh A. Thông tin chung 1. Số liệu',
  'Nội dung Số liệu Số viên chức 1.234 Tỷ lệ nữ 66,7 % Nội dung 1.',
  text.repeat(4),
  'Chưa có nội dung. - Việc thứ nhất - Việc thứ hai Nơi nhận: - Như trên; - Lưu: VT.',
  'TM. BAN CHẤP HÀNH CHỦ TỊCH Nguyễn Thị Hương Giang',
);
const withBlocks = (...blocks: Block[]) => ({ ...document, blocks });
const pdfOf = async (given: OfficialDocument) => readPdf(await writePdf(given));
const docxOf = async (given: OfficialDocument) => readDocx(await writeDocx(given));

describe('The lines of an official document', () => {
  it('pads numbers under 10, and leaves room for one that is missing', () => {
    expect(numberLine('5/BC-CĐCS', 'Báo cáo')).toBe('Số: 05/BC-CĐCS');
    expect(numberLine('15/BC-CĐCS', 'Báo cáo')).toBe('Số: 15/BC-CĐCS');
    expect(numberLine('', 'Báo cáo')).toBe('Số: ……/BC-……');
    expect(numberLine('', 'HƯỚNG DẪN')).toBe('Số: ……/HD-……');
    expect(numberLine('', 'Thông báo')).toBe('Số: ……/TB-……');
    expect(numberLine('', 'Kết luận')).toBe('Số: ……/KL-……');
    for (const other of ['', 'Nghị quyết']) expect(numberLine('', other)).toBe('Số: ……/……-……');
  });

  it('pads days under 10 and the months 1 and 2, and leaves out a place that is not known', () => {
    const line = (day: string, place = '') => dateLine({ ...document.letterhead!, place, date: isoDay(day) });
    expect(line('2026-09-05', 'Hà Nội')).toBe('Hà Nội, ngày 05 tháng 9 năm 2026');
    expect(line('2026-02-10')).toBe('ngày 10 tháng 02 năm 2026');
    expect(line('2026-12-31')).toBe('ngày 31 tháng 12 năm 2026');
  });

  it('break at blanks, and within a word only where it is wider than a line', () => {
    const lines = breakLines([{ text: 'aa bbb cccccccc', style: 'regular' }], (t) => t.length, 6, 1);
    expect(lines.map((line) => line.words.map((word) => word.text))).toEqual([
      ['aa'],
      ['bbb'],
      ['ccccc'],
      ['ccc'],
    ]);
  });
});

describe('As DOCX', () => {
  it('is on A4 with the margins of the layout', async () => {
    const { 'word/document.xml': xml } = await docxOf(document);
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>');
    expect(xml).toMatch(/<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567"/);
  });

  it('has the face, the sizes and the spacing of the layout', async () => {
    const parts = await docxOf(document);
    const xml = parts['word/document.xml']!;
    expect(parts['word/styles.xml']).toMatch(
      /<w:docDefaults>.*w:ascii="Times New Roman".*<w:sz w:val="28"\/>/,
    );
    expect(parts['word/styles.xml']).toContain('<w:lang w:val="vi-VN"/>');
    const runs = [...xml.matchAll(/<w:r><w:rPr>(.*?)<\/w:rPr><w:t[^>]*>(.*?)<\/w:t>/g)];
    const look = (words: string) => runs.find(([, , t]) => t === words)?.[1];
    expect(look('LIÊN ĐOÀN LAO ĐỘNG TỈNH')).toMatch(/^(?!.*<w:b\/>).*w:sz w:val="24"/);
    expect(look('CÔNG ĐOÀN NGÀNH Y TẾ')).toMatch(/<w:b\/>.*w:sz w:val="24"/);
    expect(look(NATION)).toMatch(/<w:b\/>.*w:sz w:val="24"/);
    expect(look(MOTTO)).toMatch(/<w:b\/>.*w:sz w:val="26"/);
    expect(look('Số: 05/BC-CĐN')).toMatch(/w:sz w:val="26"/);
    expect(look('Huế, ngày 05 tháng 9 năm 2026')).toMatch(/<w:i\/>.*w:sz w:val="26"/);
    expect(look('BÁO CÁO')).toMatch(/<w:b\/>.*w:sz w:val="28"/);
    expect(look('Nơi nhận:')).toMatch(/<w:b\/>.*<w:i\/>.*w:sz w:val="24"/);
    expect(look('-\u00a0Lưu: VT.')).toMatch(/w:sz w:val="22"/);
    expect(xml).toMatch(
      /<w:spacing w:after="0" w:before="120" w:line="276" w:lineRule="auto"\/><w:ind w:firstLine="720"\/><w:jc w:val="both"\/>/,
    );
  });

  it('says every word, no more and no less', async () => {
    const { 'word/document.xml': xml } = await docxOf(document);
    expect([...wordsOf(docxText(xml!))].sort()).toEqual([...itsWords].sort());
  });

  it('repeats the header of a table, and makes headings of headings', async () => {
    const { 'word/document.xml': xml } = await docxOf(document);
    expect(xml).toMatch(
      /<w:tr><w:trPr><w:cantSplit\/><w:tblHeader\/><\/w:trPr>.*?Nội dung.*?Số liệu.*?<\/w:tr>/,
    );
    for (const level of ['1', '2', '3']) expect(xml).toContain(`<w:pStyle w:val="Heading${level}"/>`);
  });

  it('numbers the pages in the middle of the header, but not the first', async () => {
    const parts = await docxOf(document);
    const [later, first] = headersOf(parts);
    expect(parts['word/document.xml']).toContain('<w:titlePg/>');
    expect(later).toMatch(/<w:jc w:val="center"\/>.*<w:sz w:val="26"\/>.*PAGE/);
    expect(first).not.toContain('PAGE');
  });

  it('is marked on every page while it is a draft, and only then', async () => {
    for (const draft of [true, false])
      for (const header of headersOf(await docxOf({ ...document, draft })))
        expect(header.includes(`string="${WATERMARK}"`)).toBe(draft);
  });

  it('takes any text: controls are dropped, markup stays text, nothing is a formula', async () => {
    const typed = '=1+1 +1 -1 @x <b> & "y" \u0000\u0007\ufffe\ud800 hết';
    const { 'word/document.xml': xml } = await docxOf(withBlocks({ kind: 'paragraph', text: typed }));
    expect(docxText(xml!)).toContain('=1+1 +1 -1 @x <b> & "y"');
    // eslint-disable-next-line no-control-regex -- they are what it looks for
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
  });
});

describe('As PDF', () => {
  it('says every word, in order', async () => {
    const { pages } = await pdfOf(document);
    expect(wordsOf(...pages)).toEqual(itsWords);
  });

  it('is tagged: language, title, and a structure with headings and the cells of tables', async () => {
    const file = await writePdf(document);
    const raw = file.toString('latin1');
    for (const name of ['/MarkInfo', '/StructTreeRoot', '/Lang (vi-VN)', '/DisplayDocTitle true'])
      expect(raw).toContain(name);
    expect(raw).toMatch(/\/Scope \/Column/);
    const { roles, title, language, isTagged } = await readPdf(file);
    expect({ title, language, isTagged }).toEqual({
      title: 'Báo cáo thử',
      language: 'vi-VN',
      isTagged: true,
    });
    const count = (role: string) => roles.filter((found) => found === role).length;
    expect(['H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD', 'L', 'LI'].map(count)).toEqual([
      1, 1, 1, 1, 3, 2, 4, 1, 2,
    ]);
  });

  it('is on A4, and embeds its faces', async () => {
    const raw = (await writePdf(document)).toString('latin1');
    expect(raw).toMatch(/\/MediaBox \[0 0 595\.27\d* 841\.88\d*\]/);
    const faces = [...raw.matchAll(/\/FontName \/\w+\+([\w-]+)/g)].map(([, face]) => face);
    expect(faces.length).toBeGreaterThan(2);
    expect(faces.every((face) => face!.startsWith('Tinos'))).toBe(true);
    expect(raw.match(/\/FontFile2/g)).toHaveLength(faces.length);
  });

  it('keeps every accented letter of Vietnamese, small and capital, typed composed or not', async () => {
    const small = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ';
    const letters = Array.from(small + small.toLocaleUpperCase('vi'));
    expect(new Set(letters).size).toBe(134);
    const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
    const typed = letters.join(' ');
    for (const block of [paragraph(typed), paragraph(typed.normalize('NFD')), paragraph(letters.join(''))]) {
      const { pages } = await pdfOf(withBlocks(block));
      const found = pages.join(' ').split(document.letterhead!.parentBody)[1]!.split('Nơi nhận')[0]!;
      expect(found.replace(/\s/g, '')).toBe(letters.join(''));
    }
  });

  it('numbers the pages from the second on', async () => {
    const { artifacts } = await pdfOf(withBlocks(...paragraphs(40)));
    expect(artifacts.length).toBeGreaterThan(2);
    expect(artifacts).toEqual(artifacts.map((_, at) => (at === 0 ? '' : String(at + 1))));
  });

  it('is marked on every page while it is a draft, and only then', async () => {
    const draft = await pdfOf({ ...withBlocks(...paragraphs(40)), draft: true });
    expect(draft.artifacts.every((found) => found.startsWith(WATERMARK))).toBe(true);
    expect(draft.pages.some((page) => page.includes(WATERMARK))).toBe(false);
    const { artifacts } = await pdfOf(document);
    expect(artifacts.join()).not.toContain(WATERMARK);
  });

  it('breaks a text of 20,000 characters without a blank, and loses none', async () => {
    const endless = 'ộđếặữ'.repeat(4000);
    const { pages } = await pdfOf(withBlocks({ kind: 'paragraph', lead: 'Nội dung 1.', text: endless }));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.join('').replace(/\s/g, '')).toContain(endless);
  });

  it('takes any text: controls are dropped, what the face lacks is a box, nothing is a formula', async () => {
    const typed = '=1+1 +1 -1 @x <b> & "y" \u0000\u0007\ufffe\ud800 \u{1f600} hết';
    const { pages } = await pdfOf(withBlocks({ kind: 'paragraph', text: typed }));
    expect(pages.join(' ')).toMatch(/=1\+1 \+1 -1 @x <b> & "y" \S? ?□ hết/);
  });

  it('repeats the header of a table on each page, and keeps every row whole and in order', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => [`Dòng ${at} ${text}`, String(at)]);
    const table: Block = {
      kind: 'table',
      widths: [0.7, 0.3],
      header: ['Nội dung', 'Số liệu'],
      rows,
      figures: 1,
    };
    const file = await writePdf(withBlocks(table));
    const { pages, artifacts } = await readPdf(file);
    expect(pages.length).toBeGreaterThan(5);
    expect(artifacts.slice(1, -1).every((found) => found.endsWith('Nội dung Số liệu'))).toBe(true);
    const body = pages.join(' ').split('Nội dung Số liệu')[1]!.split('Nơi nhận')[0]!;
    expect(wordsOf(body)).toEqual(wordsOf(...rows.flat()));
    expect(file.toString('latin1').match(/\/S \/TH\b/g)).toHaveLength(2);
    // Each page begins with a row, not with what is left of one.
    expect(pages.slice(1, -1).filter((page) => !page.startsWith('Dòng'))).toEqual([]);
  });

  it('begins each annex on a page of its own, under its number and title', async () => {
    const annexes = ['Số liệu', 'Đơn vị chưa báo cáo'].map((title, at) => ({
      label: `Phụ lục ${at + 1}`,
      title,
      blocks: [{ kind: 'paragraph' as const, text: `Lời ${at + 1}` }],
    }));
    const { pages, roles } = await pdfOf({ ...document, annexes });
    expect(pages.slice(-2)).toEqual([
      'Phụ lục 1 SỐ LIỆU (Kèm theo Báo cáo số 05/BC-CĐN ngày 05 tháng 9 năm 2026 của Công đoàn ngành Y tế) Lời 1',
      'Phụ lục 2 ĐƠN VỊ CHƯA BÁO CÁO (Kèm theo Báo cáo số 05/BC-CĐN ngày 05 tháng 9 năm 2026 của Công đoàn ngành Y tế) Lời 2',
    ]);
    expect(roles).toContain('H2');
    const { 'word/document.xml': xml } = await docxOf({ ...document, annexes });
    expect(xml!.match(/<w:pageBreakBefore\/>/g)).toHaveLength(2);
  });

  it('parts a row that no page holds', async () => {
    const row = [text.repeat(120), '1'];
    const table: Block = {
      kind: 'table',
      widths: [0.7, 0.3],
      header: ['a', 'b'],
      rows: [row],
      figures: 1,
    };
    const { pages } = await pdfOf(withBlocks(table));
    expect(pages.length).toBeGreaterThan(2);
    expect(wordsOf(...pages).filter((word) => word === 'sáng')).toHaveLength(120);
  });
});

describe('A report as a document', () => {
  const report = { period: { year: 2026 }, parent: { name: 'Công đoàn ngành Y tế' }, form };
  const unit = 'CĐCS Bệnh viện A';
  const asked = obligationWords(officialText);
  const sections = new Map(
    form.sections.map((section) => {
      const { answers } = readAnswers(section, typedSection(section, { report_number: '7/BC' }));
      const notApplicable = section.code === 'vien-chuc';
      return [
        section.code,
        { notApplicable, reason: '', answers: notApplicable ? {} : withTotals(section, answers) },
      ];
    }),
  );
  const blocksOf = (made: OfficialDocument) => JSON.stringify(made.blocks);

  it('takes its number, its date and its signatory from the answers', () => {
    const made = reportDocument(
      report,
      { unit, sections, files: [], nilReason: '', draft: false, obligations: asked },
      NOW,
    );
    expect(made.letterhead).toMatchObject({
      number: '7/BC',
      parentBody: 'Công đoàn ngành Y tế',
      issuingBody: unit,
      date: isoDay('2026-08-20'),
    });
    expect(made.closing).toMatchObject({ name: 'Nguyễn Văn An', position: 'Nguyễn Văn An' });
    expect(blocksOf(made)).not.toContain('Người ký');
  });

  it('has figures, totals and rates in tables, narratives under the own words of their obligation', () => {
    const made = blocksOf(
      reportDocument(
        report,
        { unit, sections, files: [], nilReason: '', draft: false, obligations: asked },
        NOW,
      ),
    );
    expect(made).toContain('["Tổng số đoàn viên, người lao động","60"]');
    expect(made).toContain('["Tỷ lệ nữ","41,7 %"]');
    for (const code of ['civil-servant-1', 'worker-3']) expect(made).toContain(asked.get(code));
    // What the sample wrote is named after the question.
    expect(made).toContain(`"text":"Kết quả: ${obligationName(asked.get('civil-servant-1')!)}."`);
    expect(made).not.toContain('"lead":"Nội dung');
    expect(made).toContain('Trong kỳ, viên chức của đơn vị chưa có kết quả nêu gương nào.');
  });

  it('of a report with nothing in it has room for everything, and can be written', async () => {
    const empty = reportDocument(
      { ...report, parent: null },
      { unit, sections: new Map(), files: [], nilReason: '', draft: true, obligations: asked },
      NOW,
    );
    expect(empty.letterhead?.parentBody).toBe('Tổng Liên đoàn Lao động Việt Nam');
    const { pages } = await pdfOf(empty);
    expect(pages.join(' ')).toContain('Số: ……/BC-…… ngày …… tháng …… năm ……');
    const text = docxText((await docxOf(empty))['word/document.xml']!);
    expect(text).toContain('G. ');
    for (const left of ['H. Tài liệu kèm theo', 'Không có']) expect(text).not.toContain(left);
  });

  it('of a unit with nothing to report says so and why, and lists nothing under the sections', () => {
    const said = { unit, sections, files: [], nilReason: 'Mới thành lập.', draft: false, obligations: asked };
    const made = blocksOf(reportDocument(report, said, NOW));
    expect(made).toContain('không phát sinh nội dung nào phải báo cáo. Lý do: Mới thành lập.');
    expect(made).toContain('["Tổng số đoàn viên, người lao động","60"]');
    expect(made).not.toContain(asked.get('worker-1'));
  });

  it('says for whom it is signed, unless the position does', () => {
    const signedAs = (position: string) => {
      const answers = { signatory_position: position };
      const only = new Map([['thong-tin-chung', { notApplicable: false, reason: '', answers }]]);
      return reportDocument(
        report,
        { unit, sections: only, files: [], nilReason: '', draft: true, obligations: asked },
        NOW,
      ).closing;
    };
    expect(signedAs('Chủ tịch')).toMatchObject({ authority: 'TM. BAN THƯỜNG VỤ', position: 'Chủ tịch' });
    expect(signedAs('KT. Chủ tịch')).toMatchObject({ authority: '' });
  });
});

function paragraphs(count: number): Block[] {
  return Array.from({ length: count }, () => ({ kind: 'paragraph', text: text.repeat(3) }));
}

/** The header of later pages, then that of the first. */
function headersOf(parts: Record<string, string>): [string, string] {
  const headers = ['word/header1.xml', 'word/header2.xml'].map((path) => parts[path]!);
  return [headers.find((xml) => xml.includes('PAGE'))!, headers.find((xml) => !xml.includes('PAGE'))!];
}
