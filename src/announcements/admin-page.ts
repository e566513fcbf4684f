import { ui } from '../platform/page/components.js';
import type { TagTone } from '../platform/page/blocks.js';
import { differing, formPage, type FormPage } from '../platform/page/form-page.js';
import type { Question } from '../platform/page/confirm-page.js';
import type { Form } from '../platform/page/forms.js';
import { askingWords } from '../acknowledgements/rules.js';
import type { Announcement } from '../platform/prisma/client.js';
import { listPage, type ListPage } from '../platform/page/list-page.js';
import type { SafeHtml } from '../platform/page/render.js';
import { announcementValues } from './forms.js';
import { announcementState, showDays, type AnnouncementContent } from './rules.js';
import { ANNOUNCEMENT_ADMIN } from './addresses.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';

const CRUMBS = [
  { text: 'Quản trị', href: ADMINISTRATION },
  { text: 'Thông báo', href: ANNOUNCEMENT_ADMIN },
];
const AUDIENCES = { EVERYONE: 'Mọi người, ở trang chủ', UNITS: 'Các đơn vị, sau khi đăng nhập' } as const;
const STATES: Record<ReturnType<typeof announcementState>, { text: string; tone: TagTone }> = {
  withdrawn: { text: 'Đã rút', tone: 'grey' },
  'to come': { text: 'Sắp hiện', tone: 'yellow' },
  shown: { text: 'Đang hiện', tone: 'green' },
  past: { text: 'Đã hết hạn', tone: 'grey' },
};

export function announcementAdminPage(
  { rows, next }: { rows: readonly Announcement[]; next: number | undefined },
  now: Date,
  isFirst: boolean,
): ListPage {
  return listPage({
    title: 'Thông báo',
    nav: 'administration',
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Thông báo' }],
    lead: 'Thông báo tự hiện ở đầu ngày bắt đầu và tự hết ở cuối ngày cuối cùng.',
    button: { text: 'Ra thông báo', href: `${ANNOUNCEMENT_ADMIN}/moi` },
    table: ui.table({
      caption: 'Thông báo, mới nhất trước',
      rows,
      columns: [
        ['Tiêu đề', ({ id, title }) => ({ text: title, href: `${ANNOUNCEMENT_ADMIN}/${id}` })],
        ['Thời gian hiện', showDays],
        ['Cho ai', ({ audience }) => AUDIENCES[audience]],
        ['Trạng thái', (row) => ({ html: ui.tag(STATES[announcementState(row, now)]) })],
      ],
      empty: 'Chưa có thông báo nào.',
    }),
    pager: ui.pager({
      previous: isFirst ? undefined : { href: ANNOUNCEMENT_ADMIN, text: 'Trang đầu' },
      next: next === undefined ? undefined : { href: `${ANNOUNCEMENT_ADMIN}?sau=${next}` },
    }),
  });
}

export function newAnnouncementPage(form: Form): FormPage {
  const confirmBefore = ui.field({
    name: 'confirmBefore',
    label: 'Đề nghị các đơn vị xác nhận đã nhận, trước ngày',
    kind: 'day',
    hint: 'Để trống nếu không cần. Nếu có, mọi đơn vị nhận được thư và được hỏi ở mục Xác nhận.',
    optional: true,
    form,
  });
  return formPage(
    {
      title: 'Ra thông báo',
      crumbs: [...CRUMBS, { text: 'Ra thông báo' }],
      nav: 'administration',
      action: `${ANNOUNCEMENT_ADMIN}/moi`,
      version: '0',
      submit: 'Ra thông báo',
    },
    form,
    { ...controls(form), confirmBefore },
  );
}

/** Asks before every unit is asked to confirm it. */
export function receiptQuestion(
  { title, audience, showFrom, showUntil }: AnnouncementContent,
  confirmBefore: Date,
  { units, isMailSet }: { units: number; isMailSet: boolean },
): Question {
  return {
    title: `Ra thông báo “${title}” và đề nghị xác nhận?`,
    crumbs: [...CRUMBS, { text: 'Ra thông báo' }],
    nav: 'administration',
    follows: [
      `Thông báo cho: ${AUDIENCES[audience].toLowerCase()}. ${showDays({ showFrom, showUntil })}; sau này vẫn sửa hoặc rút được thông báo.`,
      ...askingWords(units, confirmBefore, isMailSet),
    ],
    submit: 'Ra thông báo',
  };
}

/** `isStale`: somebody else changed it meanwhile; what stands saved is shown under each field that differs. */
export function editAnnouncementPage(announcement: Announcement, form: Form, isStale = false): FormPage {
  const address = `${ANNOUNCEMENT_ADMIN}/${announcement.id}`;
  const version = String(announcement.version);
  const withdrawal = {
    action: `${address}/rut`,
    text: 'Rút thông báo',
    hint: 'Thông báo không còn hiện ở đâu nữa.',
    version,
    isWarning: true,
  };
  return formPage(
    {
      title: 'Sửa thông báo',
      crumbs: [...CRUMBS, { text: announcement.title }],
      nav: 'administration',
      lead: announcement.withdrawnAt ? 'Thông báo này đã được rút.' : '',
      action: address,
      version,
      submit: 'Lưu thay đổi',
      buttons: announcement.withdrawnAt ? [] : [withdrawal],
    },
    form,
    controls(form),
    isStale
      ? differing(announcementValues(announcement), form.values, {
          audience: AUDIENCES[announcement.audience],
        })
      : {},
  );
}

function controls(form: Form): Record<string, SafeHtml> {
  const items = Object.entries(AUDIENCES).map(([value, text]) => ({ value, text }));
  return {
    title: ui.field({ name: 'title', label: 'Tiêu đề', form }),
    text: ui.field({ name: 'text', label: 'Nội dung', kind: 'textarea', rows: 8, form }),
    audience: ui.radios({ name: 'audience', legend: 'Thông báo cho ai?', items, form }),
    showFrom: ui.field({ name: 'showFrom', label: 'Ngày bắt đầu', kind: 'day', form }),
    lastDay: ui.field({ name: 'lastDay', label: 'Ngày cuối cùng', kind: 'day', form }),
  };
}
