import type { Admin, Publisher } from '../platform/actor.js';
import type { Frame } from '../platform/page/render.js';
import { isRootAdmin } from '../units/rules.js';
import { ACCOUNTS } from '../accounts/addresses.js';
import { REQUESTS } from '../acknowledgements/addresses.js';
import { ANNOUNCEMENT_ADMIN } from '../announcements/addresses.js';
import { DOCUMENT_ADMIN } from '../documents/addresses.js';
import { GUIDANCE_ADMIN } from '../guidance/addresses.js';
import { HEALTH } from '../health/addresses.js';
import { HOLIDAYS } from '../holidays/addresses.js';
import { MESSAGES } from '../mail/addresses.js';
import { PERIODS } from '../periods/addresses.js';
import { HELP_CONTACT, UNITS } from '../units/addresses.js';

export interface AdminPage extends Frame {
  unit: string;
  /** What is still to be set, and where. */
  warnings: readonly { text: string; href: string; link: string }[];
  links: readonly { href: string; text: string; hint: string }[];
}

declare module '../platform/page/render.js' {
  interface Pages {
    'admin/index': AdminPage;
  }
}

interface Lacking {
  /** What the calendar lacks; '' where nothing. */
  readonly calendar: string;
  /** The units below have nobody to ask. */
  readonly contact: boolean;
}

export function adminPage(admin: Admin, lacking: Lacking): AdminPage {
  return {
    title: 'Quản trị',
    nav: 'administration',
    unit: admin.unit.name,
    warnings: warningsOf(lacking),
    links: isRootAdmin(admin)
      ? [
          PERIOD_LINK,
          GUIDANCE_LINK,
          DOCUMENT_LINK,
          ANNOUNCEMENT_LINK,
          RECEIPT_LINK,
          UNIT_LINK,
          ACCOUNT_LINK,
          HELP_LINK,
          HOLIDAY_LINK,
          MAIL_LINK,
          HEALTH_LINK,
        ]
      : [UNIT_LINK, ACCOUNT_LINK, HELP_LINK],
  };
}

/** What is left of it to a reviewer of the unit that publishes. */
export function publishingPage(publisher: Publisher): AdminPage {
  return {
    title: 'Công bố',
    nav: 'administration',
    unit: publisher.unit.name,
    warnings: [],
    links: [DOCUMENT_LINK, ANNOUNCEMENT_LINK, RECEIPT_LINK],
  };
}

function warningsOf({ calendar, contact }: Lacking): AdminPage['warnings'] {
  return [
    ...(calendar === '' ? [] : [{ text: calendar, href: HOLIDAYS, link: 'Xem lịch ngày nghỉ' }]),
    ...(contact ? [{ text: NO_CONTACT, href: HELP_CONTACT, link: 'Ghi liên hệ hỗ trợ' }] : []),
  ];
}

const NO_CONTACT = 'Đơn vị chưa ghi số điện thoại và thư điện tử để các đơn vị cấp dưới hỏi khi lập báo cáo.';

const HEALTH_LINK = {
  href: HEALTH,
  text: 'Tình trạng hệ thống',
  hint: 'Sao lưu, thư, ổ đĩa, cơ sở dữ liệu: việc gì cần xem.',
};

const PERIOD_LINK = {
  href: PERIODS,
  text: 'Kỳ báo cáo',
  hint: 'Tạo kỳ báo cáo của năm, đặt thời hạn, mở kỳ.',
};
const GUIDANCE_LINK = {
  href: GUIDANCE_ADMIN,
  text: 'Soạn hướng dẫn',
  hint: 'Sửa hướng dẫn trong một bản đang soạn, xem trước, công bố ngay hoặc hẹn ngày.',
};
const DOCUMENT_LINK = {
  href: DOCUMENT_ADMIN,
  text: 'Văn bản công bố',
  hint: 'Công bố, sửa, rút chuyên đề hằng năm, kế hoạch, công văn.',
};
const ANNOUNCEMENT_LINK = {
  href: ANNOUNCEMENT_ADMIN,
  text: 'Thông báo',
  hint: 'Ra thông báo ở trang chủ hoặc cho các đơn vị, có ngày hiện và ngày hết.',
};
const RECEIPT_LINK = {
  href: REQUESTS,
  text: 'Xác nhận đã nhận văn bản',
  hint: 'Đề nghị các đơn vị xác nhận đã nhận hướng dẫn hoặc thông báo, xem ai đã xác nhận.',
};
const UNIT_LINK = { href: UNITS, text: 'Đơn vị', hint: 'Thêm, sửa, chuyển, cho ngừng hoạt động.' };
const ACCOUNT_LINK = {
  href: ACCOUNTS,
  text: 'Tài khoản',
  hint: 'Thêm người dùng, giao vai trò, tạo liên kết kích hoạt.',
};
const HELP_LINK = {
  href: HELP_CONTACT,
  text: 'Liên hệ hỗ trợ',
  hint: 'Ban tiếp nhận, điện thoại, thư điện tử ghi ở cuối mỗi trang để đơn vị hỏi khi cần.',
};
const HOLIDAY_LINK = {
  href: HOLIDAYS,
  text: 'Lịch ngày nghỉ',
  hint: 'Ngày nghỉ lễ, ngày làm bù: thư đôn đốc chỉ gửi vào ngày làm việc.',
};
const MAIL_LINK = {
  href: MESSAGES,
  text: 'Thư điện tử',
  hint: 'Xem thư đang chờ, không gửi được hoặc đã gửi, lý do, và gửi lại.',
};
