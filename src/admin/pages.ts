import type { Admin, Publisher } from '../platform/actor.js';
import type { Frame } from '../platform/page/render.js';
import { isRootAdmin } from '../units/rules.js';
import type { Care } from './cares.js';
import { ACCOUNTS, FACTOR_RULE, LOCKED_OUT } from '../accounts/addresses.js';
import { REQUESTS } from '../acknowledgements/addresses.js';
import { ANNOUNCEMENT_ADMIN } from '../announcements/addresses.js';
import { CONFIRMATIONS } from '../contacts/addresses.js';
import { DOCUMENT_ADMIN } from '../documents/addresses.js';
import { GUIDANCE_ADMIN } from '../guidance/addresses.js';
import { HEALTH } from '../health/addresses.js';
import { BRANCH_HISTORY } from '../history/addresses.js';
import { HOLIDAYS } from '../holidays/addresses.js';
import { MESSAGES } from '../mail/addresses.js';
import { PERIODS } from '../periods/addresses.js';
import { RETENTION } from '../pruning/addresses.js';
import { HELP_CONTACT, UNITS } from '../units/addresses.js';

export interface AdminPage extends Frame {
  unit: string;
  /** What needs care now, the most urgent first, each with the place where it is done. */
  cares: readonly Care[];
  /** Whether there is ever anything to care for here. */
  hasCares: boolean;
  /** What is done through the year, in its order. */
  groups: readonly { title: string; links: readonly AdminLink[] }[];
}
interface AdminLink {
  readonly href: string;
  readonly text: string;
  readonly hint: string;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'admin/index': AdminPage;
  }
}

/** `cares`: what the rules found (cares.ts). `asksContacts`: units are to confirm theirs now. */
export function adminPage(admin: Admin, cares: readonly Care[], asksContacts: boolean): AdminPage {
  const people = { title: 'Đơn vị và tài khoản', links: [...peopleLinks(asksContacts), HISTORY_LINK] };
  return {
    title: 'Quản trị',
    nav: 'administration',
    unit: admin.unit.name,
    ...{ cares, hasCares: true },
    groups: isRootAdmin(admin)
      ? [
          {
            title: '1. Đầu năm: đơn vị, tài khoản, lịch',
            links: [...peopleLinks(asksContacts), HOLIDAY_LINK],
          },
          { title: '2. Ban hành văn bản, mở kỳ', links: [GUIDANCE_LINK, DOCUMENT_LINK, PERIOD_LINK] },
          { title: '3. Trong kỳ: báo tin cho đơn vị', links: [ANNOUNCEMENT_LINK, RECEIPT_LINK] },
          {
            title: 'Quanh năm: thư, nhật ký, hệ thống',
            links: [MAIL_LINK, HISTORY_LINK, FACTOR_LINK, HEALTH_LINK, RETENTION_LINK],
          },
        ]
      : [people],
  };
}

function peopleLinks(asksContacts: boolean): AdminLink[] {
  return [UNIT_LINK, ACCOUNT_LINK, LOCKED_OUT_LINK, ...(asksContacts ? [CONTACTS_LINK] : []), HELP_LINK];
}

/** What is left of it to a reviewer of the unit that publishes. */
export function publishingPage(publisher: Publisher): AdminPage {
  return {
    title: 'Công bố',
    nav: 'administration',
    unit: publisher.unit.name,
    ...{ cares: [], hasCares: false },
    groups: [{ title: 'Cho mọi đơn vị', links: [DOCUMENT_LINK, ANNOUNCEMENT_LINK, RECEIPT_LINK] }],
  };
}

const FACTOR_LINK = {
  href: FACTOR_RULE,
  text: 'Ai phải có bước xác minh thứ hai',
  hint: 'Vai trò nào phải xác minh thêm bằng điện thoại hoặc khóa truy cập khi đăng nhập, và từ ngày nào.',
};

const HEALTH_LINK = {
  href: HEALTH,
  text: 'Tình trạng hệ thống',
  hint: 'Sao lưu, thư, ổ đĩa, cơ sở dữ liệu: việc gì cần xem.',
};

const RETENTION_LINK = {
  href: RETENTION,
  text: 'Lưu giữ dữ liệu',
  hint: 'Dữ liệu nào giữ đến khi nào, lần dọn tới xóa gì, tài khoản nào sắp xóa thông tin.',
};

const PERIOD_LINK = {
  href: PERIODS,
  text: 'Kỳ báo cáo',
  hint: 'Tạo kỳ của năm, đặt thời hạn, sửa biểu mẫu, mở kỳ.',
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
const UNIT_LINK = {
  href: UNITS,
  text: 'Đơn vị',
  hint: 'Xem theo cây, tìm, thêm, sửa, chuyển, cho ngừng hoạt động.',
};
const ACCOUNT_LINK = {
  href: ACCOUNTS,
  text: 'Tài khoản',
  hint: 'Thêm người dùng, giao vai trò, tạo liên kết kích hoạt.',
};
const LOCKED_OUT_LINK = {
  href: LOCKED_OUT,
  text: 'Đơn vị chưa có ai đăng nhập được',
  hint: 'Gọi ai của từng đơn vị, và nên làm gì để có người đăng nhập được.',
};
const CONTACTS_LINK = {
  href: CONFIRMATIONS,
  text: 'Xác nhận đầu mối',
  hint: 'Đơn vị trực thuộc nào đã xác nhận ai lập, ai ký báo cáo năm nay; nhắc các đơn vị chưa xác nhận.',
};
const HELP_LINK = {
  href: HELP_CONTACT,
  text: 'Liên hệ hỗ trợ',
  hint: 'Ban tiếp nhận, điện thoại, thư điện tử ghi ở cuối mỗi trang để đơn vị hỏi khi cần.',
};
const HISTORY_LINK = {
  href: BRANCH_HISTORY,
  text: 'Nhật ký',
  hint: 'Ai đã làm gì, lúc nào: lọc theo người, đơn vị, loại việc, ngày; tải về.',
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
