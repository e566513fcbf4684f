import { ui } from '../../platform/page/components.js';
import type { Form } from '../../platform/page/forms.js';
import type { TypedText } from '../../platform/page/typed-words.js';
import {
  allows,
  lastDecision,
  statusWords,
  type ReportAction,
  type ReportStatus,
} from '../../reports/lifecycle.js';
import { decisionNames } from '../../reports/take-back/rules.js';
import { confirmPage, type ConfirmPage } from '../../platform/page/confirm-page.js';
import { following, reviewOf } from '../../reports/addresses.js';
import { reviewDecision } from '../addresses.js';
import type { Filter } from '../worklist/finders.js';
import { inList } from '../worklist/forms.js';
import { sureBox } from '../extension-page.js';

export type ReviewAction = Extract<
  ReportAction,
  'accept' | 'return' | 'reopen' | 'extend' | 'exempt' | 'unexempt' | 'takeBack'
>;

/** The address of each action under /xet-duyet/<id>/, and its words. In the order they are offered. */
export const reviewActions: Record<
  ReviewAction,
  { slug: string; title: string; lead: string; done: string }
> = {
  accept: {
    slug: 'chap-nhan',
    title: 'Chấp nhận',
    lead: 'Số liệu của báo cáo được đưa vào tổng hợp. Khi cần vẫn có thể mở lại.',
    done: 'Đã chấp nhận báo cáo',
  },
  return: {
    slug: 'tra-lai',
    title: 'Trả lại để sửa',
    lead: 'Đơn vị thấy lý do, ghi chú và hạn sửa. Trả lại không làm đơn vị thành nộp trễ hạn.',
    done: 'Đã trả lại báo cáo',
  },
  reopen: {
    slug: 'mo-lai',
    title: 'Mở lại báo cáo đã chấp nhận',
    lead: 'Báo cáo trở về trạng thái bị trả lại; số liệu không còn trong tổng hợp cho đến khi được chấp nhận lại.',
    done: 'Đã mở lại báo cáo để đơn vị sửa.',
  },
  extend: {
    slug: 'gia-han',
    title: 'Gia hạn',
    lead: 'Hạn nộp riêng cho đơn vị này.',
    done: 'Đã gia hạn cho đơn vị.',
  },
  exempt: {
    slug: 'mien',
    title: 'Miễn báo cáo',
    lead: 'Đơn vị không phải báo cáo trong kỳ này, và không tính vào các tỷ lệ.',
    done: 'Đã miễn báo cáo cho đơn vị.',
  },
  unexempt: {
    slug: 'bo-mien',
    title: 'Bỏ miễn báo cáo',
    lead: 'Đơn vị lại phải báo cáo trong kỳ này; báo cáo trở về trạng thái trước khi được miễn.',
    done: 'Đã bỏ miễn; đơn vị phải báo cáo.',
  },
  takeBack: {
    slug: 'rut-lai',
    title: 'Rút lại quyết định',
    lead: '',
    done: 'Đã rút lại quyết định. Thư báo chưa gửi thì không gửi nữa; ai đã nhận thư được báo là quyết định không còn hiệu lực.',
  },
};

/** An action that was posted and not done: what was typed, and why not. */
export interface Refused {
  readonly action: ReviewAction;
  readonly form: Form;
  /** What was typed, for a state that has no form for it any more. */
  readonly words: readonly TypedText[];
  /** 409: somebody acted first. 422: something typed is wrong. 200: not decided yet, a phrase was put in. */
  readonly status: 200 | 409 | 422;
}

/** One action as a form to show: its controls as HTML. `isOpen`: unfolded. */
export interface ActionForm {
  action: string;
  title: string;
  lead: string;
  controls: readonly string[];
  button: string;
  isOpen: boolean;
}

export interface Decidable {
  readonly id: number;
  readonly status: ReportStatus;
  readonly statusBefore: ReportStatus | null;
}

/** What is done seldom: its form stands folded at the foot of the page. The others have the bar, and a page of their own. */
const SELDOM = ['takeBack', 'extend', 'exempt', 'unexempt'] as const satisfies readonly ReviewAction[];

/**
 * The forms of what is done seldom, as the state allows. `refused`: the action that was posted, and what was typed. Of a year
 * that was sent (`isSent`) nothing is taken back. `inList` makes an address of the list that is gone through.
 */
export function actionForms(
  report: Decidable,
  { isSent, inList }: { isSent: boolean; inList: (path: string) => string },
  refused?: Refused,
): ActionForm[] {
  const { id, status, statusBefore } = report;
  return SELDOM.filter(
    (action) => allows(action, status, statusBefore) && !(action === 'takeBack' && isSent),
  ).map((action) => {
    const { slug, title } = reviewActions[action];
    const typed = refused?.action === action ? refused.form : undefined;
    return {
      action: inList(reviewDecision(id, slug)),
      title,
      lead: action === 'takeBack' ? takeBackWords(report) : reviewActions[action].lead,
      controls: controls(action, typed),
      button: ui.button({ text: title, kind: 'secondary' }),
      isOpen: typed !== undefined,
    };
  });
}

/** Which decision, and what stands again once it is taken back. */
function takeBackWords(report: Decidable): string {
  const decision = lastDecision(report);
  if (!decision || !report.statusBefore) return '';
  return `Dùng khi quyết định ${decisionNames[decision]} là nhầm: báo cáo trở về trạng thái “${statusWords[report.statusBefore]}” như trước. Chỉ rút lại được khi đơn vị chưa lưu hoặc nộp gì sau quyết định; đơn vị đã được báo bằng thư thì được báo lại.`;
}

function controls(action: (typeof SELDOM)[number], typed?: Form): string[] {
  switch (action) {
    case 'takeBack':
      return [];
    case 'extend':
      return [
        ui.field({
          name: 'dueBefore',
          label: 'Nộp trước ngày',
          hint: 'Chậm nhất hết ngày hôm trước. Ví dụ: 30/9/2026',
          kind: 'day',
          form: typed,
        }),
        reasonField('extensionReason', typed),
        ...(isAsked('sure', typed) ? [sureBox(typed)] : []),
      ];
    default:
      return [reasonField('reason', typed)];
  }
}

export function reasonField(name: string, form?: Form): string {
  return ui.field({ name, label: 'Lý do', kind: 'textarea', rows: 4, form });
}

/** A box that stands there only once there is something to be sure of. */
function isAsked(name: string, typed?: Form): boolean {
  return typed?.errors.some(({ field }) => field === name) ?? false;
}

/** Asks before a report is accepted although notes wait to be sent with its return. */
export function acceptAnywayPage(
  { id, unitName, version, period }: AcceptedAnyway,
  notes: number,
  list: Filter,
): ConfirmPage {
  const year = String(period.year);
  const back = inList(reviewOf(id), list);
  return confirmPage({
    title: `Chấp nhận mà không gửi ${notes} ghi chú?`,
    nav: 'review',
    crumbs: [
      { text: `Theo dõi năm ${year}`, href: following(year) },
      { text: unitName, href: back },
      { text: 'Chấp nhận' },
    ],
    follows: [
      `Báo cáo của ${unitName} được chấp nhận, đơn vị không thấy ${notes} ghi chú bạn và đồng nghiệp đã viết.`,
      'Ghi chú vẫn được giữ ở trang này, và gửi kèm nếu sau này mở lại báo cáo.',
    ],
    action: inList(reviewDecision(id, reviewActions.accept.slug), list, { 'khong-gui': '1' }),
    version: String(version),
    submit: 'Chấp nhận, không gửi ghi chú',
    back: { text: 'Về báo cáo', href: back },
  });
}
interface AcceptedAnyway extends Pick<Decidable, 'id'> {
  readonly unitName: string;
  readonly version: number;
  readonly period: { readonly year: number };
}
