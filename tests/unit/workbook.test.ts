import type { CellValue, Workbook, Worksheet } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formDefinition, type SectionDefinition } from '../../src/form/definition.js';
import { withTotals } from '../../src/form/answers.js';
import type { SectionContent } from '../../src/reports/drafts/merge.js';
import { readWorkbook } from '../../src/reports/workbook/read.js';
import { sectionChanges, type DraftSections } from '../../src/reports/workbook/rules.js';
import { writeWorkbook } from '../../src/reports/workbook/write.js';
import { computingTime } from '../support/patience.js';
import { answerCell, anyDraft, anyForm, edited, rowOf } from '../support/workbooks.js';
import { repackaged, withDeclaredSize } from '../support/zips.js';

const KEY = { year: 2026, unitCode: 'BV-A', formVersion: 1 };
const FORM = formDefinition.parse({
  sections: [
    {
      code: 'so-lieu',
      letter: 'A',
      title: 'Số liệu: nam/nữ [2026]',
      notApplicable: { statement: 'Không có viên chức', zeroField: 'people' },
      fields: [
        { code: 'people', label: 'Số người', kind: 'integer', required: true, max: 1000 },
        { code: 'score', label: 'Điểm', kind: 'decimal' },
        { code: 'share', label: 'Tỷ lệ', kind: 'percent' },
        { code: 'money', label: 'Kinh phí', kind: 'money' },
        { code: 'day', label: 'Ngày họp', kind: 'date' },
        { code: 'all', label: 'Cộng', kind: 'total', of: ['people', 'score', 'share'] },
        { code: 'part', label: 'Phần', kind: 'rate', of: ['people'], over: ['all'] },
      ],
    },
    {
      code: 'noi-dung',
      letter: 'B',
      title: 'Nội dung',
      fields: [
        { code: 'name', label: 'Tên', kind: 'line', maxLength: 20 },
        { code: 'story', label: 'Kết quả', kind: 'text', obligation: 'worker-2' },
        { code: 'held', label: 'Đã họp', kind: 'yes-no' },
        {
          code: 'grade',
          label: 'Xếp loại',
          kind: 'choice',
          choices: [
            { code: 'good', label: 'Tốt, rất tốt' },
            { code: 'fair', label: 'Khá' },
          ],
        },
        { code: 'scan', label: 'Bản ký', kind: 'file' },
      ],
    },
  ],
  checks: [
    { kind: 'compare', code: 'c', severity: 'error', left: ['people'], relation: '≤', right: ['all'] },
  ],
});
const OBLIGATIONS = new Map([['worker-2', 'Gương mẫu trong lao động, sản xuất.']]);
const DRAFT: DraftSections = new Map([
  [
    'noi-dung',
    {
      answers: { name: 'Bệnh viện A', story: '=HYPERLINK("http://x")', held: true, grade: 'good' },
      notApplicable: false,
      reason: '',
      version: 3,
    },
  ],
]);

describe('What comes out comes back in', () => {
  it('the workbook of any form and draft says exactly that draft', async () => {
    const formAndDraft = anyForm.chain((form) => anyDraft(form).map((draft) => ({ form, draft })));
    await fc.assert(
      fc.asyncProperty(formAndDraft, async ({ form, draft }) => {
        const read = await readBack(await written(form, draft), form);
        expect(read.problems).toEqual([]);
        expect(sectionChanges(form, read.typed, draft)).toEqual([]);
        // Read into an empty draft, it makes the same one.
        const made = sectionChanges(form, read.typed, new Map());
        const known = [...draft].filter(([, d]) => d.notApplicable || Object.keys(d.answers).length > 0);
        expect(made.map(({ section, said }) => [section.code, asStored(section, said)])).toEqual(
          known.map(([code, { version: _, ...stored }]) => [code, stored]),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('tells which versions of the sections it was made from', async () => {
    expect((await readBack(await written())).versions).toEqual({ 'so-lieu': 0, 'noi-dung': 3 });
  });

  it.each(['=1+1', '+84 912', '-5 độ', '@SUM(A1)', "=cmd|'/c calc'!A0"])(
    'an answer %s is written as text, and is text when read',
    async (story) => {
      const draft = new Map([
        ['noi-dung', { answers: { story }, notApplicable: false, reason: '', version: 1 }],
      ]);
      const file = await written(FORM, draft);
      await edited(file, (workbook) => {
        expect(answerCell(workbook, 'story').value).toBe(story);
      });
      expect((await readBack(file)).typed['noi-dung']?.['story']).toBe(story);
    },
  );

  it('also where something on its way added bytes to its end', async () => {
    const file = await written();
    const said = (await readBack(file)).typed;
    for (const tail of ['\r\n', '\0'.repeat(3000)])
      expect((await readBack(Buffer.concat([file, Buffer.from(tail)]))).typed).toEqual(said);
  });

  it('a text of 20,000 characters stays whole', async () => {
    const story = 'Đã họp.\n'.repeat(2500).trim();
    const draft = new Map([
      ['noi-dung', { answers: { story }, notApplicable: false, reason: '', version: 1 }],
    ]);
    const read = await readBack(await written(FORM, draft));
    expect(sectionChanges(FORM, read.typed, draft)).toEqual([]);
  });
});

describe('The workbook guides whoever fills it in', () => {
  it('only answers can be written; the sheets’ structure is locked', async () => {
    await edited(await written(), (workbook) => {
      for (const code of ['people', 'story', 'notApplicable'])
        expect(answerCell(workbook, code).protection?.locked).toBe(false);
      for (const code of ['all', 'part', 'scan'])
        expect(answerCell(workbook, code).protection?.locked ?? true).toBe(true);
      expect(workbook.worksheets.every((sheet) => sheet.sheetProtection?.sheet)).toBe(true);
      expect(workbook.protection?.lockStructure).toBe(true);
    });
  });

  it('an obligation’s own words stand beside the answer about it, and rows are as high as their text', async () => {
    const draft = new Map([
      [
        'noi-dung',
        { answers: { story: `${'Dòng\n'.repeat(8)}Dòng` }, notApplicable: false, reason: '', version: 1 },
      ],
    ]);
    await edited(await written(FORM, draft), (workbook) => {
      const sheet = workbook.getWorksheet('B. Nội dung')!;
      expect(sheet.getCell('B5').text).toBe('Kết quả (không bắt buộc)\nGương mẫu trong lao động, sản xuất.');
      expect(sheet.getRow(4).height).toBe(15);
      expect(sheet.getRow(5).height).toBe(135);
      // A person may write more: it grows.
      expect(sheet.getRow(5).customHeight ?? false).toBe(false);
    });
  });

  it('sheets print on A4, as wide as the page, each page with the columns’ names', async () => {
    await edited(await written(), (workbook) => {
      for (const { name, state, pageSetup } of workbook.worksheets.filter(
        (sheet) => sheet.state === 'visible',
      ))
        expect([name, state, pageSetup]).toMatchObject([
          name,
          'visible',
          { paperSize: 9, fitToPage: true, fitToHeight: 0 },
        ]);
      expect(workbook.worksheets[1]!.pageSetup).toMatchObject({
        orientation: 'landscape',
        printTitlesRow: '3:3',
      });
    });
  });

  it('sheets have names that Excel takes, and the technical ones are hidden', async () => {
    await edited(await written(), (workbook) => {
      expect(workbook.worksheets.map(({ name, state }) => [name, state])).toEqual([
        ['Hướng dẫn', 'visible'],
        ['A. Số liệu nam nữ 2026', 'visible'],
        ['B. Nội dung', 'visible'],
        ['Kiểm tra', 'visible'],
        ['Danh mục', 'veryHidden'],
        ['_cong_neu_guong', 'veryHidden'],
      ]);
    });
  });

  it('choices are drop-downs, computed figures formulas, and a required answer is asked for', async () => {
    await edited(await written(), (workbook) => {
      expect(answerCell(workbook, 'held').dataValidation).toMatchObject({
        type: 'list',
        formulae: ['"Có,Không"'],
      });
      expect(answerCell(workbook, 'grade').dataValidation).toMatchObject({
        formulae: ["'Danh mục'!$A$1:$A$2"],
      });
      expect(answerCell(workbook, 'all').formula).toBe(
        `IF(COUNT('A. Số liệu nam nữ 2026'!C6,'A. Số liệu nam nữ 2026'!G7,'A. Số liệu nam nữ 2026'!G8)=3,'A. Số liệu nam nữ 2026'!C6+'A. Số liệu nam nữ 2026'!G7+'A. Số liệu nam nữ 2026'!G8,"")`,
      );
      expect(workbook.worksheets[1]!.getCell('F6').formula).toBe('IF(C4="Có","",IF(LEN(C6)=0,"Cần ghi",""))');
      expect(workbook.getWorksheet('Kiểm tra')!.getCell('D2').formula).toContain('"Chưa khớp"');
    });
  });
});

describe('What people write into cells is understood', () => {
  const understood: [code: string, value: CellValue, format: string, typed: unknown][] = [
    ['score', '1.234,5', '', 1234.5],
    ['score', 1234.5, '', 1234.5],
    ['score', 0.1 + 0.2, '', 0.3],
    ['people', '1.000', '', 1000],
    ['people', ' 12 ', '', 12],
    ['money', '1.500.000 đồng', '', 1_500_000],
    ['money', '1,5 triệu', '', 1_500_000],
    ['share', 0.5, '0%', 50],
    ['share', 0.07, '0.00%', 7],
    ['share', 50, '0', 50],
    ['share', 0.5, '0', 0.5],
    ['share', '12,5 %', '', 12.5],
    ['share', 50, '0" %"', 50],
    ['share', 50, '0\\%', 50],
    ['share', 0.5, '[Red]0.0%', 50],
    ['share', 0.5, '0%;-0%', 50],
    ['score', 12.5, '0.0" %"', 12.5],
    ['score', -0, '', 0],
    ['people', -0, '0', 0],
    ['people', 12, '0" người/tháng"', 12],
    ['day', new Date('2026-09-09T00:00:00Z'), 'dd/mm/yyyy', '2026-09-09'],
    ['day', new Date('2026-09-09T23:59:00Z'), 'dd/mm/yyyy hh:mm', '2026-09-09'],
    ['day', '9/9/2026', '', '2026-09-09'],
    ['day', '09-9-2026', '', '2026-09-09'],
    ['held', 'không', '', false],
    ['held', 'CO', '', true],
    ['held', false, '', false],
    ['grade', 'kha', '', 'fair'],
    ['grade', 'Tốt, rất tốt'.normalize('NFD'), '', 'good'],
    ['name', 2026, '', '2026'],
    ['name', 'Nguyễn'.normalize('NFD'), '', 'Nguyễn'],
    ['name', { richText: [{ text: 'Đoàn ' }, { text: 'viên', font: { bold: true } }] }, '', 'Đoàn viên'],
    ['name', { text: 'a@b.vn', hyperlink: 'mailto:a@b.vn' }, '', 'a@b.vn'],
    ['story', "'Trích", '', "'Trích"],
    ['story', 'Dòng 1\r\nDòng 2', '', 'Dòng 1\nDòng 2'],
  ];
  it.each(understood)('%s: %j (%s) is %j', async (code, value, format, answer) => {
    const read = await readBack(await filledIn(code, value, format));
    expect(read.problems).toEqual([]);
    const after = sectionChanges(FORM, read.typed, new Map());
    const answers = new Map(after.flatMap(({ said }) => Object.entries(said.answers)));
    expect(answers.get(code)).toEqual(answer);
  });

  const refused: [code: string, value: CellValue, where: string, message: string][] = [
    ['people', 'mười', 'Ô C6 phần A', 'Số người phải là số nguyên viết bằng chữ số, ví dụ 1.234.'],
    ['people', 12.5, 'Ô C6 phần A', 'Số người phải là số nguyên viết bằng chữ số, ví dụ 1.234.'],
    ['people', 1001, 'Ô C6 phần A', 'Số người không được lớn hơn 1.000.'],
    ['people', { formula: '1+1', result: 2 }, 'Ô C6 phần A', 'Ô có công thức.'],
    ['people', { error: '#REF!' }, 'Ô C6 phần A', 'Ô báo lỗi #REF!.'],
    ['people', '=1+1', 'Ô C6 phần A', 'Số người phải là số nguyên'],
    ['people', true, 'Ô C6 phần A', 'Số người phải là số nguyên'],
    ['score', '1,234.5', 'Ô C7 phần A', 'Điểm phải là số'],
    ['day', '31/9', 'Ô C10 phần A', 'Ngày họp thiếu năm.'],
    ['day', '31/9/2026', 'Ô C10 phần A', 'Ngày họp: không có ngày 31/9/2026 trong lịch.'],
    ['day', 46_274, 'Ô C10 phần A', 'Ngày họp phải viết theo ngày/tháng/năm'],
    ['score', '12.5', 'Ô C7 phần A', 'Điểm phải là số'],
    ['name', { formula: 'A1', result: 'x' }, 'Ô C4 phần B', 'Ô có công thức.'],
    ['name', 'Tên dài quá hai mươi ký tự', 'Ô C4 phần B', 'Tên dài 26 ký tự, quá mức 20 ký tự.'],
    ['held', 'có lẽ', 'Ô C6 phần B', 'Đã họp: hãy chọn Có hoặc Không.'],
    ['grade', 'Giỏi', 'Ô C7 phần B', 'Xếp loại: hãy chọn một mục trong danh sách.'],
  ];
  it.each(refused)('%s: %j is not read, and %s is named', async (code, value, where, message) => {
    const { problems, typed } = await readBack(await filledIn(code, value, 'General'));
    expect(problems).toEqual([
      { where, label: expect.any(String) as string, message: expect.stringContaining(message) as string },
    ]);
    // Its answer stays as it is on the portal.
    expect(sectionChanges(FORM, typed, DRAFT)).toEqual([]);
  });

  it('an emptied cell takes its answer away, and no other', async () => {
    const read = await readBack(await filledIn('name', null));
    expect(sectionChanges(FORM, read.typed, DRAFT)).toMatchObject([
      {
        changes: [{ where: 'Ô C4 phần B', label: 'Tên', before: 'Bệnh viện A', after: '' }],
        said: { answers: { held: true, grade: 'good' } },
      },
    ]);
  });

  it('the statement that a section does not apply comes with its reason', async () => {
    const file = await edited(await written(), (workbook) => {
      answerCell(workbook, 'notApplicable').value = 'Có';
      answerCell(workbook, 'notApplicableReason').value = 'Doanh nghiệp\ntư nhân';
    });
    const [change] = sectionChanges(FORM, (await readBack(file)).typed, DRAFT);
    expect(change?.said).toEqual({ answers: {}, notApplicable: true, reason: 'Doanh nghiệp tư nhân' });
    expect(change?.changes.map(({ where }) => where)).toEqual(['Ô C4 phần A', 'Ô C5 phần A']);
  });
});

describe('A workbook whose structure was changed', () => {
  it('a renamed sheet is understood, and named', async () => {
    const file = await edited(await filledIn('name', 'Mới'), (workbook) => {
      workbook.getWorksheet('B. Nội dung')!.name = 'Của tôi';
    });
    const { problems, typed } = await readBack(file);
    expect(problems).toMatchObject([
      {
        where: 'Trang tính “B. Nội dung”',
        message: 'Đã bị đổi tên thành “Của tôi”. Vẫn đọc được, là phần B.',
      },
    ]);
    expect(typed['noi-dung']?.['name']).toBe('Mới');
  });

  it('a missing sheet is named, and its section stays', async () => {
    const file = await edited(await written(), (workbook) => {
      workbook.removeWorksheet(workbook.getWorksheet('B. Nội dung')!.id);
    });
    const { problems, typed } = await readBack(file);
    expect(problems).toMatchObject([
      { where: 'Trang tính “B. Nội dung”', message: expect.stringContaining('Không thấy') as string },
    ]);
    expect(sectionChanges(FORM, typed, DRAFT)).toEqual([]);
  });

  it('a copied sheet is named, and the original is read', async () => {
    const file = await edited(await filledIn('name', 'Bản chính'), (workbook) => {
      workbook.addWorksheet('B. Nội dung (2)').getCell('A1').value = 'phan:noi-dung';
    });
    const { problems, typed } = await readBack(file);
    expect(problems).toMatchObject([{ message: 'Có thêm bản sao; chỉ đọc trang tính “B. Nội dung”.' }]);
    expect(typed['noi-dung']?.['name']).toBe('Bản chính');
  });

  it('moved rows are found by their code; missing and doubled ones are named', async () => {
    const file = await edited(await filledIn('story', 'Sau'), (workbook) => {
      const sheet = workbook.getWorksheet('B. Nội dung')!;
      sheet.getCell('A4').value = null;
      sheet.getCell(rowOf(sheet, 'held') + 20, 1).value = 'held';
      sheet.getCell('A30').value = 'story';
      sheet.getCell('C30').value = 'Chuyển xuống';
      sheet.getCell('A5').value = null;
    });
    const { problems, typed } = await readBack(file);
    expect(problems.map(({ label, message }) => [label, message.split('.')[0]])).toEqual([
      ['Tên', 'Dòng này không còn trong tệp'],
      ['Đã họp', 'Dòng này có nhiều lần trong tệp'],
      ['ngoài ô trả lời', 'Có “Tên (không bắt buộc) Bệnh viện A”'],
      ['ngoài ô trả lời', 'Có “Kết quả (không bắt buộc) Gương mẫu trong lao động, sản xuất'],
    ]);
    expect(typed['noi-dung']?.['story']).toBe('Chuyển xuống');
  });
});

describe('What is written beside the form’s cells is named, and not taken', () => {
  const strays: [what: string, edit: (workbook: Workbook) => void, where: string, words: string][] = [
    [
      'in a row that was inserted',
      (workbook) => workbook.getWorksheet('B. Nội dung')!.insertRow(5, ['', 'Thêm', 'Kết quả thêm', 12.5]),
      'Dòng 5 phần B',
      'Có “Thêm Kết quả thêm 12,5”. Cổng không nhận',
    ],
    [
      'below the form',
      (workbook) => (workbook.getWorksheet('B. Nội dung')!.getCell('C40').value = 'Ghi chú'),
      'Dòng 40 phần B',
      'Có “Ghi chú”',
    ],
    [
      'in a column without a name',
      (workbook) => (workbook.getWorksheet('B. Nội dung')!.getCell('J5').value = new Date('2026-09-09')),
      'Dòng 5 phần B',
      'Có “9/9/2026”',
    ],
    [
      'on another sheet',
      (workbook) => (workbook.addWorksheet('Sheet1').getCell('B2').value = 'Danh sách'),
      'Trang tính “Sheet1”',
      'Có “Danh sách”',
    ],
  ];
  it.each(strays)('%s', async (_, edit, where, words) => {
    const { problems, typed } = await readBack(await edited(await written(), edit));
    expect(problems).toMatchObject([{ where, message: expect.stringContaining(words) as string }]);
    expect(sectionChanges(FORM, typed, DRAFT)).toEqual([]);
  });

  it('a thousand rows of it are told in a few lines; an empty sheet in none', async () => {
    const { problems } = await readBack(
      await edited(await written(), (workbook) => {
        const sheet = workbook.getWorksheet('B. Nội dung')!;
        for (let row = 30; row < 1030; row++) sheet.getCell(row, 2).value = 'x'.repeat(200);
        workbook.addWorksheet('Trống');
      }),
    );
    expect(problems).toHaveLength(11);
    expect(problems.at(-1)).toMatchObject({ where: 'Phần B', label: '990 dòng khác' });
    expect(problems[0]!.message.length).toBeLessThan(200);
  });
});

describe('Answers are found by the name of their column', () => {
  it('where a column was inserted before them; nothing is offered for deletion', async () => {
    const file = await edited(await filledIn('name', 'Mới'), (workbook) => {
      shifted(workbook.getWorksheet('B. Nội dung')!);
    });
    const { problems, typed } = await readBack(file);
    expect(problems).toEqual([]);
    expect(sectionChanges(FORM, typed, DRAFT).flatMap(({ changes }) => changes)).toMatchObject([
      { label: 'Tên', before: 'Bệnh viện A', after: 'Mới' },
    ]);
  });

  it('and problems say where a cell stands now', async () => {
    const file = await edited(await filledIn('held', 'có lẽ'), (workbook) => {
      shifted(workbook.getWorksheet('B. Nội dung')!);
    });
    expect((await readBack(file)).problems).toMatchObject([{ where: 'Ô D6 phần B' }]);
  });

  it.each([
    ['lost', null],
    ['doubled', 'Trả lời'],
  ])('a %s name: the sheet is not read, and the reason is named', async (_, name) => {
    const file = await edited(await written(), (workbook) => {
      const sheet = workbook.getWorksheet('B. Nội dung')!;
      sheet.getCell(name ? 'D3' : 'C3').value = name;
    });
    const { problems, typed } = await readBack(file);
    expect(problems).toMatchObject([
      {
        where: 'Trang tính “B. Nội dung”',
        message: expect.stringContaining('Phần B giữ nguyên như trên cổng.') as string,
      },
    ]);
    expect(sectionChanges(FORM, typed, DRAFT)).toEqual([]);
  });
});

describe('A day is never read by the order of another language', () => {
  it('cells of days and decimals are text in the template, with a check and a note how to write', async () => {
    await edited(await written(), (workbook) => {
      for (const code of ['day', 'score', 'share']) {
        const { numFmt, dataValidation } = answerCell(workbook, code);
        expect(numFmt).toBe('@');
        expect(dataValidation).toMatchObject({
          type: 'custom',
          errorStyle: 'warning',
          showInputMessage: true,
          prompt: expect.stringMatching(/^Ghi .*Ví dụ: 12,5|^Ghi ngày\/tháng\/năm/) as string,
        });
      }
    });
  });

  it('what an answer was, the cell shows as text', async () => {
    const answers = { people: 1000, score: 1234.5, share: 12.5, day: '2026-09-10' };
    const draft = new Map([['so-lieu', { answers, notApplicable: false, reason: '', version: 1 }]]);
    await edited(await written(FORM, draft), (workbook) => {
      const values = ['people', 'score', 'share', 'day'].map((code) => answerCell(workbook, code).value);
      expect(values).toEqual([1000, '1.234,5', '12,5', '10/9/2026']);
      // Formulas count with the figures beside the texts.
      expect(workbook.worksheets[1]!.getCell('G7').result).toBe(1234.5);
    });
  });

  it('a day that Excel made of 10/9 is asked for again, in whatever order it was typed', async () => {
    for (const day of ['2026-10-09', '2026-09-10']) {
      const { problems, typed } = await readBack(await filledIn('day', new Date(day), 'dd/mm/yyyy'));
      expect(problems).toMatchObject([
        {
          where: 'Ô C10 phần A',
          message: expect.stringContaining('Excel đã đổi ô này thành ngày') as string,
        },
      ]);
      expect(typed['so-lieu']).not.toHaveProperty('day');
    }
  });
});

describe('Another workbook is refused', () => {
  it.each([
    ['of another year', { year: 2025 }, 'kỳ báo cáo năm 2025, không phải năm 2026'],
    ['of another unit', { unitCode: 'KHAC' }, 'đơn vị có mã KHAC; đơn vị của bạn có mã BV-A'],
  ])('%s', async (_, other, message) => {
    const file = await writeWorkbook({
      ...KEY,
      ...other,
      form: FORM,
      unitName: 'CĐCS',
      draft: DRAFT,
      obligations: OBLIGATIONS,
    });
    expect(await problemOf(Buffer.from(file))).toContain(message);
  });

  it('of another form, also where the version is the same; not of one with other words', async () => {
    const fields = FORM.sections[1]!.fields;
    const changed = (field: object) => ({
      ...FORM,
      sections: [
        FORM.sections[0]!,
        { ...FORM.sections[1]!, fields: [...fields.slice(0, -1), { ...fields.at(-1)!, ...field }] },
      ],
    });
    const reworded = changed({ label: 'Bản đã ký' });
    expect(await problemOf(await written(changed({ code: 'other' })))).toContain('đã thay đổi');
    expect('read' in (await readWorkbook(await written(reworded), { ...KEY, form: FORM }))).toBe(true);
  });

  it('made by somebody else', async () => {
    const file = await edited(await written(), (workbook) => {
      workbook.removeWorksheet(workbook.getWorksheet('_cong_neu_guong')!.id);
    });
    expect(await problemOf(file)).toContain('không phải là biểu mẫu Excel tải từ cổng');
  });
});

describe('A dangerous file is refused before it costs anything', () => {
  const SHEET = 'xl/worksheets/sheet2.xml';
  const relationships = (kind: string, target: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/${kind}" Target="${target}"/></Relationships>`;
  const relatedTo = (kind: string, target: string) => ({
    [`xl/${target}`]: 'x',
    'xl/_rels/workbook.xml.rels': (xml: string) =>
      xml.replace('</Relationships>', /<Relationship .*>/.exec(relationships(kind, target))![0]),
  });
  const inSheet = (rows: string) => (xml: string) => xml.replace(/<sheetData>/, `<sheetData>${rows}`);

  it.each<[what: string, parts: Parameters<typeof repackaged>[1], message: string]>([
    ['a zip bomb', { 'xl/media/image1.png': new Uint8Array(60_000_000) }, 'quá lớn'],
    ['a bomb of text', { [SHEET]: ' '.repeat(30_000_000) }, 'quá lớn'],
    ['a million rows', { [SHEET]: inSheet('<row/>'.repeat(1_000_000)) }, 'quá nhiều dòng'],
    ['macros', relatedTo('vbaProject', 'vbaProject.bin'), 'macro'],
    ['macros of another name', relatedTo('vbaProject', 'a.dat'), 'macro'],
    ['macros of old', relatedTo('xlMacrosheet', 'macrosheets/sheet1.xml'), 'macro'],
    [
      'a file of the kind with macros',
      { '[Content_Types].xml': (xml) => xml.replace('sheet.main', 'sheet.macroEnabled.main') },
      'macro',
    ],
    ['external links', relatedTo('externalLink', 'externalLinks/externalLink1.xml'), 'liên kết'],
    [
      'embedded objects of a sheet',
      { 'xl/worksheets/_rels/sheet2.xml.rels': relationships('oleObject', '../a.bin') },
      'nhúng',
    ],
    [
      'a DDE formula',
      { [SHEET]: inSheet(`<row r="90"><c r="A90"><f>cmd|'/c calc'!A0</f></c></row>`) },
      'DDE',
    ],
    [
      'entities',
      { [SHEET]: (xml) => xml.replace('<worksheet', '<!DOCTYPE a [<!ENTITY b "c">]><worksheet') },
      'hỏng',
    ],
    [
      'a document type after a comment',
      { [SHEET]: (xml) => xml.replace('<worksheet', '<!-- a -->\n<!DOCTYPE worksheet><worksheet') },
      'hỏng',
    ],
    ['XML that is none', { [SHEET]: (xml) => xml.replace('</row>', '') }, 'hỏng'],
    ['a part that is not there', { [SHEET]: undefined }, 'hỏng'],
    ['no sheets at all', { [SHEET]: 'x' }, 'hỏng'],
    [
      'many parts',
      Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`xl/media/${i}.png`, 'x'])),
      'quá lớn',
    ],
  ])('%s', async (_, parts, message) => {
    expect(await problemOf(repackaged(await written(), parts))).toContain(message);
  });

  it('a bomb that says it is small is inflated no further than it says', async () => {
    const bomb = repackaged(await written(), { [SHEET]: inSheet(' '.repeat(200_000_000)) });
    expect(await problemOf(withDeclaredSize(bomb, SHEET, 1000))).toContain('hỏng');
  });

  it('ranges of a million cells to merge and to validate cost nothing', async () => {
    const vast = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>';
    const lists =
      '<dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>1</formula1></dataValidation></dataValidations>';
    const file = repackaged(await written(), {
      [SHEET]: (xml) => xml.replace('</worksheet>', `${vast}${lists}</worksheet>`),
      'xl/workbook.xml': (xml) =>
        xml.replace(
          '</sheets>',
          `</sheets><definedNames><definedName name="a">Sheet!$A$1:$XFD$1048576</definedName></definedNames>`,
        ),
    });
    const spent = await computingTime(async () => {
      expect((await readBack(file)).problems).toEqual([]);
    });
    expect(spent).toBeLessThan(2000);
  });

  it('a protected file, a text and nothing at all', async () => {
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect(await problemOf(compound)).toContain('mật khẩu');
    for (const bytes of ['a;b;c', 'PK\u0003\u0004', ''])
      expect(await problemOf(Buffer.from(bytes))).toContain('hỏng');
  });

  it('whatever is cut off or changed in a file, the answer is a sentence', async () => {
    const file = await written();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        async (at, byte, isCut) => {
          const broken = isCut ? file.subarray(0, at) : Buffer.from(file);
          if (!isCut) broken[at] = byte;
          const result = await readWorkbook(broken, { ...KEY, form: FORM });
          expect('read' in result || typeof result.problem === 'string').toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

async function written(form = FORM, draft = DRAFT): Promise<Buffer> {
  return Buffer.from(
    await writeWorkbook({ ...KEY, form, unitName: 'CĐCS Bệnh viện A', draft, obligations: OBLIGATIONS }),
  );
}

async function filledIn(code: string, value: CellValue, format = ''): Promise<Buffer> {
  return edited(await written(), (workbook) => {
    const cell = answerCell(workbook, code);
    cell.value = value;
    if (format !== '') cell.numFmt = format;
  });
}

async function readBack(file: Buffer, form = FORM) {
  const result = await readWorkbook(file, { ...KEY, form });
  if ('problem' in result) throw new Error(result.problem);
  return result.read;
}

/** A column inserted before the answers, as a person does. */
function shifted(sheet: Worksheet): void {
  sheet.eachRow((row) => {
    for (let column = 8; column > 3; column--) row.getCell(column).value = row.getCell(column - 1).value;
    row.getCell(3).value = null;
  });
}

async function problemOf(file: Buffer): Promise<string> {
  const result = await readWorkbook(file, { ...KEY, form: FORM });
  return 'problem' in result ? result.problem : 'it was read';
}

const asStored = (section: SectionDefinition, said: SectionContent) => ({
  ...said,
  answers: withTotals(section, said.answers),
});
