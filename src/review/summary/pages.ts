import { confirmPage, type ConfirmPage } from '../../platform/page/confirm-page.js';
import { ui } from '../../platform/page/components.js';
import type { Column } from '../../platform/page/table.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { WANTED_MAIL } from '../../accounts/addresses.js';
import { following } from '../../reports/addresses.js';
import { leavingSummary, summaryFile } from '../addresses.js';
import { BRANCH_HEADS, type Summary } from './rules.js';
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
    columns: BRANCH_HEADS.map((head, at): Column<readonly string[]> => {
      const cell = (row: readonly string[]) => row[at] ?? '';
      return at > 1 ? [head, cell, 'num'] : [head, cell];
    }),
    total,
  });
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
