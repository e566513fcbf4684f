/** Folds for search: no case, no diacritics, đ as d. "Đường" → "duong" */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase().replaceAll('đ', 'd');
}

/** The text for LIKE: of what is typed, nothing is a wildcard. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, String.raw`\$&`);
}

// C0 and C1 controls but tab and line ends. Word's vertical tab and form feed count as line ends.
// eslint-disable-next-line no-control-regex -- they are what it looks for
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
// eslint-disable-next-line no-control-regex -- they are what it looks for
const LINE_ENDS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
// Invisible marks that hide or reorder text; pasted unawares, they carry nothing. U+FFFE and U+FFFF no document can hold.
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Whether the text holds control characters that no keyboard types. */
export function hasControls(text: string): boolean {
  return text.search(CONTROLS) >= 0;
}

/** What every text that comes in goes through: NFC, "\n" line ends, no control characters, no outer blanks. */
export function cleanText(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .toWellFormed()
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .trim();
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
