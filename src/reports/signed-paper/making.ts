import type { AppDeps } from '../../deps.js';
import type { Asker } from '../../platform/jobs/queue.js';
import { TookTooLong } from '../../platform/jobs/queue.js';
import { madePdf } from '../../platform/files/file-kinds.js';
import type { FieldError } from '../../platform/page/forms.js';
import { formatSize } from '../../platform/text/format.js';
import type { NewPaper } from './commands.js';
import { MOST_PAGES, MOST_SIZE, type PagePicture } from './rules.js';

type Deps = Pick<AppDeps, 'drawing' | 'clock'>;
type Made = { readonly paper: NewPaper } | { readonly problems: readonly FieldError[] };

/**
 * One PDF of the pages' pictures; refused, in words, where it cannot be made of them. `preview`: its first page, where that
 * is known already. Rejects as the queue does.
 */
export async function paperOfPictures(
  { drawing, clock }: Deps,
  asker: Asker,
  {
    year,
    pictures,
    preview,
  }: { year: number; pictures: readonly PagePicture[]; preview: NewPaper['preview'] },
): Promise<Made> {
  if (pictures.length > MOST_PAGES) return refused(TOO_MANY_PAGES);
  const title = `Báo cáo đã ký năm ${year}`;
  const drawn = await drawing.join(asker, { title, madeAt: clock(), pictures }).catch(tookTooLong);
  if (!drawn)
    return refused('Ghép các ảnh này mất quá lâu. Hãy gửi ít trang hơn mỗi lần, hoặc chọn cỡ ảnh nhỏ hơn.');
  if ('broken' in drawn)
    return refused(`Ảnh của trang ${drawn.broken + 1} bị hỏng, không đọc được. Hãy chụp lại trang ấy.`);
  const { pdf } = drawn;
  if (pdf.length > MOST_SIZE) return refused(tooLarge(pdf.length));
  return { paper: { file: madePdf(`${title}.pdf`, pdf), preview, pages: pictures.length } };
}

function refused(message: string): Made {
  return { problems: [{ field: 'file', message }] };
}

function tookTooLong(error: unknown): undefined {
  if (!(error instanceof TookTooLong)) throw error;
}

const TOO_MANY_PAGES = `Bản đã ký có tối đa ${MOST_PAGES} trang ảnh. Bản dài hơn, hãy quét thành một tệp PDF rồi gửi.`;

function tooLarge(size: number): string {
  return `Ghép lại, bản đã ký lớn ${formatSize(size)}, quá ${formatSize(MOST_SIZE)}. Hãy chọn cỡ ảnh nhỏ hơn trong máy ảnh rồi chụp lại.`;
}
