import { hasRole, type Actor, type Role } from '../platform/actor.js';
import type { Greeting } from '../platform/page/chrome.js';
import { formatDueBefore } from '../platform/text/format.js';
import { guideAddress } from '../help/addresses.js';
import type { guides } from '../help/guides.js';

/** What is owed of the own report, and before when. */
export interface OwnDue {
  readonly before: Date;
  readonly isCorrection: boolean;
}

/** What stands at the top of a person's first page, by what they do first there. `due`: of the own report, if one is owed. */
export function greetingOf(actor: Actor, due: OwnDue | null): Greeting {
  const role = ORDER.find((one) => hasRole(actor, one)) ?? 'LEADER';
  const { slug, notes } = WORDS[role];
  return { notes: notes(dueWords(due)), help: guideAddress(slug) };
}

/** Whoever has several roles is told about the first of these: the one to whose page signing in leads. */
const ORDER: readonly Role[] = ['REVIEWER', 'LEADER', 'FILER', 'SIGNATORY', 'ADMIN'];

function dueWords(due: OwnDue | null): string {
  if (!due) return 'Khi một kỳ được mở, hạn nộp của đơn vị bạn hiện ở đầu trang Báo cáo.';
  const what = due.isCorrection
    ? 'Báo cáo của đơn vị bạn bị trả lại: sửa và nộp lại'
    : 'Hạn nộp của đơn vị bạn:';
  return `${what} ${formatDueBefore(due.before)}.`;
}

interface Words {
  readonly slug: (typeof guides)[number]['slug'];
  readonly notes: (due: string) => readonly string[];
}

const WORDS: Readonly<Record<Role, Words>> = {
  FILER: {
    slug: 'lap-bao-cao',
    notes: (due) => [
      'Báo cáo chia thành từng phần. Nội dung tự lưu khi bạn gõ; nghỉ rồi làm tiếp lúc nào cũng được.',
      due,
    ],
  },
  SIGNATORY: {
    slug: 'ky-duyet',
    notes: (due) => ['Người lập chuyển báo cáo cho bạn; bạn đọc rồi nộp, hoặc chuyển lại kèm lý do.', due],
  },
  REVIEWER: {
    slug: 'xet-duyet',
    notes: () => [
      'Mục Theo dõi cho biết đơn vị nào chờ xét duyệt, đơn vị nào quá hạn.',
      'Chấp nhận hoặc trả lại nhầm thì rút lại được, khi đơn vị chưa sửa gì.',
    ],
  },
  LEADER: {
    slug: 'lanh-dao',
    notes: () => [
      'Bạn xem được báo cáo của đơn vị mình và các đơn vị cấp dưới, không thay đổi được gì.',
      'Mục Theo dõi có tỷ lệ nộp; mục Tổng hợp có kết quả cả năm.',
    ],
  },
  ADMIN: {
    slug: 'quan-tri',
    notes: () => [
      'Thêm đơn vị trước, rồi thêm tài khoản: mỗi người một tài khoản và tự đặt mật khẩu bằng liên kết kích hoạt.',
      'Hãy ghi số điện thoại ở Liên hệ hỗ trợ, để người dùng biết gọi ai.',
    ],
  },
};
