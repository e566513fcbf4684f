import { describe, expect, it } from 'vitest';
import { officialText } from '../../src/guidance/official-text.js';
import { noteTaker, readingTime } from '../../src/reading/rules.js';
import { audienceOf, questions, type Answers } from '../../src/reading/who/rules.js';

const [, conclusion] = officialText.basisDocuments;
const notesOf = (text: string) => noteTaker(conclusion ? [conclusion] : []).take(text);

describe('A note', () => {
  it('stands after the first mention of a document, in full or short', () => {
    expect(notesOf('theo Kết luận số 01-KL/TW, và')).toEqual([
      { text: 'theo Kết luận số 01-KL/TW', note: 1 },
      { text: ', và', note: 0 },
    ]);
    expect(notesOf('theo số 01-KL ngày')[0]).toEqual({ text: 'theo số 01-KL', note: 1 });
  });

  it.each(['số 101-KL/TW', 'số 01-KLX', 'số 01-KL/TWX', '01-KL/TW', 'số 01'])(
    'does not stand after %s',
    (text) => {
      expect(notesOf(text)).toEqual([{ text, note: 0 }]);
    },
  );

  it('stands once, over all the texts', () => {
    const { take, noted } = noteTaker(officialText.basisDocuments);
    const texts = ['số 05-CT/TW và số 01-KL', 'số 01-KL/TW, số 154/KH-TLĐ'];
    expect(texts.map((text) => take(text).map(({ note }) => note))).toEqual([
      [1, 2, 0],
      [3, 0],
    ]);
    expect(noted.map(({ number }) => number)).toEqual(['05-CT/TW', '01-KL/TW', '154/KH-TLĐ']);
  });

  it('leaves every word where it was', () => {
    const texts = [
      officialText.preamble,
      ...officialText.sections.flatMap((s) => s.bullets.map((b) => b.text)),
    ];
    const { take } = noteTaker(officialText.basisDocuments);
    expect(
      texts.map((text) =>
        take(text)
          .map((run) => run.text)
          .join(''),
      ),
    ).toEqual(texts);
  });

  it('takes a number for itself, whatever stands in it', () => {
    const odd = { anchor: 'a', kind: 'Số', number: 'A.*(', date: '', issuer: '', about: '' };
    expect(noteTaker([odd]).take('số A.*( và số AB')[0]).toEqual({ text: 'số A.*(', note: 1 });
  });
});

it('what is read in half a minute is said to take one', () => {
  expect(readingTime(['một hai ba'])).toBe('Đọc khoảng 1 phút');
  expect(readingTime(['từ '.repeat(660)])).toBe('Đọc khoảng 3 phút');
});

describe('Whoever answers the three questions', () => {
  const every = Object.keys(questions['noi-lam'].answers).flatMap((place) =>
    Object.keys(questions['hinh-thuc'].answers).flatMap((occupation) =>
      Object.keys(questions['cong-doan'].answers).map(
        (post) => ({ 'noi-lam': place, 'hinh-thuc': occupation, 'cong-doan': post }) as Answers,
      ),
    ),
  );

  it('is led by the occupation, as the guidance sorts people', () => {
    const pages = { 'cong-chuc': 'civil-servant', 'vien-chuc': 'public-employee', 'lao-dong': 'worker' };
    expect(every).toHaveLength(27);
    for (const answers of every) expect(audienceOf(answers).audience).toBe(pages[answers['hinh-thuc']]);
  });

  it('is told of the double role just where they are a union official', () => {
    for (const answers of every)
      expect(audienceOf(answers).asOfficial !== '').toBe(answers['cong-doan'] !== 'doan-vien');
  });

  it('is never sent to the same page twice', () => {
    for (const answers of every) {
      const { audience, also } = audienceOf(answers);
      expect(also?.audience).not.toBe(audience);
    }
  });

  it.each([
    ['doanh-nghiep', 'lao-dong', 'chuyen-trach', 'civil-servant'],
    ['su-nghiep', 'cong-chuc', 'doan-vien', 'public-employee'],
    ['co-quan', 'vien-chuc', 'doan-vien', 'civil-servant'],
    ['su-nghiep', 'lao-dong', 'doan-vien', undefined],
    ['co-quan', 'cong-chuc', 'chuyen-trach', undefined],
  ] as const)('%s, %s, %s: is offered %s as well', (place, occupation, post, also) => {
    const answers = { 'noi-lam': place, 'hinh-thuc': occupation, 'cong-doan': post };
    expect(audienceOf(answers).also?.audience).toBe(also);
  });
});
