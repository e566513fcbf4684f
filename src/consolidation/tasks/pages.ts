import { hasRole, type Actor, type Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import type { PartState } from '../../platform/page/blocks.js';
import { daysBetween } from '../../platform/text/calendar.js';
import { formatDay, formatDueBefore, formatNumber, formatTime } from '../../platform/text/format.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { fieldMeaning } from '../../form/definition.js';
import type { Meaning } from '../../form/meanings.js';
import { parentBody } from '../../document-settings/issuer.js';
import { isEditable } from '../../reports/lifecycle.js';
import { ownCheck, ownReport, ownSection, sendingOf } from '../../reports/addresses.js';
import { documentOf, neverCarried, publicationOf, textQuestions, totalsOf } from '../addresses.js';
import { carriedWords, neverWords } from '../carried/rules.js';
import { coverageWords } from '../coverage.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import type { YearParts } from './finders.js';
import { lackFolds } from './lacks-pages.js';
import { nextOf, stepsOf, stepsToCome, type Step, type StepName, type StepState } from './rules.js';
import { standingOf } from './standing-rules.js';
import { leftWords, nextButton, type Reader } from './words-pages.js';

export interface StepView {
  readonly number: string;
  readonly mark: PartState;
  readonly isNext: boolean;
  readonly title: string;
  /** '' where this person cannot open its page. */
  readonly href: string;
  readonly tag: SafeHtml;
  readonly left: readonly { text: string; href: string }[];
  /** Who did it and when, or what it waits for; '' where there is nothing to say. */
  readonly note: string;
}
export interface TasksPage extends ConsolidationFrame {
  when: string;
  due: string;
  /** What comes next, for who can do it. */
  action: SafeHtml;
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
  const button = next && nextButton(next.left, reader);
  return {
    ...consolidationFrame(open, 'tasks', `Tổng hợp năm ${year}`),
    when: `Báo cáo gửi ${parentBody(parts.own?.open.report.parent ?? null)}`,
    due: dueWords(parts, now),
    action: button ? ui.button(button) : '',
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
    steps: stepsToCome(actor.unit.parentId === null).map((step, at) => ({
      number: String(at + 1),
      mark: 'open',
      isNext: false,
      title: TITLES[step.name],
      href: '',
      tag: tagOf(step),
      left: [],
      note: '',
    })),
  };
}

const isSettled = ({ state }: Step) => state === 'done' || state === 'none';

function dueWords({ own }: YearParts, now: Date): string {
  if (!own || !isEditable(own.open.report.status)) return '';
  const { dueBefore, correctBefore, status } = own.open.report;
  const due = status === 'RETURNED' && correctBefore ? correctBefore : dueBefore;
  const days = daysBetween(now, due) - 1;
  const left =
    now >= due ? 'đã quá hạn' : days === 0 ? 'hôm nay là ngày cuối' : `còn ${formatNumber(days)} ngày`;
  return `Hạn nộp: ${formatDueBefore(due)}, ${left}.`;
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

interface Around {
  readonly open: Consolidation<Overseer>;
  readonly reader: Reader;
  readonly isNext: boolean;
}

function stepView(step: Step, at: number, { open, reader, isNext }: Around): StepView {
  const { actor, year } = reader;
  return {
    number: String(at + 1),
    mark: isNext ? 'begun' : step.state === 'done' ? 'done' : 'open',
    isNext,
    title: step.name === 'send' ? `Gửi ${parentBody(null)}` : TITLES[step.name],
    href: pageOf(step, actor, year),
    tag: tagOf(step),
    left: step.left.map((left) => leftWords(left, reader)),
    note: step.state === 'later' ? AFTER[step.name] : doneWords(step, open),
  };
}

const TITLES: Readonly<Record<StepName, string>> = {
  figures: 'Số liệu',
  texts: 'Lời văn và đoạn trích',
  own: 'Báo cáo của đơn vị',
  check: 'Kiểm tra',
  document: 'Văn bản và phụ lục',
  submit: 'Ký, nộp',
  send: 'Gửi cấp trên',
  publish: 'Công bố kết quả',
  decision: 'Cấp trên chấp nhận',
};

/** Where a step is done; '' before its turn, and for who may not open that page. */
function pageOf({ name, state }: Step, actor: Actor, year: number): string {
  if (state === 'later' || state === 'none') return '';
  const pages = {
    figures: totalsOf,
    texts: textQuestions,
    document: documentOf,
    send: sendingOf,
    publish: publicationOf,
  };
  if (name in pages) return pages[name as keyof typeof pages](year);
  if (!hasRole(actor, 'FILER', 'SIGNATORY', 'LEADER')) return '';
  return name === 'check' || (name === 'submit' && state === 'left') ? ownCheck(year) : ownReport(year);
}

const TAGS: Readonly<Record<StepState, Parameters<typeof ui.tag>[0]>> = {
  done: { text: 'Xong', tone: 'green' },
  left: { text: '', tone: 'blue' },
  others: { text: 'Chờ đơn vị', tone: 'yellow' },
  later: { text: 'Chưa tới lượt', tone: 'grey' },
  none: { text: 'Không phải làm', tone: 'purple' },
};

function tagOf({ name, state, left }: Step): SafeHtml {
  if (state === 'left') return ui.tag({ ...TAGS.left, text: `Còn ${formatNumber(left.length)} việc` });
  if (state === 'others' && name !== 'figures')
    return ui.tag({
      text: name === 'own' ? 'Đã khóa' : 'Chờ cấp trên',
      tone: name === 'own' ? 'red' : 'yellow',
    });
  return ui.tag(TAGS[state]);
}

/** When its turn comes. */
const AFTER: Readonly<Record<StepName, string>> = {
  figures: '',
  texts: 'Khi đã chấp nhận báo cáo đầu tiên',
  own: 'Khi đã chấp nhận báo cáo đầu tiên',
  check: 'Khi báo cáo đã lập xong',
  document: 'Khi báo cáo đã bắt đầu lập',
  submit: 'Khi kiểm tra không còn chỗ nào phải sửa',
  send: 'Khi báo cáo đã nộp trên cổng',
  publish: 'Khi báo cáo đã gửi đi',
  decision: 'Khi báo cáo đã nộp',
};

const DONE: Readonly<Partial<Record<StepName, string>>> = {
  texts: 'Đoạn sau cùng: ',
  own: 'Lưu sau cùng: ',
  submit: 'Nộp: ',
  send: 'Ghi đã gửi: ',
  publish: 'Công bố: ',
  decision: 'Chấp nhận: ',
};

function doneWords({ name, done }: Step, { filed, frozen }: Consolidation<Overseer>): string {
  if (!done) return '';
  const figures = filed ? 'Chốt khi nộp: ' : 'Báo cáo sau cùng được chấp nhận: ';
  const about = name === 'figures' ? figures : (DONE[name] ?? '');
  const sent =
    name === 'send' && frozen ? `Số ${frozen.outgoingNumber}, ngày ${formatDay(frozen.sentOn)}. ` : '';
  return `${sent}${about}${done.by}, ${formatTime(done.at)}`;
}
