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
  /** All reports that are in, by the units' names. */
  reports(): AsyncIterable<ExportedReport>;
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
  /** JSON: the submission's content. */
  readonly content: string;
}
