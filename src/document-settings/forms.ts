import { z } from 'zod';
import { lineField, numberField, optionalLine, type Values } from '../platform/page/forms.js';
import { wordingLengths, type DocumentSettings } from './rules.js';
import { authorityAnswer, authorityOf } from './wording-questions.js';

const NO_AUTHORITY = 'Hãy chọn dòng in trên chữ ký.';

/** What every unit says of its documents. */
export const placeForm = z.object({
  version: numberField('Số phiên bản của cài đặt'),
  place: lineField('Địa danh', wordingLengths.place),
  /** Not asked everywhere. */
  board: optionalLine('Bộ phận lưu', wordingLengths.board).optional(),
  authority: z
    .string({ error: NO_AUTHORITY })
    .min(1, NO_AUTHORITY)
    .max(wordingLengths.authority)
    .transform(authorityOf),
});

export function placeValues(settings: DocumentSettings, version: number): Values {
  const { place, board } = settings.wording;
  return { place, board, authority: authorityAnswer(settings), version: String(version) };
}
