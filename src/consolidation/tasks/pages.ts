import type { Actor, Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { daysBetween } from '../../platform/text/calendar.js';
import { formatDay, formatDueBefore, formatNumber } from '../../platform/text/format.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { fieldMeaning } from '../../form/definition.js';
import type { Meaning } from '../../form/meanings.js';
import { parentBody } from '../../document-settings/issuer.js';
import { dayOwed, isToCorrect } from '../../reports/deadlines.js';
import { isEditable } from '../../reports/lifecycle.js';
import { ownSection } from '../../reports/addresses.js';
import { neverCarried, totalsOf } from '../addresses.js';
import { carriedWords, neverWords } from '../carried/rules.js';
import { coverageWords } from '../coverage.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import type { YearParts } from './finders.js';
import { lackFolds } from './lacks-pages.js';
import { nextOf, stepsOf, stepsToCome, type Step } from './rules.js';
import { standingOf } from './standing-rules.js';
import { stepView, viewToCome, type StepView } from './steps-pages.js';
import { nextButton, nextReason, type Reader } from './words-pages.js';

export interface TasksPage extends ConsolidationFrame {
  when: string;
  due: string;
  /** What comes next, for who can do it. */
  action: SafeHtml;
  /** Why; '' where there is no action. */
  reason: string;
  progress: string;
  steps: readonly StepView[];
  coverage: string;
  /** That the children's reports are others than those that were filed; '' where they are not. */
  differs: string;
  liveHref: string;
  carried: string;
  /** In percent, as it is drawn; '' where nobody wrote. */
  carriedShare: string;
  neverText: string;
  neverHref: string;
  lacks: SafeHtml;
}
export interface TasksToComePage extends Frame {
  lead: string;
  steps: readonly StepView[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/tasks': TasksPage;
    'consolidation/tasks-to-come': TasksToComePage;
    'consolidation/no-period': Frame;
  }
}

/** The year's consolidation as a list of steps, and everything that is missing of it. `differs`: since it was filed. */
export function tasksPage(
  open: Consolidation<Overseer>,
  parts: YearParts,
  differs: boolean,
  now: Date,
): TasksPage {
  const { actor, period } = open;
  const { year } = period;
  const steps = stepsOf(standingOf(parts, actor.unit.parentId === null, now));
  const next = nextOf(steps);
  const reader = { actor, year, places: placesIn(parts, year) };
  const button = next && nextButton(next, reader);
  return {
    ...consolidationFrame(open, 'tasks', `Tổng hợp năm ${year}`),
    crumbs: [{ text: `Tổng hợp năm ${year}` }],
    when: `Báo cáo gửi ${parentBody(parts.own?.open.report.parent ?? null)}`,
    due: dueWords(parts, now),
    action: button ? ui.button(button) : '',
    reason: next ? nextReason(next, reader) : '',
    progress: `Xong ${steps.filter(isSettled).length} trong ${steps.length} bước`,
    steps: steps.map((step, at) => stepView(step, at, { open, isNext: step === next, reader })),
    coverage: filedCoverage(open, parts),
    differs: differs
      ? 'Từ khi nộp, báo cáo của các đơn vị đã thay đổi: số liệu hiện nay khác số đã nộp.'
      : '',
    liveHref: `${totalsOf(year)}?hien-nay=1`,
    ...meter(parts, year),
    lacks: lackFolds(open, parts),
  };
}

/** Before the year is opened. */
export function tasksToComePage(actor: Actor, year: number, opens: Date): TasksToComePage {
  return {
    title: `Tổng hợp năm ${year}`,
    nav: 'consolidation',
    lead: `Kỳ báo cáo năm ${year} chưa mở; dự kiến mở ngày ${formatDay(opens)}.`,
    steps: stepsToCome(actor.unit.parentId === null).map(viewToCome),
  };
}

const isSettled = ({ state }: Step) => state === 'done' || state === 'none';

function dueWords({ own }: YearParts, now: Date): string {
  if (!own || !isEditable(own.open.report.status)) return '';
  const { report } = own.open;
  const [name, due] = [isToCorrect(report) ? 'Hạn sửa' : 'Hạn nộp', dayOwed(report)];
  const days = daysBetween(now, due) - 1;
  const left =
    now >= due ? 'đã quá hạn' : days === 0 ? 'hôm nay là ngày cuối' : `còn ${formatNumber(days)} ngày`;
  return `${name}: ${formatDueBefore(due)}, ${left}.`;
}

/** The figures that stand for the year: as they were filed, else as they are now. */
function filedCoverage({ filed }: Consolidation<Overseer>, { children }: YearParts): string {
  if (filed) return coverageWords(filed.sums, { withSubmitted: filed.withSubmitted, filed });
  const { accepted, submitted, unfiled, correcting } = children;
  const expected = accepted + submitted + unfiled + correcting;
  if (expected === 0) return 'Không có đơn vị nào báo cáo về đây trong kỳ này, nên không có gì để tổng hợp.';
  return coverageWords({ reports: accepted, expected }, { withSubmitted: false, filed: null });
}

function meter({ carried }: YearParts, year: number) {
  const share = carried.written === 0 ? 0 : (100 * carried.carried) / carried.written;
  return {
    carried: carriedWords(carried),
    carriedShare: carried.written === 0 ? '' : share.toFixed(1),
    neverText: neverWords(carried, year),
    neverHref: neverCarried(year),
  };
}

/** Where the own report says what the document needs. */
function placesIn({ own }: YearParts, year: number): Reader['places'] {
  const at = (meaning: Meaning) => {
    const { form } = own?.open.report ?? {};
    const code = form && fieldMeaning(form, meaning)?.code;
    const section = form?.sections.find(({ fields }) => fields.some((field) => field.code === code));
    return section && code ? `${ownSection(year, section.code)}#${code}` : '';
  };
  const [number, signatory] = [at('report_number'), at('signatory_name')];
  return { ...(number && { number }), ...(signatory && { signatory }) };
}
