import {
  AlignmentType,
  HeadingLevel,
  LineRuleType,
  Paragraph,
  type FileChild,
  type IParagraphOptions,
  type IRunOptions,
  type TextRun,
} from 'docx';
import { paragraphs, plain, type Block } from './content.js';
import { dataTable } from './docx-table.js';
import { bookmarked, gap, words } from './docx-text.js';
import { partLastWords } from './last-words.js';
import { twips, type OfficialLayout } from './layout.js';

// Writes the blocks of a text.

export interface Written {
  readonly layout: OfficialLayout;
  /** Its last words stand on the page of what follows. */
  readonly keepNext: boolean;
  readonly nextName: () => string;
}

export function blockChildren(block: Block, { layout, keepNext, nextName }: Written): FileChild[] {
  switch (block.kind) {
    case 'heading': {
      const heading = block.level === 1 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3;
      const children = [bookmarked([words(plain(block.text))], nextName())];
      return [body({ heading, keepNext: true, alignment: AlignmentType.LEFT, children }, layout)];
    }
    case 'paragraph': {
      const texts = paragraphs(block.text);
      const look = { italics: block.italic ?? false };
      return texts.flatMap((text, at) => {
        const lead = at === 0 && block.lead ? [words(`${plain(block.lead)} `, { bold: true })] : [];
        const isLast = at === texts.length - 1;
        return flowing(text, {
          lead,
          look,
          layout,
          keepNext: isLast && (block.keepNext === true || keepNext),
        });
      });
    }
    case 'list':
      return block.items.flatMap((item, at) => {
        const isLast = at === block.items.length - 1;
        return flowing(`- ${plain(item)}`, { layout, keepNext: keepNext && isLast });
      });
    case 'table':
      return [
        gap(layout.paragraphGap, { keepNext: true }),
        dataTable(block, layout),
        gap(layout.paragraphGap, { keepNext }),
      ];
    case 'qr':
      return [body({ children: [words(plain(`${block.caption} ${block.link}`))], keepNext }, layout)];
  }
}

interface Flowing {
  readonly layout: OfficialLayout;
  readonly keepNext: boolean;
  readonly lead?: readonly TextRun[];
  readonly look?: IRunOptions;
}

/** One paragraph, or two where the end of a long one is kept with what follows. */
function flowing(text: string, { layout, keepNext, lead = [], look = {} }: Flowing): Paragraph[] {
  const parts = keepNext ? partLastWords(text) : undefined;
  if (!parts) return [body({ children: [...lead, words(text, look)], keepNext }, layout)];
  const goesOn = parts.isSentence ? {} : { indent: {}, spacing: { ...spacing(layout), before: 0 } };
  return [
    body({ children: [...lead, words(parts.before, look)] }, layout),
    body({ children: [words(parts.last, look)], keepNext, ...goesOn }, layout),
  ];
}

function body(options: IParagraphOptions, layout: OfficialLayout): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: twips(layout.firstLine) },
    spacing: spacing(layout),
    ...options,
  });
}

function spacing({ paragraphGap, lineSpacing }: OfficialLayout) {
  // The distance of lines is in 240ths of one.
  const line = { line: Math.round(240 * lineSpacing), lineRule: LineRuleType.AUTO };
  return { before: 20 * paragraphGap, after: 0, ...line };
}
