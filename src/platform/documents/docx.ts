import {
  AlignmentType,
  Document,
  Header,
  HeadingLevel,
  LineRuleType,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  type FileChild,
  type IParagraphOptions,
} from 'docx';
import { paragraphs, plain, type Block, type OfficialDocument } from './content.js';
import { annexTitle, closingTable, letterhead, nationLines, titleLines } from './docx-frame.js';
import { dataTable } from './docx-table.js';
import { watermark } from './docx-watermark.js';
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
        children: children(document, layout),
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

function children(document: OfficialDocument, layout: OfficialLayout): FileChild[] {
  return [
    ...(document.letterhead ? [letterhead(document, document.letterhead, layout)] : []),
    ...(document.nation ? nationLines(layout) : []),
    ...titleLines(document, layout),
    ...withClosing(document).flatMap((block) => blockChildren(block, layout)),
    ...(document.closing ? [new Paragraph({ keepNext: true }), closingTable(document.closing, layout)] : []),
    ...(document.annexes ?? []).flatMap((annex) => [
      ...annexTitle(document, annex, layout),
      ...annex.blocks.flatMap((block) => blockChildren(block, layout)),
    ]),
  ];
}

/** The blocks, a last paragraph kept with the closing: no page has a signature alone. */
function withClosing({ blocks, closing }: OfficialDocument): readonly Block[] {
  const last = blocks.at(-1);
  if (!closing || last?.kind !== 'paragraph') return blocks;
  return [...blocks.slice(0, -1), { ...last, keepNext: true }];
}

function blockChildren(block: Block, layout: OfficialLayout): FileChild[] {
  switch (block.kind) {
    case 'heading': {
      const heading = block.level === 1 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3;
      return [
        body({ heading, keepNext: true, alignment: AlignmentType.LEFT, text: plain(block.text) }, layout),
      ];
    }
    case 'paragraph':
      return paragraphs(block.text).map((text, at) => {
        const lead =
          at === 0 && block.lead ? [new TextRun({ text: `${plain(block.lead)} `, bold: true })] : [];
        const children = [...lead, new TextRun({ text, italics: block.italic ?? false })];
        return body({ children, keepNext: block.keepNext ?? false }, layout);
      });
    case 'list':
      return block.items.map((item) => body({ text: `- ${plain(item)}` }, layout));
    case 'table':
      return [dataTable(block, layout), new Paragraph('')];
    case 'qr':
      return [body({ text: plain(`${block.caption} ${block.link}`) }, layout)];
  }
}

function body(
  options: IParagraphOptions,
  { firstLine, paragraphGap, lineSpacing }: OfficialLayout,
): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: twips(firstLine) },
    spacing: {
      before: 20 * paragraphGap,
      after: 0,
      // In 240ths of a line.
      line: Math.round(240 * lineSpacing),
      lineRule: LineRuleType.AUTO,
    },
    ...options,
  });
}
