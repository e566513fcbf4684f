import type { Level } from '../../platform/actor.js';
import type { FormDefinition } from '../../form/definition.js';
import type { ChildSums } from '../../form/consolidated.js';
import type { ReportStatus } from '../../reports/lifecycle.js';
import type { SubmissionContent } from '../../reports/submission-content.js';
import type { Example } from '../document/content.js';
import type { StandingUnit } from '../document/standings.js';
import type { Shown } from '../finders.js';

/** What an export reads, as it stood at one moment. */
export interface ExportSource {
  readonly year: number;
  readonly unit: { readonly code: string; readonly name: string };
  readonly form: FormDefinition;
  readonly formVersion: number;
  /** The forms of the period by their versions. */
  readonly forms: ReadonlyMap<number, FormDefinition>;
  /** Whose moment it is, and which reports count. */
  readonly shown: Shown;
  readonly madeAt: Date;
  readonly sums: ChildSums;
  /** All reports that are in, by the units' names; with a choice, only what they say in those sections. */
  reports(choice?: SectionChoice): AsyncIterable<ExportedReport>;
  /** Every child whose report is not in, by name; also exempt ones. */
  uncounted(): AsyncIterable<StandingUnit>;
  /** How many reports have both parts of a rate, by its code. */
  readonly rated: ReadonlyMap<string, number>;
  examples(): AsyncIterable<Example>;
}

/** A report that is in the export: its submission that stands. */
export interface ExportedReport {
  readonly id: number;
  readonly unitCode: string;
  readonly unitName: string;
  readonly level: Level;
  readonly status: ReportStatus;
  readonly number: number;
  readonly formVersion: number;
  readonly submittedAt: Date;
  /** JSON: of all, the submission's content; of some sections, `SectionsSaid`. */
  readonly content: string;
}
/** What a report says in some sections: null for one that it does not have. */
export interface SectionsSaid {
  readonly sections: Readonly<Record<string, SubmissionContent['sections'][string] | null>>;
  readonly nilReason: string | null;
  /** Null also where they were not asked for. */
  readonly attachments: readonly { readonly field: string; readonly name: string }[] | null;
}
/** Some sections of a report, with or without the names of its files. */
export interface SectionChoice {
  readonly sections: readonly string[];
  readonly withFiles: boolean;
}
