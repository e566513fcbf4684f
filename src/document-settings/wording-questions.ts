import { officialLayout } from '../platform/documents/layout.js';
import { WHOLE_COMMITTEE, type DocumentSettings } from './rules.js';

// What every unit is asked once before its first document is signed: where it has its seat, and for whom its signatory signs.

const NONE = 'khong-in';
/** The guidance is signed for the standing committee; most grassroots unions have none. */
const AUTHORITIES = [
  { value: officialLayout.authority, text: officialLayout.authority, hint: 'Đơn vị có Ban Thường vụ.' },
  {
    value: WHOLE_COMMITTEE,
    text: WHOLE_COMMITTEE,
    hint: 'Đơn vị không có Ban Thường vụ, như phần lớn công đoàn cơ sở.',
  },
  { value: NONE, text: 'Không in dòng này', hint: 'Trên chữ ký chỉ in chức vụ của người ký.' },
];

/** The questions, as ui.field and ui.radios take them. */
export const placeQuestion = {
  name: 'place',
  label: 'Địa danh',
  hint: 'Tên tỉnh, thành phố hoặc xã, phường nơi đơn vị đóng; in trước ngày tháng của văn bản. Ví dụ: Hà Nội',
  width: 20,
} as const;

/** `own`: what the unit prints now, where that is none of the usual. */
export function authorityQuestion(own: string) {
  const isUsual = own === '' || AUTHORITIES.some(({ value }) => value === own);
  const mine = isUsual ? [] : [{ value: own, text: own, hint: 'Như đơn vị đang in.' }];
  return { name: 'authority', legend: 'Trên chữ ký in dòng nào?', items: [...mine, ...AUTHORITIES] };
}

/** What is chosen, as the question's answer; '' where the unit has not said it. */
export function authorityAnswer({ wording, isAuthorityChosen }: DocumentSettings): string {
  return isAuthorityChosen ? wording.authority || NONE : '';
}

/** An answer in the question's own words. */
export function authorityWords(answer: string): string {
  return AUTHORITIES.find(({ value }) => value === answer)?.text ?? answer;
}

/** What an answer prints. */
export function authorityOf(answer: string): string {
  return answer === NONE ? '' : answer.trim();
}
