import { ui } from '../../platform/page/components.js';
import type { Form } from '../../platform/page/forms.js';
import type { TypedText } from '../../platform/page/typed-words.js';
import type { FormDefinition } from '../../form/definition.js';
import {
  allows,
  lastDecision,
  statusWords,
  type ReportAction,
  type ReportStatus,
} from '../../reports/lifecycle.js';
import { decisionNames } from '../../reports/take-back/rules.js';
import { phraseInsertion, reviewDecision } from '../addresses.js';
import { sureBox } from '../extension-page.js';
import { shortened } from '../phrases/rules.js';
import { noteBoxes, type NoteBox } from './forms.js';

export type ReviewAction = Extract<
  ReportAction,
  'accept' | 'return' | 'reopen' | 'extend' | 'exempt' | 'unexempt' | 'takeBack'
>;

/** The address of each action under /xet-duyet/<id>/, and its words. In the order they are offered. */
export const reviewActions: Record<
  ReviewAction,
  { slug: string; title: string; lead: string; done: string }
> = {
  accept: {
    slug: 'chap-nhan',
    title: 'Chấp nhận báo cáo',
    lead: 'Số liệu của báo cáo được đưa vào tổng hợp. Khi cần vẫn có thể mở lại.',
    done: 'Đã chấp nhận báo cáo.',
  },
  return: {
    slug: 'tra-lai',
    title: 'Trả lại để sửa',
    lead: 'Đơn vị thấy lý do, ghi chú và hạn sửa. Trả lại không làm đơn vị thành nộp trễ hạn.',
    done: 'Đã trả lại báo cáo cho đơn vị.',
  },
  reopen: {
    slug: 'mo-lai',
    title: 'Mở lại báo cáo đã chấp nhận',
    lead: 'Báo cáo trở về trạng thái bị trả lại; số liệu không còn trong tổng hợp cho đến khi được chấp nhận lại.',
    done: 'Đã mở lại báo cáo để đơn vị sửa.',
  },
  extend: {
    slug: 'gia-han',
    title: 'Gia hạn',
    lead: 'Hạn nộp riêng cho đơn vị này.',
    done: 'Đã gia hạn cho đơn vị.',
  },
  exempt: {
    slug: 'mien',
    title: 'Miễn báo cáo',
    lead: 'Đơn vị không phải báo cáo trong kỳ này, và không tính vào các tỷ lệ.',
    done: 'Đã miễn báo cáo cho đơn vị.',
  },
  unexempt: {
    slug: 'bo-mien',
    title: 'Bỏ miễn báo cáo',
    lead: 'Đơn vị lại phải báo cáo trong kỳ này; báo cáo trở về trạng thái trước khi được miễn.',
    done: 'Đã bỏ miễn; đơn vị phải báo cáo.',
  },
  takeBack: {
    slug: 'rut-lai',
    title: 'Rút lại quyết định',
    lead: '',
    done: 'Đã rút lại quyết định. Thư báo chưa gửi thì không gửi nữa; ai đã nhận thư được báo là quyết định không còn hiệu lực.',
  },
};

/** An action that was posted and not done: what was typed, and why not. */
export interface Refused {
  readonly action: ReviewAction;
  readonly form: Form;
  /** What was typed, for a state that has no form for it any more. */
  readonly words: readonly TypedText[];
  /** 409: somebody acted first. 422: something typed is wrong. 200: not decided yet, a phrase was put in. */
  readonly status: 200 | 409 | 422;
}

/** One action as a form to show: its controls as HTML. `isOpen`: unfolded. */
export interface ActionForm {
  action: string;
  title: string;
  lead: string;
  controls: readonly string[];
  button: string;
  isOpen: boolean;
  /** Where a phrase can be put into one of its boxes. */
  picker: PhrasePicker | null;
}

interface PhrasePicker {
  action: string;
  controls: readonly string[];
  phrases: readonly { id: string; text: string }[];
}

interface Phrase {
  readonly id: number;
  readonly text: string;
}

export interface Decidable {
  readonly id: number;
  readonly status: ReportStatus;
  readonly statusBefore: ReportStatus | null;
  readonly form: FormDefinition;
}

/**
 * The forms of every action that the state allows. `refused`: the action that was posted, and what was typed. Of a year
 * that was sent (`isSent`) nothing is taken back.
 */
export function actionForms(
  report: Decidable,
  { phrases, isSent }: { phrases: readonly Phrase[]; isSent: boolean },
  refused?: Refused,
): ActionForm[] {
  const { id, status, statusBefore, form } = report;
  return (Object.keys(reviewActions) as ReviewAction[])
    .filter((action) => allows(action, status, statusBefore) && !(action === 'takeBack' && isSent))
    .map((action) => {
      const { slug, title } = reviewActions[action];
      const lead = action === 'takeBack' ? takeBackWords(report) : reviewActions[action].lead;
      const typed = refused?.action === action ? refused.form : undefined;
      const kind = action === 'accept' ? 'primary' : 'secondary';
      return {
        action: reviewDecision(id, slug),
        title,
        lead,
        controls: controls(action, form, typed),
        button: ui.button({ text: title, kind }),
        isOpen: action === 'accept' || typed !== undefined,
        picker: takesNotes(action) ? picker(id, form, phrases, typed) : null,
      };
    });
}

/** Which decision, and what stands again once it is taken back. */
function takeBackWords(report: Decidable): string {
  const decision = lastDecision(report);
  if (!decision || !report.statusBefore) return '';
  return `Dùng khi quyết định ${decisionNames[decision]} là nhầm: báo cáo trở về trạng thái “${statusWords[report.statusBefore]}” như trước. Chỉ rút lại được khi đơn vị chưa lưu hoặc nộp gì sau quyết định; đơn vị đã được báo bằng thư thì được báo lại.`;
}

/** The actions that send a report back. */
export function takesNotes(action: ReviewAction): boolean {
  return action === 'return' || action === 'reopen';
}

function controls(action: ReviewAction, form: FormDefinition, typed?: Form): string[] {
  const reason = (name = 'reason') =>
    ui.field({ name, label: 'Lý do', kind: 'textarea', rows: 4, form: typed });
  const day = (name: string, label: string, example: string) =>
    ui.field({
      name,
      label,
      hint: `Chậm nhất hết ngày hôm trước. Ví dụ: ${example}`,
      kind: 'day',
      form: typed,
    });
  switch (action) {
    case 'accept':
    case 'takeBack':
      return [];
    case 'extend':
      return [
        day('dueBefore', 'Nộp trước ngày', '30/9/2026'),
        reason('extensionReason'),
        ...(isAsked('sure', typed) ? [sureBox(typed)] : []),
      ];
    case 'exempt':
    case 'unexempt':
      return [reason()];
    default:
      return [
        reason(),
        ...form.sections.flatMap((section) => noteFields(section.letter, boxesOf(form, section.code), typed)),
        day('correctBefore', 'Sửa và nộp lại trước ngày', '20/9/2026'),
      ];
  }
}

/** A box that stands there only once there is something to be sure of. */
function isAsked(name: string, typed?: Form): boolean {
  return typed?.errors.some(({ field }) => field === name) ?? false;
}

function boxesOf(form: FormDefinition, section: string): NoteBox[] {
  return noteBoxes(form).filter((box) => box.section === section);
}

/** The box for a section, and folded under it one for each of its fields; open where something was typed. */
function noteFields(letter: string, boxes: readonly NoteBox[], typed?: Form): string[] {
  const box = ({ name, label }: NoteBox) =>
    ui.field({ name, label, optional: true, kind: 'textarea', rows: 2, form: typed });
  const fields = boxes.filter(({ kind }) => kind === 'field');
  const isTyped = ({ name }: NoteBox) =>
    (typed?.values[name] ?? '') !== '' || (typed?.errors.some(({ field }) => field === name) ?? false);
  return [
    ...boxes.filter(({ kind }) => kind === 'section').map(box),
    ui.details({
      text: `Ghi chú cho từng ô của phần ${letter}`,
      html: fields.map(box).join(''),
      isOpen: fields.some(isTyped),
    }),
  ];
}

function picker(
  report: number,
  form: FormDefinition,
  phrases: readonly Phrase[],
  typed?: Form,
): PhrasePicker | null {
  if (phrases.length === 0) return null;
  const items = phrases.map(({ id, text }) => ({ value: String(id), text: shortened(text) }));
  const boxes = form.sections.flatMap(({ code, letter }) =>
    boxesOf(form, code).map(({ kind, name, label }) => ({
      value: name,
      text: kind === 'section' ? label : `${letter} – ô: ${label}`,
    })),
  );
  return {
    action: phraseInsertion(report),
    phrases: phrases.map(({ id, text }) => ({ id: String(id), text })),
    controls: [
      ui.select({
        name: 'phrase',
        label: 'Câu mẫu',
        items: [{ value: '', text: 'Chọn câu mẫu' }, ...items],
        form: typed,
      }),
      ui.select({
        name: 'target',
        label: 'Chèn vào',
        items: [{ value: 'reason', text: 'Lý do' }, ...boxes],
        form: typed,
      }),
    ],
  };
}
