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
export function barOf({ problems, unsaid, isRefused, step, firstHref, form }: BarParts): FilingBar | null {
  const marks = step.name === 'mark-ready';
  const next = marks ? 'chuyển' : 'nộp';
  const open = problems.length > 0 ? `Còn ${countWords(problems)}` : '';
  if (step.name !== 'none' && step.isBlocked) {
    const isMissing = problems.find(isForbidding)?.kind === 'missing';
    const text = isMissing ? 'Điền ô đầu tiên' : 'Sửa chỗ đầu tiên';
    const button = firstHref === '' ? '' : ui.button({ text, href: firstHref });
    const more = `${isMissing ? 'Điền' : 'Sửa'} xong mới ${next} được.`;
    return { ...toned('error'), words: open, more, button, ready: null };
  }
  if (!step.isReady) return null;
  const button = ui.button({ text: marks ? 'Chuyển báo cáo cho người ký duyệt' : 'Nộp báo cáo', form });
  const more = stepsLeft(problems, unsaid, next);
  const words = marks ? 'Sẵn sàng chuyển người ký' : 'Sẵn sàng nộp';
  const ready = { ...toned('done'), words, more: stepsLeft([], [], next) };
  if (isRefused) return { ...toned('error'), words: open || `Chưa ${next} được`, more, button, ready };
  if (open !== '') return { ...toned('warning'), words: open, more, button, ready };
  return { ...toned('done'), words, more, button, ready };
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
