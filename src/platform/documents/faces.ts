import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { cleanText } from '../text/text.js';
import type { Style } from './lines.js';

const { resolve } = createRequire(import.meta.url);

/** The files of Tinos, which stands for Times New Roman. All four know the same characters. */
export const FACES: Readonly<Record<Style, string>> = {
  regular: resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  italic: resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  'bold-italic': resolve('@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf'),
};

/** How wide a text is in a style of a size; in pt. Tinos has the widths of Times New Roman. */
export type Ruler = (text: string, style: Style, size: number) => number;

export function registerFaces(doc: PDFKit.PDFDocument): void {
  for (const [style, face] of Object.entries(openFaces())) {
    // A shape is remembered with the character that it was first drawn for, which a document must not have from another.
    face._glyphs = {};
    doc.registerFont(style, face);
  }
}

export function rulerOf(doc: PDFKit.PDFDocument): Ruler {
  return (text, style, size) => doc.font(style).fontSize(size).widthOfString(text);
}

/** For a writer whose document has no faces of its own. */
export function newRuler(): Ruler {
  const doc = new PDFDocument({ autoFirstPage: false });
  registerFaces(doc);
  return rulerOf(doc);
}

/** The characters of a text that a document's face has no shape for, each once. */
export function unprintable(text: string): string[] {
  return [...new Set(cleanText(text))].filter((character) => character !== '\n' && !hasShape(character));
}

/** The text with an empty box for whatever the face has no shape for; it has one for each character of ASCII. */
export function drawable(text: string): string {
  return text.replace(/[^ -~]/gu, (character) => (hasShape(character) ? character : '□'));
}

function hasShape(character: string): boolean {
  return openFaces().regular.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}

/** Read once a thread: pdfkit takes a face that is open already, and to read one takes longer than most documents. */
function openFaces(): Readonly<Record<Style, Face>> {
  faces ??= {
    regular: openFace(FACES.regular),
    bold: openFace(FACES.bold),
    italic: openFace(FACES.italic),
    'bold-italic': openFace(FACES['bold-italic']),
  };
  return faces;
}

function openFace(font: string): Face {
  return (new PDFDocument({ font, autoFirstPage: false }) as unknown as { _font: { font: Face } })._font.font;
}

let faces: Readonly<Record<Style, Face>> | undefined;
type Face = PDFKit.Mixins.PDFFontSource & {
  _glyphs: object;
  hasGlyphForCodePoint(codePoint: number): boolean;
};
