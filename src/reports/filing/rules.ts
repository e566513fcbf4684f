import { unprintable } from '../../platform/documents/faces.js';
import type { Problem } from '../../form/checks.js';
import type { SheetSection } from '../../form/sheet.js';

/** Characters of a report that its document cannot print, and where they stand. */
export interface Unprintable {
  readonly section: string;
  /** '' where the words are about the whole section. */
  readonly field: string;
  readonly label: string;
  readonly characters: readonly string[];
  /** The words around the first of them. */
  readonly around: string;
}

/** In the form's order: of the answers, of why a section does not apply, of the names of files. */
export function unprintableAnswers(sheet: readonly SheetSection[]): Unprintable[] {
  return sheet.flatMap(({ code, heading, notApplicable = '', rows }) => [
    ...unprintableIn({ section: code, field: '', label: heading }, notApplicable),
    ...rows.flatMap(({ field, label, words, files }) =>
      unprintableIn({ section: code, field, label }, [words, ...files.map(({ text }) => text)].join('\n')),
    ),
  ]);
}

function unprintableIn(place: Pick<Unprintable, 'section' | 'field' | 'label'>, text: string): Unprintable[] {
  const characters = unprintable(text);
  const [first] = characters;
  return first === undefined ? [] : [{ ...place, characters, around: wordsAround(text, first) }];
}

/** "…bốn từ trước ✓ bốn từ sau…" */
function wordsAround(text: string, character: string): string {
  const words = text.split(/\s+/);
  const at = words.findIndex((word) => word.includes(character));
  const [from, to] = [Math.max(0, at - 4), Math.min(words.length, at + 5)];
  return `${from > 0 ? '…' : ''}${words.slice(from, to).join(' ')}${to < words.length ? '…' : ''}`;
}

/** After a return, the unit says what it changed. */
export function missingChangeNote(returned: boolean, changeNote: string): Problem[] {
  if (!returned || changeNote !== '') return [];
  const message = 'Hãy ghi những gì đơn vị đã sửa so với lần nộp trước.';
  return [{ kind: 'missing', code: 'changeNote', message, at: [{ section: '', field: 'changeNote' }] }];
}
