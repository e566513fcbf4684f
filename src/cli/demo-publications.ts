import { actAsPublisher, type Actor } from '../platform/actor.js';
import { addDays, inZone, isoDay, yearOf } from '../platform/text/calendar.js';
import type { Db } from '../platform/postgres/db.js';
import { publishAnnouncement } from '../announcements/commands.js';
import { publishDocument } from '../documents/commands.js';

/** What the federation has published beside its guidance, and announces now. */
export async function publishBeside(db: Db, actor: Actor, now: Date): Promise<void> {
  const publisher = actAsPublisher(actor);
  const issuer = actor.unit.name;
  for (const { month, ...content } of DOCUMENTS) {
    const date = isoDay(`${yearOf(now)}-${month}`);
    const year = content.kind === 'THEME' ? yearOf(now) : null;
    if (date <= now) await publishDocument(db, publisher, { ...content, issuer, date, year }, null, now);
  }
  const showFrom = inZone(now).startOf('day').toDate();
  for (const content of ANNOUNCEMENTS) {
    const shown = { ...content, showFrom, showUntil: addDays(showFrom, 30) };
    await publishAnnouncement(db, publisher, { content: shown, confirmBefore: null }, now);
  }
}

const DOCUMENTS = [
  {
    kind: 'THEME' as const,
    month: '01-15',
    number: '02',
    symbol: 'CĐ-LĐLĐ',
    about:
      'Chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh về phát huy ý chí tự lực, tự cường',
    text: 'Các cấp công đoàn lồng ghép chuyên đề vào sinh hoạt định kỳ.\nMỗi đơn vị chọn ít nhất một việc làm cụ thể để đăng ký nêu gương.',
  },
  {
    kind: 'PLAN' as const,
    month: '03-02',
    number: '27',
    symbol: 'KH-LĐLĐ',
    about: 'Kế hoạch tổ chức Tháng Công nhân',
    text: 'Đối thoại tại doanh nghiệp; thăm hỏi người lao động; biểu dương công nhân lao động tiêu biểu.',
  },
  {
    kind: 'LETTER' as const,
    month: '06-10',
    number: '154',
    symbol: 'CV-LĐLĐ',
    about: 'V/v hướng dẫn lập báo cáo kết quả thực hiện trách nhiệm nêu gương trên cổng',
    text: 'Đề nghị các đơn vị lập báo cáo trên Cổng Nêu gương, đúng thời hạn ghi ở trang Báo cáo.',
  },
];

const ANNOUNCEMENTS = [
  {
    title: 'Tập huấn lập báo cáo nêu gương',
    text: 'Ban Tuyên giáo – Nữ công hướng dẫn lập báo cáo trên cổng vào sáng thứ sáu hằng tuần.\nĐơn vị có câu hỏi, gửi trước cho công đoàn cấp trên.',
    audience: 'EVERYONE' as const,
  },
  {
    title: 'Rà soát địa chỉ thư điện tử của người lập báo cáo',
    text: 'Đề nghị mỗi đơn vị xem lại địa chỉ ở trang Tài khoản để nhận được biên nhận và thư nhắc.',
    audience: 'UNITS' as const,
  },
];
