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

/** Of each field the first, which is the likest. */
export function likestOf<T extends LikeText>(texts: readonly T[]): T[] {
  return texts.filter(({ field }, at) => texts.findIndex((one) => one.field === field) === at);
}

/** "gần giống (92 %) câu trả lời năm 2025 của CĐCS Trường A"; `nameless`: to whom it is not said whose it is. */
export function likeWords({ unitName, year, isOwn, share }: LikeText, { nameless = false } = {}): string {
  const percent = Math.floor(share * 100);
  const how = percent === 100 ? 'giống hệt' : `gần giống (${formatNumber(percent)} %)`;
  const whose = isOwn ? 'chính đơn vị' : nameless ? 'một đơn vị khác' : unitName;
  return `${how} câu trả lời năm ${year} của ${whose}`;
}
