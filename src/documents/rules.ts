import { fold } from '../platform/text/text.js';

/** The address under which the federation's administrators publish and edit. */

/** What kinds of document the federation publishes beside its guidance, by what stands in the address. */
export const documentKinds = {
  THEME: { slug: 'chuyen-de', name: 'Chuyên đề hằng năm' },
  PLAN: { slug: 'ke-hoach', name: 'Kế hoạch' },
  LETTER: { slug: 'cong-van', name: 'Công văn' },
  GUIDANCE: { slug: 'huong-dan', name: 'Hướng dẫn' },
  DECISION: { slug: 'quyet-dinh', name: 'Quyết định' },
  OTHER: { slug: 'khac', name: 'Văn bản khác' },
} as const;
export type DocumentKind = keyof typeof documentKinds;
export const documentKindNames = Object.keys(documentKinds) as [DocumentKind, ...DocumentKind[]];

/** What a document says of itself. `date`: the instant at which its day begins in +07:00; `year`: whose theme it is. */
export interface DocumentContent {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly symbol: string;
  readonly date: Date;
  readonly issuer: string;
  readonly about: string;
  readonly year: number | null;
  readonly text: string;
}

/** "27/KH-LĐLĐ" */
export function designation({ number, symbol }: Pick<DocumentContent, 'number' | 'symbol'>): string {
  return [number, symbol].filter(Boolean).join('/');
}

/** What a search in documents looks through. */
export function searchTextOf(content: DocumentContent): string {
  const { issuer, about, text } = content;
  return fold([designation(content), issuer, about, text].join('\n'));
}

/** Which of the published documents are shown. */
export interface DocumentQuery {
  readonly kind?: DocumentKind | undefined;
  readonly year?: number | undefined;
  /** Folded. */
  readonly words: string;
  /** As typed. */
  readonly typed: string;
  /** The id of the document after which the page begins. */
  readonly after?: number | undefined;
}

export function isFiltered({ kind, year, words, after }: DocumentQuery): boolean {
  return kind !== undefined || year !== undefined || words !== '' || after !== undefined;
}
