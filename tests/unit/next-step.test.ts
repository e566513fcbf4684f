import { describe, expect, it } from 'vitest';
import { defaultForm } from '../../src/form/default-form.js';
import { askedForm, audienceQuestions } from '../../src/form/asked.js';
import { minutesFor, minutesWords, shortestForm, toHave } from '../../src/form/preparation.js';
import type { Role } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { leadingReport } from '../../src/reports/own/leading.js';
import { nextStep } from '../../src/reports/own/next-step.js';
import type { OwnSection } from '../../src/reports/own-sections.js';
import type { ReportStatus } from '../../src/reports/lifecycle.js';

const [DUE, LOCK] = [isoDay('2026-09-10'), isoDay('2026-11-01')];
const BEFORE = new Date('2026-08-20T08:00:00+07:00');

interface Case {
  status: ReportStatus;
  /** A letter a section: not started, in progress, done, wrong, nil, returned. */
  sections?: string;
  roles?: readonly Role[];
  needsSignatory?: boolean;
  isReady?: boolean;
  hasSavedSince?: boolean;
  correctBefore?: Date;
  now?: Date;
}

const STATES: Record<string, OwnSection['state']> = {
  n: 'not-started',
  i: 'in-progress',
  d: 'done',
  w: 'to-correct',
  '-': 'nil',
  r: 'to-correct',
};

/** The kind of the step, and the places of the sections that it names. */
function step({ status, sections = 'nnn', roles = ['FILER'], ...rest }: Case): string {
  const {
    needsSignatory = false,
    isReady = false,
    hasSavedSince = true,
    correctBefore = null,
    now = BEFORE,
  } = rest;
  const standing = Array.from(sections, (letter, at) => ({
    place: at + 1,
    state: STATES[letter] ?? 'done',
    isReturned: letter === 'r',
  }));
  const report = { status, dueBefore: DUE, lockOn: LOCK, correctBefore, readyAt: isReady ? BEFORE : null };
  const next = nextStep(
    { report: { ...report, firstSubmittedAt: null }, needsSignatory, sections: standing, hasSavedSince },
    roles,
    now,
  );
  if ('section' in next) return `${next.kind} ${next.section.place}`;
  return 'sections' in next ? [next.kind, ...next.sections.map(({ place }) => place)].join(' ') : next.kind;
}

describe('What is to be done next', () => {
  it.each<[string, Case]>([
    ['begin 1', { status: 'NOT_STARTED' }],
    ['begin 2', { status: 'NOT_STARTED', sections: 'dnn' }],
    // A draft from before an exemption has to be taken up again before it can be filed.
    ['begin 1', { status: 'NOT_STARTED', sections: 'ddd' }],
    ['go-on 2', { status: 'IN_PROGRESS', sections: 'din' }],
    ['go-on 1', { status: 'IN_PROGRESS', sections: 'wdn' }],
    ['go-on 3', { status: 'IN_PROGRESS', sections: 'd-n' }],
    ['check', { status: 'IN_PROGRESS', sections: 'ddd' }],
    ['check', { status: 'IN_PROGRESS', sections: 'd--' }],
    ['check', { status: 'IN_PROGRESS', sections: 'ddd', now: DUE }],
    ['correct 1 3', { status: 'RETURNED', sections: 'rdr', hasSavedSince: false }],
    ['correct 3', { status: 'RETURNED', sections: 'ddr' }],
    ['correct', { status: 'RETURNED', sections: 'ddd', hasSavedSince: false }],
    ['go-on 2', { status: 'RETURNED', sections: 'did' }],
    ['check', { status: 'RETURNED', sections: 'ddd' }],
    ['submitted', { status: 'SUBMITTED', sections: 'ddd' }],
    ['submitted', { status: 'SUBMITTED', sections: 'ddd', now: LOCK }],
    ['accepted', { status: 'ACCEPTED', sections: 'ddd' }],
    ['exempt', { status: 'EXEMPT' }],
    ['exempt', { status: 'EXEMPT', now: LOCK }],
    ['locked', { status: 'NOT_STARTED', now: LOCK }],
    ['locked', { status: 'IN_PROGRESS', sections: 'ddd', now: LOCK }],
    ['go-on 1', { status: 'IN_PROGRESS', sections: 'idd', now: new Date(LOCK.getTime() - 1) }],
    // A return keeps filing open until its own day.
    ['correct 1', { status: 'RETURNED', sections: 'rdd', correctBefore: isoDay('2026-11-20'), now: LOCK }],
    ['locked', { status: 'RETURNED', sections: 'rdd', correctBefore: isoDay('2026-10-01'), now: LOCK }],
  ])('%s: of a filer, %o', (expected, about) => {
    expect(step(about)).toBe(expected);
  });

  it.each<[string, readonly Role[], string, boolean]>([
    ['check', ['FILER'], 'ddd', false],
    ['wait-for-signatory', ['FILER'], 'ddd', true],
    ['wait-for-filer', ['SIGNATORY'], 'ddd', false],
    ['sign', ['SIGNATORY'], 'ddd', true],
    ['check', ['FILER', 'SIGNATORY'], 'ddd', false],
    ['sign', ['FILER', 'SIGNATORY'], 'ddd', true],
    ['wait-for-filer', ['LEADER'], 'din', false],
    ['wait-for-signatory', ['LEADER'], 'ddd', true],
  ])('%s: in two steps, of %o', (expected, roles, sections, isReady) => {
    expect(step({ status: 'IN_PROGRESS', needsSignatory: true, roles, sections, isReady })).toBe(expected);
    expect(step({ status: 'IN_PROGRESS', needsSignatory: true, roles, sections, isReady, now: LOCK })).toBe(
      'locked',
    );
  });

  it('in one step is a filer’s alone, whatever mark is left of two steps', () => {
    for (const roles of [['SIGNATORY'], ['LEADER']] as const)
      expect(step({ status: 'IN_PROGRESS', sections: 'ddd', roles, isReady: true })).toBe('wait-for-filer');
    expect(step({ status: 'IN_PROGRESS', sections: 'ddd', isReady: true })).toBe('check');
  });
});

describe('The report whose work comes first', () => {
  const of = (year: number, status: ReportStatus, correctBefore: Date | null = null) => ({
    year,
    status,
    dueBefore: isoDay(`${year}-09-10`),
    lockOn: isoDay(`${year + 1}-11-01`),
    firstSubmittedAt: status === 'NOT_STARTED' ? null : isoDay(`${year}-08-20`),
    correctBefore,
  });
  const now = isoDay('2026-08-20');

  it('is the newest where the unit owes nothing', () => {
    expect(leadingReport([of(2026, 'SUBMITTED'), of(2025, 'ACCEPTED')], now)?.year).toBe(2026);
    expect(leadingReport([], now)).toBeUndefined();
  });

  it('is the one owed soonest, be it of an earlier year', () => {
    const [next, last] = [of(2026, 'NOT_STARTED'), of(2025, 'RETURNED', isoDay('2026-08-30'))];
    expect(leadingReport([next, last], now)?.year).toBe(2025);
    expect(leadingReport([next, of(2025, 'ACCEPTED')], now)?.year).toBe(2026);
  });

  it('is none that can no longer be filed, while another one can', () => {
    expect(leadingReport([of(2026, 'NOT_STARTED'), of(2024, 'NOT_STARTED')], now)?.year).toBe(2026);
  });
});

describe('What one needs at hand', () => {
  const form = defaultForm((audience) => [{ code: `${audience}-1`, text: 'Nêu gương' }]);

  it('names what the form asks for: figures once each, files, passages', () => {
    const [figures, files, passages] = toHave(form.sections);
    expect(figures).toMatch(/^Số liệu: đoàn viên, người lao động; được quán triệt; đăng ký nêu gương;/);
    expect(files).toBe('Tệp: tệp kế hoạch, hướng dẫn; báo cáo đã ký, đóng dấu; phụ lục');
    expect(passages).toMatch(/\d+ đoạn ngắn$/);
    expect(toHave([])).toEqual([]);
  });

  it('is a range while the unit has not said which audiences it has, and exact once it has', () => {
    const questions = audienceQuestions(form).map(({ code }) => code);
    const said = (yes: string) => (code: string) => (questions.includes(code) ? code === yes : undefined);
    const least = shortestForm(form, () => undefined);
    expect(toHave(form.sections, least.sections).at(-1)).toMatch(
      /từ \d+ đến \d+ đoạn ngắn, tùy đơn vị có những đối tượng nào$/,
    );
    expect(minutesWords(form.sections, least.sections)).toMatch(/^từ \d+ đến \d+ phút$/);
    const alone = questions.map((yes) => askedForm(form, said(yes)));
    expect(minutesFor(least.sections)).toBe(Math.min(...alone.map(({ sections }) => minutesFor(sections))));
    for (const asked of alone) {
      expect(shortestForm(asked, said(questions[alone.indexOf(asked)]!))).toEqual(asked);
      expect(minutesWords(asked.sections, asked.sections)).toMatch(/^khoảng \d+ phút$/);
    }
  });

  it('takes time for what is asked: less for a part, none for nothing', () => {
    expect(minutesFor([])).toBe(0);
    const [whole, first] = [minutesFor(form.sections), minutesFor(form.sections.slice(0, 1))];
    expect(first).toBeGreaterThan(0);
    expect(whole).toBeGreaterThan(first);
    expect(whole % 5).toBe(0);
  });
});
