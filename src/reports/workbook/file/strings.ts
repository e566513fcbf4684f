import type { XmlReader } from './xml.js';

/** Gathers the text of strings, plain or in runs, and none of the readings that stand over Asian words. */
export interface StringText {
  readonly open: (name: string) => void;
  readonly close: (name: string) => void;
  readonly text: (piece: string) => void;
  /** What was gathered since the last time. */
  readonly take: () => string;
}

export function stringText(): StringText {
  let whole = '';
  let isText = false;
  let isReading = false;
  return {
    open: (name) => {
      if (name === 'rPh') isReading = true;
      if (name === 't') isText = !isReading;
    },
    close: (name) => {
      if (name === 'rPh') isReading = false;
      if (name === 't') isText = false;
    },
    text: (piece) => {
      if (isText) whole += piece;
    },
    take: () => {
      const taken = whole;
      whole = '';
      return unescaped(taken);
    },
  };
}

/** Fills `strings` with those that cells share, in their order. */
export function sharedStringsReader(strings: string[]): XmlReader {
  const { open, close, text, take } = stringText();
  return {
    open,
    text,
    close: (name) => {
      close(name);
      if (name === 'si') strings.push(take());
    },
  };
}

/** "_x000D_" is a control character, "_x005F_" the line before such a word that is none (ECMA-376, part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
