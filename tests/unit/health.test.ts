import { expect, test } from 'vitest';
import { startOf } from '../../src/health/start-rules.js';
import type { Health } from '../../src/health/finders.js';
import { findingsOf } from '../../src/health/rules.js';

const now = new Date('2026-09-10T08:00:00+07:00');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const GB = 1e9;

const well: Health = {
  portal: { version: '1.0.0', node: 'v24.0.0', startedAt: minutesAgo(600), timeZone: 'UTC' },
  database: {
    ...{ version: '18.4', size: GB, growth: null, connections: 12, connectionLimit: 50 },
    ...{ longest: 0, slowest: null, clockApart: 0.01, timeZone: 'UTC' },
    rights: { role: 'portal_serving', excess: [] },
  },
  mail: { waiting: 3, oldest: minutesAgo(1), failed: 0, lastError: '', heldSince: null, lateReminders: 0 },
  pushes: { waiting: 0, oldest: null },
  exports: { waiting: 0, oldest: null },
  backup: { verifiedAt: minutesAgo(390), problem: '' },
  disk: { free: 50 * GB, total: 100 * GB, holdsBackups: false },
  memory: { free: 4 * GB, total: 8 * GB, portal: GB / 4 },
  certificate: { validUntil: minutesAgo(-60 * 24 * 60), problem: '' },
};
const settings = {
  mail: { url: 'smtps://smtp.example.vn', from: { name: '', address: 'a@example.vn' } },
  publicUrl: 'https://neuguong.example.vn',
  secure: true,
  trustProxy: 1,
  databaseUrl: undefined,
  backup: { dir: '/backups', passphrase: 'một hai ba bốn', at: '01:30' },
};

function adviceOf(health: Partial<Health>, changed: Partial<typeof settings> = {}): string[] {
  const findings = findingsOf({ ...well, ...health }, { ...settings, ...changed }, now);
  return findings.flatMap(({ name, advice }) => (advice === '' ? [] : [`${name}: ${advice}`]));
}

test('where all is well nothing is advised', () => {
  expect(adviceOf({})).toEqual([]);
});

test('what was measured is said in words: growth, time zones, a certificate that cannot be seen from here', () => {
  const database = { ...well.database, growth: { bytes: 5e7, since: new Date('2026-08-11T00:00:00+07:00') } };
  const certificate = { validUntil: null, problem: 'ECONNREFUSED' };
  const findings = findingsOf({ ...well, database, certificate }, settings, now);
  const values = findings.map(({ name, value }) => `${name}: ${value}`).join('\n');
  expect(values).toContain('(tăng 50 MB từ 11/8/2026)');
  expect(values).toContain('múi giờ của máy: UTC');
  expect(values).toContain('Chứng thư HTTPS: Chưa xem được từ máy này: ECONNREFUSED');
});

test('each thing that is wrong is said once, with what to do', () => {
  const { backup, database, mail, disk } = well;
  const cases: [string[], RegExp][] = [
    [
      adviceOf({ backup: { ...backup, verifiedAt: minutesAgo(27 * 60) } }),
      /^Sao lưu: Đã quá 26 giờ.*portal -- backup/,
    ],
    [
      adviceOf({ backup: { verifiedAt: undefined, problem: 'there is no room on the disk' } }),
      /Lần gần nhất không được: there is no room on the disk\./,
    ],
    [
      adviceOf(
        { backup: { verifiedAt: undefined, problem: '' } },
        { backup: { ...settings.backup, passphrase: '' } },
      ),
      /BACKUP_PASSPHRASE/,
    ],
    [adviceOf({ disk: { ...disk, holdsBackups: true } }), /BACKUP_DIR sang ổ khác/],
    [adviceOf({ disk: { ...disk, free: 1.9 * GB } }), /^Ổ đĩa của dữ liệu: Cần ít nhất 2 GB trống/],
    [adviceOf({ mail: { ...mail, oldest: minutesAgo(16), lastError: '421 bận' } }), /421 bận/],
    [adviceOf({ mail: { ...mail, heldSince: minutesAgo(60) } }), /giữ mọi thư lại từ 07:00 ngày 10\/9\/2026/],
    [adviceOf({}, { mail: undefined as never }), /SMTP_URL/],
    [adviceOf({ exports: { waiting: 1, oldest: minutesAgo(16) } }), /^Xuất số liệu: /],
    [adviceOf({ database: { ...database, connections: 41 } }), /Gần hết kết nối/],
    [adviceOf({ database: { ...database, longest: 61 } }), /câu lệnh đang chạy 61 giây/],
    [adviceOf({ database: { ...database, clockApart: 3 } }), /NTP/],
    [
      adviceOf({ database: { ...database, slowest: [{ sql: 'SELECT 1', calls: 12, mean: 2.4 }] } }),
      /^Câu lệnh chậm: .*2 giây, 12 lần: SELECT 1\./,
    ],
    [adviceOf({ mail: { ...mail, lateReminders: 30 } }), /30 thư đôn đốc chờ quá 15 phút/],
    [adviceOf({ pushes: { waiting: 1, oldest: minutesAgo(16) } }), /^Báo việc trên máy: /],
    [adviceOf({ certificate: { validUntil: minutesAgo(-13 * 24 * 60), problem: '' } }), /Chỉ còn 13 ngày/],
    [adviceOf({ certificate: { validUntil: minutesAgo(1), problem: '' } }), /đã hết hạn/],
    [adviceOf({}, { trustProxy: 0 }), /TRUST_PROXY=1/],
    [adviceOf({}, { publicUrl: undefined as never }), /PUBLIC_URL/],
    [adviceOf({ memory: { ...well.memory, free: 1e8 } }), /^Bộ nhớ: /],
  ];
  for (const [advice, words] of cases) {
    expect(advice).toHaveLength(1);
    expect(advice[0]).toMatch(words);
  }
});

test('the portal runs since an instant of the clock that its page shows', () => {
  const demo = new Date('2026-09-12T08:00:00+07:00');
  expect(startOf(demo, 3600)).toEqual(new Date('2026-09-12T07:00:00+07:00'));
});
