import { z } from 'zod';

const text = z.string().default('');

/** What the minutes say beside day, findings and recommendations. Several people stand a line each. */
export const minutes = z.object({
  /** "08:00" */
  from: text,
  to: text,
  place: text,
  ourPeople: text,
  theirPeople: text,
  content: text,
  results: text,
  opinions: text,
  ourSigner: text,
  theirSigner: text,
});
export type Minutes = z.infer<typeof minutes>;
export const noMinutes: Minutes = minutes.parse({});

/** "8h", "8:30", "8 giờ 30 phút" → "08:30"; undefined where it is no time of a day. */
export function readTime(typed: string): string | undefined {
  const found = /^(\d{1,2})\s*(?:[:.h]|giờ|g)\s*(\d{1,2})?\s*(?:phút|p)?$/iu.exec(typed.trim());
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
  if (!found || hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** "08:30" → "08 giờ 30" */
export function timeInWords(time: string): string {
  return time.replace(':', ' giờ ');
}
