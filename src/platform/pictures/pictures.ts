import { fileTypeFromFile } from 'file-type';
import { bytesOf, type Upload } from '../files/upload-storage.js';
import { formatNumber } from '../text/format.js';
import { cleanLine, clip } from '../text/text.js';
import { readJpeg } from './jpeg.js';
import { MOST_PIXELS, type Picture, type PictureFault } from './picture.js';
import { readPng } from './png.js';

/** What an iPhone keeps photos in; few programs and no PDF read it. */
const OF_IPHONES = ['heic', 'heif', 'avif'];

/** Whether an upload wants to be a picture, by its content: also one that the portal does not take. */
export async function isPicture({ path }: Upload): Promise<boolean> {
  const detected = await fileTypeFromFile(path);
  return detected?.mime.startsWith('image/') ?? false;
}

/** Reads an uploaded picture without decoding it, whatever its name ends in; `problem` is a Vietnamese sentence. */
export async function checkPicture(upload: Upload): Promise<{ picture: Picture } | { problem: string }> {
  const name = `Ảnh “${clip(cleanLine(upload.originalname.split(/[/\\]/).at(-1) ?? ''), 200)}”`;
  if (upload.refusal !== undefined) return { problem: upload.refusal };
  const detected = await fileTypeFromFile(upload.path);
  const ext = detected?.ext ?? '';
  if (OF_IPHONES.includes(ext)) return { problem: `${name} ${HEIC}` };
  const read = ext === 'jpg' ? readJpeg : ext === 'png' || ext === 'apng' ? readPng : undefined;
  if (!read) return { problem: `${name} không phải là JPEG hoặc PNG.` };
  const found = read(await bytesOf(upload));
  return typeof found === 'string' ? { problem: `${name} ${FAULTS[found]}` } : { picture: found };
}

const HEIC =
  'có định dạng HEIC của iPhone, cổng không đọc được. Hãy vào Cài đặt › Camera › Định dạng, chọn “Tương thích nhất” rồi chụp lại.';

const FAULTS: Record<PictureFault, string> = {
  broken: 'bị hỏng, không đọc được. Hãy chụp lại.',
  cut: 'bị thiếu phần cuối, có thể do chép chưa xong. Hãy chụp lại.',
  strange: 'thuộc loại JPEG mà trình đọc PDF không mở được. Hãy chụp lại.',
  'too-large': `quá lớn: tối đa ${formatNumber(MOST_PIXELS / 1_000_000)} triệu điểm ảnh. Hãy chọn cỡ ảnh nhỏ hơn trong máy ảnh rồi chụp lại.`,
};
