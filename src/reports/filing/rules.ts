import { unprintable } from '../../platform/documents/faces.js';
import { formatNumber } from '../../platform/text/format.js';
import { findProblems, unansweredProblems, type Problem } from '../../form/checks.js';
import { missingFrom } from '../../form/consolidated.js';
import type { SheetSection } from '../../form/sheet.js';
import { draftVersion } from '../draft-answers.js';
import type { OwnDraft } from '../finders.js';

/** What the filer sees and says when submitting. */
export interface Filing {
  /** The report's, as the filer saw it. */
  version: number;
  /** The draft's (draft-answers.ts), as the filer saw it. */
  draftVersion: number;
  /** By the code of the warning explained. */
  explanations: Record<string, string>;
  changeNote: string;
  /** How many direct children its filer knows to be missing, in digits; '' where none was spoken of. */
  incomplete: string;
  /** Whether the filer answers for what it says. */
  isDeclared: boolean;
}

/** All that forbids filing the draft so, at once. */
export function filingProblems(draft: OwnDraft, filing: Filing, now: Date): Problem[] {
  return [
    ...editedMeanwhile(draft, filing),
    ...unansweredProblems(findProblems(draft.form, draft.answers, now), filing.explanations),
    ...sayingProblems(draft, filing),
  ];
}

/** What is said when a report is filed, beside its answers. */
export type Said = Omit<Filing, 'version' | 'draftVersion'>;

/** The boxes of what is still to be said at filing, in their order: "changeNote", "incomplete", "declaration". */
export function unsaidAtFiling(draft: OwnDraft, said: Said): string[] {
  return sayingProblems(draft, said).map(({ code }) => code);
}

function sayingProblems(draft: OwnDraft, said: Said): Problem[] {
  return [
    ...missingChangeNote(draft.returns.length > 0, said.changeNote),
    ...incompleteProblems(draft.children, said.incomplete),
    ...(said.isDeclared ? [] : [aboutFiling('declaration', 'Hãy đánh dấu vào ô cam đoan.')]),
  ];
}

/** What nobody has read is not submitted. */
function editedMeanwhile(draft: OwnDraft, filing: Filing): Problem[] {
  if (draftVersion(draft) === filing.draftVersion) return [];
  const message = 'Có phần vừa được lưu lại sau khi bạn mở trang này. Hãy đọc lại toàn bộ báo cáo rồi nộp.';
  return [{ kind: 'error', code: 'edited_meanwhile', message, at: [{ section: '', field: 'main' }] }];
}

/** Some children are not in what is filed: that needs a deliberate yes, which says how many they are. */
function incompleteProblems(children: OwnDraft['children'], known: string): Problem[] {
  const missing = children ? missingFrom(children.sums) : 0;
  if (missing === 0 || known === String(missing)) return [];
  const message = `Còn ${formatNumber(missing)} đơn vị trực tiếp chưa có trong số liệu tổng hợp. Nếu vẫn nộp, hãy đánh dấu xác nhận.`;
  return [aboutFiling('incomplete', message)];
}

/** After a return, the unit says what it changed. */
function missingChangeNote(returned: boolean, changeNote: string): Problem[] {
  if (!returned || changeNote !== '') return [];
  return [aboutFiling('changeNote', 'Hãy ghi những gì đơn vị đã sửa so với lần nộp trước.')];
}

/** Not about an answer, but about what is said when it is filed: `code` is the box. */
function aboutFiling(code: string, message: string): Problem {
  return { kind: 'missing', code, message, at: [{ section: '', field: code }] };
}

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
