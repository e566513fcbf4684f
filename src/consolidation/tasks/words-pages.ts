import { hasRole, type Actor, type Role } from '../../platform/actor.js';
import { formatNumber } from '../../platform/text/format.js';
import { following, ownCheck, ownFill, ownReport, sendingOf, worklistOf } from '../../reports/addresses.js';
import { documentSettings, passageTargets, publicationOf, textQuestions } from '../addresses.js';
import type { Left, Step, StepName, What } from './rules.js';

// What is left of a step in words, where that is done, and by whom.

interface Work {
  /** `count` is at least 1. */
  readonly words: (count: string) => string;
  readonly href: (year: number) => string;
  /** Who can do it. */
  readonly by: readonly Role[];
  /** What it is called where it comes next; '' where it is not for this unit to do. */
  readonly button: string;
}

const OVERSEERS = ['REVIEWER', 'LEADER'] as const;
const FILERS = ['FILER'] as const;

const WORK: Readonly<Record<What, Work>> = {
  review: {
    words: (count) => `${count} báo cáo chờ xét duyệt`,
    ...{ href: worklistOf, by: ['REVIEWER'], button: 'Xét duyệt báo cáo' },
  },
  missing: {
    words: (count) => `${count} đơn vị chưa có trong tổng hợp`,
    href: (year) => `${following(year)}?trang-thai=NOT_ACCEPTED#danh-sach`,
    ...{ by: OVERSEERS, button: 'Xem đơn vị chưa có' },
  },
  questions: {
    words: (count) => `${count} câu chưa có đoạn nào`,
    ...{ href: textQuestions, by: ['REVIEWER'], button: 'Chọn đoạn trích' },
  },
  'stale-passages': {
    words: (count) => `${count} đoạn trích từ bài không còn được tính`,
    ...{ href: passageTargets, by: ['REVIEWER'], button: 'Xem lại đoạn trích' },
  },
  figures: {
    words: (count) => `${count} số liệu chưa đưa vào báo cáo`,
    ...{ href: ownFill, by: FILERS, button: 'Đưa vào báo cáo' },
  },
  'stale-figures': {
    words: (count) => `${count} số liệu trong báo cáo đã cũ`,
    ...{ href: ownFill, by: FILERS, button: 'Cập nhật số liệu' },
  },
  passages: {
    words: (count) => `Đoạn trích của ${count} câu chưa đưa vào báo cáo`,
    ...{ href: ownFill, by: FILERS, button: 'Đưa vào báo cáo' },
  },
  correct: {
    words: () => 'Báo cáo chờ sửa, chưa sửa phần nào',
    ...{ href: ownReport, by: FILERS, button: 'Sửa báo cáo' },
  },
  sections: {
    words: (count) => `${count} phần của báo cáo chưa xong`,
    ...{ href: ownReport, by: FILERS, button: 'Lập tiếp báo cáo' },
  },
  locked: {
    words: () => 'Kỳ báo cáo đã khóa, phải được gia hạn mới nộp được',
    ...{ href: ownReport, by: ['FILER', 'SIGNATORY', 'LEADER'], button: '' },
  },
  mistakes: {
    words: (count) => `${count} chỗ phải sửa`,
    ...{ href: ownCheck, by: FILERS, button: 'Kiểm tra báo cáo' },
  },
  reasons: {
    words: (count) => `${count} chỗ cần ghi lý do`,
    ...{ href: ownCheck, by: FILERS, button: 'Kiểm tra báo cáo' },
  },
  place: {
    words: () => 'Chưa có địa danh trước ngày tháng',
    href: (year) => `${documentSettings(year)}#place`,
    ...{ by: ['REVIEWER'], button: 'Ghi địa danh' },
  },
  number: {
    words: () => 'Chưa có số, ký hiệu của báo cáo',
    ...{ href: ownReport, by: FILERS, button: 'Ghi số báo cáo' },
  },
  signatory: {
    words: () => 'Chưa có tên người ký',
    ...{ href: ownReport, by: FILERS, button: 'Ghi người ký' },
  },
  'hand-over': {
    words: () => 'Chuyển báo cáo cho người ký duyệt',
    ...{ href: ownCheck, by: FILERS, button: 'Chuyển người ký' },
  },
  sign: {
    words: () => 'Người ký duyệt đọc và nộp báo cáo',
    ...{ href: ownCheck, by: ['SIGNATORY'], button: 'Ký và nộp' },
  },
  submit: {
    words: () => 'Nộp báo cáo',
    ...{ href: ownCheck, by: FILERS, button: 'Nộp báo cáo' },
  },
  record: {
    words: () => 'Gửi văn bản đã ký, rồi ghi số và ngày gửi',
    ...{ href: sendingOf, by: ['REVIEWER'], button: 'Ghi việc gửi' },
  },
  publish: {
    words: () => 'Chọn số liệu, đoạn trích và gương điển hình để công bố',
    ...{ href: publicationOf, by: ['REVIEWER'], button: 'Công bố kết quả' },
  },
  'publish-again': {
    words: () => 'Kết quả đang công khai có từ trước khi gửi báo cáo, cần công bố lại',
    ...{ href: publicationOf, by: ['REVIEWER'], button: 'Công bố lại' },
  },
  parent: {
    words: () => 'Chờ cấp trên xét duyệt',
    ...{ href: ownReport, by: ['FILER', 'SIGNATORY', 'LEADER'], button: '' },
  },
};

const WHO: Readonly<Record<Role, string>> = {
  FILER: 'người lập báo cáo',
  SIGNATORY: 'người ký duyệt',
  REVIEWER: 'người xét duyệt',
  LEADER: 'lãnh đạo',
  ADMIN: 'người quản trị',
};

/** Who reads it, of which year; `places`: where exactly something is typed. */
export interface Reader {
  readonly actor: Actor;
  readonly year: number;
  readonly places: Readonly<Partial<Record<What, string>>>;
}

/** One thing that is left, as a link for who can do it; for others with who does. */
export function leftWords(
  { what, count }: Left,
  { actor, year, places }: Reader,
): { text: string; href: string } {
  const { words, href, by, button } = WORK[what];
  const text = words(formatNumber(count));
  if (hasRole(actor, ...by)) return { text, href: places[what] ?? href(year) };
  const [who] = by;
  return { text: button && who ? `${text} (${WHO[who]} làm)` : text, href: '' };
}

/** The button of what comes next; undefined where this person cannot do it. Who only looks has nothing to do. */
export function nextButton({ left }: Step, { actor, year, places }: Reader) {
  const mine = ownWork(left, actor);
  return mine && { text: WORK[mine.what].button, href: places[mine.what] ?? WORK[mine.what].href(year) };
}

/** Why that comes next: what is left, and what waits for it; '' where there is no button. */
export function nextReason({ name, left }: Step, { actor }: Reader): string {
  const mine = ownWork(left, actor);
  return mine ? `${WORK[mine.what].words(formatNumber(mine.count))}; ${WHY[name]}.` : '';
}

function ownWork(left: readonly Left[], actor: Actor): Left | undefined {
  if (!hasRole(actor, 'REVIEWER', 'FILER', 'SIGNATORY')) return undefined;
  return left.find(({ what }) => WORK[what].button && hasRole(actor, ...WORK[what].by));
}

const WHY: Readonly<Record<StepName, string>> = {
  figures: 'số liệu tổng hợp chỉ tính báo cáo đã chấp nhận',
  texts: 'báo cáo của đơn vị được viết từ các đoạn trích',
  own: 'báo cáo lập xong mới kiểm tra được',
  check: 'kiểm tra xong mới nộp được',
  document: 'văn bản phải đủ thể thức trước khi ký',
  submit: 'báo cáo đã kiểm tra xong',
  send: 'báo cáo đã nộp trên cổng',
  publish: 'báo cáo đã gửi đi',
  decision: 'báo cáo đã nộp',
};
