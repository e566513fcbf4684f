import { z } from 'zod';
import { formatNumber } from '../../platform/text/format.js';
import { cleanLine, fold } from '../../platform/text/text.js';
import { countedAnswers } from '../totals.js';
import { asStored, fieldBase, namesNone, noSuffix, type Kind } from './kind.js';

const schema = z.strictObject({ ...fieldBase, kind: z.literal('yes-no') });
export type YesNoField = z.infer<typeof schema>;

export const yesNo = {
  schema,
  editor: { name: 'Có hoặc không', boxes: [], options: ['required', 'prefill'] },
  answered: {
    by: 'typing',
    control: () => ({
      as: 'radios',
      items: [
        { value: 'yes', text: 'Có' },
        { value: 'no', text: 'Không' },
      ],
    }),
    cell: {
      format: '@',
      validation: () => ({ type: 'list', formulae: ['"Có,Không"'], error: 'Hãy chọn Có hoặc Không.' }),
      help: (_field, help) => help,
      written: (_field, typed) => (typed === 'yes' ? 'Có' : 'Không'),
      fromText: (_field, text) => WRITTEN[fold(cleanLine(text))] ?? text,
      fromNumber: (_field, value) => formatNumber(value),
    },
    read: ({ label }, text) =>
      text === 'yes' || text === 'no'
        ? { answer: text === 'yes' }
        : { problem: `${label}: hãy chọn Có hoặc Không.` },
    typed: (_field, answer) => (answer === true ? 'yes' : 'no'),
    accepts: () => true,
    servesAgain: () => true,
  },
  reads: 'line',
  isFigure: false,
  isWhole: false,
  suffix: noSuffix,
  words: (_field, answer) => (answer === true ? 'Có' : 'Không'),
  exported: asStored,
  consolidated: ({ code }, totals) => countedAnswers(code, COUNTED, totals),
  renamed: namesNone,
} satisfies Kind<YesNoField>;

/** What stands in a cell, folded. */
const WRITTEN: Readonly<Record<string, string>> = {
  co: 'yes',
  yes: 'yes',
  true: 'yes',
  khong: 'no',
  no: 'no',
  false: 'no',
};

const COUNTED = [
  { code: 'true', label: 'Có' },
  { code: 'false', label: 'Không' },
];
