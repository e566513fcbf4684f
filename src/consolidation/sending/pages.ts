import { hasRole, type Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatDay, formatNumber, formatSize, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { missingFrom } from '../../form/consolidated.js';
import { sendingName } from '../../reports/sending/rules.js';
import { statusWords } from '../../reports/lifecycle.js';
import { sendingOf } from '../../reports/addresses.js';
import { sendingAddition, sentFile } from '../addresses.js';
import { coverageOf, coverageWords } from '../coverage.js';
import type { Consolidation, Filed } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import type { Outgoing } from './finders.js';
import { differenceWords, saidWords, type SaidOfItself } from './rules.js';

export interface SendingPage extends ConsolidationFrame {
  errors: readonly FieldError[];
  state: string;
  /** What can be recorded now: that it went out, or that a supplement is begun; null where neither can. */
  form: {
    heading: string;
    lead: string;
    action: string;
    version: string;
    isMultipart: boolean;
    controls: readonly SafeHtml[];
    button: SafeHtml;
  } | null;
  sendings: readonly {
    heading: string;
    rows: SafeHtml;
  }[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/sending': SendingPage;
  }
}

/** What went out of the portal, and what is to be recorded next. `form`: what was refused. */
export function sendingPage(open: Consolidation<Overseer>, out: Outgoing, form?: Form): SendingPage {
  const year = String(open.period.year);
  return {
    ...consolidationFrame(open, 'sending', `Gửi báo cáo năm ${year}`),
    hasErrors: form !== undefined,
    errors: form?.errors ?? [],
    state: stateWords(open, out),
    form: nextForm(open, out, form),
    sendings: out.report.sendings.map((sending) => ({
      heading: capitalised(sendingName(sending.number)),
      rows: ui.summaryList(sentRows(sending, year, out)),
    })),
  };
}

function sentRows(sending: Outgoing['report']['sendings'][number], year: string, { says }: Outgoing) {
  const said = says.get(sending.submissionNumber);
  const difference = said ? differenceWords(said, sending) : '';
  return [
    { key: 'Số, ký hiệu', value: sending.outgoingNumber },
    { key: 'Ngày gửi', value: formatDay(sending.sentOn) },
    { key: 'Người ký', value: `${sending.signerName}, ${sending.signerPosition}` },
    ...(difference === '' ? [] : [{ key: 'Chỗ khác nhau', value: difference }]),
    ...(sending.reason === '' ? [] : [{ key: 'Lý do bổ sung', value: sending.reason }]),
    {
      key: 'Văn bản đã ký',
      html: ui.link({
        text: `${sending.fileName} (${formatSize(sending.size)})`,
        href: sentFile(year, sending.number),
      }),
    },
    { key: 'Lần nộp', value: String(sending.submissionNumber) },
    { key: 'Người ghi', value: `${sending.recordedByName}, ${formatTime(sending.recordedAt)}` },
  ];
}

function stateWords({ filed }: Consolidation<Overseer>, { report, latest }: Outgoing): string {
  const coverage = filed ? ` ${coverageWords(filed.sums, { ...filed, filed })}` : '';
  if (report.status === 'ACCEPTED') return `Báo cáo đã gửi; tổng hợp của năm đã chốt.${coverage}`;
  if (report.status === 'SUBMITTED')
    return `Báo cáo đã nộp trên cổng (lần ${latest}). Khi văn bản đã ký và gửi đi, hãy ghi lại ở đây.${coverage}`;
  return `Báo cáo của đơn vị đang ở trạng thái “${statusWords[report.status]}”. Nộp báo cáo trên cổng trước, rồi ghi việc gửi ở đây.`;
}

function nextForm(open: Consolidation<Overseer>, out: Outgoing, form?: Form): SendingPage['form'] {
  if (!hasRole(open.actor, 'REVIEWER')) return null;
  const { status } = out.report;
  if (status === 'SUBMITTED') return recordForm(open, out, form);
  return status === 'ACCEPTED' && out.report.sendings.length > 0 ? supplementForm(open, out, form) : null;
}

function recordForm({ period, filed }: Consolidation<Overseer>, { report, about }: Outgoing, form?: Form) {
  const isTaken = report.sendings.some(({ outgoingNumber }) => outgoingNumber === about.number);
  const { number, signerName, signerPosition } = about;
  const values = { outgoingNumber: isTaken ? '' : number, signerName, signerPosition };
  const shown = form ?? { values, errors: [] };
  const name = sendingName(report.sendings.length);
  return {
    heading: `Ghi việc gửi ${name}`,
    lead: 'Từ khi ghi, tổng hợp của năm được chốt: muốn sửa phải có lý do và lập báo cáo bổ sung.',
    action: sendingOf(period.year),
    version: String(report.version),
    isMultipart: true,
    controls: [
      ui.field({
        name: 'outgoingNumber',
        label: 'Số, ký hiệu văn bản đi',
        hint: 'Ví dụ: 15/BC-LĐLĐ',
        form: shown,
      }),
      ui.field({ name: 'sentOn', label: 'Ngày gửi', kind: 'day', width: 10, form: shown }),
      ui.field({ name: 'signerName', label: 'Người ký', form: shown }),
      ui.field({ name: 'signerPosition', label: 'Chức vụ người ký', form: shown }),
      ui.file({
        name: 'file',
        label: 'Văn bản đã ký, đóng dấu (PDF)',
        accept: '.pdf',
        ...fileError(shown),
      }),
      ...incompleteBox(filed, shown),
      ...saidHint(about),
    ],
    button: ui.button({ text: 'Ghi đã gửi và chốt số liệu' }),
  };
}

/** The signed paper may say otherwise than the filed report, which its own document then shows. */
function saidHint(about: SaidOfItself): SafeHtml[] {
  const words = saidWords(about);
  const hint = `${words} Văn bản đi ghi khác thì vẫn ghi được như văn bản đi; cổng nêu chỗ khác nhau ở dưới.`;
  return words === '' ? [] : [`<p class="hint">${ui.words(hint)}</p>`];
}

/** What went out without some of the direct children needs a deliberate yes. */
function incompleteBox(filed: Filed | null, form: Form): SafeHtml[] {
  const missing = filed ? missingFrom(filed.sums) : 0;
  if (!filed || missing === 0) return [];
  const text = `Tôi biết báo cáo gửi đi còn thiếu ${formatNumber(missing)} đơn vị trực tiếp.`;
  const hint = `Báo cáo đã nộp được tổng hợp từ ${coverageOf(filed.sums)}.`;
  const items = [{ value: String(missing), text }];
  return [ui.checkboxes({ name: 'incomplete', legend: 'Báo cáo còn thiếu đơn vị', hint, items, form })];
}

function fileError({ errors }: Form): { error?: string } {
  const error = errors.find(({ field }) => field === 'file')?.message;
  return error ? { error } : {};
}

function supplementForm({ period }: Consolidation<Overseer>, { report }: Outgoing, form?: Form) {
  const shown = form ?? { values: {}, errors: [] };
  return {
    heading: `Lập ${sendingName(report.sendings.length)}`,
    lead: 'Báo cáo của đơn vị được mở lại để sửa; bản đã gửi vẫn được giữ nguyên ở dưới.',
    action: sendingAddition(period.year),
    version: String(report.version),
    isMultipart: false,
    controls: [
      ui.field({ name: 'reason', label: 'Lý do bổ sung', kind: 'textarea', form: shown }),
      ui.field({
        name: 'correctBefore',
        label: 'Lập báo cáo bổ sung trước ngày',
        kind: 'day',
        width: 10,
        form: shown,
      }),
    ],
    button: ui.button({ text: 'Mở lại để lập báo cáo bổ sung', kind: 'warning' }),
  };
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
