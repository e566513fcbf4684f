import type { Asker, Queue } from '../jobs/queue.js';
import { Threads } from '../jobs/threads.js';
import type { OfficialDocument } from './content.js';
import { officialLayout, type OfficialLayout } from './layout.js';
import type { PagesDrawn, PicturePages } from './picture-pages.js';

const MEDIA_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};
export type DocumentFormat = keyof typeof MEDIA_TYPES;
export const documentFormats = Object.keys(MEDIA_TYPES) as DocumentFormat[];

/** What a drawing thread is given. It answers with the bytes of the file; for pictures, which may be broken, with PagesDrawn. */
export type Drawn = DrawnDocument | PicturePages;
interface DrawnDocument {
  readonly document: OfficialDocument;
  readonly format: DocumentFormat;
  readonly layout: OfficialLayout;
}

interface DocumentFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

export interface Drawing {
  /** The document as a file, called by its own title; rejects as the queue does. */
  draw(
    asker: Asker,
    document: OfficialDocument,
    format: DocumentFormat,
    layout?: OfficialLayout,
  ): Promise<DocumentFile>;
  /** One PDF of pictures, a page each; rejects as the queue does. */
  join(asker: Asker, pages: PicturePages): Promise<PagesDrawn>;
  /** Ends its threads; stop the queue first. */
  readonly stop: () => Promise<void>;
}

// From src/ and from dist/ alike: under src/ the tests find the .ts file by this name (tests/support/typescript.mjs).
const PROGRAM = new URL('./drawing-thread.js', import.meta.url);
const MOST_MEMORY_MB = 512;

/** Draws documents in threads, behind the queue: drawing one takes up to seconds, in pieces of up to a second. */
export function openDrawing(queue: Queue): Drawing {
  const threads = new Threads<Drawn, unknown>(PROGRAM, MOST_MEMORY_MB);
  const run = <Made>(asker: Asker, drawn: Drawn) =>
    queue.run(asker, (ended) => threads.run(drawn, ended) as Promise<Made>);
  return {
    draw: async (asker, document, format, layout = officialLayout) => {
      const drawn = { document, format, layout };
      const { buffer, byteOffset, byteLength } = await run<Uint8Array>(asker, drawn);
      return {
        name: `${document.title}.${format}`,
        mediaType: MEDIA_TYPES[format],
        content: Buffer.from(buffer, byteOffset, byteLength),
      };
    },
    join: (asker, pages) => run<PagesDrawn>(asker, pages),
    stop: () => threads.stop(),
  };
}
