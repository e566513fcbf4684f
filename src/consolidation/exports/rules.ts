import { KEPT, MOST_ATTEMPTS } from './limits.js';
import type { ExportSource } from './source.js';

export const exportKinds = ['xlsx', 'csv', 'json'] as const;
export type ExportKind = (typeof exportKinds)[number];
export interface ExportOptions {
  /** Reports that wait for review are in it too. */
  readonly withSubmitted: boolean;
  /** The figures of now, also where the own report is filed. */
  readonly live: boolean;
}

/** Why an export will never come to an end, in Vietnamese: no other attempt is made. */
export class ExportRefused extends Error {}
/** The export is no longer this worker's: cancelled, or taken over after its lease. */
export class ExportLost extends Error {}
/** The process stops; another one goes on. */
export class ExportInterrupted extends Error {}

export const TOO_LARGE =
  'Tệp quá lớn (trên 2 GB). Hãy lập tệp ở từng công đoàn cấp dưới, hoặc chọn định dạng CSV.';
export const TO_BE_TRIED_AGAIN = 'Lần trước chưa lập được tệp; cổng sẽ tự thử lại.';
export const GIVEN_UP = `Đã thử ${MOST_ATTEMPTS} lần mà chưa lập được tệp. Hãy yêu cầu lại; nếu vẫn không được, báo cho người quản trị của cổng.`;
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

/** The moment at which the reports stood as they are shown. */
export function momentOf({ shown, madeAt }: Pick<ExportSource, 'shown' | 'madeAt'>): Date {
  return shown.filed?.takenAt ?? madeAt;
}
