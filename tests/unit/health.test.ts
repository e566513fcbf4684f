import { expect, test } from 'vitest';
import { startOf } from '../../src/health/start-rules.js';
import type { Health } from '../../src/health/finders.js';
import { findingsOf } from '../../src/health/rules.js';

const now = new Date('2026-09-10T08:00:00+07:00');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const GB = 1e9;

const well: Health = {
  portal: { version: '1.0.0', node: 'v24.0.0', startedAt: minutesAgo(600) },
  database: { version: '18.4', size: GB, connections: 12, connectionLimit: 50, longest: 0, clockApart: 0.01 },
  mail: { waiting: 3, oldest: minutesAgo(1), failed: 0, lastError: '', heldSince: null },
  exports: { waiting: 0, oldest: null },
  backup: { verifiedAt: minutesAgo(390), problem: '' },
  disk: { free: 50 * GB, total: 100 * GB, holdsBackups: false },
  memory: { free: 4 * GB, total: 8 * GB },
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
    [adviceOf({}, { trustProxy: 0 }), /TRUST_PROXY=1/],
    [adviceOf({}, { publicUrl: undefined as never }), /PUBLIC_URL/],
    [adviceOf({ memory: { free: 1e8, total: GB } }), /^Bộ nhớ: /],
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
