import type { Level } from '../../platform/actor.js';
import type { FormDefinition } from '../../form/definition.js';
import type { ChildSums } from '../../form/consolidated.js';
import type { ReportStatus } from '../../reports/lifecycle.js';
import type { Example } from '../document/content.js';
import type { StandingUnit } from '../document/standings.js';
import type { Shown } from '../finders.js';

export const exportKinds = ['xlsx', 'csv', 'json'] as const;
export type ExportKind = (typeof exportKinds)[number];
export interface ExportOptions {
  /** Reports that wait for review are in it too. */
  readonly withSubmitted: boolean;
  /** The figures of now, also where the own report is filed. */
  readonly live: boolean;
}

/** Exports of one account that may wait or run at once. */
export const MOST_UNFINISHED = 3;
export const MOST_ATTEMPTS = 3;
/** For how long a worker holds an export, in ms; every batch renews it. */
export const LEASE = 120_000;
/** How long an export that failed waits for its next attempt, in ms. */
export const RETRY_AFTER = 30_000;
const KEPT = 7 * 86_400_000;
/** A part of a file as it is kept, in bytes. */
export const PART_SIZE = 524_288;
/** The most bytes of a file. */
export const MOST_SIZE = 2_000_000_000;

/** Why an export will never come to an end, in Vietnamese: no other attempt is made. */
export class ExportRefused extends Error {}
/** The export is no longer this worker's: cancelled, or taken over after its lease. */
export class ExportLost extends Error {}
/** The process stops; another one goes on. */
export class ExportInterrupted extends Error {}

export const TOO_LARGE =
  'Tệp quá lớn (trên 2 GB). Hãy lập tệp ở từng công đoàn cấp dưới, hoặc chọn định dạng CSV.';
export const GIVEN_UP = `Đã thử ${MOST_ATTEMPTS} lần mà chưa lập được tệp. Hãy yêu cầu lại; nếu vẫn không được, báo cho quản trị viên của cổng.`;
export const NO_LONGER_ALLOWED = 'Tài khoản không còn quyền xem tổng hợp của đơn vị này.';

interface JobTimes {
  readonly finishedAt: Date | null;
  readonly failedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly removedAt: Date | null;
  readonly takenUntil: Date | null;
}
export type ExportState = 'waiting' | 'running' | 'ready' | 'removed' | 'failed' | 'cancelled';

export function exportState(job: JobTimes, now: Date): ExportState {
  if (job.cancelledAt) return 'cancelled';
  if (job.failedAt) return 'failed';
  if (job.finishedAt) return job.removedAt || keptUntil(job.finishedAt) <= now ? 'removed' : 'ready';
  return job.takenUntil && job.takenUntil > now ? 'running' : 'waiting';
}

/** The instant from which a finished file is no longer there. */
export function keptUntil(finishedAt: Date): Date {
  return new Date(finishedAt.getTime() + KEPT);
}

/** Files finished by then are no longer kept. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - KEPT);
}

export const mediaTypes: Readonly<Record<ExportKind, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** "tong-hop-2026.xlsx"; it says whose moment it is, and where reports that wait for review are in it too. */
export function fileNameOf(kind: ExportKind, { year, shown }: Pick<ExportSource, 'year' | 'shown'>): string {
  const moment = shown.filed ? `-lan-nop-${shown.filed.number}` : '';
  return `tong-hop-${year}${moment}${shown.withSubmitted ? '-ca-da-nop' : ''}.${kind}`;
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

/** The moment at which the reports stood as they are shown. */
export function momentOf({ shown, madeAt }: Pick<ExportSource, 'shown' | 'madeAt'>): Date {
  return shown.filed?.takenAt ?? madeAt;
}

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
  examples(): AsyncIterable<Example>;
}
