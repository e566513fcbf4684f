import type { FormDefinition, SectionDefinition } from '../../form/definition.js';
import type { Picture } from '../../platform/pictures/picture.js';

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

/** The picture of a page; `id` where it is kept already. */
export type Page = PagePicture & { readonly id?: number };
export type PagePicture = Pick<Picture, 'mediaType' | 'content'>;

/** One page earlier than it stands; the first stays. */
export function movedUp<P extends { readonly id: number }>(pages: readonly P[], id: number): P[] {
  const at = pages.findIndex((page) => page.id === id);
  const page = pages[at];
  return at < 1 || !page ? [...pages] : pages.toSpliced(at, 1).toSpliced(at - 1, 0, page);
}

export function without<P extends { readonly id: number }>(pages: readonly P[], id: number | undefined): P[] {
  return pages.filter((page) => page.id !== id);
}
