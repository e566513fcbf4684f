import { ui } from '../../platform/page/components.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Crumb, Frame, SafeHtml } from '../../platform/page/render.js';
import { formatDay } from '../../platform/text/format.js';
import type { FormDefinition } from '../../form/definition.js';
import { following } from '../../reports/addresses.js';
import type { ReportRow } from '../../reports/finders.js';
import {
  isReason,
  isSeen,
  saidBy,
  seenNotes,
  strayNotes,
  writtenNotes,
  type ReviewNote,
} from '../../reports/review-notes/rules.js';
import { CORRECTION_DAYS, PHRASES, phraseInsertion, reviewDecision } from '../addresses.js';
import { shortened } from '../phrases/rules.js';
import { reasonField, reviewActions } from './action-pages.js';
import { fieldNoteName, noteBoxes, noteName, type NoteBox } from './forms.js';

/** A return or a reopening as it will be sent: the reason, all notes, the day to come. Everything can still be edited. */
export interface ReturnPage extends Frame {
  unit: string;
  lead: string;
  errors: readonly FieldError[];
  action: string;
  /** Under what the browser keeps what is written here while its writer looks at the report (client/filing.ts). */
  wordsKey: string;
  version: number;
  seen: string;
  reason: SafeHtml;
  picker: PhrasePicker | null;
  phrasesHref: string;
  notesTitle: string;
  notes: readonly { html: SafeHtml; theirs: string; theirsBy: string }[];
  /** The boxes of all other sections and fields. */
  more: SafeHtml;
  day: SafeHtml;
  daysHref: string;
  button: string;
  back: string;
}

interface PhrasePicker {
  action: string;
  controls: readonly SafeHtml[];
  phrases: readonly { id: string; text: string }[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'review/return': ReturnPage;
  }
}

export interface ReturnParts {
  readonly action: 'return' | 'reopen';
  readonly accountId: number;
  /** By the form as the unit was asked. */
  readonly report: ReportRow;
  readonly notes: readonly ReviewNote[];
  readonly phrases: readonly { readonly id: number; readonly text: string }[];
  /** How many working days are given, and up to when. */
  readonly days: number;
  readonly suggested: Date;
  readonly inList: (path: string) => string;
  readonly back: string;
}

/** `typed`: what was posted and not done. */
export function returnPage(parts: ReturnParts, typed?: Form): ReturnPage {
  const { action, report, notes, days } = parts;
  const { slug, title, lead } = reviewActions[action];
  const form = typed ? withOthers(typed, notes) : asKept(parts);
  const boxes = noteBoxes(report.form);
  const [shown, others] = [
    boxes.filter((box) => isUsed(form, box)),
    boxes.filter((box) => !isUsed(form, box)),
  ];
  return {
    title,
    nav: 'review',
    crumbs: crumbsOf(parts, title),
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    unit: report.unitName,
    lead,
    action: parts.inList(reviewDecision(report.id, slug)),
    wordsKey: wordsKey(parts),
    version: report.version,
    seen: seenNotes(notes),
    reason: reasonField('reason', form),
    picker: picker(parts, form),
    phrasesHref: PHRASES,
    notesTitle: shown.length === 0 ? 'Chưa có ghi chú nào' : `${shown.length} ghi chú gửi kèm`,
    notes: shown.map((box) => ({
      html: noteField(longLabel(report.form, box), box, form),
      ...theirsOf(box, form, notes),
    })),
    more: moreBoxes(report.form, others, form),
    day: dayField(form, days),
    daysHref: CORRECTION_DAYS,
    button: shown.length === 0 ? title : `${title}, kèm ${shown.length} ghi chú`,
    back: parts.back,
  };
}

function crumbsOf({ report, back }: ReturnParts, title: string): Crumb[] {
  const year = String(report.period.year);
  const list = { text: `Theo dõi năm ${year}`, href: following(year) };
  return [list, { text: report.unitName, href: back }, { text: title }];
}

/** Once the report has moved on, what was written for an earlier return is not meant any more. */
function wordsKey({ accountId, report }: ReturnParts): string {
  return `tra-lai:${accountId}:${report.id}:${report.version}`;
}

/** As it is kept: notes, the reason of a return that was taken back, the day that is suggested. */
function asKept({ report, notes, suggested }: ReturnParts): Form {
  const { reason } = saidBy(notes);
  const stray = strayNotes(report.form, notes).map(({ text }) => text);
  const opening = reason || (writtenNotes(notes).length > 0 ? SEE_NOTES : '');
  return {
    values: {
      ...Object.fromEntries(writtenNotes(notes).map((note) => [boxOf(note), note.text])),
      reason: [opening, ...stray].filter(Boolean).join('\n'),
      correctBefore: formatDay(suggested),
    },
    errors: [],
  };
}
const SEE_NOTES = 'Đề nghị đơn vị sửa theo các ghi chú kèm theo.';

/** What was typed, and beside it the notes that others wrote since at places where nothing was typed. */
function withOthers({ values, errors }: Form, notes: readonly ReviewNote[]): Form {
  const since = newNotes(values, notes).filter((note) => (values[boxOf(note)] ?? '') === '');
  return {
    values: { ...values, ...Object.fromEntries(since.map((note) => [boxOf(note), note.text])) },
    errors,
  };
}

function newNotes(values: Form['values'], notes: readonly ReviewNote[]): ReviewNote[] {
  return notes.filter((note) => note.text !== '' && !isSeen(values['seen'] ?? '', note));
}

/** Where both wrote: what the other has kept, and who. */
function theirsOf({ name }: NoteBox, { values }: Form, notes: readonly ReviewNote[]) {
  const isPosted = values['seen'] !== undefined;
  const other = isPosted ? newNotes(values, notes).find((note) => boxOf(note) === name) : undefined;
  if (!other || other.text === values[name]) return { theirs: '', theirsBy: '' };
  return { theirs: other.text, theirsBy: other.writtenByName };
}

function boxOf(note: ReviewNote): string {
  if (isReason(note)) return 'reason';
  return note.field === '' ? noteName(note.section) : fieldNoteName(note.field);
}

function isUsed({ values, errors }: Form, { name }: NoteBox): boolean {
  return (values[name] ?? '') !== '' || errors.some(({ field }) => field === name);
}

function longLabel(form: FormDefinition, { kind, section, label }: NoteBox): string {
  const of = form.sections.find(({ code }) => code === section);
  return kind === 'section' || !of ? label : `${of.letter}. ${of.title} – ${label}`;
}

function noteField(label: string, { name }: NoteBox, form: Form): SafeHtml {
  return ui.field({ name, label, kind: 'textarea', rows: 2, form });
}

/** Folded: a section each, the box for the whole before those of its fields. */
function moreBoxes(form: FormDefinition, boxes: readonly NoteBox[], typed: Form): SafeHtml {
  const sections = form.sections.map(({ code, letter, title }) => {
    const own = boxes.filter(({ section }) => section === code);
    const html = own.map((box) => noteField(box.label, box, typed)).join('');
    return html === '' ? '' : ui.details({ text: `Phần ${letter}. ${title}`, html, isOpen: false });
  });
  return ui.details({ text: 'Ghi chú thêm cho phần, cho ô khác', html: sections.join(''), isOpen: false });
}

function dayField(form: Form, days: number): SafeHtml {
  const hint = `Chậm nhất hết ngày hôm trước. Cổng gợi ý ${days} ngày làm việc, không tính ngày nghỉ.`;
  return ui.field({ name: 'correctBefore', label: 'Sửa và nộp lại trước ngày', hint, kind: 'day', form });
}

function picker({ report, phrases, inList }: ReturnParts, form: Form): PhrasePicker | null {
  if (phrases.length === 0) return null;
  const items = phrases.map(({ id, text }) => ({ value: String(id), text: shortened(text) }));
  const boxes = noteBoxes(report.form).map((box) => ({ value: box.name, text: longLabel(report.form, box) }));
  const choose = { value: '', text: 'Chọn câu mẫu' };
  const reason = { value: 'reason', text: 'Lý do' };
  return {
    action: inList(phraseInsertion(report.id)),
    phrases: phrases.map(({ id, text }) => ({ id: String(id), text })),
    controls: [
      ui.select({ name: 'phrase', label: 'Câu mẫu', items: [choose, ...items], form }),
      ui.select({ name: 'target', label: 'Chèn vào', items: [reason, ...boxes], form }),
    ],
  };
}
