import type { Admin } from '../platform/actor.js';
import type { Frame } from '../platform/page/render.js';
import { isRootAdmin } from '../units/rules.js';

export interface AdminPage extends Frame {
  unit: string;
  /** What the calendar lacks; '' where nothing. */
  warning: string;
  links: readonly { href: string; text: string; hint: string }[];
}

declare module '../platform/page/render.js' {
  interface Pages {
    'admin/index': AdminPage;
  }
}

export function adminPage(admin: Admin, warning: string): AdminPage {
  return {
    title: 'Quản trị',
    nav: 'administration',
    unit: admin.unit.name,
    warning,
    links: isRootAdmin(admin)
      ? [PERIODS, GUIDANCE, DOCUMENTS, ANNOUNCEMENTS, RECEIPTS, UNITS, ACCOUNTS, HOLIDAYS, MAIL]
      : [UNITS, ACCOUNTS],
  };
}

const PERIODS = {
  href: '/quan-tri/ky-bao-cao',
  text: 'Kỳ báo cáo',
  hint: 'Tạo kỳ báo cáo của năm, đặt thời hạn, mở kỳ.',
};
const GUIDANCE = {
  href: '/quan-tri/huong-dan',
  text: 'Soạn hướng dẫn',
  hint: 'Sửa hướng dẫn trong một bản đang soạn, xem trước, công bố ngay hoặc hẹn ngày.',
};
const DOCUMENTS = {
  href: '/quan-tri/van-ban',
  text: 'Văn bản công bố',
  hint: 'Công bố, sửa, rút chuyên đề hằng năm, kế hoạch, công văn.',
};
const ANNOUNCEMENTS = {
  href: '/quan-tri/thong-bao',
  text: 'Thông báo',
  hint: 'Ra thông báo ở trang chủ hoặc cho các đơn vị, có ngày hiện và ngày hết.',
};
const RECEIPTS = {
  href: '/quan-tri/xac-nhan',
  text: 'Xác nhận đã nhận văn bản',
  hint: 'Đề nghị các đơn vị xác nhận đã nhận hướng dẫn hoặc thông báo, xem ai đã xác nhận.',
};
const UNITS = { href: '/quan-tri/don-vi', text: 'Đơn vị', hint: 'Thêm, sửa, chuyển, cho ngừng hoạt động.' };
const ACCOUNTS = {
  href: '/quan-tri/tai-khoan',
  text: 'Tài khoản',
  hint: 'Thêm người dùng, giao vai trò, tạo liên kết kích hoạt.',
};
const HOLIDAYS = {
  href: '/quan-tri/ngay-nghi',
  text: 'Lịch ngày nghỉ',
  hint: 'Ngày nghỉ lễ, ngày làm bù: thư đôn đốc chỉ gửi vào ngày làm việc.',
};
const MAIL = {
  href: '/quan-tri/thu',
  text: 'Thư điện tử',
  hint: 'Xem thư đang chờ, không gửi được hoặc đã gửi, lý do, và gửi lại.',
};
