import { isStale } from '../backups/rules.js';
import type { Config } from '../config.js';
import { formatDay, formatNumber, formatSize, formatTime } from '../platform/text/format.js';
import type { DatabaseHealth } from './database-finders.js';
import type { Health } from './finders.js';
import type { QueueHealth } from './queue-finders.js';

/** One thing that was looked at. `advice`: what is wrong and what to do about it; '' where all is well. */
export interface Finding {
  readonly name: string;
  readonly value: string;
  readonly advice: string;
}

/** Those that need care, in their order. */
export function needingCare(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ advice }) => advice !== '');
}

type Settings = Pick<Config, 'mail' | 'publicUrl' | 'secure' | 'trustProxy' | 'backup' | 'databaseUrl'>;

/** What the health page and `npm run portal -- doctor` both say; `status` and /metrics give the same measures as numbers. */
export function findingsOf(health: Health, settings: Settings, now: Date): Finding[] {
  return [
    backupFinding(health, settings, now),
    mailFinding(health, settings, now),
    pushFinding(health, now),
    diskFinding(health),
    databaseFinding(health),
    rightsFinding(health),
    slowFinding(health),
    clockFinding(health),
    exportFinding(health, now),
    addressFinding(settings),
    ...certificateFindings(health, now),
    memoryFinding(health),
    releaseFinding(health),
  ];
}

function backupFinding({ backup, disk }: Health, settings: Settings, now: Date): Finding {
  const value = backup.verifiedAt
    ? `Bản gần nhất đã phục hồi thử được: ${formatTime(backup.verifiedAt)}`
    : 'Chưa có bản sao lưu nào đã phục hồi thử được';
  return { name: 'Sao lưu', value, advice: backupAdvice({ backup, disk }, settings, now) };
}

function backupAdvice(
  { backup, disk }: Pick<Health, 'backup' | 'disk'>,
  settings: Settings,
  now: Date,
): string {
  if (isStale(backup.verifiedAt, now)) {
    if (!settings.backup.passphrase)
      return 'Cổng chưa tự sao lưu. Đặt BACKUP_PASSPHRASE (ít nhất 12 ký tự, cất ở nơi khác) và BACKUP_DIR rồi khởi động lại.';
    const problem = backup.problem === '' ? '' : ` Lần gần nhất không được: ${backup.problem}.`;
    return `Đã quá 26 giờ chưa có bản sao lưu dùng được.${problem} Chạy npm run portal -- backup để xem lỗi.`;
  }
  if (disk.holdsBackups && settings.databaseUrl === undefined)
    return 'Bản sao lưu nằm cùng ổ đĩa với dữ liệu: ổ hỏng thì mất cả hai. Đặt BACKUP_DIR sang ổ khác, hoặc chép bản sao lưu sang máy khác hằng ngày.';
  return '';
}

/** A queue that is worked off every few seconds is stuck when something waits so long; in ms. */
const STUCK = 15 * 60_000;

function mailFinding({ mail }: Health, settings: Settings, now: Date): Finding {
  const value = `${mail.waiting} thư đang chờ, ${mail.failed} thư không gửi được`;
  return { name: 'Thư điện tử', value, advice: mailAdvice(mail, settings, now) };
}

function mailAdvice(mail: Health['mail'], settings: Settings, now: Date): string {
  if (!settings.mail)
    return 'Cổng chưa gửi thư được. Đặt SMTP_URL và MAIL_FROM rồi khởi động lại; thư chờ chưa quá 7 ngày sẽ tự đi.';
  if (mail.heldSince)
    return `Cổng giữ mọi thư lại từ ${formatTime(mail.heldSince)}, sau khi phục hồi dữ liệu. Người quản trị cho gửi trở lại ở trang Thư điện tử.`;
  if (isStuck(mail, now))
    return `Có thư chờ quá 15 phút. Lỗi gần nhất: ${mail.lastError || 'không rõ'}. Thử bằng npm run portal -- mail-test <địa chỉ>.`;
  if (mail.lateReminders > 0)
    return `${formatNumber(mail.lateReminders)} thư đôn đốc chờ quá 15 phút chưa gửi được. Lỗi gần nhất: ${mail.lastError || 'không rõ'}.`;
  return '';
}

function pushFinding({ pushes }: Health, now: Date): Finding {
  return {
    name: 'Báo việc trên máy',
    value: `${formatNumber(pushes.waiting)} tin đang chờ`,
    advice: isStuck(pushes, now)
      ? 'Có tin chờ quá 15 phút: kiểm tra máy này ra được Internet (cổng 443), rồi xem nhật ký của cổng.'
      : '',
  };
}

function isStuck({ oldest }: QueueHealth, now: Date): boolean {
  return oldest !== null && now.getTime() - oldest.getTime() > STUCK;
}

const GIGABYTE = 2 ** 30;

function diskFinding({ disk, database }: Health): Finding {
  // A backup is restored aside to be verified: for that moment the data are there twice.
  const needed = Math.max(GIGABYTE, 2 * database.size);
  return {
    name: 'Ổ đĩa của dữ liệu',
    value: `Còn trống ${formatSize(disk.free)} trên ${formatSize(disk.total)}`,
    advice: disk.free < needed ? `Cần ít nhất ${formatSize(needed)} trống. Dọn bớt hoặc mở rộng ổ đĩa.` : '',
  };
}

/** In seconds */
const LONG_STATEMENT = 60;

function databaseFinding({ database }: Health): Finding {
  const { version, size, connections, connectionLimit, longest } = database;
  const value = `PostgreSQL ${version}, ${formatSize(size)}${growthWords(database)}, ${connections}/${connectionLimit} kết nối`;
  const name = 'Cơ sở dữ liệu';
  if (connections > connectionLimit * 0.8)
    return {
      name,
      value,
      advice: 'Gần hết kết nối: xem chương trình nào khác đang dùng máy chủ này, hoặc tăng max_connections.',
    };
  if (longest > LONG_STATEMENT)
    return {
      name,
      value,
      advice: `Có câu lệnh đang chạy ${formatNumber(Math.round(longest))} giây. Nếu không phải sao lưu hay xuất số liệu, khởi động lại cổng.`,
    };
  return { name, value, advice: '' };
}

/** " (tăng 1,2 MB từ 01/8/2026)" */
function growthWords({ growth }: DatabaseHealth): string {
  if (!growth) return '';
  const { bytes, since } = growth;
  return ` (${bytes < 0 ? 'giảm' : 'tăng'} ${formatSize(Math.abs(bytes))} từ ${formatDay(since)})`;
}

function rightsFinding({ database: { rights } }: Health): Finding {
  const { role, excess } = rights;
  return {
    name: 'Quyền trong cơ sở dữ liệu',
    value: `Cổng dùng tài khoản ${role}`,
    advice:
      excess.length > 0
        ? `Tài khoản này có quyền cổng không cần: ${excess.join('; ')}. Trỏ DATABASE_URL đến một tài khoản không sở hữu bảng nào, DATABASE_OWNER_URL đến chủ của các bảng (xem docs/operations.md), rồi khởi động lại.`
        : '',
  };
}

/** In seconds, on the average */
const SLOW = 1;

function slowFinding({ database: { slowest } }: Health): Finding {
  const name = 'Câu lệnh chậm';
  if (!slowest) return { name, value: 'Chưa đếm (máy chủ chưa bật pg_stat_statements)', advice: '' };
  const slow = slowest.filter(({ mean }) => mean > SLOW);
  const [worst] = slow;
  return {
    name,
    value: `${slow.length} câu lệnh trung bình trên ${SLOW} giây`,
    advice: worst
      ? `Chậm nhất: trung bình ${formatNumber(Math.round(worst.mean))} giây, ${formatNumber(worst.calls)} lần: ${worst.sql}. Chạy VACUUM ANALYZE; nếu vẫn chậm, gửi câu lệnh này cho người phát triển cổng.`
      : '',
  };
}

/** In seconds; a deadline is an instant. */
const CLOCKS_APART = 2;

function clockFinding({ portal, database: { clockApart, timeZone } }: Health): Finding {
  const isApart = clockApart > CLOCKS_APART;
  const zones = `múi giờ của máy: ${portal.timeZone}, của cơ sở dữ liệu: ${timeZone}; hạn nộp luôn tính theo giờ Việt Nam`;
  return {
    name: 'Đồng hồ',
    value: isApart
      ? `Máy chạy cổng và máy cơ sở dữ liệu lệch ${formatNumber(Math.round(clockApart))} giây (${zones})`
      : `Máy chạy cổng và máy cơ sở dữ liệu cùng giờ (${zones})`,
    advice: isApart
      ? 'Hạn nộp tính theo đồng hồ của máy chạy cổng. Bật đồng bộ giờ (NTP) trên cả hai máy.'
      : '',
  };
}

function exportFinding({ exports }: Health, now: Date): Finding {
  return {
    name: 'Xuất số liệu',
    value: `${exports.waiting} việc đang chờ hoặc đang làm`,
    advice: isStuck(exports, now) ? 'Có việc chờ quá 15 phút: xem nhật ký của cổng, rồi khởi động lại.' : '',
  };
}

function addressFinding({ publicUrl, secure, trustProxy }: Settings): Finding {
  const name = 'Địa chỉ của cổng';
  const value = publicUrl ?? 'Chưa đặt PUBLIC_URL';
  if (!publicUrl) return { name, value, advice: 'Liên kết trong thư cần địa chỉ của cổng: đặt PUBLIC_URL.' };
  if (secure && trustProxy === 0)
    return {
      name,
      value,
      advice:
        'Cổng đứng sau máy chủ HTTPS thì đặt TRUST_PROXY=1; nếu không, mọi người đều mang địa chỉ của máy chủ ấy và không đăng nhập được.',
    };
  return { name, value, advice: '' };
}

/** In days: a certificate that renews itself does so earlier. */
const SOON = 14;

function certificateFindings({ certificate }: Health, now: Date): Finding[] {
  if (!certificate) return [];
  const name = 'Chứng thư HTTPS';
  const { validUntil, problem } = certificate;
  if (!validUntil)
    return [{ name, value: `Chưa xem được từ máy này: ${problem || 'không có chứng thư'}`, advice: '' }];
  const days = Math.floor((validUntil.getTime() - now.getTime()) / 86_400_000);
  const value = `Dùng được đến ${formatTime(validUntil)}`;
  if (days < 0)
    return [{ name, value, advice: 'Chứng thư đã hết hạn, trình duyệt không cho vào cổng: gia hạn ngay.' }];
  const advice =
    days < SOON ? `Chỉ còn ${days} ngày: gia hạn, hoặc xem vì sao máy chủ HTTPS không tự gia hạn.` : '';
  return [{ name, value, advice }];
}

const LITTLE_MEMORY = 200 * 2 ** 20;

function memoryFinding({ memory }: Health): Finding {
  return {
    name: 'Bộ nhớ',
    value: `Còn trống ${formatSize(memory.free)} trên ${formatSize(memory.total)}; cổng dùng ${formatSize(memory.portal)}`,
    advice:
      memory.free < LITTLE_MEMORY ? 'Máy sắp hết bộ nhớ: tắt bớt chương trình khác hoặc thêm bộ nhớ.' : '',
  };
}

function releaseFinding({ portal }: Health): Finding {
  return { name: 'Phiên bản', value: `Cổng ${portal.version}, Node ${portal.node}`, advice: '' };
}
