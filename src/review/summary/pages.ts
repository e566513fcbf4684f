import { confirmPage, type ConfirmPage } from '../../platform/page/confirm-page.js';
import { ui } from '../../platform/page/components.js';
import type { Cell, Column } from '../../platform/page/table.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { WANTED_MAIL } from '../../accounts/addresses.js';
import { following } from '../../reports/addresses.js';
import { leavingSummary, summaryFile } from '../addresses.js';
import { BRANCH_HEADS, FILED_AT, SHORT_HEADS, type Summary } from './rules.js';
import type { Stat } from '../following/counts/rules.js';

export interface SummaryPage extends Frame {
  unit: string;
  when: string;
  sentences: readonly string[];
  rates: readonly Stat[];
  comparedWith: string;
  branchesTitle: string;
  /** '' where the unit has no branches. */
  branches: SafeHtml;
  pdf: string;
  mail: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'review/summary': SummaryPage;
  }
}

export function summaryPage(summary: Summary, year: number): SummaryPage {
  const { title, branches } = summary;
  return {
    ...summary,
    nav: 'following',
    crumbs: [{ text: `Theo dõi năm ${year}`, href: following(year) }, { text: title }],
    branches: branchTable(summary.branchesTitle, branches),
    pdf: summaryFile(year),
    mail: WANTED_MAIL,
  };
}

function branchTable(caption: string, branches: Summary['branches']): SafeHtml {
  const total = branches.at(-1);
  if (!total) return '';
  return ui.table({
    caption,
    rows: branches.slice(0, -1),
    columns: BRANCH_HEADS.map((text, at): Column<readonly string[]> => {
      const head = { text, label: SHORT_HEADS[text] ?? text };
      const cell = (row: readonly string[]) => row[at] ?? '';
      if (at === FILED_AT) return [head, (row) => filedCell(cell(row)), 'num'];
      return at > FILED_AT ? [head, cell, 'num'] : [head, cell];
    }),
    total,
  });
}

/** "2 / 3", which says of what on a phone, too. */
function filedCell(text: string): Cell {
  return { text, href: '', look: text === '–' ? 'filed none' : 'filed' };
}

export function leavingPage(accountId: number, key: string): ConfirmPage {
  return confirmPage({
    title: 'Không nhận bản tóm tắt hằng tuần nữa?',
    follows: [
      'Cổng sẽ không gửi bản tóm tắt hằng tuần đến địa chỉ của bạn. Các thư khác vẫn gửi như cũ.',
      'Muốn nhận lại, hãy chọn ngày trong “Tài khoản của tôi”, mục “Thư muốn nhận”.',
    ],
    action: leavingSummary(accountId, key),
    version: '',
    submit: 'Không nhận nữa',
    back: { text: 'Giữ như cũ', href: '/' },
  });
}
