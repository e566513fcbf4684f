import { ADMINISTRATION } from '../platform/page/addresses.js';
import { ui } from '../platform/page/components.js';
import type { FieldError, Form } from '../platform/page/forms.js';
import { listPage, type ListPage } from '../platform/page/list-page.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import { markup } from '../platform/page/table.js';
import { formatNumber, formatTime } from '../platform/text/format.js';
import { CONTACTS, OWN_ACCOUNT, OWN_EMAIL, OWN_PHONE } from '../accounts/addresses.js';
import { phoneInWords } from '../accounts/phones.js';
import { rolesInWords } from '../accounts/rules.js';
import { unitAddress } from '../units/addresses.js';
import { CONFIRMATIONS } from './addresses.js';
import type { ConfirmationCounts, FollowedUnit, OwnContacts, Period } from './finders.js';
import { confirmationStates, MANY, type ConfirmationState } from './rules.js';

export interface ContactsPage extends Frame {
  lead: string;
  errors: readonly FieldError[];
  /** Who confirmed when; '' where nobody has. */
  confirmed: string;
  /** '' where there is nothing to confirm. */
  confirm: string;
  people: SafeHtml;
  action: string;
  changeAction: string;
  note: SafeHtml;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'contacts/own': ContactsPage;
  }
}

export function contactsPage(own: OwnContacts, form: Form): ContactsPage {
  const { actor, period, confirmation, people, office } = own;
  const title = 'Đầu mối của đơn vị';
  const at = confirmation?.confirmedAt;
  const said = confirmation?.note ? ` và báo: ${confirmation.note}` : '';
  return {
    title,
    crumbs: [{ text: 'Tài khoản của tôi', href: OWN_ACCOUNT }, { text: title }],
    nav: 'account',
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    lead: `Công đoàn cấp trên liên hệ ${actor.unit.name} qua những người này trong kỳ báo cáo năm ${period.year}.`,
    confirmed: at
      ? `${confirmation.confirmedByName} đã xác nhận cho năm ${period.year} lúc ${formatTime(at)}${said}.`
      : '',
    confirm: period.isAsked && (!at || said !== '') ? `Vẫn đúng, xác nhận cho năm ${period.year}` : '',
    people: peopleTable(actor.accountId, people) + officeLine(office),
    action: CONTACTS,
    changeAction: `${CONTACTS}/thay-doi`,
    note: ui.field({
      ...{ name: 'note', label: 'Ai đã thôi việc, ai làm thay, thông tin nào sai', kind: 'textarea', form },
      hint: 'Ví dụ: chị Lê Thị Lan nghỉ hưu từ 01/12; anh Trần Văn Minh làm thay, điện thoại 0912 345 678.',
      rows: 4,
    }),
  };
}

/** The unit's own number; its administrator writes it at the unit. */
function officeLine({ contactBoard, contactPhone }: OwnContacts['office']): SafeHtml {
  if (contactPhone === '') return '';
  const whose = contactBoard === '' ? '' : `${contactBoard}, `;
  return markup`<p>Số chung của đơn vị, do người quản trị ghi: ${`${whose}${contactPhone}`}.</p>`.html;
}

/** One's own contact is mended at once; that of others by whoever looks after their accounts. */
function peopleTable(ownId: number, people: OwnContacts['people']): SafeHtml {
  const links = `<a href="${OWN_EMAIL}">Thư điện tử</a>, <a href="${OWN_PHONE}">điện thoại</a>`;
  const table = ui.table({
    caption: 'Đầu mối của đơn vị',
    rows: people,
    columns: [
      ['Họ và tên', ({ fullName, position }) => [fullName, position].filter(Boolean).join(', '), 'heading'],
      ['Vai trò', ({ roles }) => rolesInWords(roles)],
      ['Thư điện tử', ({ email }) => email || 'Chưa có'],
      ['Điện thoại, Zalo', (person) => phoneInWords(person)],
      ['Của bạn', ({ id }) => (id === ownId ? { html: `Sửa: ${links}` } : '')],
    ],
  });
  return `<div class="lines">${table}</div>`;
}

const STATES: Readonly<Record<ConfirmationState, string>> = {
  chua: 'Chưa xác nhận',
  da: 'Đã xác nhận',
  'thay-doi': 'Có báo thay đổi',
};

interface FollowedParts {
  readonly period: Period;
  readonly found: { readonly rows: readonly FollowedUnit[]; readonly next: number | undefined };
  readonly counts: ConfirmationCounts;
  readonly state: ConfirmationState | undefined;
  readonly after: number | undefined;
}

/** Who of the direct children has confirmed. */
export function confirmationsPage({ period, found, counts, state, after }: FollowedParts): ListPage {
  const { year, isAsked } = period;
  const { units, confirmed, changed } = counts;
  const query = state ? `tinh-trang=${state}` : '';
  const told = changed > 0 ? `; ${upTo(changed)} đơn vị báo thay đổi` : '';
  return listPage({
    title: `Xác nhận đầu mối năm ${year}`,
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Xác nhận đầu mối' }],
    nav: 'administration',
    lead: `${upTo(confirmed)} trong ${upTo(units)} đơn vị trực thuộc đã xác nhận${told}.`,
    filter: {
      action: CONFIRMATIONS,
      controls: [
        ui.select({
          ...{ name: 'tinh-trang', label: 'Tình trạng', value: state ?? '' },
          items: [
            { value: '', text: 'Mọi đơn vị' },
            ...confirmationStates.map((value) => ({ value, text: STATES[value] })),
          ],
        }),
      ],
      clear: state ? CONFIRMATIONS : '',
    },
    table: (isAsked && confirmed < units ? askButton() : '') + unitTable(found.rows),
    pager: ui.pager({
      previous: after === undefined ? undefined : { href: `${CONFIRMATIONS}?${query}`, text: 'Về trang đầu' },
      next: found.next === undefined ? undefined : { href: `${CONFIRMATIONS}?${query}&sau=${found.next}` },
    }),
  });
}

function askButton(): SafeHtml {
  const button = ui.button({ text: 'Gửi thư nhắc các đơn vị chưa xác nhận' });
  const hint = 'Đơn vị đã được nhắc trong vòng một ngày thì không nhắc lại.';
  return `${ui.buttonForm({ action: `${CONFIRMATIONS}/nhac`, button })}<p class="hint">${hint}</p>`;
}

function unitTable(rows: readonly FollowedUnit[]): SafeHtml {
  const table = ui.table({
    caption: 'Các đơn vị trực thuộc',
    rows,
    columns: [
      ['Đơn vị', ({ id, name }) => ({ text: name, href: unitAddress(id) }), 'heading'],
      ['Xác nhận', (row) => stateWords(row)],
      ['Thay đổi được báo', ({ note }) => note ?? ''],
    ],
    empty: 'Không có đơn vị nào như vậy.',
  });
  return `<div class="lines">${table}</div>`;
}

function stateWords({ confirmedAt, confirmedByName, askedAt }: FollowedUnit): string {
  if (confirmedAt) return `Đã xác nhận: ${confirmedByName ?? ''}, ${formatTime(confirmedAt)}`;
  return askedAt ? `Chưa xác nhận; đã nhắc lúc ${formatTime(askedAt)}` : 'Chưa xác nhận';
}

function upTo(count: number): string {
  return count >= MANY ? `hơn ${formatNumber(MANY)}` : formatNumber(count);
}
