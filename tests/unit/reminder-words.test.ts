import { expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { defaultWordings, letterTo } from '../../src/reminders/wording.js';

const to = { unit: 'CĐCS Cấp nước', receiver: 'LĐLĐ tỉnh', year: 2026, dueBefore: isoDay('2026-09-10') };

it.each([
  [2, 'Còn 2 ngày làm việc, không kể hôm nay.'],
  [0, 'Không còn ngày làm việc nào sau hôm nay.'],
])('A reminder with %i working days left says so without counting today', (daysLeft, words) => {
  for (const owed of ['due', 'correction-due'] as const)
    expect(letterTo(defaultWordings, owed, { ...to, daysLeft }).text).toContain(words);
});

it('A text that an office has made its own never says that 0 days are left', () => {
  const text = 'Đề nghị nộp ngay: còn {Số ngày còn lại} ngày làm việc!';
  const wordings = { ...defaultWordings, before: { subject: 'Nhắc', text } };
  expect(letterTo(wordings, 'due', { ...to, daysLeft: 0 }).text).toBe(
    'Đề nghị nộp ngay: không còn ngày làm việc nào sau hôm nay!',
  );
});
