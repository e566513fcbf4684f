import { withQuery } from '../platform/http/query.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';
import { ui } from '../platform/page/components.js';
import type { ListColumn } from '../platform/page/list-file.js';
import { listPage, type ListPage } from '../platform/page/list-page.js';
import type { SafeHtml } from '../platform/page/render.js';
import type { Cell } from '../platform/page/table.js';
import { formatTime } from '../platform/text/format.js';
import { OWN_ACCOUNT } from '../accounts/addresses.js';
import { sentence } from '../history/actions.js';
import { BRANCH_HISTORY, OWN_HISTORY, historyFile } from '../history/addresses.js';
import { groupOf, historyGroups, toldOf } from '../history/audience-rules.js';
import { ownReport, reviewOf } from '../reports/addresses.js';
import type { History, HistoryRow } from './finders.js';
import { writeCursor, type HistoryForm } from './forms.js';
import type { HistoryReader } from './readers.js';

export const addressOf = ({ isOfBranch }: HistoryReader) => (isOfBranch ? BRANCH_HISTORY : OWN_HISTORY);

export function historyPage(reader: HistoryReader, form: HistoryForm, found: History): ListPage {
  const { isOfBranch, actor } = reader;
  const address = addressOf(reader);
  const errors = [...form.errors, ...tooMany(found)];
  const ofWhom = isOfBranch ? 'Nhật ký' : `Nhật ký của ${actor.unit.name}`;
  const before = isOfBranch
    ? { text: 'Quản trị', href: ADMINISTRATION }
    : { text: 'Tài khoản của tôi', href: OWN_ACCOUNT };
  return listPage({
    title: ofWhom,
    crumbs: [before, { text: 'Nhật ký' }],
    nav: isOfBranch ? 'administration' : 'account',
    hasErrors: errors.length > 0,
    lead: `Ai đã làm gì, lúc nào. Nhật ký không sửa và không xóa được. ${leftOut(reader)}`,
    buttons:
      found.rows.length > 0
        ? [
            { text: 'Tải về CSV', href: withQuery(historyFile(address, 'csv'), form.values) },
            { text: 'Tải về Excel', href: withQuery(historyFile(address, 'xlsx'), form.values) },
          ]
        : [],
    filter: {
      action: address,
      label: 'Lọc nhật ký',
      controls: controls(reader, { values: form.values, errors }),
      clear: Object.values(form.values).some((value) => value !== '') ? address : '',
    },
    table: errors.length > 0 ? '' : table(reader, found.rows),
    pager: ui.pager({
      previous: form.query.after && { href: withQuery(address, form.values), text: 'Về trang đầu' },
      next: found.next && {
        href: withQuery(address, { ...form.values, sau: writeCursor(found.next) }),
        text: 'Cũ hơn',
      },
    }),
  });
}

/** What its reader does not see here (history/audience-rules.ts), so that nobody takes it for not done. */
function leftOut({ isAdmin, isOfBranch }: HistoryReader): string {
  if (isOfBranch) return 'Việc lập báo cáo của đơn vị khác chỉ đơn vị ấy xem được.';
  const above = 'cuộc gọi nhắc đơn vị, biên bản kiểm tra đang lập';
  return isAdmin
    ? `Không có ở đây: ${above}.`
    : `Không có ở đây: ${above}, việc riêng của từng tài khoản (đổi địa chỉ thư, kết thúc phiên, đặt lại mật khẩu).`;
}

function tooMany({ people, units }: History) {
  return [
    ...(people === null
      ? [{ field: 'nguoi', message: 'Có quá nhiều người tên như vậy. Hãy gõ đủ họ tên, hoặc tên đăng nhập.' }]
      : []),
    ...(units === null
      ? [{ field: 'don-vi', message: 'Có quá nhiều đơn vị tên như vậy. Hãy gõ đủ tên, hoặc mã đơn vị.' }]
      : []),
  ];
}

function controls({ isOfBranch }: HistoryReader, form: Pick<HistoryForm, 'values' | 'errors'>): SafeHtml[] {
  const field = { form: { values: form.values, errors: [...form.errors] } };
  return [
    ui.field({ ...field, name: 'nguoi', label: 'Người làm' }),
    ...(isOfBranch ? [ui.field({ ...field, name: 'don-vi', label: 'Đơn vị (tên hoặc mã)' })] : []),
    ui.select({
      ...field,
      name: 'viec',
      label: 'Loại việc',
      items: [
        { value: '', text: 'Mọi việc' },
        ...historyGroups.map(({ key: value, name: text }) => ({ value, text })),
      ],
    }),
    ui.field({ ...field, name: 'tu-ngay', label: 'Từ ngày', kind: 'day' }),
    ui.field({ ...field, name: 'den-ngay', label: 'Đến ngày', kind: 'day' }),
  ];
}

function table(reader: HistoryReader, rows: readonly HistoryRow[]): SafeHtml {
  return ui.table({
    caption: 'Nhật ký, việc mới nhất trước',
    rows,
    columns: [
      ['Lúc', ({ at }) => formatTime(at), 'nowrap'],
      ['Người làm', ({ actorName }) => actorName],
      ['Việc', (row) => deed(reader, row), 'heading'],
      reader.isOfBranch && ['Đơn vị', ({ unitName }) => unitName || '–'],
      ['Báo cáo', reportCell, 'nowrap'],
    ],
    empty: 'Không có việc nào như vậy.',
  });
}

function deed({ isAdmin }: HistoryReader, { action, detail }: HistoryRow): string {
  return sentence(action, toldOf(action, detail, isAdmin));
}

/** A link where the reader may open it. */
function reportCell({ report }: HistoryRow): Cell {
  if (!report) return '–';
  const text = `Năm ${report.year}`;
  if (report.isOwn) return { text, href: ownReport(report.year) };
  return { text, href: report.isBelow ? reviewOf(report.id) : '' };
}

/** The same words as on the page. */
export function historyColumns(reader: HistoryReader): ListColumn<HistoryRow>[] {
  return [
    { name: 'Lúc', width: 18, cell: ({ at }) => ({ time: at }) },
    { name: 'Người làm', width: 28, cell: ({ actorName }) => actorName },
    { name: 'Việc', width: 80, cell: (row) => deed(reader, row) },
    { name: 'Loại việc', width: 28, cell: ({ action }) => groupOf(action) },
    { name: 'Đơn vị', width: 36, cell: ({ unitName }) => unitName },
    { name: 'Năm báo cáo', width: 12, cell: ({ report }) => report?.year ?? null },
  ];
}
