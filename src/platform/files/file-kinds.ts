import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { cleanLine } from '../text/text.js';

/** The kinds of file the portal takes, by what their content shows them to be. */
const KINDS: Record<string, { mediaType: string; extensions: readonly string[] }> = {
  pdf: { mediaType: 'application/pdf', extensions: ['pdf'] },
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
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Checks an upload by its content; `problem` is a Vietnamese sentence. The name keeps only its last part, in NFC. */
export async function checkFile(
  upload: { originalname: string; buffer: Buffer },
  accept: 'pdf' | 'any',
): Promise<{ file: CheckedFile } | { problem: string }> {
  const name = cleanLine(upload.originalname.split(/[/\\]/).at(-1) ?? '');
  if (upload.buffer.length === 0) return { problem: `Tệp “${name}” rỗng. Hãy chọn lại tệp.` };
  if (name.length > 200) return { problem: 'Tên tệp dài quá 200 ký tự. Hãy đổi tên tệp rồi gửi lại.' };
  const detected = await kindOf(upload.buffer);
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
  const content = new Uint8Array(upload.buffer);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { file: { name, mediaType: kind.mediaType, size: content.length, sha256, content } };
}

async function kindOf(content: Buffer): Promise<{ readonly ext: string } | undefined> {
  return (await fileTypeFromBuffer(content)) ?? (hasPdfHeader(content) ? { ext: 'pdf' } : undefined);
}

/**
 * Scanners put line ends before the header, printers what they say to each other (PJL). A PDF may begin anywhere in its
 * first 1,024 bytes, as every reader takes it (ISO 32000-1, annex H, note 13).
 */
function hasPdfHeader(content: Buffer): boolean {
  return content.subarray(0, 1024).includes('%PDF-');
}
