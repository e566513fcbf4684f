import { describe, expect, it } from 'vitest';
import { formDefinition, type FormDefinition } from '../../src/form/definition.js';
import type { Answers } from '../../src/form/answers.js';
import { comparableAnswers, sameTexts, yearChanges } from '../../src/form/last-year.js';

const form = (fields: unknown[], more = {}): FormDefinition =>
  formDefinition.parse({ sections: [{ code: 'a', letter: 'A', title: 'A', fields }], checks: [], ...more });
const count = { code: 'registered', label: 'Số đăng ký', kind: 'integer' };

describe('Last year’s answers', () => {
  it('are those to the fields that this year asks in the same way', () => {
    const before = form([
      count,
      { code: 'gone', label: 'Cũ', kind: 'integer' },
      { code: 'words', label: 'Lời', kind: 'text' },
      {
        code: 'kind',
        label: 'Loại',
        kind: 'choice',
        choices: [
          { code: 'x', label: 'X' },
          { code: 'y', label: 'Y' },
        ],
      },
    ]);
    const now = form([
      count,
      { code: 'words', label: 'Lời', kind: 'line' },
      {
        code: 'kind',
        label: 'Loại',
        kind: 'choice',
        choices: [
          { code: 'x', label: 'X' },
          { code: 'z', label: 'Z' },
        ],
      },
    ]);
    const answers = { registered: 5, gone: 1, words: 'Đã làm.', kind: 'x' };
    expect(comparableAnswers(now, before, answers)).toEqual({ registered: 5, kind: 'x' });
    expect(comparableAnswers(now, before, { kind: 'y' })).toEqual({});
  });
});

describe('A figure far from last year’s', () => {
  const changes = (now: number, then: number, more = {}) => {
    const answers: Answers = { registered: now };
    const lastYear = { year: 2025, answers: { registered: then }, members: new Map() };
    return yearChanges(form([count], more), (code) => answers[code], lastYear).map(
      (change) => change.message,
    );
  };

  it.each([
    ['just half more is not far', 15, 10, 0],
    ['more than half more is', 16, 10, 1],
    ['just half is not', 5, 10, 0],
    ['less than half is', 4, 10, 1],
    ['a small number that doubled is not', 4, 2, 0],
    ['from nothing it is', 5, 0, 1],
    ['to nothing it is', 0, 5, 1],
    ['the same is not', 0, 0, 0],
  ])('%s', (_what, now, then, expected) => {
    expect(changes(now, then)).toHaveLength(expected);
  });

  it('is said in words, with both figures', () => {
    expect(changes(1200, 400)).toEqual(['Số đăng ký là 1.200, năm 2025 là 400 (tăng 200 %).']);
    expect(changes(0, 400)).toEqual(['Số đăng ký là 0, năm 2025 là 400 (giảm 100 %).']);
  });

  it('is measured as the form says, or not at all', () => {
    expect(changes(13, 10, { yearChange: { percent: 20, atLeast: 1 } })).toHaveLength(1);
    expect(changes(1000, 1, { yearChange: null })).toEqual([]);
  });
});

describe('A text that is last year’s, word for word', () => {
  const LONG = 'Tổ chức ba buổi sinh hoạt chuyên đề, có kiểm điểm và biểu dương cuối quý.';
  const words = { code: 'result', label: 'Kết quả', kind: 'text' };
  const copied = (now: string, then: string, field: object = words) =>
    sameTexts(form([field]), () => now, { year: 2025, answers: { result: then }, members: new Map() }).map(
      ({ message }) => message,
    );

  it.each([
    ['is told', LONG, LONG, 1],
    ['is told where only white space differs', `  ${LONG.replaceAll(' ', '\n')} `, LONG, 1],
    ['is not told where a word differs', LONG.replace('ba', 'hai'), LONG, 0],
    ['is not told where a capital differs', LONG.toLowerCase(), LONG, 0],
    ['is not told where it has fewer than 40 letters', 'Không có kiến nghị.', 'Không có kiến nghị.', 0],
    ['counts letters only', '– 1.234; '.repeat(20), '– 1.234; '.repeat(20), 0],
  ])('%s', (_what, now, then, expected) => {
    expect(copied(now, then)).toHaveLength(expected);
  });

  it('names the field and the year', () => {
    expect(copied(LONG, LONG)).toEqual(['Kết quả: giống hệt năm 2025.']);
  });

  it('is meant where the form lets last year’s answer stand ready', () => {
    expect(copied(LONG, LONG, { ...words, prefill: true })).toEqual([]);
  });

  it('is none without a year before', () => {
    expect(sameTexts(form([words]), () => LONG, null)).toEqual([]);
  });
});
