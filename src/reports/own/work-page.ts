import { fieldMeaning } from '../../form/definition.js';
import { hasRole, FILING_ROLES } from '../../platform/actor.js';
import type { IconName } from '../../platform/page/icons.js';
import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatNumber } from '../../platform/text/format.js';
import {
  ownCheck,
  ownDocument,
  ownFill,
  ownNil,
  ownReminderLog,
  ownRounds,
  ownSection,
  ownWorkbook,
  signing,
} from '../addresses.js';
import { isLocked } from '../deadlines.js';
import type { OwnDraft } from '../finders.js';
import { isEditable, isFiled } from '../lifecycle.js';
import { keptKey } from '../kept-key.js';
import { placeHref } from '../place-href.js';
import { ownSections, type OwnSection } from '../own-sections.js';
import { PART_STATES, workCard } from './work-card-page.js';
import type { OwnWork } from './work-finders.js';

/** What the work page and the page of a year show of one report. */
export interface WorkParts {
  /** What is to be done, after what only this browser keeps of it. */
  card: SafeHtml;
  sections: SafeHtml;
  /** Whether something is still to be done in the sections. */
  isOpen: boolean;
  /** What else helps to fill it in; empty where it cannot be written. */
  tools: readonly Tool[];
  /** Documents, and what was said and done about it. */
  links: readonly Tool[];
  /** Where the unit says the place of its documents; '' where it has. */
  placeHref: string;
}

interface Tool {
  readonly icon: SafeHtml;
  readonly text: string;
  readonly href: string;
}

export function workParts(work: OwnWork, now: Date): WorkParts {
  const { open } = work;
  const { report, actor } = open;
  const sections = ownSections(open, work.draft);
  const canEdit = hasRole(actor, 'FILER') && isEditable(report.status) && !isLocked(report, now);
  return {
    card: (canEdit ? ui.keptHere(keptKey(open)) : '') + ui.workCard(workCard(work, sections, now)),
    sections: ui.rows(sections.map((section) => sectionRow(section, report, canEdit))),
    isOpen: isEditable(report.status),
    tools: canEdit ? toolsOf(work) : [],
    links: linksOf(work, now),
    placeHref: placeHref(open, work.isPlaceless),
  };
}

const STATE_WORDS = {
  'not-started': { text: 'Chưa bắt đầu', tone: 'grey' },
  'in-progress': { text: 'Đang làm', tone: 'blue' },
  done: { text: 'Đã xong', tone: 'green' },
  'to-correct': { text: 'Cần sửa', tone: 'red' },
  nil: { text: 'Không phát sinh', tone: 'purple' },
} as const satisfies Record<OwnSection['state'], unknown>;

/** A report that has been filed says nothing of what is done: all of it is. */
function sectionRow({ definition, state, note }: OwnSection, report: OwnReport, canEdit: boolean) {
  const { code, letter, title } = definition;
  const { year } = report.period;
  const isSettled = !isEditable(report.status) && state !== 'nil';
  return {
    mark: letter,
    state: isSettled ? ('open' as const) : PART_STATES[state],
    before: `${letter}.`,
    text: title,
    href: canEdit ? ownSection(year, code) : `${ownCheck(year)}#${code}`,
    note: note === '' ? '' : `Người xét duyệt ghi: ${note}`,
    tag: isSettled ? '' : ui.tag(STATE_WORDS[state]),
  };
}
type OwnReport = OwnWork['open']['report'];

function toolsOf({ open: { report }, draft, hasChildren }: OwnWork): Tool[] {
  const { year } = report.period;
  const nil =
    report.nilReason === '' ? 'Đơn vị không phát sinh nội dung báo cáo?' : 'Sửa hoặc bỏ khai không phát sinh';
  return [
    ...(hasChildren ? [tool('done', fillWords(draft), ownFill(year))] : []),
    tool('sheet', 'Lập bằng Excel', ownWorkbook(year)),
    ...(report.form.nil ? [tool('minus', nil, ownNil(year))] : []),
  ];
}

/** Where the own answers stand to what the children's reports make of them. */
function fillWords({ filled }: OwnDraft): string {
  if (filled.size === 0) return 'Đưa số liệu tổng hợp từ các đơn vị trực tiếp vào báo cáo';
  const stale = [...filled.values()].filter(({ value, now }) => now !== undefined && now !== value).length;
  return stale === 0
    ? 'Số liệu tổng hợp đã đưa vào báo cáo'
    : `Số liệu tổng hợp đã cũ ở ${formatNumber(stale)} ô: xem và cập nhật`;
}

function linksOf(work: OwnWork, now: Date): Tool[] {
  const { report } = work.open;
  const { year } = report.period;
  const paper = signedPaperWords(work, now);
  const what = isFiled(report.status) ? 'Tải báo cáo đã nộp' : 'Tải bản thảo';
  return [
    ...(paper ? [tool('check', paper, signing(year))] : []),
    tool('download', `${what} (DOCX)`, ownDocument(year, 'docx')),
    tool('download', `${what} (PDF)`, ownDocument(year, 'pdf')),
    tool('send', 'Các lần nộp và trả lại', ownRounds(year)),
    tool('clock', 'Những lần đơn vị đã được nhắc', ownReminderLog(year)),
  ];
}

/** While the report is with the unit, to its filer and its signatory; '' otherwise. */
function signedPaperWords({ open: { report, actor }, draft }: OwnWork, now: Date): string {
  const asked = fieldMeaning(report.form, 'signed_report');
  const isTheirs = isEditable(report.status) && !isLocked(report, now) && hasRole(actor, ...FILING_ROLES);
  if (!asked || !isTheirs) return '';
  const isThere = draft.attachments.some(({ field }) => field === asked.code);
  return isThere ? 'Xem bản đã ký đang kèm' : 'Ký báo cáo: in, ký, gửi bản đã ký';
}

function tool(icon: IconName, text: string, href: string): Tool {
  return { icon: ui.icon(icon), text, href };
}
