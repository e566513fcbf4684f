import { hasRole, type Actor, type Overseer } from '../../platform/actor.js';
import type { PartState } from '../../platform/page/blocks.js';
import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatDay, formatNumber, formatTime } from '../../platform/text/format.js';
import { parentBody } from '../../document-settings/issuer.js';
import { ownCheck, ownReport, sendingOf } from '../../reports/addresses.js';
import { documentOf, publicationOf, textQuestions, totalsOf } from '../addresses.js';
import type { Consolidation } from '../finders.js';
import type { Step, StepName, StepState } from './rules.js';
import { leftWords, type Reader } from './words-pages.js';

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

interface Around {
  readonly open: Consolidation<Overseer>;
  readonly reader: Reader;
  readonly isNext: boolean;
}

/** A step as its row says it. */
export function stepView(step: Step, at: number, { open, reader, isNext }: Around): StepView {
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

/** The same before the year is opened. */
export function viewToCome(step: Step, at: number): StepView {
  const { name } = step;
  const nothing = { isNext: false, href: '', left: [], note: '' };
  return { number: String(at + 1), mark: 'open', title: TITLES[name], tag: tagOf(step), ...nothing };
}

const TITLES: Readonly<Record<StepName, string>> = {
  figures: 'Số liệu',
  texts: 'Lời văn và đoạn trích',
  own: 'Lập báo cáo của đơn vị mình',
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
  if (name === 'publish' && state === 'done') return ui.tag({ ...TAGS.done, text: 'Đang công khai' });
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
