import type { GuidanceContent } from '../guidance/content.js';
import { audiencePages } from '../guidance/rules.js';
import type { Audience } from '../form/audiences.js';
import { DOCUMENTS } from '../documents/addresses.js';
import { obligationsAddress } from '../guidance/addresses.js';

type BasisDocument = GuidanceContent['basisDocuments'][number];

/** A stretch of a text; `note` is the number of the note that stands after it, 0 where none does. */
export interface Run {
  readonly text: string;
  readonly note: number;
}

/** Takes notes of the documents that texts mention: each at its first mention, numbered from 1. */
export interface NoteTaker {
  /** The text, parted where notes stand. Texts are given in the order in which they are read. */
  readonly take: (text: string) => Run[];
  /** The documents mentioned so far, in the order of their notes. */
  readonly noted: readonly BasisDocument[];
}

export function noteTaker(documents: readonly BasisDocument[]): NoteTaker {
  const noted: BasisDocument[] = [];
  const take = (text: string) => {
    const found = documents
      .filter((document) => !noted.includes(document))
      .flatMap((document) => {
        const end = endOfMention(text, document);
        return end === undefined ? [] : [{ document, end }];
      })
      .sort((a, b) => a.end - b.end);
    const runs = found.map(({ document, end }, at) => ({
      text: text.slice(found[at - 1]?.end ?? 0, end),
      note: noted.push(document),
    }));
    return [...runs, { text: text.slice(found.at(-1)?.end ?? 0), note: 0 }];
  };
  return { take, noted };
}

/** A text says "số 01-KL" of what is numbered 01-KL/TW; a bare "số 154" would be any number. */
function endOfMention(text: string, { number }: BasisDocument): number | undefined {
  if (number === '') return undefined;
  const [short = ''] = number.split('/');
  const names = /\p{L}/u.test(short) ? [number, short] : [number];
  const said = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)).join('|');
  const match = new RegExp(String.raw`số\s+(?:${said})(?![\p{L}\p{N}/])`, 'iu').exec(text);
  return match ? match.index + match[0].length : undefined;
}

/** Syllables that an adult reads in a minute without haste. */
const PACE = 220;

/** "Đọc khoảng 6 phút" */
export function readingTime(texts: readonly string[]): string {
  const syllables = texts.join(' ').split(/\s+/).length;
  return `Đọc khoảng ${Math.max(1, Math.round(syllables / PACE))} phút`;
}

/** "Kế hoạch số 154/KH-TLĐ ngày 08/12/2021 của Tổng Liên đoàn Lao động Việt Nam": each note, and where it leads. */
export function noteLinks({ noted }: NoteTaker): { text: string; href: string }[] {
  return noted.map(({ anchor, kind, number, date, issuer }) => ({
    text: [`${kind} số ${number}`, date && `ngày ${date}`, issuer && `của ${issuer}`]
      .filter(Boolean)
      .join(' '),
    href: `${DOCUMENTS}#${anchor}`,
  }));
}

export interface AudienceLink {
  readonly audience: Audience;
  readonly href: string;
  readonly name: string;
  /** Of its part of the guidance. */
  readonly heading: string;
}

/** The pages of audiences, in the order of the text. */
export function audienceLinks(content: GuidanceContent): AudienceLink[] {
  return content.sections
    .flatMap((section) => section.parts)
    .flatMap(({ audience, heading }) => {
      if (!audience) return [];
      const { slug, name } = audiencePages[audience];
      return [{ audience, href: obligationsAddress(slug), name, heading }];
    });
}
