import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { cleanLine } from '../text/text.js';
import { contentOfBytes, contentOfFile, NO_CONTENT, type StoredContent } from './stored-content.js';
import type { Upload } from './upload-storage.js';

export const PDF = 'application/pdf';

/** The kinds of file the portal takes, by what their content shows them to be. */
const KINDS: Record<string, { mediaType: string; extensions: readonly string[] }> = {
  pdf: { mediaType: PDF, extensions: ['pdf'] },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx'],
  },
  jpg: { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  png: { mediaType: 'image/png', extensions: ['png'] },
};

export interface CheckedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly content: StoredContent;
}

/** Of a file whose content `keepContent` has still to fill: all that its row says at first. */
export function fileRow({ name, mediaType, size, sha256 }: CheckedFile) {
  return { name, mediaType, size, sha256, content: NO_CONTENT };
}

/** Checks an upload by its content; `problem` is a Vietnamese sentence. The name keeps only its last part, in NFC. */
export async function checkFile(
  upload: Upload,
  accept: 'pdf' | 'any',
): Promise<{ file: CheckedFile } | { problem: string }> {
  const name = cleanLine(upload.originalname.split(/[/\\]/).at(-1) ?? '');
  const problem = problemBefore(upload, name);
  if (problem !== undefined) return { problem };
  const detected = await kindOf(upload.path);
  const kind = detected && KINDS[detected.ext];
  if (!kind || (accept === 'pdf' && detected.ext !== 'pdf'))
    return {
      problem: `Tệp “${name}” không phải là ${accept === 'pdf' ? 'PDF' : 'PDF, DOCX, XLSX, JPEG hoặc PNG'}.`,
    };
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (!kind.extensions.includes(extension))
    return {
      problem: `Nội dung của tệp “${name}” là ${detected.ext.toUpperCase()}, không khớp với tên tệp.`,
    };
  const { path, size, sha256 } = upload;
  return { file: { name, mediaType: kind.mediaType, size, sha256, content: contentOfFile(path, size) } };
}

/** What is wrong before anything of it is read; undefined where nothing is. */
function problemBefore({ refusal, size }: Upload, name: string): string | undefined {
  if (refusal !== undefined) return refusal;
  if (size === 0) return `Tệp “${name}” rỗng. Hãy chọn lại tệp.`;
  return name.length > 200 ? 'Tên tệp dài quá 200 ký tự. Hãy đổi tên tệp rồi gửi lại.' : undefined;
}

/** A PDF that the portal itself made. */
export function madePdf(name: string, bytes: Uint8Array): CheckedFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, mediaType: PDF, size: bytes.length, sha256, content: contentOfBytes(bytes) };
}

async function kindOf(path: string): Promise<{ readonly ext: string } | undefined> {
  return (await fileTypeFromFile(path)) ?? ((await hasPdfHeader(path)) ? { ext: 'pdf' } : undefined);
}

/**
 * Scanners put line ends before the header, printers what they say to each other (PJL). A PDF may begin anywhere in its
 * first 1,024 bytes, as every reader takes it (ISO 32000-1, annex H, note 13).
 */
async function hasPdfHeader(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead).includes('%PDF-');
  } finally {
    await file.close();
  }
}
