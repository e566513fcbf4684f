import { readFileSync } from 'node:fs';

/** The official guidance as the federation issued it, for comparison. */
export const officialSource = readFileSync(
  new URL('official/huong-dan-neu-guong.txt', import.meta.url),
  'utf8',
);

/** The words of a text in reading order, in NFC; a dash that begins a line is markup of a list, and no word. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .split('\n')
    .flatMap((line) => line.trim().replace(/^- /, '').split(/\s+/))
    .filter((word) => word !== '');
}

/** The text that a reader sees in a piece of the portal's markup, without the signs of links and notes; blocks begin new lines. */
export function textOf(html: string): string {
  return html
    .replace(/<a class="anchor[^>]*>.*?<\/a>|<sup class="note-ref".*?<\/sup>/g, '')
    .replace(/<\/?(?:p|li|ul|h\d|br|section|header|footer)\b[^>]*>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
