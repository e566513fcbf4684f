import type { Filer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import type { FieldError } from '../../platform/page/forms.js';
import { formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { ownReport, ownWorkbook, ownWorkbookFile, ownWorkbookPreview } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import { isLocked } from '../deadlines.js';
import type { Opened } from '../finders.js';
import { isEditable } from '../lifecycle.js';
import type { PendingImport } from './finders.js';
import { WORKBOOK } from './forms.js';

export interface WorkbookPage extends Frame {
  errors: readonly FieldError[];
  overview: string;
  action: string;
  /** The form as a workbook. */
  template: string;
  preview: string;
  canEdit: boolean;
  file: string;
  /** A workbook that was read before and waits for confirmation; '' where there is none. */
  pending: string;
}
declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/workbook': WorkbookPage;
  }
}

/** The two steps: take the form, send it back. */
export function workbookPage(
  { report }: Opened<Filer>,
  pending: PendingImport | null,
  now: Date,
  errors: readonly FieldError[] = [],
): WorkbookPage {
  const canEdit = isEditable(report.status) && !isLocked(report, now);
  return {
    ...frameOf(report.period.year, 'Lập bằng Excel'),
    hasErrors: errors.length > 0,
    errors,
    overview: ownReport(report.period.year),
    action: ownWorkbook(report.period.year),
    template: ownWorkbookFile(report.period.year),
    preview: ownWorkbookPreview(report.period.year),
    canEdit,
    file: ui.file({
      name: WORKBOOK,
      label: 'Tệp Excel đã ghi câu trả lời',
      hint: 'Đuôi .xlsx, không quá 5 MB.',
      accept: '.xlsx',
      error: errors.find((error) => error.field === WORKBOOK)?.message,
    }),
    pending:
      pending && canEdit
        ? `Tệp ${pending.fileName}, gửi lúc ${formatTime(pending.readAt)}, đang chờ bạn xác nhận.`
        : '',
  };
}

/** Of both pages. */
export function frameOf(year: number, title: string): Frame {
  return {
    title,
    crumbs: reportCrumbs(year, { text: title }),
    nav: 'reports',
  };
}
