import {
  AlignmentType,
  Document,
  Footer,
  Header,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  type FileChild,
} from 'docx';
import { titledAnnex, type Block, type OfficialDocument } from './content.js';
import { annexTitle, closingTable, letterhead, nationLines, titleLines } from './docx-frame.js';
import { blockChildren } from './docx-blocks.js';
import { watermark } from './docx-watermark.js';
import { newRuler } from './faces.js';
import type { Sheet } from './frame.js';
import { officialLayout, twips, type OfficialLayout } from './layout.js';

/** The document as DOCX, in the face that the layout names. */
export async function writeDocx(
  document: OfficialDocument,
  layout: OfficialLayout = officialLayout,
): Promise<Buffer> {
  const { page, margins } = layout;
  const file = new Document({
    title: document.title,
    creator: 'Cổng Nêu gương',
    lastModifiedBy: 'Cổng Nêu gương',
    styles: styles(layout),
    sections: [
      {
        properties: {
          // Without it the page numbers would begin on the first page.
          titlePage: true,
          page: {
            size: { width: twips(page.width), height: twips(page.height) },
            margin: {
              top: twips(margins.top),
              bottom: twips(margins.bottom),
              left: twips(margins.left),
              right: twips(margins.right),
              header: twips(layout.pageNumberTop),
              footer: twips(layout.pageNumberTop),
            },
            pageNumbers: { start: 1, formatType: NumberFormat.DECIMAL },
          },
        },
        headers: headers(document, layout),
        ...(document.foot && { footers: footers(document.foot, layout) }),
        children: children(document, { layout, ruler: newRuler() }),
      },
    ],
  });
  return Packer.toBuffer(file);
}

const PAGE_NUMBER = 'PageNumber';

function styles({ face, sizes }: OfficialLayout) {
  const run = { font: face, size: 2 * sizes.body, color: '000000', language: { value: 'vi-VN' } };
  return {
    default: {
      document: { run },
      heading1: { run: { ...run, size: 2 * sizes.documentType, bold: true } },
      heading2: { run: { ...run, bold: true } },
      heading3: { run: { ...run, bold: true, italics: true } },
    },
    // LibreOffice takes the size of a field from its paragraph, not from its run.
    paragraphStyles: [{ id: PAGE_NUMBER, name: PAGE_NUMBER, run: { ...run, size: 2 * sizes.pageNumber } }],
  };
}

/** Page numbers from the second page on; the watermark on every page. */
function headers({ draft }: OfficialDocument, layout: OfficialLayout) {
  const mark = (name: string) => (draft ? [watermark(layout, name)] : []);
  const pageNumber = new TextRun({ children: [PageNumber.CURRENT], size: 2 * layout.sizes.pageNumber });
  return {
    default: new Header({
      children: [
        new Paragraph({
          style: PAGE_NUMBER,
          alignment: AlignmentType.CENTER,
          children: [...mark('mark2'), pageNumber],
        }),
      ],
    }),
    first: new Header({ children: [new Paragraph({ children: mark('mark1') })] }),
  };
}

/** The same on every page, the first one too. */
function footers(foot: string, { sizes }: OfficialLayout) {
  const text = new TextRun({ text: foot, italics: true, size: 2 * sizes.foot });
  const footer = () =>
    new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [text] })] });
  return { default: footer(), first: footer() };
}

function children(document: OfficialDocument, sheet: Sheet): FileChild[] {
  const { closing, annexes = [] } = document;
  const nextName = bookmarkNames();
  const written = (blocks: readonly Block[], keepLast: boolean) =>
    blocks.flatMap((block, at) => {
      const keepNext = keepLast && at === blocks.length - 1;
      return blockChildren(block, { layout: sheet.layout, keepNext, nextName });
    });
  return [
    ...(document.letterhead ? [letterhead(sheet, document, document.letterhead)] : []),
    ...(document.nation ? nationLines(sheet) : []),
    ...titleLines(sheet, document),
    // No page has a signature alone: the last words are kept with it.
    ...written(document.blocks, closing !== undefined),
    ...(closing ? closingTable(sheet, closing) : []),
    ...annexes.flatMap((annex) => [
      ...annexTitle(sheet, document, annex, nextName()),
      ...written(titledAnnex(annex).blocks, false),
    ]),
  ];
}

/** The bookmarks of headings: muc_1, muc_2 … */
function bookmarkNames(): () => string {
  let count = 0;
  return () => `muc_${(count += 1)}`;
}
