import type { Shown } from '../finders.js';

/** The official documents of an inspection, as their addresses call them. */
export const papers = ['thong-bao', 'ket-luan'] as const;
export type Paper = (typeof papers)[number];

export const paperNames: Readonly<Record<Paper, string>> = {
  'thong-bao': 'Thông báo',
  'ket-luan': 'Kết luận',
};

type Stage = Pick<Shown, 'reason' | 'status' | 'carriedOutOn' | 'conclusion'>;

/** An unannounced inspection has no notice, one without a record yet no conclusion, and a cancelled one has neither. */
export function papersOf({ reason, status, carriedOutOn, conclusion }: Stage): Paper[] {
  if (status === 'CANCELLED') return [];
  const isRecorded = carriedOutOn !== null || conclusion !== '';
  return [
    ...(reason === 'PLANNED' ? ['thong-bao' as const] : []),
    ...(isRecorded ? ['ket-luan' as const] : []),
  ];
}
