import type { Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber, formatSize, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import type { ExportJob } from '../../platform/prisma/client.js';
import { EXPORT_SCHEMA, exportCancel, exportOf, exportsOf } from '../addresses.js';
import { filedName } from '../coverage.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import { exportState, keptUntil, type ExportKind, type ExportOptions } from './rules.js';

export interface ExportsPage extends ConsolidationFrame {
  errors: readonly FieldError[];
  hasErrors: boolean;
  action: string;
  controls: readonly SafeHtml[];
  schemaHref: string;
  table: SafeHtml;
  isRunning: boolean;
  /** Said aloud when it changes. */
  status: string;
  reloadHref: string;
}
interface JobRow {
  id: string;
  name: string;
  askedAt: string;
  tag: SafeHtml;
  isUnfinished: boolean;
  percent: string;
  progress: string;
  download: string;
  words: string;
  cancelHref: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/exports': ExportsPage;
  }
}

const KINDS: Record<ExportKind, { name: string; hint: string }> = {
  xlsx: {
    name: 'Excel (.xlsx)',
    hint: 'Trang đầu là số tổng; mỗi phần của biểu mẫu một trang, mỗi đơn vị một dòng; thêm gương điển hình và tình hình của các đơn vị chưa có trong tổng hợp.',
  },
  csv: { name: 'CSV', hint: 'Mỗi câu trả lời một dòng: đơn vị, mã, chỉ tiêu, giá trị.' },
  json: { name: 'JSON', hint: 'Cho phần mềm khác đọc: đủ lời văn, biểu mẫu và số tổng, theo lược đồ.' },
};

export function exportsPage(
  open: Consolidation<Overseer>,
  jobs: readonly ExportJob[],
  form: Form,
  now: Date,
): ExportsPage {
  const address = exportsOf(open.period.year);
  const rows = jobs.map((job) => jobRow(job, open.period.year, now));
  const unfinished = rows.filter(({ isUnfinished }) => isUnfinished).length;
  return {
    ...consolidationFrame(open, 'exports', `Tệp xuất năm ${open.period.year}`),
    errors: form.errors,
    hasErrors: form.errors.length > 0,
    action: address,
    controls: controlsOf(open, form),
    schemaHref: EXPORT_SCHEMA,
    table: jobTable(rows),
    isRunning: unfinished > 0,
    status:
      unfinished > 0
        ? `Còn ${unfinished} tệp chưa lập xong.`
        : rows.length > 0
          ? 'Không còn tệp nào đang lập.'
          : '',
    reloadHref: address,
  };
}

function controlsOf({ filed }: Consolidation<Overseer>, form: Form): SafeHtml[] {
  const now = filed ? 'Số liệu hiện nay: ' : '';
  return [
    ui.radios({
      name: 'kind',
      legend: 'Định dạng của tệp',
      items: Object.entries(KINDS).map(([value, { name: text, hint }]) => ({ value, text, hint })),
      form,
    }),
    ui.radios({
      name: 'counted',
      legend: 'Báo cáo được tính',
      items: [
        ...(filed ? [{ value: 'filed', text: filedName(filed) }] : []),
        { value: 'accepted', text: `${now}Chỉ báo cáo đã chấp nhận` },
        { value: 'submitted', text: `${now}Cả báo cáo đã nộp, chờ xét duyệt` },
      ],
      form,
    }),
  ];
}

const TAGS = {
  waiting: { text: 'Đang chờ', tone: 'grey' },
  running: { text: 'Đang lập', tone: 'blue' },
  ready: { text: 'Đã xong', tone: 'green' },
  removed: { text: 'Đã xóa tệp', tone: 'grey' },
  failed: { text: 'Không lập được', tone: 'red' },
  cancelled: { text: 'Đã hủy', tone: 'grey' },
} as const;

function jobRow(job: ExportJob, year: number, now: Date): JobRow {
  const state = exportState(job, now);
  const options = job.options as unknown as ExportOptions;
  const percent = job.total === 0 ? 0 : Math.floor((100 * job.done) / job.total);
  return {
    id: `tien-do-${job.id}`,
    name: `${KINDS[job.kind as ExportKind].name}, ${countedName(options)}`,
    askedAt: formatTime(job.askedAt),
    tag: ui.tag(TAGS[state]),
    isUnfinished: state === 'waiting' || state === 'running',
    percent: String(percent),
    progress: `${formatNumber(job.done)} / ${formatNumber(job.total)} dòng (${percent} %)`,
    download:
      state === 'ready'
        ? ui.fileLink({ text: `Tải ${job.fileName} (${formatSize(job.size)})`, href: exportOf(year, job.id) })
        : '',
    words: wordsOf(job, state),
    cancelHref: exportCancel(year, job.id),
  };
}

function jobTable(jobs: readonly JobRow[]): SafeHtml {
  return ui.table({
    caption: 'Tệp đã yêu cầu',
    rows: jobs,
    columns: [
      ['Tệp', ({ name }) => name],
      ['Yêu cầu lúc', ({ askedAt }) => askedAt],
      ['Tình trạng', stateCell],
      ['Tải về hoặc hủy', (job) => ({ html: job.isUnfinished ? cancelButton(job) : job.download || '–' })],
    ],
    empty: 'Chưa yêu cầu tệp nào.',
  });
}

function stateCell({ id, tag, isUnfinished, percent, progress, words }: JobRow): Cell {
  const bar =
    isUnfinished &&
    markup` <progress max="100" value="${percent}" aria-labelledby="${id}"></progress> <span id="${id}">${progress}</span>`;
  return markup`<div class="export-state">${{ html: tag }}${bar || ''} ${words}</div>`;
}

function cancelButton({ name, askedAt, cancelHref }: JobRow): SafeHtml {
  const hidden = markup`<span class="visually-hidden"> việc lập tệp ${name}, yêu cầu lúc ${askedAt}</span>`;
  const { html } = markup`<button type="submit" class="link-button">Hủy${hidden}</button>`;
  return ui.buttonForm({ action: cancelHref, button: html });
}

function countedName({ withSubmitted, live }: ExportOptions): string {
  if (!live) return 'số liệu khi nộp báo cáo';
  return withSubmitted ? 'số liệu lúc lập tệp, cả báo cáo chờ xét duyệt' : 'số liệu lúc lập tệp';
}

function wordsOf(job: ExportJob, state: keyof typeof TAGS): string {
  if (state === 'ready' && job.finishedAt)
    return `Lập xong lúc ${formatTime(job.finishedAt)}. Giữ đến ${formatTime(keptUntil(job.finishedAt))}.`;
  if (state === 'removed') return 'Tệp chỉ được giữ 7 ngày. Cần nữa thì yêu cầu lại.';
  if (state === 'failed') return job.error;
  return state === 'waiting' && job.attempts > 0 ? `Lần trước không xong; sẽ lập lại từ đầu.` : '';
}
