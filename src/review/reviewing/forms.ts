import { z } from 'zod';
import { formatDay } from '../../platform/text/format.js';
import {
  choiceField,
  dayField,
  numberField,
  optionalText,
  parseForm,
  postedValues,
  refuse,
  textField,
  type Form,
  type Parsed,
} from '../../platform/page/forms.js';
import type { FormDefinition } from '../../form/definition.js';
import { presentDeadline } from '../../reports/deadlines.js';
import { allows } from '../../reports/lifecycle.js';
import { extensionDoubts, type ReceiverStanding } from '../../reports/decisions/rules.js';
import type { ReportRow } from '../../reports/finders.js';
import { sure } from '../extension-forms.js';
import { comparisons, type Comparison } from './comparison.js';
import { withPhrase } from '../phrases/rules.js';

/** "Mở hết các phần". */
export const readUnfolded = (query: Record<string, unknown>): boolean => query['mo'] === 'het';

const version = numberField('Số phiên bản của báo cáo');
const reason = textField('Lý do', 5000);

export const acceptForm = z.object({ version });
export const keysForm = z.object({
  keys: choiceField('Phím tắt', ['on', 'off']),
  report: numberField('Báo cáo'),
});
export const reasonForm = z.object({ version, reason });
// Its reason has a name of its own, since its form stands beside that of an exemption.
const extensionForm = z.object({
  version,
  dueBefore: dayField('Hạn mới'),
  extensionReason: reason,
  sure,
});

export interface Remarks {
  version: number;
  reason: string;
  /** By section code, and by field code; empty ones are left out. */
  notes: Record<string, string>;
  fieldNotes: Record<string, string>;
  correctBefore: Date;
  /** The notes kept for it that stood on its page. */
  seen: string;
}

/** A return or a reopening: the reason, a note for each section and field that needs one, a day to come. */
export function parseRemarks(form: FormDefinition, body: unknown, now: Date): Parsed<Remarks> {
  const boxes = noteBoxes(form);
  const schema = z.object({
    version,
    reason,
    ...Object.fromEntries(boxes.map(({ name, label }) => [name, optionalText(label, 5000)])),
    correctBefore: dayField('Hạn sửa'),
    seen: z.string().default(''),
    // What a phrase was chosen by, and for which box.
    phrase: z.string().default(''),
    target: z.string().default(''),
  });
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const { correctBefore } = parsed.data;
  if (correctBefore <= now) {
    const message = `Hạn sửa phải sau hôm nay, ngày ${formatDay(now)}.`;
    return refuse(postedValues(body), { field: 'correctBefore', message });
  }
  const texts = parsed.data as unknown as Record<string, string>;
  const written = (kind: NoteBox['kind']) =>
    Object.fromEntries(
      boxes
        .filter((box) => box.kind === kind && texts[box.name])
        .map(({ code, name }) => [code, texts[name] ?? '']),
    );
  const { version: of, reason: why, seen } = parsed.data;
  const notes = { notes: written('section'), fieldNotes: written('field') };
  return { ok: true, data: { version: of, reason: why, ...notes, correctBefore, seen } };
}

/** A box for a note on a section or a field. */
export interface NoteBox {
  readonly kind: 'section' | 'field';
  readonly code: string;
  /** The code of the section it belongs to. */
  readonly section: string;
  readonly name: string;
  readonly label: string;
}

/** Every box for a note, in the form's order. */
export function noteBoxes(form: FormDefinition): NoteBox[] {
  return form.sections.flatMap((section): NoteBox[] => [
    {
      kind: 'section',
      code: section.code,
      section: section.code,
      name: noteName(section.code),
      label: `Ghi chú phần ${section.letter}. ${section.title}`,
    },
    ...section.fields.map((field): NoteBox => ({
      kind: 'field',
      code: field.code,
      section: section.code,
      name: fieldNoteName(field.code),
      label: field.label,
    })),
  ]);
}

/** The name of the box of each note, by the code of its section or field. */
export function boxNames(form: FormDefinition): Map<string, string> {
  return new Map(noteBoxes(form).map(({ code, name }) => [code, name]));
}

/** What was posted with a phrase put where it was asked for; or why it could not be. Nothing typed is lost. */
export function withPhraseInserted(
  form: FormDefinition,
  body: unknown,
  phrases: readonly { id: number; text: string }[],
): Form {
  const values = postedValues(body);
  const phrase = phrases.find(({ id }) => String(id) === values['phrase']);
  const boxes = ['reason', ...noteBoxes(form).map(({ name }) => name)];
  const target = boxes.find((name) => name === values['target']);
  const errors = [
    ...(phrase ? [] : [{ field: 'phrase', message: 'Hãy chọn câu mẫu cần chèn.' }]),
    ...(target ? [] : [{ field: 'target', message: 'Hãy chọn ô để chèn câu mẫu.' }]),
  ];
  if (!phrase || !target) return { values, errors };
  return {
    values: { ...values, phrase: '', [target]: withPhrase(values[target] ?? '', phrase.text) },
    errors,
  };
}

/**
 * An extension: a day later than the present deadline and than today. One that goes further than the report's lock or
 * than the receiver's own day is asked about, and goes through with a yes. Nothing is said of the dates of a report that
 * has moved on since the page was read: the command refuses it.
 */
export function parseExtension(
  report: ReportRow,
  body: unknown,
  { now, receiver }: { now: Date; receiver: ReceiverStanding | null },
) {
  const parsed = parseForm(extensionForm, body);
  if (!parsed.ok || parsed.data.version !== report.version) return parsed;
  const present = presentDeadline(report);
  const { dueBefore, sure: isSure } = parsed.data;
  if (dueBefore > now && dueBefore > present) {
    // A report that cannot be extended is refused for that, and not asked about first.
    const doubts = allows('extend', report.status)
      ? extensionDoubts(dueBefore, [report.lockOn], receiver)
      : [];
    if (isSure || doubts.length === 0) return parsed;
    return refuse(postedValues(body), { field: 'sure', message: `${doubts.join(' ')} ${SURE}` });
  }
  const later =
    now > present ? `hôm nay, ngày ${formatDay(now)}` : `hạn hiện nay, ngày ${formatDay(present)}`;
  return refuse(postedValues(body), { field: 'dueBefore', message: `Hạn mới phải sau ${later}.` });
}

export const SURE = 'Nếu vẫn gia hạn, hãy đánh dấu ô “Vẫn gia hạn”.';

/** The name of the box for a note on a section. */
export function noteName(section: string): string {
  return `note_${section}`;
}

export function fieldNoteName(field: string): string {
  return `fieldnote_${field}`;
}

/** What a reader asks to see beside a submission: as the address says it, or else what there is to compare with. */
export interface View {
  readonly against: Comparison;
  /** Only the answers that changed, and those with something to look at. */
  readonly onlyChanged: boolean;
}

export function readView(
  query: Record<string, unknown>,
  { hasBefore, hasLastYear }: { hasBefore: boolean; hasLastYear: boolean },
): View {
  const possible = comparisons.filter(
    (one) => one === 'khong' || (one === 'lan-truoc' ? hasBefore : hasLastYear),
  );
  const against = possible.find((one) => one === query['so']) ?? possible[0] ?? 'khong';
  return { against, onlyChanged: against !== 'khong' && query['chi'] === 'thay-doi' };
}
