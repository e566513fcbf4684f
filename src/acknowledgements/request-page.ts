import { ui } from '../platform/page/components.js';
import { formPage, type FormPage } from '../platform/page/form-page.js';
import { formatDueBefore, formatNumber, formatTime } from '../platform/text/format.js';
import type { Question } from '../platform/page/confirm-page.js';
import type { Form } from '../platform/page/forms.js';
import { listPage, type ListPage } from '../platform/page/list-page.js';
import type { SafeHtml } from '../platform/page/render.js';
import type { RequestList } from './finders.js';
import { askingWords } from './rules.js';
import { REQUESTS } from './addresses.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';

const HOME = { text: 'Quản trị', href: ADMINISTRATION };
const TITLE = 'Xác nhận đã nhận văn bản';

export function requestsPage({ rows, next }: RequestList, after: number | undefined): ListPage {
  return listPage({
    title: TITLE,
    crumbs: [HOME, { text: TITLE }],
    nav: 'administration',
    button: { text: 'Đề nghị mới', href: `${REQUESTS}/moi` },
    table: ui.table({
      caption: 'Các đề nghị, mới nhất trước',
      rows,
      columns: [
        ['Chủ đề', ({ title }) => title],
        ['Đề nghị', ({ askedByName, askedAt }) => `${askedByName}, ${formatTime(askedAt)}`],
        ['Xác nhận', ({ confirmBefore }) => formatDueBefore(confirmBefore)],
        ['Số đơn vị', ({ counts }) => formatNumber(counts?._all ?? 0), 'num'],
        ['Đã mở', ({ counts }) => formatNumber(counts?.openedAt ?? 0), 'num'],
        ['Đã xác nhận', ({ counts }) => formatNumber(counts?.confirmedAt ?? 0), 'num'],
      ],
      empty: 'Chưa đề nghị đơn vị nào xác nhận.',
    }),
    pager: ui.pager({
      previous: after === undefined ? undefined : { href: REQUESTS, text: 'Về trang đầu' },
      next: next === undefined ? undefined : { href: `${REQUESTS}?sau=${next}` },
    }),
  });
}

export function newRequestPage(form: Form, isMailSet: boolean): FormPage {
  const not = isMailSet
    ? ''
    : ' Cổng chưa cấu hình thư điện tử nên thư báo chưa gửi được; đề nghị vẫn hiện trên cổng.';
  return formPage(
    {
      title: 'Đề nghị xác nhận đã nhận',
      crumbs: [HOME, { text: 'Xác nhận', href: REQUESTS }, { text: 'Đề nghị mới' }],
      nav: 'administration',
      lead: `Mọi đơn vị đang hoạt động thấy đề nghị trên cổng; người lập báo cáo, người ký duyệt và lãnh đạo nhận thư báo.${not}`,
      action: `${REQUESTS}/moi`,
      submit: 'Gửi đề nghị đến các đơn vị',
    },
    form,
    requestControls(form),
  );
}

/** Asks before every unit is asked. */
export function requestQuestion(
  { title, confirmBefore }: { title: string; confirmBefore: Date },
  units: number,
  isMailSet: boolean,
): Question {
  return {
    title: `Gửi đề nghị “${title}” đến ${formatNumber(units)} đơn vị?`,
    crumbs: [HOME, { text: 'Xác nhận', href: REQUESTS }, { text: 'Gửi đề nghị' }],
    nav: 'administration',
    follows: askingWords(units, confirmBefore, isMailSet),
    submit: 'Gửi đề nghị',
  };
}

function requestControls(form: Form): Record<string, SafeHtml> {
  return {
    subject: ui.radios({
      name: 'subject',
      legend: 'Văn bản cần xác nhận',
      items: [
        { value: 'GUIDANCE', text: 'Hướng dẫn đang công bố trên cổng' },
        { value: 'ANNOUNCEMENT', text: 'Thông báo khác, nội dung ở ô dưới' },
      ],
      form,
    }),
    title: ui.field({
      name: 'title',
      label: 'Chủ đề',
      hint: 'Ví dụ: Hướng dẫn nêu gương năm 2026. Mỗi chủ đề chỉ đề nghị một lần.',
      form,
    }),
    text: ui.field({ name: 'text', label: 'Lời đề nghị', kind: 'textarea', rows: 6, form }),
    confirmBefore: ui.field({
      name: 'confirmBefore',
      label: 'Xác nhận trước ngày',
      kind: 'day',
      hint: 'Chậm nhất hết ngày hôm trước. Ví dụ: 09/9/2026',
      form,
    }),
  };
}
