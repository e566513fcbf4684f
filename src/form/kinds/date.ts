import { z } from 'zod';
import { inZone, isoDay, parseDay, storedDay } from '../../platform/text/calendar.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import { dayProblem } from '../../platform/page/forms.js';
import { cleanLine } from '../../platform/text/text.js';
import {
  fieldBase,
  namesNone,
  noSuffix,
  notConsolidated,
  plainText,
  type Answer,
  type Kind,
} from './kind.js';

const schema = z.strictObject({ ...fieldBase, kind: z.literal('date') });
export type DateField = z.infer<typeof schema>;

/** A calendar day, stored as "2026-09-09". */
export const date = {
  schema,
  editor: { name: 'Ngày', boxes: [], options: ['required', 'prefill'] },
  answered: {
    by: 'typing',
    control: () => ({ as: 'day' }),
    cell: {
      format: '@',
      validation: (_field, { address }) => ({
        type: 'custom',
        // Two slashes, or the words of a day.
        formulae: [
          `OR(LEN(${address})-LEN(SUBSTITUTE(${address},"/",""))=2,ISNUMBER(SEARCH("năm",${address})))`,
        ],
        errorStyle: 'warning',
        error: 'Ngày viết theo ngày/tháng/năm, ví dụ 09/9/2026.',
        prompt: 'Ghi ngày/tháng/năm, ví dụ 09/9/2026. Đây là ô chữ: máy giữ đúng như bạn ghi.',
      }),
      help: (_field, help) => `${help} Viết ngày/tháng/năm, ví dụ 09/9/2026.`.trim(),
      written: (_field, typed) => typed,
      fromText: (_field, text) => cleanLine(text),
      fromNumber: (_field, value) => formatNumber(value),
    },
    read: ({ label }, text) => {
      const problem = dayProblem(label, text);
      const day = parseDay(text);
      return problem || !day ? { problem: problem ?? label } : { answer: inZone(day).format('YYYY-MM-DD') };
    },
    typed: (_field, answer) => dayWords(answer),
    accepts: () => true,
    // A day is of its own year.
    servesAgain: () => false,
  },
  reads: 'line',
  isFigure: false,
  isWhole: false,
  suffix: noSuffix,
  words: (_field, answer) => dayWords(answer),
  exported: (_field, answer) => {
    const day = storedDay(answer);
    return day ? { day } : answer;
  },
  consolidated: notConsolidated,
  renamed: namesNone,
} satisfies Kind<DateField>;

const dayWords = (answer: Answer) =>
  typeof answer === 'string' ? formatDay(isoDay(answer)) : plainText(answer);
