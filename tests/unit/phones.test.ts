import { expect, test } from 'vitest';
import { formatPhone, parsePhone, phoneInWords, phoneProblem } from '../../src/accounts/phones.js';
import { phoneHref } from '../../src/platform/text/phone-href.js';

test.each([
  ['0912345678', '0912345678'],
  ['0912 345 678', '0912345678'],
  ['0912.345.678', '0912345678'],
  ['091-2345-678', '0912345678'],
  ['+84 912 345 678', '0912345678'],
  ['+84 (0)912 345 678', '0912345678'],
  ['0084912345678', '0912345678'],
  ['84912345678', '0912345678'],
  ['912345678', '0912345678'],
  ['(0240) 3123 456', '02403123456'],
  ['+84 24 3823 4567', '02438234567'],
  ['2403123456', '02403123456'],
  ['1900 6789', '19006789'],
])('a number is read as people write it: %s', (typed, kept) => {
  expect(parsePhone(typed)).toBe(kept);
  expect(phoneProblem(typed)).toBeUndefined();
});

test.each([
  ['0912 345 67', 'phải có 10 chữ số'],
  ['09123456789', 'phải có 10 chữ số'],
  ['0612345678', 'phải có 10 chữ số'],
  ['gọi văn phòng', 'phải có 10 chữ số'],
  ['0912 345 678 máy lẻ 12', 'phải có 10 chữ số'],
  ['+1 202 555 0100', 'phải có 10 chữ số'],
  ['0912 345 678 / 0987 654 321', 'Chỉ ghi một số'],
  ['0912345678, 0987654321', 'Chỉ ghi một số'],
  ['0162 345 6789', 'đã đổi thành 10 chữ số'],
  ['＋84912345678', 'phải có 10 chữ số'],
])('what is not one number is said: %s', (typed, words) => {
  expect(parsePhone(typed)).toBeUndefined();
  expect(phoneProblem(typed)).toContain(words);
});

test('a number is shown in groups, and what is shown is read again', () => {
  const shown = ['0912 345 678', '0240 3123 456', '024 3823 4567', '1900 6789', '1800 123456'];
  expect(shown.map((phone) => formatPhone(parsePhone(phone) ?? ''))).toEqual(shown);
  expect(formatPhone('(0240) 3123 456, máy lẻ 2')).toBe('(0240) 3123 456, máy lẻ 2');
  expect(phoneInWords({ phone: '', zaloName: '' })).toBe('–');
});

test.each([
  ['0240 3123 456', 'tel:02403123456'],
  ['(0240) 3123.456, máy lẻ 2', 'tel:02403123456'],
  ['+84 912 345 678', 'tel:+84912345678'],
  ['Văn phòng: 0912 345 678 / 0987 654 321', 'tel:0912345678'],
  ['gọi văn phòng', ''],
  ['', ''],
])('a press on %j dials %j', (written, href) => {
  expect(phoneHref(written)).toBe(href);
});
