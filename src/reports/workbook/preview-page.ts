import type { Filer } from '../../platform/actor.js';
import { formatTime } from '../../platform/text/format.js';
import { ui } from '../../platform/page/components.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { markup } from '../../platform/page/table.js';
import { sectionHeading } from '../../form/sheet.js';
import { ownReport, ownWorkbook, ownWorkbookPreview } from '../addresses.js';
import type { Opened } from '../finders.js';
import { draftVersion } from '../draft-answers.js';
import type { PendingImport, WorkbookDraft } from './finders.js';
import { frameOf } from './pages.js';
import { sectionChanges, type CellChange, type WorkbookProblem } from './rules.js';

export interface WorkbookPreviewPage extends Frame {
  overview: string;
  action: string;
  /** Where another file is sent. */
  steps: string;
  fileName: string;
  /** Said where the draft has moved on since the preview before this one; '' otherwise. */
  stale: string;
  summary: string;
  sections: readonly { heading: string; warning: string; table: SafeHtml }[];
  problems: readonly WorkbookProblem[];
  canApply: boolean;
  readAt: string;
  draftVersion: number;
}
declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/workbook-preview': WorkbookPreviewPage;
  }
}

/** What confirming would do to the draft as it stands. `isStale`: a preview of another draft was confirmed. */
export function previewPage(
  { report }: Opened<Filer>,
  pending: PendingImport,
  draft: WorkbookDraft,
  isStale: boolean,
): WorkbookPreviewPage {
  const changed = sectionChanges(report.form, pending.typed, draft.sections);
  return {
    ...frameOf(report.period.year, 'Xem trước khi nhận từ Excel'),
    overview: ownReport(report.period.year),
    action: ownWorkbookPreview(report.period.year),
    steps: ownWorkbook(report.period.year),
    fileName: pending.fileName,
    stale: isStale
      ? 'Có thay đổi khác vừa được lưu sau khi bạn mở trang xem trước. Chưa có gì từ tệp được nhận. Dưới đây là so sánh với nội dung hiện nay; hãy xem lại rồi xác nhận.'
      : '',
    summary: summaryOf(
      changed.flatMap(({ changes }) => changes),
      pending.problems,
    ),
    sections: changed.map(({ section, changes }) => ({
      heading: sectionHeading(section),
      warning: savedSince(section.code, pending, draft),
      table: changeTable(sectionHeading(section), changes),
    })),
    problems: pending.problems,
    canApply: changed.length > 0,
    readAt: String(pending.readAt.getTime()),
    draftVersion: draftVersion(draft),
  };
}

function summaryOf(changes: readonly CellChange[], problems: readonly WorkbookProblem[]): string {
  const cleared = changes.filter(({ after }) => after === '').length;
  return [
    changes.length === 0 ? 'Tệp không làm thay đổi gì.' : `${changes.length} ô sẽ thay đổi.`,
    cleared > 0 ? `Trong đó ${cleared} câu trả lời sẽ bị xóa.` : '',
    problems.length > 0 ? `${problems.length} chỗ cần xem lại.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function changeTable(heading: string, changes: readonly CellChange[]): SafeHtml {
  return ui.table({
    caption: `Các ô sẽ thay đổi: ${heading}`,
    rows: changes,
    columns: [
      ['Nội dung', ({ label }) => label],
      ['Ô', ({ where }) => markup`<span>${where}</span>`],
      ['Hiện nay', ({ before }) => ({ html: ui.words(before || '(để trống)') })],
      [
        'Sau khi nhận',
        ({ after }) => (after ? { html: ui.words(after) } : markup`<strong>sẽ bị xóa</strong>`),
      ],
    ],
  });
}

/** A section that was saved on the portal after the workbook was made: the workbook may hold what is older. */
function savedSince(code: string, { versions }: PendingImport, { rows }: WorkbookDraft): string {
  const row = rows.get(code);
  if (!row || row.version === (versions[code] ?? 0)) return '';
  return `Phần này đã được lưu trên cổng bởi ${row.savedByName} lúc ${formatTime(row.savedAt)}, sau khi biểu mẫu Excel được tải về. Hãy xem kỹ: tệp có thể chứa nội dung cũ hơn.`;
}
