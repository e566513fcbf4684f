/**
 * Where a line of Vietnamese must not end: its blanks become no-break ones. Between a figure and its unit ("190,2 %",
 * "5 triệu đồng"), a word and its number ("ngày 09", "Phụ lục 1", "Số: 05/BC-…"), an abbreviation of signing and what
 * it stands for ("TM. BAN …"), the dash of a list and its item; and before a dash or a closing mark.
 */
export function bound(text: string): string {
  return RULES.reduce((words, [pattern, bond]) => words.replace(pattern, bond), text);
}

export const NO_BREAK = '\u00a0';

const UNITS =
  '%|‰|đồng|nghìn|ngàn|triệu|tỷ|tỉ|người|lượt|cuộc|buổi|tin|bài|đơn vị|tập thể|cá nhân|giờ|phút|lần|km|kg|m|ha';
const NUMBERED =
  'ngày|tháng|năm|quý|tuần|số|số:|điều|khoản|điểm|mục|phần|chương|phụ lục|nội dung|kiến nghị|lần|thứ|khóa|trang|bảng|mẫu|hạng';

const RULES: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\p{N}])(phụ) (?=lục \d)/giu, `$1${NO_BREAK}`],
  [new RegExp(`(\\d) (?=(?:${UNITS})(?![\\p{L}\\p{N}]))`, 'gu'), `$1${NO_BREAK}`],
  [/(?<=\d\u00a0(?:nghìn|triệu|tỷ|tỉ)) (?=đồng)/gu, NO_BREAK],
  [
    new RegExp(`(?<![\\p{L}\\p{N}])(${NUMBERED}|lục|dung|nghị) (?=[\\d…]|[IVX]+(?![\\p{L}]))`, 'giu'),
    `$1${NO_BREAK}`,
  ],
  [/(?<![\p{L}\p{N}])(TM|KT|TL|TUQ|Q|V\/v|TP)(\.?) (?=\p{Lu}|\p{Ll})/gu, `$1$2${NO_BREAK}`],
  [/^([-–•+]) /gmu, `$1${NO_BREAK}`],
  [/(?<=\S) (?=[–—-] |[;:!?)\]”»])/gu, NO_BREAK],
];
