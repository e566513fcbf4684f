// Vietnamese telephone numbers, kept as the digits that one dials inside the country: "0912345678".

const MOBILE = /^0[35789]\d{8}$/;
const LANDLINE = /^02\d{9}$/;
const HOTLINE = /^1[89]00\d{4,6}$/;
/** Of Hà Nội and Thành phố Hồ Chí Minh; all others have four digits. */
const SHORT_AREA = /^02[48][1-9]/;

/**
 * A number as people write it, with blanks, dots, dashes, brackets, +84, or without its first 0 as a spreadsheet leaves
 * it → its digits; undefined for anything that is not one Vietnamese number.
 */
export function parsePhone(typed: string): string | undefined {
  const digits = typed
    .replace(/[\s.()-]/g, '')
    .replace(/^(?:\+|00)84(?=\d{9})/, '0')
    .replace(/^84(?=\d{9,10}$)/, '0')
    .replace(/^00(?=[235789])/, '0');
  const whole = /^(?:[35789]\d{8}|2\d{9})$/.test(digits) ? `0${digits}` : digits;
  return [MOBILE, LANDLINE, HOTLINE].some((kind) => kind.test(whole)) ? whole : undefined;
}

/** Says in Vietnamese what is wrong with a typed number; undefined where nothing is. */
export function phoneProblem(typed: string): string | undefined {
  if (parsePhone(typed) !== undefined) return undefined;
  if (/[,;/]|\bhoặc\b/.test(typed)) return 'Chỉ ghi một số điện thoại, là số dễ gọi nhất.';
  if (/^(?:\+?84|0)?1\d{9}$/.test(typed.replace(/[\s.()-]/g, '')))
    return 'Số di động 11 chữ số đã đổi thành 10 chữ số từ năm 2018. Hãy ghi số mới.';
  return 'Số điện thoại phải có 10 chữ số (di động) hoặc 11 chữ số kể cả mã vùng (cố định), ví dụ 0912 345 678 hoặc 0240 3123 456.';
}

/** "0912345678" → "0912 345 678"; what is not a kept number stays as it is. */
export function formatPhone(phone: string): string {
  if (LANDLINE.test(phone)) return grouped(phone, SHORT_AREA.test(phone) ? [3, 4, 4] : [4, 4, 3]);
  if (MOBILE.test(phone)) return grouped(phone, [4, 3, 3]);
  return HOTLINE.test(phone) ? grouped(phone, [4, phone.length - 4]) : phone;
}

/** "0912 345 678, Zalo: Thu Hà"; "–" for neither. */
export function phoneInWords({ phone, zaloName }: { phone: string; zaloName: string }): string {
  const parts = [phone && formatPhone(phone), zaloName && `Zalo: ${zaloName}`];
  return parts.filter((part) => part !== '').join(', ') || '–';
}

function grouped(digits: string, sizes: readonly number[]): string {
  let from = 0;
  return sizes.map((size) => digits.slice(from, (from += size))).join(' ');
}
