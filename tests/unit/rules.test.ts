import { describe, expect, it } from 'vitest';
import { formDefinition } from '../../src/form/definition.js';
import type { Answers } from '../../src/form/answers.js';
import { findProblems, sectionState, unansweredProblems, warningCodes } from '../../src/form/checks.js';
import type { ReportAnswers } from '../../src/form/report-answers.js';

const number = (code: string, label: string) => ({
  code,
  label,
  kind: 'integer' as const,
  required: true,
  sum: true,
});
const form = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'Chung',
      fields: [number('members', 'Số công chức'), number('women', 'Số nữ')],
    },
    {
      code: 'c',
      letter: 'C',
      title: 'Công chức',
      notApplicable: { statement: 'Đơn vị không có công chức', zeroField: 'members' },
      fields: [
        number('registered', 'Số người đăng ký'),
        { code: 'words', label: 'Kết quả', kind: 'text', required: true },
      ],
    },
    { code: 'h', letter: 'H', title: 'Tệp', fields: [{ code: 'scan', label: 'Bản đã ký', kind: 'file' }] },
  ],
  checks: [
    {
      kind: 'compare',
      code: 'within',
      severity: 'error',
      left: ['registered'],
      relation: '≤',
      right: ['members'],
    },
    {
      kind: 'compare',
      code: 'sum',
      severity: 'warning',
      left: ['women', 'registered'],
      relation: '=',
      right: ['members'],
    },
    {
      kind: 'present',
      code: 'scan_present',
      severity: 'warning',
      field: 'scan',
      message: 'Chưa kèm bản đã ký',
    },
  ],
});

function report(
  sections: Record<string, Answers | 'not applicable'>,
  files: Record<string, number> = {},
): ReportAnswers {
  return {
    year: 2026,
    sections: new Map(
      Object.entries(sections).map(([code, answers]) => [
        code,
        answers === 'not applicable'
          ? { answers: {}, notApplicable: true, reason: 'Không có.' }
          : { answers, notApplicable: false, reason: '' },
      ]),
    ),
    files: new Map(Object.entries(files)),
    nilReason: '',
    lastYear: null,
    filled: new Map(),
    ofSome: new Map(),
    oldFiles: new Map(),
  };
}
const codes = (r: ReportAnswers, kind: string) =>
  findProblems(form, r)
    .filter((problem) => problem.kind === kind)
    .map((problem) => problem.code);
const full = { a: { members: 95, women: 40 }, c: { registered: 55, words: 'Tốt' } };

/** A report that meets every kind of warning. */
const WARNED = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'A',
      fields: [
        { code: 'day', label: 'Ngày', kind: 'date', meaning: 'report_date' },
        { code: 'count', label: 'Số', kind: 'integer', sum: true },
        { code: 'words', label: 'Lời', kind: 'text' },
        { code: 'scan', label: 'Bản ký', kind: 'file', accept: 'pdf', meaning: 'signed_report' },
        { code: 'annex', label: 'Phụ lục', kind: 'file' },
        { code: 'has', label: 'Có công nhân?', kind: 'yes-no', meaning: 'has_audience', audience: 'worker' },
      ],
    },
  ],
  checks: [
    { kind: 'present', code: 'annexed', severity: 'warning', field: 'annex', message: 'Thiếu phụ lục' },
  ],
});

it('every warning that a report can meet has a box on the check page', () => {
  const LONG = 'Tổ chức ba buổi sinh hoạt chuyên đề, có kiểm điểm và biểu dương cuối quý.';
  const met: ReportAnswers = {
    ...report({ a: { day: '2020-01-01', count: 90, words: LONG, has: false } }, { scan: 1 }),
    lastYear: { year: 2025, answers: { count: 1, words: LONG }, members: new Map([['worker', 5]]) },
    filled: new Map([['count', { section: 'a', value: 90, now: 91, isPartial: false }]]),
    oldFiles: new Map([['scan', 1]]),
  };
  const found = findProblems(WARNED, met);
  expect(found.every(({ kind }) => kind === 'warning')).toBe(true);
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(warningCodes(WARNED)));
});

describe('What stands between a draft and its submission', () => {
  it('an empty report misses every required answer and nothing else', () => {
    expect(codes(report({}), 'missing')).toEqual(['members', 'women', 'registered', 'words']);
    expect(codes(report({}), 'error')).toEqual([]);
  });

  it('zero is an answer', () => {
    expect(codes(report({ ...full, a: { members: 0, women: 0 } }), 'missing')).toEqual([]);
  });

  it('a failed comparison names both fields with their figures, and points at both', () => {
    const [problem] = findProblems(form, report({ ...full, c: { registered: 120, words: 'x' } })).filter(
      (p) => p.kind === 'error',
    );
    expect(problem).toMatchObject({
      code: 'within',
      message: 'Số người đăng ký (120) lớn hơn Số công chức (95).',
      at: [
        { section: 'c', field: 'registered' },
        { section: 'a', field: 'members' },
      ],
    });
  });

  it('a sum that does not add up says what it comes to', () => {
    const [problem] = findProblems(form, report({ ...full, a: { members: 95, women: 41 } }, { scan: 1 }));
    expect(problem?.message).toBe('Số nữ (41) + Số người đăng ký (55) = 96, khác Số công chức (95).');
  });

  it('a comparison waits until all its figures are there', () => {
    expect(codes(report({ c: { registered: 120 } }), 'error')).toEqual([]);
  });

  it('a section that does not apply asks for nothing more', () => {
    const r = report({ a: { members: 0, women: 0 }, c: 'not applicable' }, { scan: 1 });
    expect(findProblems(form, r)).toEqual([]);
  });

  it('a section cannot be declared not to apply beside a figure above 0', () => {
    const r = report({ a: { members: 5, women: 0 }, c: 'not applicable' });
    expect(codes(r, 'error')).toEqual(['not_applicable_members']);
    expect(findProblems(form, r)[0]?.message).toBe(
      'Đã khai “Đơn vị không có công chức”, nhưng Số công chức (5).',
    );
  });

  it('a warning passes with an explanation of its own, an error does not', () => {
    const problems = findProblems(form, report({ ...full, c: { registered: 120, words: 'x' } }, { scan: 1 }));
    expect(unansweredProblems(problems, {}).map((p) => p.code)).toEqual(['sum', 'within']);
    expect(unansweredProblems(problems, { sum: 'vì', within: 'vì' }).map((p) => p.code)).toEqual(['within']);
  });

  it('a missing file that should be there is a warning', () => {
    expect(codes(report(full), 'warning')).toEqual(['scan_present']);
    expect(codes(report(full, { scan: 1 }), 'warning')).toEqual([]);
  });
});

describe('The state of a section', () => {
  const missing = findProblems(form, report({}));
  it.each([
    ['not-started', missing, { touched: false, returned: false }],
    ['in-progress', missing, { touched: true, returned: false }],
    ['done', [], { touched: true, returned: false }],
    ['to-correct', [], { touched: true, returned: true }],
  ] as const)('is %s', (state, problems, section) => {
    expect(sectionState(problems, section)).toBe(state);
  });
  it('is to-correct while a check fails', () => {
    const problems = findProblems(form, report({ ...full, c: { registered: 120, words: 'x' } }));
    expect(sectionState(problems, { touched: true, returned: false })).toBe('to-correct');
  });
});

describe('The day on the report', () => {
  const dated = formDefinition.parse({
    sections: [
      {
        code: 'a',
        letter: 'A',
        title: 'Thông tin chung',
        fields: [{ code: 'report_date', meaning: 'report_date', label: 'Ngày báo cáo', kind: 'date' }],
      },
    ],
    checks: [],
  });
  const problems = (day: string) => findProblems(dated, report({ a: { report_date: day } }));

  it.each(['2025-12-31', '2027-04-01', '2062-09-08'])('%s is a warning where 2026 is reported on', (day) => {
    const [problem] = problems(day);
    expect(problem).toMatchObject({
      kind: 'warning',
      code: 'dated_report_date',
      at: [{ section: 'a', field: 'report_date' }],
    });
    expect(problem?.message).toContain('không thuộc kỳ báo cáo năm 2026');
  });

  it.each(['2026-01-01', '2026-09-08', '2027-03-31'])('%s is none', (day) => {
    expect(problems(day)).toEqual([]);
  });

  it('a day after that of filing is a warning, the day of filing itself is none', () => {
    const filedOn = (filed: string) =>
      findProblems(dated, report({ a: { report_date: '2026-09-09' } }), new Date(filed));
    expect(filedOn('2026-09-08T23:59:00+07:00')).toMatchObject([
      { kind: 'warning', message: 'Ngày báo cáo là 09/9/2026, sau cả ngày nộp là 08/9/2026.' },
    ]);
    expect(filedOn('2026-09-09T00:30:00+07:00')).toEqual([]);
  });
});
