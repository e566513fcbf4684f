import { parentBody } from '../../document-settings/issuer.js';
import { hasRole, OWN_ROLES } from '../../platform/actor.js';
import type { WorkFact } from '../../platform/page/blocks.js';
import { daysBetween } from '../../platform/text/calendar.js';
import { formatDay, formatDueBefore, formatTime } from '../../platform/text/format.js';
import { phoneHref } from '../../platform/text/phone-href.js';
import { ownComments } from '../addresses.js';
import { countWords } from '../comments/rules.js';
import { dayOwed, isToCorrect, lockedFrom, timeliness } from '../deadlines.js';
import { isEditable } from '../lifecycle.js';
import { timelinessWords } from '../status-tags.js';
import type { OwnWork } from './work-finders.js';

/** Until when, counted in whole days to the last one that is in time. */
export function dueFact({ open: { report }, extension }: OwnWork, now: Date): WorkFact {
  const before = dayOwed(report);
  const what = isToCorrect(report) ? 'sửa' : 'nộp';
  const left = daysBetween(now, before) - 1;
  const isExtended = extension?.dueBefore.getTime() === before.getTime();
  const lines = isExtended
    ? [`Đã được gia hạn: ${extension.reason}`, `Người gia hạn: ${extension.grantedByName}.`]
    : [];
  if (left < 0)
    return {
      ...{ label: `Quá hạn ${what}`, figure: String(-left), unit: 'ngày', isLate: true },
      strong: `hạn ${what} là ${formatDueBefore(before)}`,
      lines: [
        ...lines,
        `Cổng còn nhận đến hết ngày ${formatDay(new Date(lockedFrom(report).getTime() - 1))}.`,
      ],
    };
  const [figure, unit] = left === 0 ? ['Hôm nay', 'là ngày cuối'] : [String(left), 'ngày nữa'];
  return { label: `Hạn ${what}`, figure, unit, strong: formatDueBefore(before), lines };
}

/** When it was filed. */
export function filedFact({ open: { report } }: OwnWork): WorkFact[] {
  const { lastSubmittedAt, status } = report;
  if (!lastSubmittedAt || isEditable(status) || status === 'EXEMPT') return [];
  const inTime = timeliness(report, lastSubmittedAt);
  return [{ label: 'Đã nộp', strong: formatTime(lastSubmittedAt), lines: [`${timelinessWords(inTime)}.`] }];
}

/** For whom it is, and whom to ask. */
export function receiverFact({ open: { report, actor }, comments }: OwnWork): WorkFact {
  const { contactBoard = '', contactPhone = '' } = report.parent ?? {};
  const phone = contactPhone && { icon: 'phone' as const, text: contactPhone, href: phoneHref(contactPhone) };
  const talk = {
    icon: 'chat' as const,
    text: comments.all === 0 ? 'Trao đổi với người xét duyệt' : `Trao đổi: ${countWords(comments)}`,
    href: ownComments(report.period.year),
  };
  const talks = report.parentId !== null && hasRole(actor, ...OWN_ROLES);
  return {
    label: 'Nơi nhận',
    strong: parentBody(report.parent),
    lines: contactBoard === '' ? [] : [contactBoard],
    links: [...(phone ? [phone] : []), ...(talks ? [talk] : [])],
  };
}
