import type { SectionDefinition } from './definition.js';
import type { Answer, Answers } from './answers.js';
import type { Filled } from './consolidated.js';
import type { LastYear } from './last-year.js';

/** One section as it stands: its answers, or the statement that it does not apply. */
export interface SectionAnswers {
  readonly answers: Answers;
  readonly notApplicable: boolean;
  /** Why it does not apply. */
  readonly reason: string;
}
/** A whole report as it stands. */
export interface ReportAnswers {
  /** The year it reports on. */
  readonly year: number;
  readonly sections: ReadonlyMap<string, SectionAnswers>;
  /** The number of attachments of each file field. */
  readonly files: ReadonlyMap<string, number>;
  /** Why the unit has nothing to report at all; '' where it has. */
  readonly nilReason: string;
  readonly lastYear: LastYear | null;
  /** The answers that were made from the children's reports, by field. */
  readonly filled: ReadonlyMap<string, Filled>;
  /** What some of the children made of a figure, where others that must report were missing. */
  readonly ofSome: ReadonlyMap<string, number>;
  /** The file fields to which nothing new was attached since a submission was returned, with its number. */
  readonly oldFiles: ReadonlyMap<string, number>;
}

/** Every answer by its field's code; none of a section that does not apply. */
export function answersIn(sections: ReadonlyMap<string, SectionAnswers>): Map<string, Answer> {
  const applying = [...sections.values()].filter((section) => !section.notApplicable);
  return new Map(applying.flatMap((section) => Object.entries(section.answers)));
}

/** Whether the report asks for the section's fields: not one said not to apply, nor most of a report of nothing. */
export function isAsked(section: SectionDefinition, report: ReportAnswers): boolean {
  return (report.nilReason === '' || section.evenIfNil) && !report.sections.get(section.code)?.notApplicable;
}
