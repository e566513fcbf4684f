import { formatDueBefore } from '../../platform/format.js';
import { letter } from '../../mail/letter.js';
import type { MessageKind } from '../../mail/rules.js';
import type { FormDefinition } from '../../periods/form-definition.js';

export type DecisionKind = Extract<MessageKind, 'returned' | 'reopened' | 'accepted' | 'extended'>;

/** A remark on one place of the report. `where`: "Phần G. Hạn chế, nguyên nhân" */
export interface Note {
  readonly where: string;
  readonly text: string;
}

/** What a reviewer decided about a report, as its unit is told. */
export interface Decision {
  readonly unitName: string;
  readonly year: number;
  /** Who decided, for which unit. */
  readonly by: string;
  readonly byUnit: string;
  readonly reason?: string;
  readonly notes?: readonly Note[];
  /** The day to correct or to submit before. */
  readonly before?: Date;
  /** The day is one to correct before: the unit has filed already. */
  readonly isCorrection?: boolean;
}

/** A decision as a message: what happened, by whom, why, what to correct before which day, and the way there. */
export function decisionMessage(kind: DecisionKind, decision: Decision, publicUrl?: string) {
  const { unitName, by, byUnit, reason, notes = [], before } = decision;
  const year = String(decision.year);
  const { what, day } = WORDS[kind];
  return letter(
    {
      subject: `${what} – báo cáo năm ${year}, ${unitName}`,
      before: [
        `${byUnit} ${LEADS[kind]}.`,
        ...(reason ? [`Lý do:\n${reason}`] : []),
        ...notes.map(({ where, text }) => `${where}:\n${text}`),
      ],
      facts: [
        ['Đơn vị báo cáo', unitName],
        ['Kỳ báo cáo', `Năm ${year}`],
        ['Người thực hiện', `${by}, ${byUnit}`],
        ...(before ? [[decision.isCorrection ? TO_CORRECT : day, formatDueBefore(before)] as const] : []),
      ],
      links: [{ text: OPEN, path: `/bao-cao/${year}` }],
    },
    publicUrl,
  );
}

/** The notes by section code, in the order of the form. */
export function sectionNotes(form: FormDefinition, notes: Readonly<Record<string, string>>): Note[] {
  return form.sections.flatMap(({ code, letter: name, title }) => {
    const text = Object.hasOwn(notes, code) ? notes[code] : undefined;
    return text ? [{ where: `Phần ${name}. ${title}`, text }] : [];
  });
}

const TO_CORRECT = 'Sửa và nộp lại';
const OPEN = 'Mở báo cáo trên cổng (cần đăng nhập)';

const WORDS: Record<DecisionKind, { what: string; day: string }> = {
  returned: { what: 'Trả lại để sửa', day: TO_CORRECT },
  reopened: { what: 'Mở lại để sửa', day: TO_CORRECT },
  accepted: { what: 'Đã chấp nhận', day: '' },
  extended: { what: 'Gia hạn', day: 'Hạn nộp mới' },
};

const LEADS: Record<DecisionKind, string> = {
  returned: 'đã trả lại báo cáo để đơn vị sửa và nộp lại. Trả lại không làm đơn vị thành nộp trễ hạn',
  reopened: 'đã mở lại báo cáo đã chấp nhận để đơn vị sửa và nộp lại',
  accepted: 'đã chấp nhận báo cáo. Đơn vị không phải làm gì thêm',
  extended: 'đã gia hạn cho đơn vị',
};
