import type { InspectionPaperKind } from '../../platform/prisma/client.js';
import { numberKey } from '../../platform/text/document-numbers.js';
import type { Shown } from '../finders.js';

/** The official documents of an inspection, as their addresses call them. */
export const papers = ['thong-bao', 'bien-ban', 'ket-luan'] as const;
export type Paper = (typeof papers)[number];

export const paperKinds: Readonly<Record<Paper, InspectionPaperKind>> = {
  'thong-bao': 'NOTICE',
  'bien-ban': 'MINUTES',
  'ket-luan': 'CONCLUSION',
};

export const paperNames: Readonly<Record<Paper, string>> = {
  'thong-bao': 'Thông báo',
  'bien-ban': 'Biên bản',
  'ket-luan': 'Kết luận',
};

/** As the number of each says its type: "12/TB-LĐLĐ". */
export const paperLetters: Readonly<Record<Paper, string>> = {
  'thong-bao': 'TB',
  'bien-ban': 'BB',
  'ket-luan': 'KL',
};

/** What an issued paper says of itself. */
export interface Numbered {
  readonly kind: InspectionPaperKind;
  readonly number: string;
}

/**
 * Whether two papers that one body issued in one year carry the same number, however it was written: "05/TB-LĐLĐ" is
 * "5/TB-LĐLĐ". A number without a symbol counts within its own type, as each type has a series of its own.
 */
export function isSameNumber(one: Numbered, other: Numbered): boolean {
  const key = numberKey(one.number);
  return key !== '' && key === numberKey(other.number) && (/\D/.test(key) || one.kind === other.kind);
}

/** The same minutes with nothing filled in but what is known before: to be filled in by hand. */
export const BLANK_MINUTES = 'bien-ban-trong';

type Stage = Pick<Shown, 'reason' | 'status' | 'carriedOutOn' | 'conclusion' | 'papers'>;

/**
 * What can be drawn now. An unannounced inspection has no notice, one without a record yet no conclusion; of a cancelled one
 * only what was issued stays.
 */
export function papersOf({ reason, status, carriedOutOn, conclusion, papers: issued }: Stage): Paper[] {
  const isIssued = (paper: Paper) => issued.some(({ kind }) => kind === paperKinds[paper]);
  if (status === 'CANCELLED') return papers.filter(isIssued);
  const isRecorded = carriedOutOn !== null || conclusion !== '';
  const isDrawn: Record<Paper, boolean> = {
    'thong-bao': reason === 'PLANNED',
    'bien-ban': isRecorded,
    'ket-luan': isRecorded,
  };
  return papers.filter((paper) => isDrawn[paper] || isIssued(paper));
}

export function hasSignedMinutes({ papers: issued }: Pick<Stage, 'papers'>): boolean {
  return issued.some(({ kind }) => kind === 'MINUTES');
}

/** Its number and, where it takes the place of another, which and why. */
export interface Issue {
  /** '' leaves room to write it. */
  readonly number: string;
  readonly replaces: { readonly number: string; readonly issuedAt: Date; readonly reason: string } | null;
}
export const draftIssue: Issue = { number: '', replaces: null };
