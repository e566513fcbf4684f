import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  LineRuleType,
  Paragraph,
  TextRun,
  type IParagraphOptions,
  type IRunOptions,
  type ParagraphChild,
} from 'docx';
import type { Entry } from './frame.js';
import { twips } from './layout.js';
import { bound } from './typography.js';

// Paragraphs as both the frame and the text of a DOCX are made of.

/** A run whose lines do not end where they must not. */
export function words(text: string, options: IRunOptions = {}): TextRun {
  return new TextRun({ ...options, text: bound(text) });
}

/** Centred, its lines where the frame has them; or from the left. Single-spaced, as all of the frame. */
export function entryParagraph(entry: Entry, options: IParagraphOptions = {}): Paragraph {
  const { lines, above = 0 } = entry;
  return new Paragraph({
    alignment: lines ? AlignmentType.CENTER : AlignmentType.LEFT,
    spacing: { before: Math.round(20 * above) },
    children: entryRuns(entry),
    ...options,
  });
}

export function entryRuns({ lines, text, style, size }: Entry): TextRun[] {
  const look = {
    size: 2 * size,
    bold: style.startsWith('bold'),
    italics: style.endsWith('italic'),
  };
  if (!lines) return [words(text, look)];
  return lines.map((line, at) => new TextRun({ ...look, text: line, ...(at > 0 && { break: 1 }) }));
}

/** What a link may lead to, by a name of its own. */
export function bookmarked(children: readonly ParagraphChild[], name: string): Bookmark {
  return new Bookmark({ id: name, children: [...children] });
}

/** An empty paragraph of so many pt. */
export function gap(height: number, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    spacing: { before: 0, after: 0, line: Math.round(20 * height), lineRule: LineRuleType.EXACT },
    run: { size: 2 },
    ...options,
  });
}

/** A rule in the middle of a column: an empty paragraph, indented from both sides. Lengths in mm. */
export function rule(column: number, length: number): Paragraph {
  const side = twips((column - length) / 2);
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 20, after: 120, line: 20, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
  });
}
