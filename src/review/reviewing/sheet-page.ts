import { ui } from '../../platform/page/components.js';
import { formatTime } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import type { Run } from '../../platform/text/word-changes.js';
import { parentBody } from '../../document-settings/issuer.js';
import { markingOf, reviewOf } from '../../reports/addresses.js';
import type { JudgedSubmission, ReportRow, SubmissionRow } from '../../reports/finders.js';
import { fieldNote } from '../../reports/return-notes.js';
import { reviewFile } from '../addresses.js';
import { groupWords, kindName } from '../outliers/rules.js';
import {
  besideLastYear,
  besideSubmission,
  type ComparedRow,
  type ComparedSection,
  type Comparison,
} from './comparison.js';
import type { Rounds } from './finders.js';
import { fieldNoteName, type View } from './forms.js';
import { pointsToCheck, type PointToCheck } from './marks.js';
import { narrativeField } from '../../form/definition.js';

/** A submission as its reviewer reads it: beside what it is compared with, and with what to look at. */
export interface SheetPage {
  /** "lần 1", "năm 2025"; '' where it stands by itself. */
  comparedWith: string;
  /** The head of the other column and of this submission's. */
  beforeHead: string;
  afterHead: string;
  switches: readonly { text: string; href: string; isCurrent: boolean }[];
  /** Whether all answers show, or those that changed; null where nothing is compared. */
  filter: { text: string; href: string } | null;
  changed: readonly { text: string; href: string }[];
  changedWords: string;
  concerns: readonly { text: string; href: string; explanation: string }[];
  /** From whom the figures were told apart, and when. */
  norms: string;
  contents: readonly { text: string; href: string; hints: string }[];
  sections: readonly SheetSectionView[];
}

interface SheetSectionView {
  code: string;
  heading: string;
  notApplicable: string;
  /** Said where the section has no row to show. */
  empty: string;
  rows: readonly SheetRowView[];
}

interface SheetRowView {
  id: string;
  label: string;
  obligation: string;
  isChanged: boolean;
  before: readonly Run[];
  after: readonly Run[];
  files: readonly SafeHtml[];
  concerns: readonly { text: string; explanation: string; tag: SafeHtml }[];
  notes: readonly { by: string; text: string }[];
  /** Where a note on it can be written; '' where none can. */
  noteHref: string;
  /** Where a passage of it can be marked for the consolidation; '' where none can. */
  markHref: string;
}

export interface SheetParts {
  readonly report: ReportRow;
  readonly rounds: Rounds;
  readonly shown: JudgedSubmission;
  readonly before: SubmissionRow | undefined;
  readonly view: View;
  /** Whether the reader can send the report back now. */
  readonly canNote: boolean;
  /** Whether the reader can mark passages of what is shown: a direct child's submission that stands. */
  readonly canMark: boolean;
}

export function sheetPage(parts: SheetParts): SheetPage {
  const { report, rounds, shown, before, view } = parts;
  const { lastYear, group } = rounds;
  const { sections, changes } = compared(parts);
  const found = pointsToCheck(shown, rounds, report.unitLevel);
  const isLastYear = view.against === 'nam-truoc';
  return {
    comparedWith: otherName(view.against, parts),
    beforeHead: isLastYear ? `Năm ${String(lastYear?.year)}` : `Lần nộp ${String(before?.number)}`,
    afterHead: isLastYear ? `Năm ${report.period.year}` : `Lần nộp ${shown.number}`,
    switches: switches(parts),
    filter: view.against === 'khong' ? null : filterLink(parts),
    changed: isLastYear
      ? []
      : changes.map(({ section, sectionCode, label, field }) => ({
          text: `${section}: ${label}`,
          href: `#${field === '' ? sectionCode : rowId(field)}`,
        })),
    changedWords: view.against === 'khong' ? '' : changedWords(changes.length, isLastYear),
    concerns: found.map(({ fields: [first = ''], message, explanation }) => ({
      text: message,
      href: `#${rowId(first)}`,
      explanation,
    })),
    norms: groupWords(group, kindName(report.unitLevel), parentBody(report.parent)),
    contents: sections.map((section) => contentsLine(section, found)),
    sections: sections.map((section) => sectionView(section, found, parts)),
  };
}

function compared({ rounds: { lastYear, obligations }, shown, before, view }: SheetParts) {
  if (view.against === 'nam-truoc' && lastYear) return besideLastYear(shown, lastYear, obligations);
  return besideSubmission(shown, view.against === 'lan-truoc' ? before : undefined, obligations);
}

function changedWords(count: number, isLastYear: boolean): string {
  if (count === 0) return 'Không có ô nào khác.';
  return `${count} ô ${isLastYear ? 'khác năm trước' : 'đã thay đổi'}.`;
}

function otherName(against: Comparison, { rounds, before }: SheetParts): string {
  if (against === 'khong') return '';
  return against === 'nam-truoc' ? `năm ${String(rounds.lastYear?.year)}` : `lần ${String(before?.number)}`;
}

/** The address of this page with another view; the submission that was asked for stays. */
function address({ report, rounds, shown }: SheetParts, { against, onlyChanged }: View): string {
  const isLatest = rounds.submissions[0] === shown;
  const query = new URLSearchParams({
    ...(isLatest ? {} : { lan: String(shown.number) }),
    so: against,
    ...(onlyChanged ? { chi: 'thay-doi' } : {}),
  });
  return `${reviewOf(report.id)}?${query.toString()}#noi-dung`;
}

function switches(parts: SheetParts): SheetPage['switches'] {
  const { rounds, before, view } = parts;
  const possible: Comparison[] = [
    ...(before ? ['lan-truoc' as const] : []),
    ...(rounds.lastYear ? ['nam-truoc' as const] : []),
    'khong',
  ];
  if (possible.length === 1) return [];
  return possible.map((against) => ({
    text: against === 'khong' ? 'Không so' : `So với ${otherName(against, parts)}`,
    href: address(parts, { against, onlyChanged: view.onlyChanged && against !== 'khong' }),
    isCurrent: against === view.against,
  }));
}

function filterLink(parts: SheetParts) {
  const { against, onlyChanged } = parts.view;
  const text = onlyChanged ? 'Hiện mọi ô' : 'Chỉ hiện ô khác và ô cần xem';
  return { text, href: address(parts, { against, onlyChanged: !onlyChanged }) };
}

function contentsLine({ code, heading, changed, rows }: ComparedSection, found: readonly PointToCheck[]) {
  const codes = new Set(rows.map(({ field }) => field));
  const concerned = found.filter(({ fields: [first = ''] }) => codes.has(first)).length;
  const hints = [
    ...(concerned > 0 ? [`${concerned} điểm cần xem`] : []),
    ...(changed > 0 ? [`${changed} ô khác`] : []),
  ];
  return { text: heading, href: `#${code}`, hints: hints.join(', ') };
}

function sectionView(
  section: ComparedSection,
  found: readonly PointToCheck[],
  parts: SheetParts,
): SheetSectionView {
  const rows = section.rows.map((row) => rowView(row, found, parts));
  const isShown = ({ isChanged, concerns }: SheetRowView) => isChanged || concerns.length > 0;
  const visible = parts.view.onlyChanged ? rows.filter(isShown) : rows;
  return {
    code: section.code,
    heading: section.heading,
    notApplicable: section.notApplicable,
    empty: section.notApplicable === '' && visible.length === 0 ? 'Không có ô nào khác.' : '',
    rows: visible,
  };
}

function rowView(row: ComparedRow, found: readonly PointToCheck[], parts: SheetParts): SheetRowView {
  const { report, rounds, canNote } = parts;
  const isAsked = report.form.sections.some(({ fields }) => fields.some(({ code }) => code === row.field));
  return {
    id: rowId(row.field),
    label: row.label,
    obligation: row.obligation,
    isChanged: row.isChanged,
    before: row.before,
    after: row.after,
    files: row.files.map(({ id, text }) => ui.fileLink({ text, href: reviewFile(report.id, id) })),
    concerns: found
      .filter(({ fields }) => fields.includes(row.field))
      .map(({ message, explanation, mark }) => ({
        text: message,
        explanation,
        tag: mark === '' ? '' : ui.tag({ text: mark, tone: 'orange' }),
      })),
    notes: rounds.returns.flatMap((one) => {
      const text = fieldNote(one, row.field);
      const by = `${one.returnedByName}, ${formatTime(one.returnedAt)}, về lần nộp ${one.submissionNumber}`;
      return text === '' ? [] : [{ by, text }];
    }),
    noteHref: canNote && isAsked ? `#${fieldNoteName(row.field)}` : '',
    markHref:
      parts.canMark && narrativeField(report.form, row.field)
        ? markingOf(report.period.year, row.field, report.id)
        : '',
  };
}

function rowId(field: string): string {
  return `o-${field}`;
}
