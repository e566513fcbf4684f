import type { Actor } from '../../platform/actor.js';
import { formatDueBefore } from '../../platform/text/format.js';
import type { LetterContent } from '../../mail/letter.js';
import { allFields, type FormDefinition } from '../../form/definition.js';
import { sectionHeading } from '../../form/sheet.js';
import { ownReport } from '../addresses.js';
import type { Decision } from '../lifecycle.js';

/** The report that was decided on, and by whom. */
export interface Decided {
  readonly unitName: string;
  readonly year: number;
  readonly form: FormDefinition;
  readonly by: { readonly name: string; readonly unit: string };
}

/** `report` as `actor` decides on it. */
export function decided({ report, actor }: { report: DecidedReport; actor: Decider }): Decided {
  const { unitName, period, form } = report;
  return { unitName, year: period.year, form, by: { name: actor.fullName, unit: actor.unit.name } };
}
type Decider = Pick<Actor, 'fullName' | 'unit'>;
interface DecidedReport {
  readonly unitName: string;
  readonly period: { readonly year: number };
  readonly form: FormDefinition;
}

interface Remarks {
  readonly reason: string;
  /** By section code, and by field code. */
  readonly notes: Readonly<Record<string, string>>;
  readonly fieldNotes: Readonly<Record<string, string>>;
  readonly correctBefore: Date;
}

export function returnedLetter(decided: Decided, remarks: Remarks): LetterContent {
  return sentBack(decided, remarks, {
    subject: 'Trả lại để sửa',
    lead: 'Báo cáo của đơn vị được trả lại để sửa. Trả lại không làm đơn vị thành nộp trễ hạn.',
  });
}

export function reopenedLetter(decided: Decided, remarks: Remarks): LetterContent {
  return sentBack(decided, remarks, {
    subject: 'Mở lại để sửa',
    lead: 'Báo cáo đã chấp nhận của đơn vị được mở lại để sửa.',
  });
}

export function acceptedLetter(decided: Decided): LetterContent {
  return letterTo(decided, 'Đã chấp nhận', [
    'Báo cáo của đơn vị đã được chấp nhận. Đơn vị không phải làm gì thêm.',
  ]);
}

/** `isCorrection`: the unit has filed already, and the day to correct before moves. */
export function extendedLetter(
  decided: Decided,
  { dueBefore, reason, isCorrection }: { dueBefore: Date; reason: string; isCorrection: boolean },
): LetterContent {
  const lead = `Đơn vị được gia hạn: ${isCorrection ? 'sửa và nộp lại' : 'nộp'} ${formatDueBefore(dueBefore)}.`;
  return letterTo(decided, 'Gia hạn', [lead, `Lý do: ${reason}`]);
}

export function exemptedLetter(decided: Decided, reason: string): LetterContent {
  return letterTo(decided, 'Miễn báo cáo', ['Đơn vị không phải báo cáo trong kỳ này.', `Lý do: ${reason}`]);
}

export function unexemptedLetter(decided: Decided, reason: string): LetterContent {
  return letterTo(decided, 'Bỏ miễn báo cáo', ['Đơn vị lại phải báo cáo trong kỳ này.', `Lý do: ${reason}`]);
}

/** To who was told of a decision that no longer stands. */
export function takenBackLetter(decided: Decided, decision: Decision): LetterContent {
  const { what, now } = TAKEN_BACK[decision];
  return letterTo(decided, 'Rút lại quyết định', [`Quyết định ${what} không còn hiệu lực. ${now}`]);
}

const TAKEN_BACK: Record<Decision, { what: string; now: string }> = {
  return: {
    what: 'trả lại báo cáo của đơn vị',
    now: 'Báo cáo trở lại chờ xét duyệt như đơn vị đã nộp; đơn vị không phải sửa và nộp lại.',
  },
  accept: {
    what: 'chấp nhận báo cáo của đơn vị',
    now: 'Báo cáo trở lại chờ xét duyệt; hiện đơn vị không phải làm gì thêm.',
  },
  reopen: {
    what: 'mở lại báo cáo của đơn vị',
    now: 'Báo cáo vẫn được chấp nhận như trước; đơn vị không phải sửa và nộp lại.',
  },
  exempt: {
    what: 'miễn báo cáo cho đơn vị',
    now: 'Đơn vị lại phải báo cáo trong kỳ này.',
  },
};

function sentBack(
  decided: Decided,
  { reason, notes, fieldNotes, correctBefore }: Remarks,
  words: { subject: string; lead: string },
): LetterContent {
  const content = letterTo(decided, words.subject, [
    words.lead,
    `Sửa và nộp lại ${formatDueBefore(correctBefore)}.`,
    `Lý do: ${reason}`,
  ]);
  const sections = decided.form.sections.flatMap((section) =>
    noted(sectionHeading(section), notes[section.code]),
  );
  const fields = allFields(decided.form).flatMap(({ code, label }) => noted(label, fieldNotes[code]));
  return { ...content, after: [...sections, ...fields] };
}

function noted(of: string, note: string | undefined): string[] {
  return note ? [`${of}: ${note}`] : [];
}

function letterTo({ unitName, year, by }: Decided, what: string, before: string[]): LetterContent {
  return {
    subject: `${what} – báo cáo năm ${year}, ${unitName}`,
    before,
    facts: [
      ['Đơn vị báo cáo', unitName],
      ['Kỳ báo cáo', `Năm ${year}`],
      ['Người quyết định', `${by.name}, ${by.unit}`],
    ],
    links: [{ text: 'Báo cáo của đơn vị trên cổng (cần đăng nhập)', path: ownReport(year) }],
  };
}
