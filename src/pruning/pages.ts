import { ui } from '../platform/page/components.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';
import { listPage, type ListPage } from '../platform/page/list-page.js';
import type { SafeHtml } from '../platform/page/render.js';
import { formatDay, formatNumber, formatTime } from '../platform/text/format.js';
import { accountAddress } from '../accounts/addresses.js';
import type { Due, Retention } from './finders.js';
import { MOST_COUNTED, PRUNED_WORDS } from './kept-rules.js';

/** Each rule in words, how many rows it takes next, and what went last. `accountYears`: as the portal is set. */
export function retentionPage({ due, lastRound, ending }: Retention, accountYears: number): ListPage {
  const words = PRUNED_WORDS(accountYears);
  return listPage({
    title: 'Lưu giữ dữ liệu',
    nav: 'administration',
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Lưu giữ dữ liệu' }],
    lead: `Cổng tự dọn sáu giờ một lần, chỉ theo các quy tắc dưới đây; những gì không có ở đây thì lưu lâu dài. ${lastWords(lastRound)}`,
    table: ui.table<Due>({
      caption: 'Quy tắc và những gì sẽ xóa ở lần dọn tới',
      rows: due,
      columns: [
        ['Dữ liệu', ({ rule }) => words[rule.table]?.what ?? rule.table, 'heading'],
        ['Giữ đến khi nào', ({ rule }) => words[rule.table]?.until ?? rule.kept],
        ['Lần tới', ({ count }) => countWords(count), 'num'],
        [
          'Cũ nhất',
          ({ count, oldest }) => (oldest && count <= MOST_COUNTED ? formatDay(oldest) : ''),
          'nowrap',
        ],
        ['Lần trước', ({ rule }) => formatNumber(lastRound?.pruned[rule.table] ?? 0), 'num'],
      ],
    }),
    after: endingTable(ending, accountYears),
  });
}

const countWords = (count: number) =>
  count > MOST_COUNTED ? `hơn ${formatNumber(MOST_COUNTED)}` : formatNumber(count);

function lastWords(last: Retention['lastRound']): string {
  return last ? `Lần dọn gần nhất: ${formatTime(last.at)}.` : 'Chưa dọn lần nào.';
}

/** Whose accounts lose their names within a month: whoever is still needed is let in again before. */
function endingTable(ending: Retention['ending'], accountYears: number): SafeHtml {
  return (
    `<h2>Tài khoản sẽ tự xóa thông tin trong 30 ngày tới</h2>` +
    `<p>Tài khoản đã ngừng ${accountYears} năm thì họ tên và cách liên hệ được xóa, nhật ký và báo cáo giữ nguyên. Còn cần tài khoản nào, hãy cho hoạt động lại trước.</p>` +
    ui.table<Retention['ending'][number]>({
      caption: 'Tài khoản sẽ tự xóa thông tin trong 30 ngày tới',
      rows: ending,
      columns: [
        ['Họ và tên', ({ id, fullName }) => ({ text: fullName, href: accountAddress(id) }), 'heading'],
        ['Đơn vị', ({ unit }) => unit.name],
        ['Ngừng từ', ({ deactivatedAt }) => (deactivatedAt ? formatDay(deactivatedAt) : ''), 'nowrap'],
      ],
      empty: 'Không có tài khoản nào.',
    })
  );
}
