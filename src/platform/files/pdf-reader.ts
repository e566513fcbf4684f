import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Children, type ChildLimits } from '../jobs/children.js';
import { TookTooLong, type Asker, type Queue } from '../jobs/queue.js';

// From src/ and from dist/ alike.
const PROGRAM = new URL('../../../workers/pdf.mjs', import.meta.url);
const LIMITS: ChildLimits = { data: 900_000, heap: 160, computing: 600, idle: 60_000 };
/** How long one look may take, in ms. */
let most = 8000;

/** Tests wait longer: on a busy machine a drawing that is not given the time says nothing about the portal. */
export function allowDrawingFor(ms: number): void {
  most = ms;
}

/** `picture`: a PNG, 700 px wide. `pages`: how many the file has. */
export interface FirstPage {
  readonly picture: Uint8Array<ArrayBuffer>;
  readonly pages: number;
}

/** 'code': it says what a program is to do (JavaScript, a program's start). 'closed': nobody can look into it. null: neither. */
export type PdfRisk = 'code' | 'closed' | null;

/** Looks into PDFs in processes of their own, of limited memory (docs/decisions/0076). All reject as the queue does. */
export interface PdfReader {
  /** The first page of the file at `path` as a picture; undefined for one that cannot be drawn, or not in a few seconds. */
  readonly firstPage: (asker: Asker, path: string) => Promise<FirstPage | undefined>;
  /** The same of a PDF that the portal itself made. */
  readonly firstPageOf: (asker: Asker, pdf: Uint8Array) => Promise<FirstPage | undefined>;
  readonly risk: (asker: Asker, path: string) => Promise<PdfRisk>;
  readonly stop: () => void;
}

interface Found {
  readonly picture?: Uint8Array;
  readonly pages?: number;
  readonly risk?: PdfRisk;
}

/** `directory`: where a file may lie for as long as it is looked at. */
export function openPdfReader(queue: Queue, directory: string): PdfReader {
  const children = new Children<{ path: string; task: 'draw' | 'risk' }, Found>(PROGRAM, LIMITS);
  const look = (asker: Asker, path: string, task: 'draw' | 'risk') => {
    const looking = queue.run(asker, async (ended) => {
      const late = AbortSignal.timeout(most);
      const found = children.run({ path, task }, AbortSignal.any([ended, late]));
      return found.catch((error: unknown) => {
        if (late.aborted) return undefined;
        throw error;
      });
    });
    return looking.catch((error: unknown) => {
      if (error instanceof TookTooLong) return undefined;
      throw error;
    });
  };
  const firstPage = async (asker: Asker, path: string) => {
    const { picture, pages } = (await look(asker, path, 'draw')) ?? {};
    return picture && pages !== undefined ? { picture: new Uint8Array(picture), pages } : undefined;
  };
  return {
    firstPage,
    firstPageOf: async (asker, pdf) => {
      const path = join(directory, `${randomUUID()}.pdf`);
      try {
        await writeFile(path, pdf, { mode: 0o600 });
        return await firstPage(asker, path);
      } finally {
        await rm(path, { force: true });
      }
    },
    risk: async (asker, path) => {
      const { risk = 'closed' } = (await look(asker, path, 'risk')) ?? {};
      return risk;
    },
    stop: () => {
      children.stop();
    },
  };
}
