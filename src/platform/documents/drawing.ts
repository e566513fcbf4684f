import type { Asker, Queue } from '../jobs/queue.js';
import { Threads } from '../jobs/threads.js';
import type { OfficialDocument } from './content.js';
import { officialLayout, type OfficialLayout } from './layout.js';

const MEDIA_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};
export type DocumentFormat = keyof typeof MEDIA_TYPES;
export const documentFormats = Object.keys(MEDIA_TYPES) as DocumentFormat[];

/** What a drawing thread is given; it answers with the bytes of the file. */
export interface Drawn {
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
  /** Ends its threads; stop the queue first. */
  readonly stop: () => Promise<void>;
}

// From src/ and from dist/ alike: under src/ the tests find the .ts file by this name (tests/support/typescript.mjs).
const PROGRAM = new URL('./drawing-thread.js', import.meta.url);
const MOST_MEMORY_MB = 512;

/** Draws documents in threads, behind the queue: drawing one takes up to seconds, in pieces of up to a second. */
export function openDrawing(queue: Queue): Drawing {
  const threads = new Threads<Drawn, Uint8Array>(PROGRAM, MOST_MEMORY_MB);
  return {
    draw: async (asker, document, format, layout = officialLayout) => {
      const drawn = { document, format, layout };
      const { buffer, byteOffset, byteLength } = await queue.run(asker, (ended) => threads.run(drawn, ended));
      return {
        name: `${document.title}.${format}`,
        mediaType: MEDIA_TYPES[format],
        content: Buffer.from(buffer, byteOffset, byteLength),
      };
    },
    stop: () => threads.stop(),
  };
}
