import { findProblems, isForbidding, type Problem } from '../../form/checks.js';
import type { FormDefinition, SectionDefinition } from '../../form/definition.js';
import type { Picture } from '../../platform/pictures/picture.js';
import { turnPicture } from '../../platform/pictures/turning.js';
import type { OwnDraft } from '../finders.js';

/** Pages of a paper that is photographed. */
export const MOST_PAGES = 20;
/** Of one file that is sent, and of the PDF that is made, in bytes. */
export const MOST_SIZE = 20_000_000;

/** Where a form asks for the signed paper: the section, and the code of its field. */
export interface PaperPlace {
  readonly section: SectionDefinition;
  readonly field: string;
}

/** Undefined for a form that does not ask for it. */
export function paperPlace(form: FormDefinition): PaperPlace | undefined {
  for (const section of form.sections) {
    const field = section.fields.find(({ meaning }) => meaning === 'signed_report');
    if (field) return { section, field: field.code };
  }
  return undefined;
}

/** What of the draft was saved after its signed paper had been attached, in words; '' where nothing was, or there is none. */
export function savedSincePaper(draft: OwnDraft): string {
  const place = paperPlace(draft.form);
  const first = draft.attachments.find(({ field }) => field === place?.field);
  if (!place || !first) return '';
  const later = draft.form.sections.filter(({ code }) => {
    const saved = draft.sections.get(code)?.savedAt;
    return code !== place.section.code && saved !== undefined && saved > first.uploadedAt;
  });
  if (later.length === 0) return '';
  const letters = later.map(({ letter }) => letter).join(', ');
  return `Sau khi kèm bản đã ký, đơn vị có lưu lại phần ${letters}. Nếu nội dung đã khác bản giấy, hãy in, ký lại rồi thay bản mới.`;
}

/** What the draft must still have before it is printed to be signed: all that forbids filing it, but for the paper itself. */
export function lackingToSign(draft: OwnDraft): Problem[] {
  const paper = paperPlace(draft.form)?.field;
  return findProblems(draft.form, draft.answers).filter(
    (problem) => isForbidding(problem) && problem.code !== paper,
  );
}

/** The picture of a page; `id` where it is kept already. */
export type Page = PagePicture & { readonly id?: number };
export type KeptPage = Page & { readonly id: number };
export type PagePicture = Pick<Picture, 'mediaType' | 'content'>;

/** One page earlier than it stands; the first stays. */
export function movedUp<P extends { readonly id: number }>(pages: readonly P[], id: number): P[] {
  const at = pages.findIndex((page) => page.id === id);
  const page = pages[at];
  return at < 1 || !page ? [...pages] : pages.toSpliced(at, 1).toSpliced(at - 1, 0, page);
}

/** The page a quarter further clockwise. It is another picture then, kept anew. */
export function turned(pages: readonly KeptPage[], id: number): Page[] {
  return pages.map((page) => (page.id === id ? turnPicture(page) : page));
}

export function without<P extends { readonly id: number }>(pages: readonly P[], id: number | undefined): P[] {
  return pages.filter((page) => page.id !== id);
}
