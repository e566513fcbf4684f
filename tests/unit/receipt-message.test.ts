import { describe, expect, it } from 'vitest';
import { withLinks } from '../../src/mail/letter.js';
import { nextAttempt } from '../../src/mail/rules.js';
import { isMailAddress } from '../../src/platform/text/text.js';
import { receiptMailLine } from '../../src/reports/filing/receipt-mail.js';
import { receiptMessage } from '../../src/reports/filing/receipt-message.js';

const report = {
  status: 'SUBMITTED' as const,
  dueBefore: new Date('2026-09-10T00:00:00+07:00'),
  lockOn: new Date('2026-11-01T00:00:00+07:00'),
  firstSubmittedAt: null,
  correctBefore: null,
  unitName: 'Công đoàn <b>"A & B"</b>',
  parent: null,
  period: { year: 2026 },
};
const receipt = {
  number: 2,
  submittedAt: new Date('2026-09-09T14:05:00+07:00'),
  submittedByName: 'Nguyễn <i>Văn</i> An',
  verificationCode: '7K2M-Q9XA-04TZ',
  sha256: 'ab'.repeat(32),
};

describe('The message of a receipt', () => {
  const { subject, ...words } = receiptMessage(report, receipt);
  const message = { subject, ...withLinks(words, 'https://neuguong.example.vn') };

  it('names year, unit and number in its subject, on one line', () => {
    expect(message.subject).toBe('Biên nhận báo cáo năm 2026 – Công đoàn <b>"A & B"</b> (lần 2)');
    const hostile = receiptMessage({ ...report, unitName: 'A\r\nBcc: x@y.vn' }, receipt);
    expect(hostile.subject).toBe('Biên nhận báo cáo năm 2026 – A Bcc: x@y.vn (lần 2)');
  });

  it('says what the receipt page says, in both parts', () => {
    const said = ['Tổng Liên đoàn Lao động Việt Nam', '14:05 ngày 09/9/2026', 'Đúng hạn', receipt.sha256];
    for (const words of [...said, '7K2M-Q9XA-04TZ']) {
      expect(message.text).toContain(words);
      expect(message.html).toContain(words);
    }
    expect(message.text).toContain('https://neuguong.example.vn/xac-thuc?ma=7K2M-Q9XA-04TZ');
    expect(message.html).toContain('href="https://neuguong.example.vn/bao-cao/2026/bien-nhan?lan=2"');
  });

  it('escapes names in its HTML part only', () => {
    expect(message.html).not.toMatch(/<b>|<i>/);
    expect(message.html).toContain('Nguyễn &lt;i&gt;Văn&lt;/i&gt; An');
    expect(message.text).toContain('Người nộp: Nguyễn <i>Văn</i> An');
  });

  it('has no links where the address of the portal is not known', () => {
    const { text, html } = withLinks(words, undefined);
    expect(text + html).not.toMatch(/href|http|\/xac-thuc/);
    expect(text).toContain('7K2M-Q9XA-04TZ');
  });

  it('goes by the first submission where there was one before', () => {
    const firstSubmittedAt = new Date('2026-09-10T00:00:00+07:00');
    expect(receiptMessage({ ...report, firstSubmittedAt }, receipt).text).toContain('Thời hạn: Trễ hạn');
  });
});

describe('The line on the receipt page', () => {
  const at = new Date('2026-09-09T14:05:00+07:00');
  const sent = { toAddress: 'a@x.vn', sentAt: at, failedAt: null };
  const waiting = { toAddress: 'b@x.vn', sentAt: null, failedAt: null };
  const failed = { toAddress: 'c@x.vn', sentAt: null, failedAt: at };

  it('says of every address what became of it', () => {
    expect(receiptMailLine([sent, waiting, failed], true)).toBe(
      'Biên nhận qua thư điện tử: đã gửi đến a@x.vn; đang gửi đến b@x.vn; không gửi được đến c@x.vn.',
    );
  });

  it('promises nothing where mail is not set up', () => {
    expect(receiptMailLine([waiting], false)).toBe(
      'Biên nhận qua thư điện tử: chưa gửi đến b@x.vn (cổng hiện chưa gửi được thư điện tử).',
    );
    expect(receiptMailLine([], false)).toContain('Cổng hiện chưa gửi được thư điện tử');
    expect(receiptMailLine([], true)).toContain('ghi địa chỉ');
  });
});

it('A message is tried again after 1, 5, 30 minutes, 2 and 12 hours, then given up', () => {
  const now = new Date('2026-09-09T14:05:00+07:00');
  const minutes = [1, 2, 3, 4, 5, 6].map((attempts) => {
    const next = nextAttempt(attempts, now);
    return next && (next.getTime() - now.getTime()) / 60_000;
  });
  expect(minutes).toEqual([1, 5, 30, 120, 720, undefined]);
});

it.each(['a@congdoan.vn', "o'neil+x@mail.y-te.gov.vn", 'ten.ho@xn--hanoi-abc.vn'])(
  '%s is an e-mail address',
  (address) => {
    expect(isMailAddress(address)).toBe(true);
  },
);

it.each([
  '',
  'a',
  '.a@b.vn',
  'a..b@c.vn',
  'a@b',
  'a@-b.vn',
  'a@b.vn\n',
  'a@b.vn\nBcc: c@d.vn',
  'a@b.1',
  'a@[::1]',
])('%j is none', (address) => {
  expect(isMailAddress(address)).toBe(false);
});
