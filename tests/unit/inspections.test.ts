import { describe, expect, it } from 'vitest';
import { readTime } from '../../src/inspections/minutes.js';
import { tellingWords } from '../../src/inspections/rules.js';
import { clashes, membersOf, teamWords, withHead, wrongAddress } from '../../src/inspections/team.js';
import { isoDay } from '../../src/platform/text/calendar.js';

describe('Before a paper is issued', () => {
  it('names who is written to and whom no mail reaches, and promises no letter where none goes', () => {
    const people = { hearers: [{ name: 'Hoa' }, { name: 'Việt' }], unreached: ['Bình'] };
    const otherwise = 'Chưa có địa chỉ thư, nên phải báo bằng cách khác: Bình.';
    expect(tellingWords(people, true)).toEqual(['Thư báo được gửi đến 2 người: Hoa; Việt.', otherwise]);
    expect(tellingWords(people, false)[0]).toContain('Không có thư nào được gửi');
    expect(tellingWords({ hearers: [], unreached: [] }, true)).toEqual(['Không có ai để gửi thư báo.']);
  });
});

describe('The team of an inspection', () => {
  it.each([
    ['Lê Thị Hồng Nhung (trưởng đoàn)', 'Lê Thị Hồng Nhung', ''],
    ['- Bà Hoa, trưởng đoàn', 'Hoa', ''],
    ['1. Đ/c Phạm Quốc Việt – thành viên', 'Phạm Quốc Việt', ''],
    ['Phạm Quốc Việt, viet@example.vn', 'Phạm Quốc Việt', 'viet@example.vn'],
    ['Phạm Quốc Việt <viet@example.vn>', 'Phạm Quốc Việt', 'viet@example.vn'],
  ])('has in “%s” the member %s', (line, name, address) => {
    expect(membersOf(line)).toEqual([{ name, address }]);
  });

  it('is shown to others without addresses, a member a line', () => {
    expect(teamWords('Hoa (trưởng đoàn), hoa@example.vn; Việt <viet@example.vn>\n\nAn')).toBe(
      'Hoa (trưởng đoàn)\nViệt\nAn',
    );
  });

  it('has its head in the first line, marked once, wherever it is shown', () => {
    expect(teamWords('Hoa, hoa@example.vn\nViệt')).toBe('Hoa (trưởng đoàn)\nViệt');
    expect(withHead('Hoa, hoa@example.vn\nViệt')).toBe('Hoa (trưởng đoàn), hoa@example.vn\nViệt');
    expect(withHead('Hoa <hoa@example.vn>')).toBe('Hoa (trưởng đoàn) <hoa@example.vn>');
    expect(withHead('Việt\nHoa, trưởng đoàn')).toBe('Việt\nHoa, trưởng đoàn');
    expect(teamWords('')).toBe('');
  });

  it('tells an address that no mail could go to', () => {
    expect(wrongAddress('Hoa, hoa@example.vn\nViệt, viet@')).toBe('viet@');
    expect(wrongAddress('Hoa, hoa@example.vn\nViệt')).toBeUndefined();
  });

  it('is warned of who is wanted at two places on one day, however the name is written, and of nobody else', () => {
    const visit = (id: number, day: string, team: string) => {
      return { id, plannedOn: isoDay(day), team, unit: { name: `Đơn vị ${id}` } };
    };
    const found = clashes([
      visit(1, '2026-09-15', 'Bà Lê Thị Hoa (trưởng đoàn)\nAn'),
      visit(2, '2026-09-15', 'Việt\nlê thị hoa'),
      visit(3, '2026-09-16', 'Lê Thị Hoa'),
    ]);
    expect(found).toEqual(
      new Map([
        [1, ['Lê Thị Hoa cùng ngày còn đi Đơn vị 2.']],
        [2, ['lê thị hoa cùng ngày còn đi Đơn vị 1.']],
      ]),
    );
  });
});

it.each([
  ['8h', '08:00'],
  ['8:05', '08:05'],
  ['08h30', '08:30'],
  ['8 giờ 30 phút', '08:30'],
  ['23.59', '23:59'],
  ['24:00', undefined],
  ['8:60', undefined],
  ['sáng', undefined],
  ['', undefined],
])('reads “%s” as the time %s', (typed, time) => {
  expect(readTime(typed)).toBe(time);
});
