import type { Config } from '../config.js';
import type { Running } from './running-finders.js';
import type { Finding } from './rules.js';

/** Of what stands around the portal: whether it may write, its log, the proxy before it. */
export function runningFindings(
  running: Running,
  settings: Pick<Config, 'secure' | 'trustProxy' | 'diskReserve'>,
): Finding[] {
  return [
    writesFinding(running, settings),
    logFinding(running),
    proxyFinding(running, settings),
    scannerFinding(running),
  ];
}

function writesFinding(
  { isReadOnly, isDiskFull }: Running,
  { diskReserve }: { diskReserve: number },
): Finding {
  const name = 'Nhận nội dung mới';
  if (isReadOnly)
    return {
      name,
      value: 'Không: cơ sở dữ liệu đang ở chế độ chỉ đọc',
      advice:
        'Không ai đăng nhập hay lưu được. Bỏ default_transaction_read_only, hoặc trỏ DATABASE_URL đến máy chủ chính thay vì bản dự phòng.',
    };
  if (isDiskFull)
    return {
      name,
      value: 'Không: ổ đĩa của dữ liệu sắp đầy',
      advice: `Còn trống ít hơn ${diskReserve / 2 ** 20} MB (DISK_RESERVE_MB) nên cổng chỉ cho xem. Dọn bớt hoặc mở rộng ổ đĩa; cổng tự nhận lại sau vài giây.`,
    };
  return { name, value: 'Có', advice: '' };
}

function logFinding({ own }: Running): Finding {
  const name = 'Nhật ký của cổng';
  if (!own?.log) return { name, value: own ? 'Ghi được' : 'Cổng không chạy trên máy này', advice: '' };
  const isFull = own.log.reason === 'ENOSPC';
  return {
    name,
    value: `Không ghi được từ ${own.log.since} (${own.log.reason})`,
    advice: `${isFull ? 'Ổ đĩa của tệp nhật ký đã đầy: dọn bớt.' : 'Xem nơi nhận đầu ra của cổng.'} Cổng vẫn chạy; các dòng gần nhất được giữ trong bộ nhớ và ghi tiếp khi ghi được.`,
  };
}

function proxyFinding({ atAddress }: Running, settings: Pick<Config, 'secure' | 'trustProxy'>): Finding {
  const name = 'Máy chủ đứng trước cổng';
  if (!settings.secure || !atAddress)
    return {
      name,
      value: settings.secure ? 'Máy này không mở được PUBLIC_URL để thử' : 'Không dùng HTTPS',
      advice: '',
    };
  if (atAddress.https) return { name, value: 'Báo đúng HTTPS', advice: '' };
  return {
    name,
    value: 'Cổng không biết người dùng vào bằng HTTPS',
    advice:
      settings.trustProxy === 0
        ? 'Không ai đăng nhập được. Đặt TRUST_PROXY bằng số máy chủ đứng trước cổng (thường là 1) rồi khởi động lại.'
        : 'Không ai đăng nhập được. Cho máy chủ đứng trước gửi X-Forwarded-Proto (nginx: proxy_set_header X-Forwarded-Proto $scheme), và đặt TRUST_PROXY bằng đúng số máy chủ đứng trước.',
  };
}

function scannerFinding({ scanner }: Running): Finding {
  const name = 'Quét mã độc trong tệp gửi lên';
  if (!scanner) return { name, value: 'Không dùng (CLAMD_SOCKET)', advice: '' };
  if ('version' in scanner) return { name, value: scanner.version, advice: '' };
  return {
    name,
    value: `ClamAV không trả lời (${scanner.fault})`,
    advice:
      'Cổng không nhận tệp nào cho đến khi ClamAV trả lời. Xem dịch vụ clamav-daemon có chạy không, và CLAMD_SOCKET có đúng không.',
  };
}
