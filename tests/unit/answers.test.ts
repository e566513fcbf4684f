import { describe, expect, it } from 'vitest';
import { figure } from '../../client/figure.js';
import { sectionDefinition } from '../../src/form/definition.js';
import { answerWords, readAnswers, typedAnswers } from '../../src/form/answers.js';

const section = sectionDefinition.parse({
  code: 'a',
  letter: 'A',
  title: 'Mọi loại ô',
  fields: [
    { code: 'whole', label: 'Số nguyên', kind: 'integer', max: 5000 },
    { code: 'ratio', label: 'Số thập phân', kind: 'decimal' },
    { code: 'share', label: 'Tỷ lệ', kind: 'percent' },
    { code: 'value', label: 'Giá trị', kind: 'money', max: 1e15 },
    { code: 'name', label: 'Tên', kind: 'line', maxLength: 10 },
    { code: 'story', label: 'Kể lại', kind: 'text', maxLength: 20 },
    { code: 'agreed', label: 'Đồng ý', kind: 'yes-no' },
    {
      code: 'rank',
      label: 'Xếp loại',
      kind: 'choice',
      choices: [
        { code: 'good', label: 'Tốt' },
        { code: 'fair', label: 'Khá' },
      ],
    },
    { code: 'day', label: 'Ngày', kind: 'date' },
    { code: 'file', label: 'Tệp', kind: 'file' },
  ],
});
const fieldOf = (code: string) => section.fields.find((field) => field.code === code)!;
const problem = (code: string, text: string) => readAnswers(section, { [code]: text }).errors[0]?.message;

const MONEY = 'phải là số tiền viết bằng chữ số, ví dụ 200.000.000, hoặc viết gọn như “200 triệu”, “1,5 tỷ”';

describe('Answers are read by the kind of their field', () => {
  it('every kind, and what is shown again is what was meant', () => {
    const typed = {
      whole: '1.234',
      ratio: '0,5',
      share: '12,25',
      value: '1.500.000.000',
      name: '  Nguyễn   A ',
      story: 'Dòng 1\r\nDòng 2',
      agreed: 'yes',
      rank: 'fair',
      day: '09/9/2026',
    };
    const { answers, errors } = readAnswers(section, typed);
    expect(errors).toEqual([]);
    expect(answers).toEqual({
      whole: 1234,
      ratio: 0.5,
      share: 12.25,
      value: 1_500_000_000,
      name: 'Nguyễn A',
      story: 'Dòng 1\nDòng 2',
      agreed: true,
      rank: 'fair',
      day: '2026-09-09',
    });
    expect(readAnswers(section, typedAnswers(section, answers)).answers).toEqual(answers);
  });

  it('gaps are no errors', () => {
    expect(readAnswers(section, { whole: '', story: '  ' })).toEqual({ answers: {}, errors: [] });
  });

  it('a name typed in NFD is kept in NFC', () => {
    expect(readAnswers(section, { name: 'Nguyễn'.normalize('NFD') }).answers['name']).toBe(
      'Nguyễn'.normalize('NFC'),
    );
  });

  it.each([
    ['whole', '12a', 'Số nguyên phải là số nguyên viết bằng chữ số, ví dụ 1.234.'],
    ['whole', '-1', 'Số nguyên không được nhỏ hơn 0.'],
    ['whole', '5.001', 'Số nguyên không được lớn hơn 5.000.'],
    ['value', 'ít', `Giá trị ${MONEY}.`],
    ['value', '1.5 tỷ', `Giá trị ${MONEY}.`],
    ['value', '2 tỷ 3', `Giá trị ${MONEY}.`],
    ['value', '0,0005 nghìn', `Giá trị ${MONEY}.`],
    ['share', '100,1', 'Tỷ lệ không được lớn hơn 100.'],
    ['ratio', '1.5', 'Số thập phân phải là số, phần thập phân viết sau dấu phẩy, ví dụ 12,5.'],
    ['name', 'x'.repeat(11), 'Tên dài 11 ký tự, quá mức 10 ký tự. Hãy rút gọn.'],
    ['agreed', 'maybe', 'Đồng ý: hãy chọn Có hoặc Không.'],
    ['rank', 'best', 'Xếp loại: hãy chọn một mục trong danh sách.'],
    ['day', '31/9/2026', 'Ngày: không có ngày 31/9/2026 trong lịch.'],
    ['day', '09/9', 'Ngày thiếu năm. Viết đủ ngày/tháng/năm, ví dụ 09/9/2026.'],
    ['day', '2026', 'Ngày phải viết theo ngày/tháng/năm, ví dụ 09/9/2026.'],
  ])('%s refuses %j', (code, text, message) => {
    expect(problem(code, text)).toBe(message);
  });
});

describe('An amount of money is read as people say it, while it is typed too', () => {
  it.each([
    ['200 triệu', 200_000_000],
    ['200 triệu đồng', 200_000_000],
    ['1,5 tỷ', 1_500_000_000],
    ['1,1 Tỉ', 1_100_000_000],
    ['15tr', 15_000_000],
    ['1.500 triệu', 1_500_000_000],
    ['500 nghìn', 500_000],
    ['500 ngàn đồng', 500_000],
    ['200.000.000', 200_000_000],
  ])('%s', (text, amount) => {
    expect(readAnswers(section, { value: text }).answers).toEqual({ value: amount });
    expect(figure(text)).toBe(amount);
  });

  it.each(['triệu', '2 trăm', '1.5 tỷ', '200 triệu 500', '1,5 tỷ triệu', ''])('not %j', (text) => {
    expect(readAnswers(section, { value: text }).answers['value']).toBeUndefined();
    expect(figure(text)).toBeNaN();
  });
});

describe('Answers in words', () => {
  it.each([
    ['value', 1_500_000, '1.500.000 đồng'],
    ['share', 12.5, '12,5 %'],
    ['agreed', false, 'Không'],
    ['rank', 'good', 'Tốt'],
    ['day', '2026-09-09', '09/9/2026'],
    ['day', '2026-02-01', '01/02/2026'],
    ['name', undefined, ''],
  ])('%s', (code, answer, words) => {
    expect(answerWords(fieldOf(code), answer)).toBe(words);
  });
});
