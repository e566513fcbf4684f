import type { Level } from '../../platform/actor.js';
import type { FormDefinition } from '../../form/definition.js';
import type { ChildSums } from '../../form/consolidated.js';
import type { ReportStatus } from '../../reports/lifecycle.js';
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
  /** All reports that are in, by the units' names; with `fields`, only what they say to those. */
  reports(fields?: FieldChoice): AsyncIterable<ExportedReport>;
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
  /** JSON: of all, the submission's content; of some fields, `FieldAnswers`. */
  readonly content: string;
}
/** What a report says to some fields, and to their section. */
export interface FieldAnswers {
  readonly answers: Readonly<Record<string, unknown>> | null;
  readonly notApplicable: string | null;
  readonly reason: string | null;
  readonly nilReason: string | null;
  readonly attachments: readonly { readonly field: string; readonly name: string }[] | null;
}
/** Some fields of a section. */
export interface FieldChoice {
  readonly section: string;
  readonly codes: readonly string[];
}
