import { inZone } from '../platform/text/calendar.js';
import { ui } from '../platform/page/components.js';
import { formatDay, formatNumber, formatTime } from '../platform/text/format.js';
import { phoneHref } from '../platform/text/phone-href.js';
import type { Crumb, Frame, SafeHtml } from '../platform/page/render.js';
import type { Column } from '../platform/page/table.js';
import { parentBody } from '../document-settings/issuer.js';
import { formatPhone } from '../accounts/phones.js';
import { isReachable } from '../accounts/reachable.js';
import { rolesInWords } from '../accounts/rules.js';
import { sentence, type EventDetail } from '../history/actions.js';
import type { InspectionRow } from '../inspections/finders.js';
import { statusWords as inspectionWords } from '../inspections/lifecycle.js';
import { kindWords } from '../inspections/names.js';
import { summedFields } from '../form/definition.js';
import { suffixOf } from '../form/answers.js';
import { FOLLOWING } from '../platform/page/addresses.js';
import { following, reviewOf, unitProfile } from '../reports/addresses.js';
import { isCorrectionOverdue, isToCorrect, movedByExtension, timeliness } from '../reports/deadlines.js';
import { statusTag, timelinessWords } from '../reports/status-tags.js';
import { levelNames } from '../units/rules.js';
import type { OwnReceipt } from '../acknowledgements/finders.js';
import { deliveryOutcome, deliveryOutcomeWords } from '../reminders/overview/rules.js';
import type { UnitReminder } from '../reminders/own/finders.js';
import type { Callee } from '../accounts/finders.js';
import type { Contact, Event, SeenUnit, YearAnswers, YearReport } from './finders.js';
import { inspectionAddress } from '../inspections/addresses.js';

export interface UnitPage extends Frame {
  /** That the unit stands elsewhere today, and what of it is shown; '' otherwise. */
  moved: string;
  facts: SafeHtml;
  contacts: SafeHtml;
  /** Said where nobody of the unit can be reached by mail; '' otherwise. */
  unreachable: string;
  reports: SafeHtml;
  /** '' where no report has any. */
  figures: SafeHtml;
  reminders: readonly { when: string; text: string }[];
  receipts: readonly { title: string; text: string }[];
  inspections: readonly { text: string; href: string; state: string }[];
  events: readonly { when: string; text: string }[];
}

declare module '../platform/page/render.js' {
  interface Pages {
    'unit-page/unit': UnitPage;
  }
}

export interface UnitParts {
  readonly seen: SeenUnit;
  readonly contacts: readonly Contact[];
  readonly callees: readonly Callee[];
  readonly reports: readonly YearReport[];
  readonly answers: readonly YearAnswers[];
  readonly events: readonly Event[];
  readonly reminders: readonly UnitReminder[];
  readonly receipts: readonly OwnReceipt[];
  readonly inspections: readonly InspectionRow[];
}

/** Everything a reviewer may know of one unit, over the years. */
export function unitPage(parts: UnitParts, now: Date): UnitPage {
  const { seen, contacts, callees, reports, answers, events, inspections } = parts;
  const years = new Map(reports.map(({ id, year }) => [id, String(year)]));
  return {
    title: seen.unit.name,
    nav: 'following',
    crumbs: crumbs(seen),
    moved: seen.isBelow ? '' : movedWords(seen),
    facts: facts(seen, reports[0]?.year ?? inZone(now).year()),
    contacts: contactTable([...contacts.map(contactRow), ...otherNumbers(callees, contacts)]),
    unreachable: !seen.isBelow || contacts.some(isReachable) ? '' : UNREACHABLE,
    reports: reportTable(reports, seen.unit, now),
    figures: figureTable(answers),
    reminders: parts.reminders.map(reminderRow),
    receipts: parts.receipts.map(receiptRow),
    inspections: inspections.map((one) => ({
      text: `${kindWords[one.kind]}, ${formatDay(one.plannedOn)}: ${one.topic}`,
      // Its own page is for those who inspect.
      href: one.parentId === seen.actor.unit.id ? inspectionAddress(one.id) : '',
      state: inspectionWords[one.status],
    })),
    events: events.map((event) => ({
      when: formatTime(event.at),
      text: `${event.actorName} ${sentence(event.action, event.detail as EventDetail)} (năm ${years.get(event.reportId ?? 0) ?? ''})`,
    })),
  };
}

/** Of a unit that has moved away: what was between it and the reader's branch. */
export function ofReaders(parts: UnitParts): UnitParts {
  const { seen, reports, reminders, inspections } = parts;
  const received = new Set(reports.map(({ id }) => id));
  return {
    ...parts,
    receipts: [],
    reminders: reminders.filter(({ reportId }) => received.has(reportId)),
    inspections: inspections.filter(({ parentId }) => parentId === seen.actor.unit.id),
  };
}

function movedWords({ unit }: SeenUnit): string {
  return `Đơn vị nay báo cáo về ${parentBody(unit.parent)}. Ở đây chỉ có những gì đơn vị đã báo cáo khi còn trực thuộc.`;
}

const UNREACHABLE =
  'Chưa ai lập báo cáo hoặc ký duyệt của đơn vị có địa chỉ thư điện tử, nên thư đôn đốc không đến được. Hãy đề nghị đơn vị khai địa chỉ ở trang Tài khoản.';

/** By way of the unit's own parent where that is not the reader's unit. */
function crumbs({ actor, isBelow, unit: { name, parent } }: SeenUnit): Crumb[] {
  const between =
    isBelow && parent && parent.id !== actor.unit.id
      ? [{ text: parent.name, href: unitProfile(parent.id) }]
      : [];
  return [{ text: 'Theo dõi', href: FOLLOWING }, ...between, { text: name }];
}

function facts({ isBelow, unit }: SeenUnit, year: number): SafeHtml {
  const below = `${following(year)}?don-vi=${unit.id}`;
  return ui.summaryList([
    { key: 'Mã đơn vị', value: unit.code },
    { key: 'Cấp', value: levelNames[unit.level] },
    { key: 'Báo cáo về', value: parentBody(unit.parent) },
    {
      key: 'Hoạt động',
      value: `từ ${formatDay(unit.activeFrom)}${unit.activeTo ? ` đến trước ngày ${formatDay(unit.activeTo)}` : ''}`,
    },
    ...(unit.needsSignatory ? [{ key: 'Nộp báo cáo', value: 'Người ký duyệt nộp (hai bước)' }] : []),
    ...(isBelow && unit.hasChildren
      ? [{ key: 'Đơn vị cấp dưới', html: ui.link({ text: 'Theo dõi các đơn vị cấp dưới', href: below }) }]
      : []),
  ]);
}

interface ContactRow extends Pick<Contact, 'position' | 'email' | 'phone' | 'zaloName'> {
  readonly name: string;
  readonly role: string;
}

function contactRow({ fullName, roles, ...contact }: Contact): ContactRow {
  return { ...contact, name: fullName, role: rolesInWords(roles) };
}

/** The numbers of the list of calls that no person here has: that of the office. */
function otherNumbers(callees: readonly Callee[], contacts: readonly Contact[]): ContactRow[] {
  const known = contacts.map(({ phone }) => phone);
  return callees
    .filter(({ phone }) => phone !== '' && !known.includes(phone))
    .map(({ name, phone, zaloName }) => ({
      ...{ name, phone, zaloName, position: '', email: '' },
      role: 'Đầu mối của đơn vị',
    }));
}

function contactTable(rows: readonly ContactRow[]): SafeHtml {
  return ui.table({
    caption: 'Người liên hệ',
    rows,
    columns: [
      ['Họ và tên', ({ name }) => name],
      ['Chức vụ', ({ position }) => position || '–'],
      ['Vai trò', ({ role }) => role],
      ['Thư điện tử', ({ email }) => email || '–'],
      ['Điện thoại', ({ phone }) => ({ text: formatPhone(phone) || '–', href: phoneHref(phone) }), 'nowrap'],
      ['Tên trên Zalo', ({ zaloName }) => zaloName || '–'],
    ],
  });
}

function reportTable(reports: readonly YearReport[], unit: SeenUnit['unit'], now: Date): SafeHtml {
  return ui.table({
    caption: 'Báo cáo qua các năm',
    rows: reports,
    columns: [
      ['Năm', ({ id, year }) => ({ text: `Năm ${year}`, href: reviewOf(id) }), 'nowrap'],
      ['Trạng thái', ({ status }) => ({ html: statusTag(status) })],
      ['Hạn nộp', (report) => dueWords(report) + receiverWords(report, unit)],
      ['Thời hạn', (report) => timeWords(report, now)],
      ['Nộp lần đầu', ({ firstSubmittedAt }) => (firstSubmittedAt ? formatTime(firstSubmittedAt) : '–')],
      ['Số lần', roundWords],
      ['Chấp nhận', ({ acceptedAt }) => (acceptedAt ? formatDay(acceptedAt) : '–')],
    ],
    empty: 'Đơn vị chưa có kỳ báo cáo nào.',
  });
}

function dueWords(report: YearReport): string {
  const isExtended = report.extensions.some((one) => movedByExtension(report, one) === 'deadline');
  return `trước ngày ${formatDay(report.dueBefore)}${isExtended ? EXTENDED : ''}`;
}

/** Whom a report went to, where that is not where the unit reports today. */
function receiverWords({ parentId, parent }: YearReport, unit: SeenUnit['unit']): string {
  return parentId === unit.parentId ? '' : `, nộp về ${parentBody(parent)}`;
}

const EXTENDED = ' (đã gia hạn)';

function timeWords(report: YearReport, now: Date): string {
  const words = timelinessWords(timeliness(report, now));
  if (!isToCorrect(report) || !report.correctBefore) return words;
  const late = isCorrectionOverdue(report, now) ? ', đã quá hạn' : '';
  // A later return sets a day of its own: only the extension to this very day moved it.
  const day = report.correctBefore.getTime();
  const isExtended = report.extensions.some(
    (one) => movedByExtension(report, one) === 'correction' && one.dueBefore.getTime() === day,
  );
  return `${words}; sửa trước ngày ${formatDay(report.correctBefore)}${isExtended ? EXTENDED : ''}${late}`;
}

function roundWords({ received, returns }: YearReport): string {
  if (received.length === 0) return '–';
  return `${received.length} lần nộp${returns > 0 ? `, ${returns} lần trả lại` : ''}`;
}

function reminderRow(reminder: UnitReminder): UnitPage['reminders'][number] {
  const year = String(reminder.report.period.year);
  const fate = deliveryOutcomeWords[deliveryOutcome(reminder)];
  const note = reminder.note && ` ${reminder.note}`;
  return { when: formatTime(reminder.at), text: `Năm ${year}: ${reminder.title}. ${fate}.${note}` };
}

function receiptRow({ request, confirmedAt, confirmedByName }: OwnReceipt): UnitPage['receipts'][number] {
  const by = `trước ngày ${formatDay(request.confirmBefore)}`;
  const text = confirmedAt
    ? `${confirmedByName} đã xác nhận lúc ${formatTime(confirmedAt)}`
    : `chưa xác nhận, đề nghị xác nhận ${by}`;
  return { title: request.title, text };
}

/** The figures that consolidation sums, a column a year, oldest first; by the words of the newest form that asks them. */
function figureTable(answers: readonly YearAnswers[]): SafeHtml {
  const labels = new Map<string, string>();
  for (const { field } of answers.flatMap(({ form }) => summedFields(form))) {
    const suffix = suffixOf(field);
    if (!labels.has(field.code)) labels.set(field.code, suffix ? `${field.label} (${suffix})` : field.label);
  }
  const value = (answer: unknown) => (typeof answer === 'number' ? formatNumber(answer) : '–');
  return ui.table({
    caption: 'Số liệu qua các năm',
    rows: [...labels],
    columns: [
      ['Chỉ tiêu', ([, label]) => label],
      ...[...answers]
        .reverse()
        .map(({ year, status, answers: of }): Column<[code: string, label: string]> => [
          { text: status === 'ACCEPTED' ? String(year) : `${year} (chưa chấp nhận)`, label: String(year) },
          ([code]) => value(of.get(code)),
          'num',
        ]),
    ],
  });
}
