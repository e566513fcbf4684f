import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import type { Run } from '../../platform/text/word-changes.js';
import { markingOf, reviewOf } from '../../reports/addresses.js';
import type { JudgedSubmission, ReportRow, SubmissionRow } from '../../reports/finders.js';
import { riskWords } from '../../uploads/look-rules.js';
import { fieldNote } from '../../reports/return-notes.js';
import { inList } from '../worklist/forms.js';
import type { Filter } from '../worklist/finders.js';
import { reviewFile, reviewNote } from '../addresses.js';
import {
  besideLastYear,
  besideSubmission,
  type ComparedRow,
  type ComparedSection,
  type Comparison,
} from './comparison.js';
import type { Rounds } from './finders.js';
import type { View } from './forms.js';
import type { PointToCheck } from './marks.js';
import { pastNotes, rowId } from './points-page.js';
import type { Point } from './points.js';
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
  /** "Mở hết các phần"; '' where they are. */
  unfoldHref: string;
  sections: readonly SheetSectionView[];
}

interface SheetSectionView {
  code: string;
  letter: string;
  title: string;
  heading: string;
  /** What stands in it, in a few words. */
  facts: string;
  isOpen: boolean;
  /** Where a note on it as a whole can be written; '' where none can. */
  noteHref: string;
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
  /** What is noted for the next return; '' where nothing is. */
  noted: string;
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
  /** The name of the box of each note that can be written, by the code of its section or field. */
  readonly boxes: ReadonlyMap<string, string>;
  readonly found: readonly PointToCheck[];
  readonly points: readonly Point[];
  /** Leads to the same page of the same list. */
  readonly list: Filter;
  readonly isUnfolded: boolean;
  /** Whether the reader can mark passages of what is shown: a direct child's submission that stands. */
  readonly canMark: boolean;
}

export function sheetPage(parts: SheetParts): SheetPage {
  const { report, shown, before, view } = parts;
  const isLastYear = view.against === 'nam-truoc';
  return {
    comparedWith: otherName(view.against, parts),
    beforeHead: isLastYear
      ? `Năm ${String(parts.rounds.lastYear?.year)}`
      : `Lần nộp ${String(before?.number)}`,
    afterHead: isLastYear ? `Năm ${report.period.year}` : `Lần nộp ${shown.number}`,
    switches: switches(parts),
    filter: view.against === 'khong' ? null : filterLink(parts),
    unfoldHref: parts.isUnfolded ? '' : address({ ...parts, isUnfolded: true }, view),
    sections: compared(parts).sections.map((section) => sectionView(section, parts)),
  };
}

function compared({ rounds: { lastYear, obligations }, shown, before, view }: SheetParts) {
  if (view.against === 'nam-truoc' && lastYear) return besideLastYear(shown, lastYear, obligations);
  return besideSubmission(shown, view.against === 'lan-truoc' ? before : undefined, obligations);
}

function otherName(against: Comparison, { rounds, before }: SheetParts): string {
  if (against === 'khong') return '';
  return against === 'nam-truoc' ? `năm ${String(rounds.lastYear?.year)}` : `lần ${String(before?.number)}`;
}

/** The address of this page with another view; the submission that was asked for stays. */
function address(
  { report, rounds, shown, list, isUnfolded }: SheetParts,
  { against, onlyChanged }: View,
): string {
  const isLatest = rounds.submissions[0] === shown;
  const query = {
    lan: isLatest ? '' : String(shown.number),
    so: against,
    chi: onlyChanged ? 'thay-doi' : '',
    mo: isUnfolded ? 'het' : '',
  };
  return `${inList(reviewOf(report.id), list, query)}#noi-dung`;
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

function sectionView(section: ComparedSection, parts: SheetParts): SheetSectionView {
  const { shown, view } = parts;
  const { code, heading, notApplicable } = section;
  const rows = section.rows.map((row) => rowView(row, parts));
  const isShown = ({ isChanged, concerns }: SheetRowView) => isChanged || concerns.length > 0;
  const visible = view.onlyChanged ? rows.filter(isShown) : rows;
  const { letter, title } = shown.whole.sections.find((one) => one.code === code) ?? {
    letter: '',
    title: heading,
  };
  return {
    ...{ code, letter, title, heading, notApplicable },
    facts: factsOf(section, parts),
    isOpen: parts.isUnfolded || (view.onlyChanged && visible.length > 0),
    noteHref: noteHref(code, parts),
    empty: notApplicable === '' && visible.length === 0 ? 'Không có ô nào khác.' : '',
    rows: visible,
  };
}

/** That it does not apply, or how many answers stand in it, differ and are to be looked at. */
function factsOf({ code, notApplicable, rows, changed }: ComparedSection, parts: SheetParts): string {
  const points = parts.points.filter(({ section }) => section === code).length;
  const other = otherName(parts.view.against, parts);
  return [
    points > 0 ? `${points} điểm cần xem` : '',
    changed > 0 ? `${changed} ô khác ${other}` : '',
    notApplicable === '' ? `${rows.length} ô` : 'không phát sinh',
  ]
    .filter(Boolean)
    .join(' · ');
}

function rowView(row: ComparedRow, parts: SheetParts): SheetRowView {
  const { report, shown, rounds, found, points } = parts;
  return {
    id: rowId(row.field),
    label: row.label,
    obligation: row.obligation,
    isChanged: row.isChanged,
    before: row.before,
    after: row.after,
    files: row.files.map(({ id, text }) => {
      const note = riskWords(shown.risks.get(id));
      return ui.fileLink({ text, href: reviewFile(report.id, id), note });
    }),
    concerns: found
      .filter(({ fields }) => fields.includes(row.field))
      .map(({ message, explanation, mark }) => ({
        text: message,
        explanation,
        tag: mark === '' ? '' : ui.tag({ text: mark, tone: 'orange' }),
      })),
    notes: pastNotes(rounds.returns, (one) => fieldNote(one, row.field)),
    noted: points.find(({ field }) => field === row.field)?.note?.text ?? '',
    noteHref: noteHref(row.field, parts),
    markHref:
      parts.canMark && narrativeField(report.form, row.field)
        ? markingOf(report.period.year, row.field, report.id)
        : '',
  };
}

function noteHref(code: string, { report, boxes, list }: SheetParts): string {
  const box = boxes.get(code);
  return box === undefined ? '' : inList(reviewNote(report.id, box), list);
}
