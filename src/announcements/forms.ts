import { z } from 'zod';
import { addDays, inZone } from '../platform/text/calendar.js';
import { formatDay } from '../platform/text/format.js';
import {
  choiceField,
  dayField,
  lineField,
  numberField,
  optionalDay,
  parseForm,
  postedValues,
  refuse,
  textField,
  type FieldError,
  type Parsed,
  type Values,
} from '../platform/page/forms.js';
import type { Announcement } from '../platform/prisma/client.js';
import type { AnnouncementContent } from './rules.js';

const shape = {
  version: numberField('Số phiên bản'),
  title: lineField('Tiêu đề', 200),
  text: textField('Nội dung', 20_000),
  audience: choiceField('Thông báo cho ai', ['EVERYONE', 'UNITS']),
  showFrom: dayField('Ngày bắt đầu'),
  lastDay: dayField('Ngày cuối cùng'),
};
const newForm = z.object({ ...shape, confirmBefore: optionalDay('Đề nghị xác nhận trước ngày') });
const editForm = z.object(shape);

export interface PostedAnnouncement {
  readonly version: number;
  readonly content: AnnouncementContent;
  /** Whether units are to confirm it, and before which day. */
  readonly confirmBefore: Date | null;
}

/** A new one: neither its first day nor the day for receipts is past. */
export function parseNew(body: unknown, now: Date): Parsed<PostedAnnouncement> {
  const posted = parseForm(newForm, body);
  if (!posted.ok) return posted;
  const { showFrom, confirmBefore } = posted.data;
  const past = [
    ...(showFrom < inZone(now).startOf('day').toDate() ? [PAST_START] : []),
    ...(confirmBefore && confirmBefore <= now ? [PAST_RECEIPT] : []),
  ];
  return checked(body, { ...posted.data, confirmBefore }, past);
}

/** What is announced already has begun: its first day may be past. */
export function parseEdit(body: unknown): Parsed<PostedAnnouncement> {
  const posted = parseForm(editForm, body);
  return posted.ok ? checked(body, { ...posted.data, confirmBefore: null }, []) : posted;
}

const PAST_START = { field: 'showFrom', message: 'Ngày bắt đầu đã qua. Hãy chọn hôm nay hoặc một ngày sau.' };
const PAST_RECEIPT = { field: 'confirmBefore', message: 'Ngày đề nghị xác nhận phải sau hôm nay.' };
const REVERSED = { field: 'lastDay', message: 'Ngày cuối cùng không được trước ngày bắt đầu.' };

function checked(
  body: unknown,
  data: z.infer<typeof editForm> & { confirmBefore: Date | null },
  errors: readonly FieldError[],
): Parsed<PostedAnnouncement> {
  const { version, lastDay, confirmBefore, ...content } = data;
  const found = [...errors, ...(lastDay < content.showFrom ? [REVERSED] : [])];
  if (found.length > 0) return refuse(postedValues(body), ...found);
  return {
    ok: true,
    data: { version, confirmBefore, content: { ...content, showUntil: addDays(lastDay, 1) } },
  };
}

/** An announcement as the form shows it. */
export function announcementValues({ title, text, audience, showFrom, showUntil }: Announcement): Values {
  return { title, text, audience, showFrom: formatDay(showFrom), lastDay: formatDay(addDays(showUntil, -1)) };
}
