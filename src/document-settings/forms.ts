import { z } from 'zod';
import { lineField, numberField, optionalLine, type Values } from '../platform/page/forms.js';
import { wordingLengths, type DocumentSettings } from './rules.js';

/** What every unit says of its documents. */
export const placeForm = z.object({
  version: numberField('Số phiên bản của cài đặt'),
  place: lineField('Địa danh', wordingLengths.place),
  board: optionalLine('Bộ phận lưu', wordingLengths.board),
});

export function placeValues({ wording }: DocumentSettings, version: number): Values {
  return { place: wording.place, board: wording.board, version: String(version) };
}
