import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatNumber } from '../../platform/text/format.js';
import { isForbidding, type Problem } from '../../form/checks.js';
import { toned, type PointView } from './points-page.js';
import type { Step } from './steps.js';

/** What stands at the foot of the window: how far it is, and the next step. */
export interface BarView {
  tone: PointView['tone'];
  icon: SafeHtml;
  words: string;
  more: string;
  button: SafeHtml;
}

interface BarParts {
  /** What is still open. */
  readonly problems: readonly Problem[];
  readonly step: Step;
  /** Where the first place to mend is; '' for who cannot. */
  readonly firstHref: string;
  /** The form that the button sends. */
  readonly form: string;
}

/** The one filled button: to the first place to mend, then to file. Null where there is nothing to press. */
export function barOf({ problems, step, firstHref, form }: BarParts): BarView | null {
  const marks = step.name === 'mark-ready';
  const next = marks ? 'chuyển' : 'nộp';
  if (step.name !== 'none' && step.isBlocked) {
    const button = firstHref === '' ? '' : ui.button({ text: 'Sửa chỗ đầu tiên', href: firstHref });
    return { ...toned('error'), words: openWords(problems), more: `Sửa xong mới ${next} được.`, button };
  }
  if (!step.isReady) return null;
  const button = ui.button({ text: marks ? 'Chuyển báo cáo cho người ký duyệt' : 'Nộp báo cáo', form });
  if (problems.length > 0) {
    const more = `Ghi lý do, đánh dấu cam đoan rồi ${next}.`;
    return { ...toned('warning'), words: openWords(problems), more, button };
  }
  const words = marks ? 'Sẵn sàng chuyển người ký' : 'Sẵn sàng nộp';
  return { ...toned('done'), words, more: `Đánh dấu cam đoan rồi ${next}.`, button };
}

/** "Còn 3 chỗ phải sửa, 1 chỗ cần ghi lý do" */
export function openWords(problems: readonly Problem[]): string {
  const errors = problems.filter(isForbidding).length;
  const warnings = problems.length - errors;
  const parts = [
    ...(errors > 0 ? [`${formatNumber(errors)} chỗ phải sửa`] : []),
    ...(warnings > 0 ? [`${formatNumber(warnings)} chỗ cần ghi lý do`] : []),
  ];
  return `Còn ${parts.join(', ')}`;
}
