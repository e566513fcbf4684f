import { hasRole, OWN_ROLES, type Actor } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatDay } from '../../platform/text/format.js';
import { OWN_HISTORY } from '../../history/addresses.js';
import { messageKinds } from '../../mail/names.js';
import { mutableKinds } from '../../mail/rules.js';
import {
  CONTACTS,
  OWN_CALENDAR,
  OWN_COPY,
  OWN_DEVICES,
  OWN_EMAIL,
  OWN_FACTOR,
  OWN_PHONE,
  OWN_SESSIONS,
  WANTED_MAIL,
} from '../addresses.js';
import type { OwnMail } from '../finders.js';
import { phoneInWords } from '../phones.js';
import { hasContacts, rolesInWords } from '../rules.js';

/** What the own account's mail stands at. `bounce`: why nothing reaches its address, '' where it does. */
export interface MailStanding extends OwnMail {
  readonly bounce: string;
  readonly isMailSet: boolean;
  /** The portal can tell devices of reminders. */
  readonly isPushed: boolean;
}

/** The own account, by what a person comes for: who one is, how one signs in, how one is reached. */
export function ownFacts(actor: Actor, mail: MailStanding): SafeHtml {
  return [
    ui.summaryList(person(actor)),
    '<h2>Đăng nhập</h2>',
    ui.summaryList(signingIn(mail)),
    '<h2>Thư, điện thoại, báo việc</h2>',
    ui.warningText(mail.bounce),
    ui.summaryList(reaching(actor, mail)),
  ].join('');
}

function person(actor: Actor) {
  return [
    { key: 'Họ và tên', value: actor.fullName },
    { key: 'Tên đăng nhập', value: actor.username },
    {
      key: 'Đơn vị',
      value: actor.unit.name,
      actions: [{ text: 'Xem nhật ký', href: OWN_HISTORY, hidden: 'của đơn vị' }],
    },
    { key: 'Vai trò', value: rolesInWords(actor.roles) },
    ...(hasContacts(actor) ? [CONTACT_ROW] : []),
    {
      key: 'Dữ liệu của tôi',
      value: 'Mọi điều cổng giữ về bạn, trong một tệp nén',
      actions: [{ text: 'Tải bản sao', href: OWN_COPY, hidden: 'dữ liệu của tôi' }],
    },
  ];
}

const CONTACT_ROW = {
  key: 'Đầu mối của đơn vị',
  value: 'Những người công đoàn cấp trên liên hệ khi cần',
  actions: [{ text: 'Xem, báo thay đổi', href: CONTACTS, hidden: 'đầu mối của đơn vị' }],
};

function signingIn({ secondFactorAt }: MailStanding) {
  const text = secondFactorAt ? 'Xem' : 'Thiết lập';
  return [
    {
      key: 'Bước xác minh thứ hai',
      value: secondFactorAt ? `Có từ ngày ${formatDay(secondFactorAt)}` : 'Chưa có',
      actions: [{ text, href: OWN_FACTOR, hidden: 'bước xác minh thứ hai' }],
    },
    {
      key: 'Phiên đăng nhập',
      value: 'Những nơi đang đăng nhập bằng tài khoản này',
      actions: [{ text: 'Xem', href: OWN_SESSIONS, hidden: 'các phiên đăng nhập' }],
    },
  ];
}

function reaching(actor: Actor, mail: MailStanding) {
  return [
    {
      key: 'Thư điện tử',
      value: addressInWords(mail),
      actions: [
        { text: mail.email ? 'Sửa' : 'Thêm', href: OWN_EMAIL, hidden: 'địa chỉ thư điện tử' },
        ...confirming(mail),
      ],
    },
    {
      key: 'Điện thoại, Zalo',
      value: mail.phone || mail.zaloName ? phoneInWords(mail) : 'Chưa có',
      actions: [
        {
          text: mail.phone || mail.zaloName ? 'Sửa' : 'Thêm',
          href: OWN_PHONE,
          hidden: 'điện thoại và tên Zalo',
        },
      ],
    },
    {
      key: 'Thư muốn nhận',
      value: choiceInWords(mail),
      actions: [{ text: 'Chọn', href: WANTED_MAIL, hidden: 'thư muốn nhận' }],
    },
    {
      key: 'Thời hạn trên lịch',
      value: 'Xem hạn nộp, hạn sửa trong lịch của điện thoại hoặc máy tính',
      actions: [{ text: 'Thêm vào lịch', href: OWN_CALENDAR }],
    },
    ...(mail.isPushed && hasRole(actor, ...OWN_ROLES) ? [DEVICES] : []),
  ];
}

const DEVICES = {
  key: 'Báo trên máy',
  value: 'Hiện lời đôn đốc trên điện thoại hoặc máy tính, cả khi không mở cổng',
  actions: [{ text: 'Chọn máy', href: OWN_DEVICES }],
};

/** Where the portal sends no mail, nobody can confirm an address. */
function addressInWords({ email, emailConfirmedAt, isMailSet }: MailStanding): string {
  if (email === '') return 'Chưa có';
  return emailConfirmedAt || !isMailSet ? email : `${email} (chưa xác nhận)`;
}

function confirming({ email, emailConfirmedAt, isMailSet }: MailStanding) {
  const isOpen = email !== '' && emailConfirmedAt === null && isMailSet;
  return isOpen ? [{ text: 'Xác nhận', href: OWN_EMAIL, hidden: 'địa chỉ thư điện tử' }] : [];
}

function choiceInWords({ email, mutedMessages, isMailSet }: MailStanding): string {
  const muted = mutableKinds.filter((kind) => mutedMessages.includes(kind)).map((kind) => messageKinds[kind]);
  const choice = muted.length === 0 ? 'Mọi loại thư' : `Mọi loại thư, trừ: ${muted.join('; ')}`;
  if (!isMailSet) return `${choice}. Cổng hiện chưa gửi được thư điện tử.`;
  return email === '' ? `${choice}. Hiện không gửi được: chưa có địa chỉ.` : `${choice}.`;
}
