import { ui } from '../../platform/page/components.js';
import type { FilingBar } from '../../platform/page/filing-blocks.js';
import { isForbidding, type Problem } from '../../form/checks.js';
import { countWords } from '../open-problems.js';
import { toned } from './points-page.js';
import type { Step } from './steps.js';

interface BarParts {
  /** Of the answers, what is still open. */
  readonly problems: readonly Problem[];
  /** What is still to be said at filing: the names of its boxes. */
  readonly unsaid: readonly string[];
  /** Filing was tried, and refused. */
  readonly isRefused: boolean;
  readonly step: Step;
  /** Where the first place to mend is; '' for who cannot. */
  readonly firstHref: string;
  /** The form that the button sends. */
  readonly form: string;
}

/** The one filled button: to the first place to mend, then to file. Null where there is nothing to press. */
export function barOf(parts: BarParts): FilingBar | null {
  const { step } = parts;
  if (step.name !== 'none' && step.isBlocked) return blockedBar(parts);
  return step.isReady ? readyBar(parts) : null;
}

function blockedBar({ problems, step, firstHref }: BarParts): FilingBar {
  const isMissing = problems.find(isForbidding)?.kind === 'missing';
  const text = isMissing ? 'Điền ô đầu tiên' : 'Sửa chỗ đầu tiên';
  return {
    ...toned('error'),
    words: `Còn ${countWords(problems)}`,
    more: `${isMissing ? 'Điền' : 'Sửa'} xong mới ${nextWord(step)} được.`,
    button: firstHref === '' ? '' : ui.button({ text, href: firstHref }),
    ready: null,
  };
}

function readyBar({ problems, unsaid, isRefused, step, form }: BarParts): FilingBar {
  const marks = step.name === 'mark-ready';
  const next = nextWord(step);
  const open = problems.length > 0 ? `Còn ${countWords(problems)}` : '';
  const button = ui.button({ text: marks ? 'Chuyển báo cáo cho người ký duyệt' : 'Nộp báo cáo', form });
  const more = stepsLeft(problems, unsaid, next);
  const words = marks ? 'Sẵn sàng chuyển người ký' : 'Sẵn sàng nộp';
  const ready = { ...toned('done'), words, more: stepsLeft([], [], next) };
  if (isRefused) return { ...toned('error'), words: open || `Chưa ${next} được`, more, button, ready };
  if (open !== '') return { ...toned('warning'), words: open, more, button, ready };
  return { ...toned('done'), words, more, button, ready };
}

function nextWord({ name }: Step): string {
  return name === 'mark-ready' ? 'chuyển' : 'nộp';
}

const SAYING: Readonly<Record<string, string>> = {
  changeNote: 'ghi những gì đã sửa',
  incomplete: 'đánh dấu ô báo cáo còn thiếu đơn vị',
  declaration: 'đánh dấu cam đoan',
};

/** "Ghi lý do, đánh dấu cam đoan rồi nộp." */
function stepsLeft(problems: readonly Problem[], unsaid: readonly string[], next: string): string {
  const said = unsaid.flatMap((name) => SAYING[name] ?? []);
  const steps = [...(problems.length > 0 ? ['ghi lý do'] : []), ...said].join(', ');
  if (steps === '') return `Xem lại báo cáo rồi ${next}.`;
  return `${steps.charAt(0).toUpperCase()}${steps.slice(1)} rồi ${next}.`;
}
