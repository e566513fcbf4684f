/** Folds for search: no case, no diacritics, đ (and what looks like it) as d. "Đường" → "duong" */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase().replace(/[đðɖ]/g, 'd');
}

/** Whether two names are the same but for case and for what `cleanLine` removes: old rows may not have been cleaned. */
export function isSame(name: string, other: string): boolean {
  return cleanLine(name).toLowerCase() === cleanLine(other).toLowerCase();
}

/** Escapes typed text for LIKE, so that none of its characters is a wildcard. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, String.raw`\$&`);
}

// C0 and C1 controls but tab and line ends. Word's vertical tab and form feed count as line ends.
// eslint-disable-next-line no-control-regex -- they are what it looks for
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
// eslint-disable-next-line no-control-regex -- they are what it looks for
const LINE_ENDS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
// What nobody sees: zero widths, soft hyphens, marks of direction, joiners, fillers, tags; what is no character at all.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffc]/gu;
// Every blank that is none of the keyboard's: no-break, narrow, wide; and the blank of Braille.
const BLANKS = /[\p{Zs}\u2800]/gu;
// Where Word puts the signs of its faces Symbol and Wingdings, of which other faces know none: nearly always bullets.
const WORD_SYMBOLS = /[\uf020-\uf0ff]/g;
// What looks like Đ and đ on old keyboards, and is other letters: Icelandic and African.
const FALSE_D: Readonly<Record<string, string>> = { Ð: 'Đ', Ɖ: 'Đ', ð: 'đ', ɖ: 'đ' };

/** Whether the text holds control characters that no keyboard types. */
export function hasControls(text: string): boolean {
  return text.search(CONTROLS) >= 0;
}

// Letters of Vietnamese and of most languages around it, what a keyboard has, dashes and quotes: each is itself in NFC, and
// nothing below looks for any of them.
const ORDINARY = /^[\n -~À-ÏÑ-ïñ-ſƠơƯưẠ-ỹ–—‘’“”…]*$/;

/**
 * What every text that comes in goes through: NFC, one Đ, "\n" line ends, ordinary blanks, a dash for Word's bullets,
 * nothing invisible, no outer blanks. Clean text stays as it is.
 */
export function cleanText(text: string): string {
  if (ORDINARY.test(text)) return text.trim();
  return text
    .replace(LINE_ENDS, '\n')
    .toWellFormed()
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(BLANKS, ' ')
    .replace(WORD_SYMBOLS, '–')
    .normalize('NFC')
    .replace(/[ÐƉðɖ]/g, (letter) => FALSE_D[letter] ?? letter)
    .trim();
}

/** Its first `most` characters as JavaScript counts them, and never half of one: neither JSON nor the database takes that. */
export function clip(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

const MAIL_ADDRESS =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/i;

/** One e-mail address of at most 200 characters, as people have them: no name, no quotes, a domain with a dot. */
export function isMailAddress(text: string): boolean {
  return text.length <= 200 && text.indexOf('@') <= 64 && MAIL_ADDRESS.test(text);
}

/** The same on one line: runs of white space become one space. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}
