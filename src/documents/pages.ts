import type { Frame } from '../platform/render.js';
import type { PublishedGuidance } from '../guidance/finders.js';

export interface DocumentsPage extends Frame {
  documents: readonly {
    anchor: string;
    kind: string;
    number: string;
    date: string;
    issuer: string;
    about: string;
  }[];
}

declare module '../platform/render.js' {
  interface Pages {
    'documents/list': DocumentsPage;
  }
}

export function documentsPage({ content }: PublishedGuidance): DocumentsPage {
  return {
    title: 'Văn bản',
    nav: 'documents',
    share: {
      description: 'Các văn bản mà hướng dẫn thực hiện trách nhiệm nêu gương căn cứ vào.',
      path: '/van-ban',
    },
    documents: content.basisDocuments.map(({ anchor, kind, number, date, issuer, about }) => ({
      anchor,
      kind,
      number,
      date: date || '–',
      issuer: issuer || '–',
      about: about || '–',
    })),
  };
}
