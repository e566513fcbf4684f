import type { Filer } from '../../platform/actor.js';
import { formatTime } from '../../platform/text/format.js';
import { ui } from '../../platform/page/components.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { markup } from '../../platform/page/table.js';
import { askedForm, codesWithout, withoutQuestions } from '../../form/asked.js';
import { allFields, isTyped, type FormDefinition, type SectionDefinition } from '../../form/definition.js';
import { answersIn } from '../../form/report-answers.js';
import { sectionHeading } from '../../form/sheet.js';
import type { SectionContent } from '../drafts/merge.js';
import { ownReport, ownWorkbook, ownWorkbookPreview } from '../addresses.js';
import type { Opened } from '../finders.js';
import { draftVersion } from '../draft-answers.js';
import type { PendingImport, WorkbookDraft } from './finders.js';
import { frameOf } from './pages.js';
import { sectionChanges, type CellChange, type SectionChange, type WorkbookProblem } from './rules.js';

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
  const unasked = unaskedAfter(report.form, changed, draft);
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
    sections: changed.map(({ section, changes, said }) => ({
      heading: sectionHeading(section),
      warning: [savedSince(section.code, pending, draft), unaskedWords(section, said, draft, unasked)]
        .join(' ')
        .trim(),
      table: changeTable(sectionHeading(section), changes),
    })),
    problems: pending.problems,
    canApply: changed.length > 0,
    readAt: String(pending.readAt.getTime()),
    draftVersion: draftVersion(draft),
  };
}

/** The codes that are not asked any more once the changes are taken. */
function unaskedAfter(
  form: FormDefinition,
  changed: readonly SectionChange[],
  { askedForm: now, sections }: WorkbookDraft,
): ReadonlySet<string> {
  const after = new Map([...sections, ...changed.map(({ section, said }) => [section.code, said] as const)]);
  const answers = answersIn(after);
  const isGone = (code: string) => !allFields(now).some((field) => field.code === code);
  const asked = askedForm(withoutQuestions(form, isGone), (code) => answers.get(code));
  return codesWithout(form, asked);
}

/** What the workbook says and nobody asks of the unit is kept, and the person is told. */
function unaskedWords(
  { code, fields }: SectionDefinition,
  { answers }: SectionContent,
  { sections }: WorkbookDraft,
  unasked: ReadonlySet<string>,
): string {
  const before = sections.get(code)?.answers ?? {};
  const labels = fields
    .filter(
      (field) => unasked.has(field.code) && isTyped(field) && answers[field.code] !== before[field.code],
    )
    .map(({ label }) => label);
  if (labels.length === 0) return '';
  return `Đơn vị trả lời không có đối tượng này, nên báo cáo không hỏi: ${labels.join('; ')}. Cổng giữ nội dung ấy trong bản đang lập và không nộp; khi câu trả lời đổi thành Có, nội dung hiện lại.`;
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
