import type { Level } from '../../platform/actor.js';
import { allFields, type FormDefinition } from '../../form/definition.js';
import type { SubmissionContent } from '../../reports/submission-content.js';
import { consolidatedField, type ChildSums } from '../../form/consolidated.js';
import type { LastYear } from '../../form/last-year.js';
import { findProblems, isSameTextCode, type Problem } from '../../form/checks.js';
import { answersIn, isAsked } from '../../form/report-answers.js';
import { submittedAnswers } from '../../reports/draft-answers.js';
import { likestOf, likeWords, type LikeText } from '../../reports/likeness/rules.js';
import { kindName, unevenSections, unusualFigures, type Group } from '../outliers/rules.js';
import { contradictions } from '../tree/rules.js';

/** Something to look at before deciding; never in the way of a decision. */
export interface PointToCheck {
  /** The fields it stands at, the first one first. */
  readonly fields: readonly string[];
  readonly message: string;
  /** What the unit said about it when it filed; '' where it was not asked. */
  readonly explanation: string;
  /** What is said of it in short, beside the answer itself; '' where the message stands there, too. */
  readonly mark: string;
}

const BY_HAND = 'Đơn vị ghi khác số tổng hợp từ báo cáo của các đơn vị trực thuộc.';

interface Judged {
  readonly form: FormDefinition;
  readonly content: SubmissionContent;
  /** What some of the unit's children made of a figure, where others were missing when it was filed. */
  readonly ofSome: ReadonlyMap<string, number>;
  /** The file fields to which nothing new was attached since it was returned. */
  readonly oldFiles: ReadonlyMap<string, number>;
}

/** What a submission is judged by, besides itself. */
interface Known {
  readonly lastYear: LastYear | null;
  readonly group: Group | null;
  /** What the accepted reports of the unit's own children add up to. */
  readonly below: ChildSums;
  /** Texts nearly the same as those of the submission `number`, the likest first. */
  readonly like: readonly (LikeText & { readonly number: number })[];
}

/**
 * What the form's own checks warn of, figures that no unit of its kind has or the unit's own children contradict, and
 * sections whose parts do not fit.
 */
export function pointsToCheck(
  { form, content, ofSome, oldFiles }: Judged,
  { lastYear, group, below, like }: Known,
  level: Level,
): PointToCheck[] {
  const report = submittedAnswers({ content, ofSome, oldFiles }, lastYear);
  const answers = answersIn(report.sections);
  const figure = (code: string) => answers.get(code);
  const warnings = findProblems(form, report, new Date(content.submittedAt)).filter(
    ({ kind }) => kind === 'warning',
  );
  // Asked of the unit by what it made from its children's reports; what these said is its own affair.
  const byHand = Object.entries(content.explanations).flatMap(([code, explanation]) => {
    const field = consolidatedField(code);
    return field === undefined ? [] : [{ fields: [field], message: BY_HAND, explanation, mark: '' }];
  });
  const found = [
    ...contradictions({ form, content }, figure, below),
    ...unusualFigures(form, figure, group, kindName(level)),
    ...unevenSections(form, figure, (section) => isAsked(section, report)),
  ];
  const order = new Map(allFields(form).map(({ code }, at) => [code, at]));
  const place = ({ fields: [first = ''] }: PointToCheck) => order.get(first) ?? 0;
  return [
    ...warnings.map(({ message, code, at }) => ({
      fields: at.map(({ field }) => field),
      message,
      explanation: content.explanations[code] ?? '',
      mark: isSameTextCode(code) ? `Giống hệt năm ${String(lastYear?.year)}` : '',
    })),
    ...byHand,
    ...likePoints(like, content.number, warnings),
    ...found.map(({ field, message }) => ({ fields: [field], message, explanation: '', mark: '' })),
  ].sort((a, b) => place(a) - place(b));
}

/** Texts of the submission that is shown which are nearly others. */
function likePoints(like: Known['like'], shown: number, warnings: readonly Problem[]): PointToCheck[] {
  const here = like.filter(({ number }) => number === shown);
  return likestOf(here, warnings).map((text) => {
    const message = `Nội dung ${likeWords(text)}.`;
    return { fields: [text.field], message, explanation: '', mark: '' };
  });
}
