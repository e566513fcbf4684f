import { hasRole, type Overseer, type Reviewer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { owedKinds, type Owed } from '../../reports/deadlines.js';
import {
  reminderDraft,
  reminderDraftRemoval,
  reminderDraftSend,
  reminderDraftUnits,
  reminderLetter,
} from '../addresses.js';
import type { ReminderResult } from '../deliveries/rules.js';
import { addressWords, crumbs, reportTick } from '../overview/pages.js';
import { countWords, dueWords } from '../overview/rules.js';
import { paragraphs, placeholderNames, wordingLabels, wordingNames, type Wordings } from '../wording.js';
import type { DraftGroup, Example, OpenedDraft, Recipient, Recipients } from './finders.js';

export interface DraftPage extends Frame {
  errors: readonly FieldError[];
  state: string;
  /** That letters wait; '' where the portal sends mail, or nobody is written to. */
  mailWarning: string;
  isOpen: boolean;
  action: string;
  sendAction: string;
  /** Where units are left out. */
  unitsAction: string;
  removalAction: string;
  version: string;
  theirs: readonly string[];
  /** Each text that somebody gets. */
  groups: readonly {
    id: string;
    title: string;
    note: string;
    controls: readonly SafeHtml[];
    preview: { to: string; subject: string; text: readonly string[] } | null;
  }[];
  /** How many get which text. */
  summary: string;
  recipientsTitle: string;
  leftOut: string;
  unreached: string;
  paperHref: string;
  table: SafeHtml;
  pager: SafeHtml;
  sendText: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reminders/draft': DraftPage;
  }
}

type AnyDraft = OpenedDraft<Overseer> | OpenedDraft<Reviewer>;

export interface DraftParts {
  readonly opened: AnyDraft;
  readonly recipients: Recipients;
  readonly examples: readonly Example[];
  readonly after: number | undefined;
  readonly isMailSet: boolean;
  /** Texts that were posted: they show although nobody may get them by now. */
  readonly posted: readonly (keyof Wordings)[];
}

/** `isStale`: somebody else changed the letter meanwhile. */
export function draftPage(parts: DraftParts, form: Form, now: Date, isStale = false): DraftPage {
  const { opened, recipients, posted } = parts;
  const { reminders, draft } = opened;
  const isSent = draft.sentAt !== null;
  const isOpen = !isSent && hasRole(reminders.actor, 'REVIEWER');
  return {
    title: 'Thư đôn đốc',
    nav: 'reminders',
    crumbs: crumbs(reminders, 'Thư đôn đốc'),
    hasErrors: form.errors.length > 0 || isStale,
    errors: form.errors,
    isOpen,
    ...addressesOf(opened),
    version: isStale ? String(draft.version) : (form.values['version'] ?? String(draft.version)),
    theirs: isStale ? theirsOf(opened, posted, form) : [],
    groups: groupsOf(parts, isOpen ? form : undefined),
    ...countsOf(parts, isOpen),
    table: recipientsTable(recipients.rows, { isOpen, isSent }, now),
    pager: pagerOf(parts),
  };
}

function addressesOf(opened: AnyDraft) {
  const { year } = opened.reminders.period;
  const { id } = opened.draft;
  return {
    action: draftAddress(opened),
    sendAction: reminderDraftSend(year, id),
    unitsAction: reminderDraftUnits(year, id),
    removalAction: reminderDraftRemoval(year, id),
  };
}

/** The page of the letter itself. */
export function draftAddress({ reminders: { period }, draft }: AnyDraft): string {
  return reminderDraft(period.year, draft.id);
}

/** `reached`: how many units it is written to. */
function stateWords({ sentAt, sentByName }: AnyDraft['draft'], reached: number): string {
  if (!sentAt) return 'Bản nháp: chưa gửi cho ai. Mỗi đơn vị nhận thư theo việc đơn vị còn nợ lúc gửi.';
  return reached > 0
    ? `${sentByName} đã gửi lúc ${formatTime(sentAt)}.`
    : `${sentByName} đăng trên cổng lúc ${formatTime(sentAt)}. Không đơn vị nào có địa chỉ nhận nên không có thư nào gửi đi.`;
}

function countsOf({ opened, recipients: { groups }, isMailSet }: DraftParts, isOpen: boolean) {
  const told = groups.flatMap((group) => (group.owed ? [{ ...group, owed: group.owed }] : []));
  const [units, unreached] = [sum(told, 'units'), sum(told, 'unreached')];
  const [isSent, reached] = [opened.draft.sentAt !== null, units - unreached];
  return {
    state: stateWords(opened.draft, reached),
    mailWarning: isOpen && reached > 0 && !isMailSet ? NO_MAIL : '',
    summary: units > 0 ? `${formatNumber(units)} đơn vị: ${countWords(told)}.` : '',
    recipientsTitle: recipientsTitle(reached, unreached),
    leftOut: leftOutWords(opened, sum(groups, 'units') - units),
    unreached: unreachedWords(unreached, isSent),
    paperHref: unreached > 0 ? `${reminderLetter(opened.reminders.period.year)}?loai=all&lien-he=khong` : '',
    sendText: isOpen && units > 0 ? sendText(units, reached) : '',
  };
}

const NO_MAIL = 'Cổng chưa cấu hình thư điện tử: thư bấm gửi sẽ chờ, chưa đến đơn vị nào.';

/** Who can be written to gets it by mail; all read it when they sign in. */
function sendText(units: number, reached: number): string {
  return reached > 0
    ? `Gửi cho ${formatNumber(reached)} đơn vị`
    : `Đăng trên cổng cho ${formatNumber(units)} đơn vị, không có thư gửi đi`;
}

/** `unreached`: to whom nothing goes. */
function recipientsTitle(reached: number, unreached: number): string {
  const title = `Đơn vị nhận thư: ${formatNumber(reached)}`;
  return unreached > 0 ? `${title}; không có địa chỉ nhận: ${formatNumber(unreached)}` : title;
}

function pagerOf({ opened, recipients: { rows, more }, after }: DraftParts): SafeHtml {
  const address = draftAddress(opened);
  const last = rows.at(-1);
  return ui.pager({
    previous: after ? { href: address, text: 'Về trang đầu' } : undefined,
    next: more && last ? { href: `${address}?sau=${last.reportId}` } : undefined,
  });
}

/** What is saved now where something else was typed. */
function theirsOf({ draft }: AnyDraft, posted: readonly (keyof Wordings)[], { values }: Form): string[] {
  return posted.flatMap((name) => {
    const { subject, text } = draft.wordings[name];
    return [
      ...(subject === values[`${name}_subject`] ? [] : [`${wordingLabels[name]}, tiêu đề: ${subject}`]),
      ...(text === values[`${name}_text`] ? [] : [`${wordingLabels[name]}, nội dung: ${text}`]),
    ];
  });
}

function sum(groups: readonly DraftGroup[], of: 'units' | 'unreached'): number {
  return groups.reduce((all, group) => all + group[of], 0);
}

/** `form`: where the texts can be edited. */
function groupsOf({ recipients, examples, posted }: DraftParts, form: Form | undefined): DraftPage['groups'] {
  return owedKinds.flatMap((owed) => {
    const group = recipients.groups.find((found) => found.owed === owed);
    const name = wordingNames[owed];
    if (!group && !posted.includes(name)) return [];
    const { units = 0, unreached = 0 } = group ?? {};
    const example = examples.find((found) => found.owed === owed);
    return [
      {
        id: name,
        title: `${wordingLabels[name]}: ${formatNumber(units)} đơn vị`,
        note: unreached > 0 ? `Trong đó ${formatNumber(unreached)} đơn vị không có địa chỉ nhận.` : '',
        controls: form ? wordControls(name, form) : [],
        preview: example ? previewOf(example) : null,
      },
    ];
  });
}

function previewOf({ unit, words }: Example) {
  return { to: unit, subject: words.subject, text: paragraphs(words.text) };
}

function wordControls(name: keyof Wordings, form: Form): SafeHtml[] {
  const label = wordingLabels[name];
  return [
    ui.field({ name: `${name}_subject`, label: `${label}: tiêu đề thư`, form }),
    ui.field({
      name: `${name}_text`,
      label: `${label}: nội dung thư`,
      hint: `Chỗ điền riêng cho từng đơn vị: ${placeholderNames.join(', ')}. Dòng trống ngăn các đoạn.`,
      kind: 'textarea',
      rows: 10,
      form,
    }),
  ];
}

function leftOutWords({ draft }: AnyDraft, count: number): string {
  if (count === 0) return '';
  const units = formatNumber(draft.sentAt ? draft.leftOut : count);
  return draft.sentAt
    ? `${units} đơn vị không còn nợ báo cáo lúc gửi nên không nhận thư.`
    : `${units} đơn vị trong danh sách không còn nợ báo cáo nên không nhận thư.`;
}

function unreachedWords(count: number, isSent: boolean): string {
  if (count === 0) return '';
  const reads = isSent ? 'thư không gửi đi được' : 'thư sẽ không gửi đi được';
  return `${formatNumber(count)} đơn vị không có địa chỉ nhận: ${reads}, đơn vị chỉ đọc được khi đăng nhập cổng. Hãy gửi công văn cho các đơn vị ấy, và đề nghị người lập báo cáo khai địa chỉ thư ở trang Tài khoản.`;
}

function recipientsTable(
  rows: readonly Recipient[],
  { isOpen, isSent }: { isOpen: boolean; isSent: boolean },
  now: Date,
): SafeHtml {
  return ui.table({
    caption: 'Đơn vị nhận thư',
    rows,
    columns: [
      ['Đơn vị', ({ reportId, unit }) => (isOpen ? { html: reportTick(reportId, unit) } : unit)],
      isSent
        ? ['Thư', ({ owed }) => toldWords(owed)]
        : ['Việc phải làm', (row) => dueWords(row, now) ?? NOT_OWING],
      ['Liên hệ', (row) => contactWords(row, isSent)],
    ],
  });
}

function contactWords({ owed, isReachable }: Recipient, isSent: boolean): string {
  if (!owed) return '';
  return isSent && isReachable ? 'Có thư gửi đi' : addressWords(isReachable);
}

const NOT_OWING = 'không còn nợ báo cáo, không nhận thư';

function toldWords(owed: Owed | null): string {
  return owed ? `Thư “${wordingLabels[wordingNames[owed]]}”` : NOT_OWING;
}

/** Says what became of a letter: to whom it goes, who cannot be written to, who owed nothing any more. */
export function sentWords(
  { units, unreached, leftOut }: ReminderResult & { leftOut: number },
  isMailSet: boolean,
): string {
  const reached = units - unreached;
  const waits = isMailSet ? '' : ' Cổng chưa cấu hình thư điện tử nên thư đang chờ.';
  return [
    reached > 0
      ? `Đã chuyển gửi thư đôn đốc đến ${formatNumber(reached)} đơn vị.${waits}`
      : 'Đã đăng trên cổng; không có thư nào gửi đi.',
    ...(unreached > 0
      ? [
          `${formatNumber(unreached)} đơn vị không có địa chỉ nhận: hãy gửi công văn cho các đơn vị ấy (xem dưới đây).`,
        ]
      : []),
    ...(leftOut > 0 ? [`${formatNumber(leftOut)} đơn vị không còn nợ báo cáo nên không gửi.`] : []),
  ].join(' ');
}
