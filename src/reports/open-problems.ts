import { formatNumber } from '../platform/text/format.js';
import type { Problem } from '../form/checks.js';

// What is open is counted in one way, in the bar, over the list, beside each section and where a report is signed: each
// problem once. One that touches two sections counts where it stands first, so that the sections add up to the bar.

/** What is open: all but the warnings that have a reason. `explained`: what was said, by the warning's code. */
export function openOnes(
  problems: readonly Problem[],
  explained: Readonly<Record<string, string>>,
): Problem[] {
  return problems.filter(({ kind, code }) => kind !== 'warning' || !explained[code]);
}

/** The problems that count in that section. */
export function countedIn(section: string, problems: readonly Problem[]): Problem[] {
  return problems.filter(({ at }) => at[0]?.section === section);
}

/** "2 ô chưa điền, 3 chỗ phải sửa, 1 chỗ cần ghi lý do"; '' where nothing is open. */
export function countWords(problems: readonly Problem[]): string {
  return (['missing', 'error', 'warning'] as const)
    .map((kind) => ({ kind, count: problems.filter((problem) => problem.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${formatNumber(count)} ${WORDS[kind]}`)
    .join(', ');
}

const WORDS: Readonly<Record<Problem['kind'], string>> = {
  missing: 'ô chưa điền',
  error: 'chỗ phải sửa',
  warning: 'chỗ cần ghi lý do',
};
