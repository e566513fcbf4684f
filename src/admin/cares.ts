import { formatDay, formatNumber } from '../platform/text/format.js';
import { accountAddress, ACCOUNTS, CONTACTS, LOCKED_OUT, OWN_FACTOR } from '../accounts/addresses.js';
import type { WithoutLink } from '../accounts/handover/finders.js';
import { MANY_LOCKED_OUT } from '../accounts/locked-out/rules.js';
import { HOLIDAYS } from '../holidays/addresses.js';
import { HEALTH } from '../health/addresses.js';
import { MESSAGES, RELEASE } from '../mail/addresses.js';
import { formEditorAddress, PERIODS, periodAddress } from '../periods/addresses.js';
import { HELP_CONTACT } from '../units/addresses.js';

/** Something that an administrator should see to now, and where. */
export interface Care {
  readonly text: string;
  readonly href: string;
  readonly link: string;
}

/** What an administrator's start page is told. What only the root looks after is empty for the others. */
export interface Found {
  /** Messages that could not be delivered. */
  readonly failedMessages: number;
  /** No message goes since the database was restored. */
  readonly isMailHeld: boolean;
  /** From when on the own account must have a second factor that it has not; undefined where it need not. */
  readonly factorFrom: Date | undefined;
  /** What of the machine needs care, by its name on the page of the system. */
  readonly system: readonly string[];
  /** The periods, the newest first; undefined where they are not this administrator's. */
  readonly periods: readonly PeriodFacts[] | undefined;
  /** Accounts whose person has not chosen a password yet. */
  readonly waiting: number;
  /** Units for which nobody can sign in, no more than MANY_LOCKED_OUT. */
  readonly lockedOut: number;
  /** Who took a post over and has nothing to choose a password by; the latest few. */
  readonly withoutLink: readonly WithoutLink[];
  /** For which the own unit has not confirmed its contacts yet; undefined where it has. */
  readonly contactsYear: number | undefined;
  /** What the calendar lacks; '' where nothing. */
  readonly calendar: string;
  /** The units below have nobody to ask. */
  readonly lacksContact: boolean;
}
interface PeriodFacts {
  readonly year: number;
  readonly opensOn: Date;
  readonly openedAt: Date | null;
  readonly hasFormDraft: boolean;
}

/** More are not told apart. */
const MANY = 100;

/** What needs care, the most urgent first: what keeps units from being told or from filing stands above what can wait. */
export function caresOf(found: Found, year: number, now: Date): Care[] {
  return [
    ...(found.isMailHeld ? [HELD] : []),
    ...mailCares(found),
    ...(found.factorFrom ? [factorCare(found.factorFrom, now)] : []),
    ...(found.system.length > 0 ? [systemCare(found.system)] : []),
    ...periodCares(found, year, now),
    ...(found.lockedOut > 0 ? [lockedOutCare(found.lockedOut)] : []),
    ...found.withoutLink.map(withoutLinkCare),
    ...(found.contactsYear ? [contactsCare(found.contactsYear)] : []),
    ...(found.waiting > 0 ? [waitingCare(found.waiting)] : []),
    ...(found.calendar === '' ? [] : [{ text: found.calendar, href: HOLIDAYS, link: 'Xem lịch ngày nghỉ' }]),
    ...(found.lacksContact ? [{ text: NO_CONTACT, href: HELP_CONTACT, link: 'Ghi liên hệ hỗ trợ' }] : []),
  ];
}

const NO_CONTACT = 'Đơn vị chưa ghi số điện thoại và thư điện tử để các đơn vị cấp dưới hỏi khi lập báo cáo.';

const HELD = {
  ...{ text: 'Cổng đang giữ mọi thư lại, vì dữ liệu vừa được phục hồi từ bản sao lưu.', href: RELEASE },
  link: 'Cho gửi thư trở lại',
};

function factorCare(from: Date, now: Date): Care {
  const since = from > now ? `Từ ngày ${formatDay(from)}, tài khoản` : 'Tài khoản';
  const text = `${since} của bạn phải có bước xác minh thứ hai.`;
  return { text, href: OWN_FACTOR, link: 'Thiết lập bước xác minh thứ hai' };
}

function systemCare(names: readonly string[]): Care {
  const text = `${names.length} việc của hệ thống cần xem: ${names.join('; ')}.`;
  return { text, href: HEALTH, link: 'Xem tình trạng hệ thống' };
}

function mailCares({ failedMessages }: Found): Care[] {
  if (failedMessages === 0) return [];
  const count = failedMessages >= MANY ? `Từ ${MANY} thư trở lên` : `${failedMessages} thư`;
  const href = `${MESSAGES}?trang-thai=failed`;
  return [{ text: `${count} không gửi được.`, href, link: 'Xem thư không gửi được' }];
}

function periodCares({ periods }: Found, year: number, now: Date): Care[] {
  if (!periods) return [];
  const missing = periods.some((period) => period.year >= year)
    ? []
    : [{ text: `Chưa có kỳ báo cáo năm ${year}.`, href: `${PERIODS}/moi`, link: 'Tạo kỳ báo cáo' }];
  return [...missing, ...periods.flatMap((period) => periodCare(period, now))];
}

function periodCare({ year, opensOn, openedAt, hasFormDraft }: PeriodFacts, now: Date): Care[] {
  const toOpen = openedAt === null && opensOn <= now;
  const day = formatDay(opensOn);
  return [
    ...(toOpen
      ? [
          {
            text: `Kỳ báo cáo năm ${year} mở được từ ngày ${day} và chưa được mở.`,
            ...{ href: periodAddress(year), link: `Xem kỳ năm ${year}` },
          },
        ]
      : []),
    ...(hasFormDraft
      ? [
          {
            text: `Biểu mẫu năm ${year} có thay đổi chưa áp dụng: các đơn vị vẫn thấy biểu mẫu cũ.`,
            ...{ href: formEditorAddress(year), link: 'Xem các thay đổi' },
          },
        ]
      : []),
  ];
}

function waitingCare(waiting: number): Care {
  const href = `${ACCOUNTS}?tinh-trang=chua-kich-hoat`;
  return { text: `${formatNumber(waiting)} tài khoản chưa kích hoạt.`, href, link: 'Xem các tài khoản này' };
}

function lockedOutCare(units: number): Care {
  const count = units >= MANY_LOCKED_OUT ? `Từ ${formatNumber(units)} đơn vị trở lên` : `${units} đơn vị`;
  return { text: `${count} không có ai đăng nhập được.`, href: LOCKED_OUT, link: 'Xem các đơn vị này' };
}

/** A post that changed hands on its day shows nobody a link: somebody has to make one. */
function withoutLinkCare({ id, fullName, fromName, unitName }: WithoutLink): Care {
  const text = `${fullName} đã nhận bàn giao của ${fromName} (${unitName}) nhưng chưa có liên kết kích hoạt hay mã một lần còn dùng được.`;
  return { text, href: accountAddress(id), link: `Mở tài khoản của ${fullName}` };
}

function contactsCare(year: number): Care {
  const text = `Đơn vị chưa xác nhận ai lập, ai ký báo cáo năm ${year}.`;
  return { text, href: CONTACTS, link: 'Xem và xác nhận' };
}
