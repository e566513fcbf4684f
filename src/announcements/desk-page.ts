import { ui } from '../platform/page/components.js';
import type { TagTone } from '../platform/page/blocks.js';
import { differing, formPage, type FormPage } from '../platform/page/form-page.js';
import type { Form } from '../platform/page/forms.js';
import type { Announcement } from '../platform/prisma/client.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import { announcementValues } from './forms.js';
import { announcementState, showDays } from './rules.js';

export interface AnnouncementDeskPage extends Frame {
  rows: readonly { href: string; title: string; days: string; audience: string; state: SafeHtml }[];
  pager: SafeHtml;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'announcements/desk': AnnouncementDeskPage;
  }
}

export const DESK = '/quan-tri/thong-bao';
const CRUMBS = [
  { text: 'Quản trị', href: '/quan-tri' },
  { text: 'Thông báo', href: DESK },
];
const AUDIENCES = { EVERYONE: 'Mọi người, ở trang chủ', UNITS: 'Các đơn vị, sau khi đăng nhập' } as const;
const STATES: Record<ReturnType<typeof announcementState>, [string, TagTone]> = {
  withdrawn: ['Đã rút', 'grey'],
  'to come': ['Sắp hiện', 'yellow'],
  shown: ['Đang hiện', 'green'],
  past: ['Đã hết hạn', 'grey'],
};

export function announcementDeskPage(
  { rows, next }: { rows: readonly Announcement[]; next: number | undefined },
  now: Date,
  isFirst: boolean,
): AnnouncementDeskPage {
  return {
    title: 'Thông báo',
    nav: 'administration',
    crumbs: [{ text: 'Quản trị', href: '/quan-tri' }, { text: 'Thông báo' }],
    rows: rows.map((row) => {
      const [text, tone] = STATES[announcementState(row, now)];
      return {
        href: `${DESK}/${row.id}`,
        title: row.title,
        days: showDays(row),
        audience: AUDIENCES[row.audience],
        state: ui.tag({ text, tone }),
      };
    }),
    pager: ui.pager({
      previous: isFirst ? undefined : { href: DESK, text: 'Trang đầu' },
      next: next === undefined ? undefined : { href: `${DESK}?sau=${next}` },
    }),
  };
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
      action: `${DESK}/moi`,
      version: '0',
      submit: 'Ra thông báo',
    },
    form,
    { ...controls(form), confirmBefore },
  );
}

/** `isStale`: somebody else changed it meanwhile; what stands saved is shown under each field that differs. */
export function editAnnouncementPage(announcement: Announcement, form: Form, isStale = false): FormPage {
  const address = `${DESK}/${announcement.id}`;
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
