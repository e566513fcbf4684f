import { isSameTextCode, type Problem } from '../../form/checks.js';
import { formatNumber } from '../../platform/text/format.js';

/** A text of another unit of the same parent, this year's or last year's, or of the unit itself in an earlier year. */
export interface LikeText {
  readonly field: string;
  readonly unitName: string;
  readonly year: number;
  readonly isOwn: boolean;
  /** What both have in common, from 0.7 to 1. */
  readonly share: number;
}

/**
 * What of it is told: of each field the first, which is the likest, but for the unit's own of last year that is word for word
 * the same, of which `problems` warn already.
 */
export function likestOf<T extends LikeText>(texts: readonly T[], problems: readonly Problem[]): T[] {
  const copies = problems.filter(({ code }) => isSameTextCode(code));
  const copied = new Set(copies.flatMap(({ at }) => at.map(({ field }) => field)));
  return texts
    .filter(({ field }, at) => texts.findIndex((one) => one.field === field) === at)
    .filter(({ field, isOwn }) => !(isOwn && copied.has(field)));
}

/** "gần giống (92 %) câu trả lời năm 2025 của CĐCS Trường A"; `nameless`: to whom it is not said whose it is. */
export function likeWords({ unitName, year, isOwn, share }: LikeText, { nameless = false } = {}): string {
  const percent = Math.floor(share * 100);
  const how = percent === 100 ? 'giống hệt' : `gần giống (${formatNumber(percent)} %)`;
  const whose = isOwn ? 'chính đơn vị' : nameless ? 'một đơn vị khác' : unitName;
  return `${how} câu trả lời năm ${year} của ${whose}`;
}
