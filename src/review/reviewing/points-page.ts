import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatTime } from '../../platform/text/format.js';
import type { Run } from '../../platform/text/word-changes.js';
import { parentBody } from '../../document-settings/issuer.js';
import { sectionHeading } from '../../form/sheet.js';
import type { JudgedSubmission, ReportRow, SubmissionRow } from '../../reports/finders.js';
import { fieldNote, sectionNote } from '../../reports/return-notes.js';
import { reviewNote } from '../addresses.js';
import { groupWords, kindName } from '../outliers/rules.js';
import type { Filter } from '../worklist/finders.js';
import { inList } from '../worklist/forms.js';
import type { ComparedRow, ComparedSection } from './comparison.js';
import type { Rounds } from './finders.js';
import { cutDown, isChangeAlone, type Point } from './points.js';

/** What a reviewer looks at first. */
export interface PointsPage {
  title: string;
  /** What it was laid beside, a sentence each. */
  lead: readonly string[];
  /** The second, folded: `title` says what is in it. */
  groups: readonly { title: string; points: readonly PointView[] }[];
}

interface PointView {
  id: string;
  title: string;
  href: string;
  /** Of which answer, where the title is what was found there; '' otherwise. */
  place: string;
  /** What was found there besides the title. */
  messages: readonly string[];
  tags: readonly SafeHtml[];
  values: readonly { head: string; runs: readonly Run[] }[];
  explanations: readonly string[];
  past: readonly PastNote[];
  note: NoteForm | null;
}
interface PastNote {
  by: string;
  text: string;
}

/** A note for the next return, beside what it is about. */
export interface NoteForm {
  action: string;
  version: string;
  /** Of the report as it stands on the page. */
  reportVersion: number;
  name: string;
  /** Of which answer: completes its label for screen readers. */
  about: string;
  box: SafeHtml;
  /** Who wrote what stands there, and when; '' for an empty one. */
  written: string;
}

export interface PointParts {
  readonly report: ReportRow;
  readonly rounds: Rounds;
  readonly shown: JudgedSubmission;
  readonly before: SubmissionRow | undefined;
  readonly points: readonly Point[];
  /** The submission beside the one before it, and beside last year's report; none where there is no such report. */
  readonly sections: readonly ComparedSection[];
  readonly lastYears: readonly ComparedSection[];
  readonly boxes: ReadonlyMap<string, string>;
  readonly list: Filter;
}

/** Answers that only changed stand folded from here on. */
const MOST_CHANGES = 8;

export function pointsPage(parts: PointParts): PointsPage {
  const { report, rounds, points, before } = parts;
  const changes = points.filter(isChangeAlone);
  const folded = new Set(changes.slice(MOST_CHANGES));
  const views = (chosen: readonly Point[]) => chosen.map((point) => pointView(point, parts));
  const first = views(points.filter((point) => !folded.has(point)));
  return {
    title: points.length === 0 ? 'Không có điểm nào cần xem trước' : `${points.length} điểm cần xem trước`,
    lead: [
      ...(before ? [changeWords(before, parts.sections)] : []),
      groupWords(
        rounds.group,
        kindName(report.unitLevel),
        parentBody(report.parent),
        isInGroup(report, rounds.group),
      ),
    ],
    groups: [
      ...(first.length > 0 ? [{ title: '', points: first }] : []),
      ...(folded.size > 0
        ? [{ title: `${folded.size} ô khác đã thay đổi`, points: views([...folded]) }]
        : []),
    ],
  };
}

/** Whether the report was counted when its group was worked out: it had been filed, and is not being corrected. */
function isInGroup({ lastSubmittedAt, status }: ReportRow, group: Rounds['group']): boolean {
  if (!group || !lastSubmittedAt || status === 'IN_PROGRESS') return false;
  return lastSubmittedAt <= group.computedAt;
}

function changeWords({ number }: SubmissionRow, sections: readonly ComparedSection[]): string {
  const count = sections.reduce((sum, { changed }) => sum + changed, 0);
  return `Thay đổi so với lần ${number}: ${count === 0 ? 'không có ô nào' : `${count} ô`}.`;
}

function pointView(point: Point, parts: PointParts): PointView {
  const { form } = parts.report;
  const { section, field } = point;
  const of = form.sections.find(({ code }) => code === section);
  const label =
    of?.fields.find(({ code }) => code === field)?.label ?? (point.changed ? 'Không phát sinh' : '');
  const place = of ? [sectionHeading(of), label].filter(Boolean).join(': ') : label;
  const [first, ...others] = point.found;
  const returned = parts.rounds.returns;
  return {
    id: `diem-${field || section}`,
    title: first?.message ?? place,
    href: `#${field ? rowId(field) : section}`,
    place: first ? place : '',
    messages: others.map(({ message }) => message),
    tags: tagsOf(point),
    values: valuesOf(point, parts),
    explanations: point.found.map(({ explanation }) => explanation).filter(Boolean),
    past: pastNotes(returned, (one) => (field ? fieldNote(one, field) : sectionNote(one, section))).slice(
      0,
      1,
    ),
    note: noteForm(point, place, parts),
  };
}

function tagsOf({ found, changed, asked, field, changes }: Point): SafeHtml[] {
  const marks = found
    .filter(({ mark }) => mark !== '')
    .map(({ mark }) => ui.tag({ text: mark, tone: 'orange' }));
  if (asked === '') return changed ? [...marks, ui.tag({ text: 'Đã thay đổi', tone: 'blue' })] : marks;
  const isCorrected = changed !== null || changes > 0;
  const what = field ? 'ô này' : `${changes} ô của phần này`;
  const tag = isCorrected
    ? ui.tag({ text: `Đã sửa ${what} sau khi bị trả lại`, tone: 'green' })
    : ui.tag({ text: 'Chưa sửa theo ghi chú khi trả lại', tone: 'orange' });
  return [...marks, tag];
}

/** What stands there beside the submission before; else beside last year; else by itself. */
function valuesOf({ section, field, changed }: Point, parts: PointParts): PointView['values'] {
  const { shown, before, report, rounds } = parts;
  const here = `Lần nộp ${shown.number}`;
  if (changed && before)
    return [
      { head: `Lần nộp ${before.number}`, runs: orNothing(cutDown(changed.before)) },
      { head: here, runs: orNothing(cutDown(changed.after)) },
    ];
  const row = rowOf(parts.sections, section, field);
  if (!row) return [];
  const then = rowOf(parts.lastYears, section, field);
  if (!then?.isChanged || then.before.length === 0)
    return row.after.length > 0 ? [{ head: `Năm ${report.period.year}`, runs: cutDown(row.after) }] : [];
  return [
    { head: `Năm ${report.period.year}`, runs: orNothing(cutDown(marked(then.after))) },
    { head: `Năm ${String(rounds.lastYear?.year)}`, runs: cutDown(marked(then.before)) },
  ];
}

/** Words are marked within a text; a figure that is another one speaks for itself. */
function marked(runs: readonly Run[]): readonly Run[] {
  return runs.some(({ kind }) => kind === 'same') ? runs : runs.map(({ text }) => ({ kind: 'same', text }));
}

function rowOf(
  sections: readonly ComparedSection[],
  section: string,
  field: string,
): ComparedRow | undefined {
  return sections.find(({ code }) => code === section)?.rows.find((row) => row.field === field);
}

function orNothing(runs: readonly Run[]): readonly Run[] {
  return runs.length > 0 ? runs : [{ kind: 'same', text: '–' }];
}

function noteForm({ section, field, note }: Point, about: string, parts: PointParts): NoteForm | null {
  const name = parts.boxes.get(field || section);
  if (name === undefined) return null;
  return {
    action: inList(reviewNote(parts.report.id, name), parts.list),
    version: String(note?.version ?? 0),
    reportVersion: parts.report.version,
    name,
    about,
    box: noteBox(name, note?.text ?? ''),
    written: note ? writtenWords(note) : '',
  };
}

export function noteBox(name: string, value: string): SafeHtml {
  // An empty one is told from another by its placeholder.
  const attributes = { placeholder: ' ' };
  return ui.box({ name, kind: 'textarea', rows: 2, value, attributes, describedBy: `${name}-state` });
}

export function writtenWords({
  writtenByName,
  writtenAt,
}: {
  writtenByName: string;
  writtenAt: Date;
}): string {
  return `${writtenByName} đã lưu lúc ${formatTime(writtenAt)}.`;
}

interface Returned {
  readonly returnedByName: string;
  readonly returnedAt: Date;
  readonly submissionNumber: number;
}

/** What earlier returns said of one place, newest first, each with who said it. */
export function pastNotes<R extends Returned>(returns: readonly R[], textOf: (one: R) => string): PastNote[] {
  return returns.flatMap((one) => {
    const text = textOf(one);
    const by = `${one.returnedByName}, ${formatTime(one.returnedAt)}, về lần nộp ${one.submissionNumber}`;
    return text === '' ? [] : [{ by, text }];
  });
}

/** The id of the row of a field. */
export function rowId(field: string): string {
  return `o-${field}`;
}
