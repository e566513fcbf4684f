import { describe, expect, it } from 'vitest';
import { strFromU8, unzipSync } from 'fflate';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations } from '../../src/guidance/rules.js';
import { readAnswers, type Answers } from '../../src/form/answers.js';
import { askedForm, audienceQuestions, codesWithout, withAbsentSections } from '../../src/form/asked.js';
import { audiences, type Audience } from '../../src/form/audiences.js';
import { findProblems } from '../../src/form/checks.js';
import { defaultForm } from '../../src/form/default-form.js';
import type { LastYear } from '../../src/form/last-year.js';
import { allFields, formDefinition, type FormDefinition } from '../../src/form/definition.js';
import { answerSheet } from '../../src/form/sheet.js';
import { draftAnswers, draftForm, submittedForm } from '../../src/reports/draft-answers.js';
import { fingerprints, wasAsked } from '../../src/reports/drafts/merge.js';
import { ownReportContent, reportDocument } from '../../src/reports/document/report-document.js';
import type { SubmissionContent } from '../../src/reports/submission-content.js';
import { readWorkbook } from '../../src/reports/workbook/read.js';
import { draftSections, sectionChanges, type DraftSections } from '../../src/reports/workbook/rules.js';
import { writeWorkbook } from '../../src/reports/workbook/write.js';
import type { OpenedOwn, OwnDraft } from '../../src/reports/finders.js';
import { typedSection } from '../support/reports.js';

const form = defaultForm((audience) => obligations(officialText, audience));
const questions = audienceQuestions(form);

/** Every way to answer the three questions: yes, no, not at all. */
const ways = [true, false, undefined].flatMap((a) =>
  [true, false, undefined].flatMap((b) => [true, false, undefined].map((c) => [a, b, c] as const)),
);
type Way = (typeof ways)[number];
const saidIn = (way: Way) => (code: string) => way[questions.findIndex((question) => question.code === code)];
const absentIn = (way: Way): Audience[] => audiences.filter((_, at) => way[at] === false);

describe('A form that asks whom the unit has', () => {
  it('asks it first of all, of each audience once', () => {
    expect(form.sections[0]!.fields.slice(0, 3)).toEqual(questions);
    expect(questions.map(({ audience }) => audience)).toEqual(audiences);
  });

  it.each(ways)('%s %s %s: asks all that is not about an absent audience, and is a form still', (...way) => {
    const asked = askedForm(form, saidIn(way));
    expect(formDefinition.parse(asked)).toEqual(asked);
    const absent = absentIn(way);
    const about = (audience: Audience | undefined) => audience !== undefined && absent.includes(audience);
    expect(allFields(asked).filter((f) => f.meaning !== 'has_audience' && about(f.audience))).toEqual([]);
    expect(audienceQuestions(asked)).toEqual(questions);
    // Nothing else goes, but what belongs to a whole section of theirs or is computed from theirs alone.
    const others = allFields(form).filter((field) => field.audience === undefined);
    const gone = others.filter(({ code }) => codesWithout(form, asked).has(code)).map(({ code }) => code);
    const ofWorkers = absent.includes('worker') ? ['initiatives', 'initiatives_value'] : [];
    const ofAll = absent.length === 3 ? ['members_total', 'women_rate'] : [];
    expect(gone.sort()).toEqual([...ofWorkers, ...ofAll].sort());
    const letters = { 'civil-servant': 'C', 'public-employee': 'D', worker: 'E' };
    expect(asked.sections.map(({ letter }) => letter)).toEqual(
      form.sections
        .map(({ letter }) => letter)
        .filter((letter) => !absent.some((audience) => letters[audience] === letter)),
    );
  });

  it('stays the very form where nothing is answered', () => {
    expect(askedForm(form, () => undefined)).toBe(form);
  });

  it('keeps a question that stands in the section it hides', () => {
    const question = { ...questions[0]!, code: 'q' };
    const [first, ...others] = form.sections.map((section) => ({
      ...section,
      fields: section.fields.filter(({ code }) => code !== questions[0]!.code),
    }));
    const moved = [first!, ...others].map((section) =>
      section.letter === 'C' ? { ...section, fields: [question, ...section.fields] } : section,
    );
    const asked = askedForm({ ...form, sections: moved }, () => false);
    expect(asked.sections.find(({ letter }) => letter === 'C')?.fields).toEqual([question]);
  });

  it('adds up and compares what is left of a total and of a check', () => {
    const field = (code: string, audience?: Audience) => ({ code, label: code, kind: 'integer', audience });
    const small = formDefinition.parse({
      sections: [
        {
          code: 'a',
          letter: 'A',
          title: 'A',
          fields: [
            { code: 'q', label: 'q', kind: 'yes-no', meaning: 'has_audience', audience: 'worker' },
            ...[field('x', 'worker'), field('y'), field('z')],
            { code: 'all', label: 'all', kind: 'total', of: ['x', 'y'] },
            { code: 'only', label: 'only', kind: 'total', of: ['x'] },
            { code: 'share', label: 'share', kind: 'rate', of: ['z'], over: ['only'] },
          ],
        },
      ],
      checks: [
        { kind: 'compare', code: 'c', severity: 'error', left: ['z'], relation: '≤', right: ['x', 'y'] },
        { kind: 'compare', code: 'd', severity: 'error', left: ['z'], relation: '≤', right: ['x'] },
        { kind: 'present', code: 'e', severity: 'warning', field: 'x', message: 'Chưa có x' },
      ],
    });
    const asked = askedForm(small, () => false);
    expect(allFields(asked).map(({ code }) => code)).toEqual(['q', 'y', 'z', 'all']);
    expect(asked.sections[0]!.fields.at(-1)).toMatchObject({ of: ['y'] });
    expect(asked.checks).toMatchObject([{ code: 'c', right: ['y'] }]);
  });

  it('refuses the question where it cannot fit: of another kind, of no audience, twice of one', () => {
    const withFirst = (change: object, others: FormDefinition['sections'][number]['fields'] = []) => {
      const [first, ...rest] = form.sections;
      const fields = [{ ...questions[0]!, ...change }, ...first!.fields.slice(1), ...others];
      const result = formDefinition.safeParse({ ...form, sections: [{ ...first!, fields }, ...rest] });
      return result.error?.issues.map(({ message }) => message);
    };
    expect(withFirst({ kind: 'line' })?.[0]).toBe('Ô kiểu này không thể là “Đơn vị có đối tượng này không”.');
    expect(withFirst({ audience: undefined })?.[0]).toContain('là của một đối tượng: hãy chọn đối tượng.');
    expect(withFirst({}, [{ ...questions[0]!, code: 'again' }])?.[0]).toContain('Đã có ô khác là');
    expect(withFirst({})).toBeUndefined();
  });
});

const SECRET = '987.654';

/** A draft in which every answer about an audience that the unit has not is the secret. */
function draftOf(way: Way, hasChildren = false): OwnDraft {
  const absent = absentIn(way);
  const whole = askedForm(form, (code) => (absent.length > 0 ? saidIn(way)(code) : undefined));
  const kept = new Set(allFields(whole).map(({ code }) => code));
  const rows = form.sections.map((section) => {
    const plain = typedSection(section);
    const typed = Object.fromEntries(
      Object.entries(plain).map(([code, text]) => {
        const at = questions.findIndex((question) => question.code === code);
        if (at >= 0) return [code, way[at] === undefined ? '' : way[at] ? 'yes' : 'no'];
        return [code, kept.has(code) ? text : SECRET];
      }),
    );
    const { answers } = readAnswers(section, typed);
    const row = { answers, notApplicable: false, notApplicableReason: '', version: 1 };
    return [section.code, row] as const;
  });
  const sections = new Map(rows);
  const draft = {
    ...{ year: 2026, whole: form, sections, attachments: [], nilReason: '', lastYear: null },
    ...{
      form: draftForm(form, sections, hasChildren),
      filled: new Map(),
      known: new Map(),
      returns: [],
      oldFiles: new Map(),
    },
  } as unknown as OwnDraft;
  return { ...draft, answers: draftAnswers(draft) };
}

const KEY = { year: 2026, unitCode: 'A', formVersion: 1, form };
const text = (bytes: Uint8Array) =>
  Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join();

describe('What a unit is not asked stands nowhere, whatever its draft still has', () => {
  it.each(ways.filter((way) => absentIn(way).length > 0))('%s %s %s', async (...way) => {
    const draft = draftOf(way);
    const answers = draftAnswers(draft);
    const report = { unitName: 'CĐCS A', form: draft.form, status: 'IN_PROGRESS' };
    const content = ownReportContent({ report } as unknown as OpenedOwn, draft, new Map());
    const head = { period: { year: 2026 }, parent: null, form: draft.form, whole: form };
    const workbook = await writeWorkbook({
      ...{ ...KEY, unitName: 'CĐCS A', obligations: new Map(), asked: draft.form },
      draft: draftSections(draft),
    });
    const places = {
      answers: JSON.stringify([...answers.sections]),
      problems: JSON.stringify(findProblems(draft.form, answers)),
      sheet: JSON.stringify(answerSheet(draft.form, answers.sections, [])),
      document: JSON.stringify(reportDocument(head, content, new Date(0))),
      workbook: text(workbook),
    };
    for (const [place, words] of Object.entries(places))
      for (const secret of [SECRET, SECRET.replace('.', '')])
        expect([place, words.includes(secret)]).toEqual([place, false]);
    // The draft has it all the same.
    expect(JSON.stringify([...draft.sections])).toContain(SECRET.replace('.', ''));
  });

  it('is told on paper by one line in the place of its section, and the questions by nothing else', () => {
    const draft = draftOf([false, false, true]);
    const answers = draftAnswers(draft);
    const said = (code: string) => answers.sections.get('thong-tin-chung')?.answers[code];
    const sheet = withAbsentSections(form, answerSheet(draft.form, answers.sections, []), said);
    expect(sheet.map(({ heading, notApplicable }) => [heading.charAt(0), notApplicable])).toEqual([
      ...['A', 'B'].map((letter) => [letter, undefined]),
      ['C', 'Đơn vị không có cán bộ, công chức'],
      ['D', 'Đơn vị không có viên chức'],
      ...['E', 'F', 'G', 'H'].map((letter) => [letter, undefined]),
    ]);
    const report = {
      unitName: 'A',
      form: draft.form,
      status: 'IN_PROGRESS',
    } as unknown as OpenedOwn['report'];
    const content = ownReportContent({ report } as OpenedOwn, draft, new Map());
    const head = { period: { year: 2026 }, parent: null, form: draft.form, whole: form };
    const made = JSON.stringify(reportDocument(head, content, new Date(0)));
    expect(made.split('Đơn vị không có viên chức.')).toHaveLength(2);
    expect(made).not.toContain('Đơn vị có ');
  });
});

describe('A unit with direct children on the portal', () => {
  it('is asked about every audience, and not whom it has itself', () => {
    const draft = draftOf([false, false, false], true);
    expect(audienceQuestions(draft.form)).toEqual([]);
    expect(codesWithout(form, draft.form)).toEqual(new Set(questions.map(({ code }) => code)));
    expect(findProblems(draft.form, draftAnswers(draft)).map(({ code }) => code)).not.toContain(
      'no_audience',
    );
  });

  it('files a report in which these questions are not asked; one that answers them keeps its answers', () => {
    const content = (answers: Answers) =>
      ({
        sections: { 'thong-tin-chung': { notApplicable: false, answers } },
      }) as unknown as SubmissionContent;
    expect(audienceQuestions(submittedForm(form, content({ members_worker: 3 })))).toEqual([]);
    const answered = content({ has_civil_servant: false, has_public_employee: false, has_worker: true });
    const asked = submittedForm(form, answered);
    expect(audienceQuestions(asked)).toEqual(questions);
    expect(asked.sections.map(({ letter }) => letter).join('')).toBe('ABEFGH');
  });
});

describe('Answers that contradict each other', () => {
  const codes = (way: Way, change: Answers = {}) => {
    const draft = draftOf(way);
    const general = draft.sections.get('thong-tin-chung')!;
    Object.assign(general.answers as object, change);
    return findProblems(draft.form, draftAnswers(draft))
      .filter(({ kind }) => kind === 'error')
      .map(({ code }) => code);
  };

  it('nobody at all is an error, unless there is nothing to report', () => {
    expect(codes([false, false, false])).toEqual(['no_audience']);
    const draft = { ...draftOf([false, false, false]), nilReason: 'Mới lập.' };
    expect(findProblems(draft.form, draftAnswers(draft)).map(({ code }) => code)).not.toContain(
      'no_audience',
    );
  });

  it('an audience that is there and has nobody is an error at both', () => {
    expect(codes([true, false, false], { members_civil_servant: 0, members_women: 0 })).toContain(
      'empty_has_civil_servant',
    );
    // The total is of what is left: 10.
    expect(codes([true, false, false])).toEqual(['women_within_members']);
    expect(codes([true, false, false], { members_women: 5 })).toEqual([]);
  });
});

describe('A unit that had an audience a year ago, and answers that it has none,', () => {
  const found = (way: Way, members: [Audience, number][], nilReason = '') => {
    const lastYear = { year: 2025, answers: {}, members: new Map(members) };
    const draft = { ...draftOf(way), lastYear, nilReason };
    return findProblems(draft.form, draftAnswers(draft)).filter(({ code }) => code.startsWith('lost_'));
  };

  it('is asked for a word, with how many they were', () => {
    expect(found([true, false, false], [['worker', 1234]])).toEqual([
      {
        kind: 'warning',
        code: 'lost_has_worker',
        message: 'Đã trả lời đơn vị không có công nhân lao động; năm 2025 đơn vị có 1.234.',
        at: [{ section: 'thong-tin-chung', field: 'has_worker' }],
      },
    ]);
  });

  it('is asked nothing where there was nobody, where they still are, or where there is nothing to report', () => {
    expect(found([true, false, false], [['worker', 0]])).toEqual([]);
    expect(found([true, false, true], [['worker', 5]])).toEqual([]);
    expect(found([true, false, false], [])).toEqual([]);
    expect(found([false, false, false], [['worker', 5]], 'Mới lập.')).toEqual([]);
  });
});

describe('A workbook', () => {
  it('made without what is not asked is read as it came, and takes nothing away', async () => {
    const draft = draftOf([false, false, true]);
    const file = Buffer.from(
      await writeWorkbook({
        ...{ ...KEY, unitName: 'CĐCS A', obligations: new Map(), asked: draft.form },
        draft: draftSections(draft),
      }),
    );
    const read = await readWorkbook(file, KEY);
    if ('problem' in read) throw new Error(read.problem);
    expect(read.read.problems).toEqual([]);
    const whole = draftSections({ ...draft, form: draft.whole });
    expect(sectionChanges(form, read.read.typed, whole)).toEqual([]);
  });

  it('made before gives what it says to the draft, in hidden boxes too', async () => {
    const whole = { ...draftOf([false, true, true]), form };
    const before: DraftSections = new Map();
    const file = Buffer.from(
      await writeWorkbook({
        ...{ ...KEY, unitName: 'CĐCS A', obligations: new Map() },
        draft: draftSections({ ...whole, answers: draftAnswers(whole) }),
      }),
    );
    const read = await readWorkbook(file, KEY);
    if ('problem' in read) throw new Error(read.problem);
    const changes = sectionChanges(form, read.read.typed, before);
    expect(changes.find(({ section }) => section.letter === 'C')?.said.answers).toMatchObject({
      registered_civil_servant: 987_654,
    });
  });
});

describe('A page tells by its fingerprints what it asked', () => {
  it('so that what it did not ask is not taken back', () => {
    const asked = askedForm(form, saidIn([false, true, true])).sections[0]!;
    const seen = fingerprints(asked, { answers: {}, notApplicable: false, reason: '' });
    expect(wasAsked(seen, 'members_civil_servant')).toBe(false);
    expect(wasAsked(seen, 'members_worker')).toBe(true);
    expect(wasAsked('', 'members_civil_servant')).toBe(true);
  });
});

describe('A unit that has workers only', () => {
  const general = form.sections[0]!;
  const typed = {
    ...Object.fromEntries(questions.map(({ code, audience }) => [code, audience === 'worker'])),
    members_worker: 142,
    members_women: 60,
  };
  const rowsOf = (answers: object) =>
    new Map([
      [general.code, { answers, notApplicable: false, notApplicableReason: '', version: 1 }],
    ]) as unknown as OwnDraft['sections'];

  it('has a total, though nothing was ever typed about the others', () => {
    const sections = rowsOf(typed);
    const parts = { year: 2026, whole: form, sections, attachments: [], nilReason: '', lastYear: null };
    const more = { filled: new Map(), known: new Map(), returns: [], oldFiles: new Map() };
    const draft = { ...parts, ...more, form: draftForm(form, sections, false) } as unknown as OwnDraft;
    expect(draftAnswers(draft).sections.get(general.code)?.answers['members_total']).toBe(142);
  });

  it('is asked from the beginning what it was asked last year, until it answers otherwise', () => {
    const lastYear = { year: 2025, answers: typed, members: new Map() } as unknown as LastYear;
    const letters = (answers: object) =>
      draftForm(form, rowsOf(answers), false, lastYear).sections.map(({ letter }) => letter);
    expect(letters({})).toEqual(['A', 'B', 'E', 'F', 'G', 'H']);
    expect(letters({ [questions[1]!.code]: true })).toContain('D');
  });
});
