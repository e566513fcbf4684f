import { createHmac, timingSafeEqual } from 'node:crypto';
import { formatNumber, formatRate, formatTime } from '../../platform/text/format.js';
import { statusWords } from '../../reports/lifecycle.js';
import type { Branches } from '../following/branches/finders.js';
import { filedOf } from '../following/branches/rules.js';
import type { Standing } from '../following/counts/finders.js';
import { comparedWith, rates, type Stat } from '../following/counts/rules.js';
import { childrenSentence, grassrootsSentence } from '../following/headline/rules.js';
import { progressOf, type Progress } from '../following/rules.js';

/** What a summary is made of. */
export interface SummaryParts {
  readonly year: number;
  readonly unit: string;
  readonly facts: Standing;
  /** null: there was no period last year. */
  readonly before: Standing | null;
  /** Those where fewest have filed first. */
  readonly branches: Branches;
}

/** How it stands, in words: the same on the page, in its PDF and by mail. */
export interface Summary {
  readonly title: string;
  readonly unit: string;
  readonly when: string;
  readonly sentences: readonly string[];
  readonly rates: readonly Stat[];
  readonly comparedWith: string;
  readonly branchesTitle: string;
  /** name, own report, filed of how many, three rates, overdue; the last row is all together. */
  readonly branches: readonly (readonly string[])[];
}

export const BRANCH_HEADS = [
  'Nhánh',
  'Báo cáo của chính đơn vị',
  'CĐCS đã nộp',
  'Đã nộp',
  'Đúng hạn',
  'Đã chấp nhận',
  'Quá hạn',
] as const;

/** The same beside a figure on a phone, where four stand side by side; as on the page that follows the reports. */
export const SHORT_HEADS: Partial<Record<(typeof BRANCH_HEADS)[number], string>> = {
  'Báo cáo của chính đơn vị': 'Báo cáo riêng',
  'CĐCS đã nộp': 'CĐCS nộp',
  'Đã chấp nhận': 'Chấp nhận',
};
/** The column of how many of how many. */
export const FILED_AT = 2;

/** The summary of a unit at `now`, which is the present: on one page, however many units stand below. */
export function summaryOf({ year, unit, facts, before, branches }: SummaryParts, now: Date): Summary {
  const all = progressOf([...facts.direct, ...facts.deeper], now);
  const direct = progressOf(facts.direct, now);
  const isDeep = facts.deeper.length > 0;
  const rows = [
    ...branches.rows.map((branch) => row(branch.name, statusWords[branch.status], branch)),
    ...(direct.expected > 0 ? [row('Công đoàn cơ sở trực thuộc', '', direct)] : []),
    row('Tổng cộng', '', all),
  ];
  return {
    title: `Tóm tắt tình hình báo cáo năm ${year}`,
    unit,
    when: `Số liệu lúc ${formatTime(now)}`,
    sentences: [...(isDeep ? [grassrootsSentence(all)] : []), childrenSentence(facts.children, now)],
    rates: rates(facts.children, before && before.children, now),
    comparedWith: comparedWith(year, before && before.children, now),
    branchesTitle: branches.more
      ? `${formatNumber(branches.rows.length)} nhánh có tỷ lệ nộp thấp nhất`
      : 'Công đoàn cơ sở theo nhánh',
    branches: branches.rows.length > 0 ? rows : [],
  };
}

function row(name: string, own: string, of: Progress): string[] {
  const shares = [of.received, of.onTime, of.accepted].map((part) => formatRate(part, of.expected));
  return [name, own, filedOf(of), ...shares, formatNumber(of.overdue)];
}

/** What lets somebody leave the weekly summary of one account without signing in. */
export function leavingKey(sessionSecret: string, accountId: number): string {
  return createHmac('sha256', sessionSecret).update(`weekly summary of ${accountId}`).digest('base64url');
}

export function isLeavingKey(key: string, sessionSecret: string, accountId: number): boolean {
  const [said, right] = [Buffer.from(key), Buffer.from(leavingKey(sessionSecret, accountId))];
  return said.length === right.length && timingSafeEqual(said, right);
}
