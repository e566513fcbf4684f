// What a PDF may do beside being read, found without drawing it.

import { inflateSync } from 'node:zlib';

/** In bytes, of one object stream; those of honest files have some 100 KB. */
const MOST_INFLATED = 16 * 1024 * 1024;

/**
 * 'code': the file says what a program is to do (JavaScript, the start of a program, a form that calculates: ISO 32000-1, 12.6.4).
 * 'closed': it is encrypted, or holds its objects in a way that nobody can look through. null: neither.
 */
export function riskOf(content) {
  const text = content.toString('latin1');
  if (CODE.test(text)) return 'code';
  const streams = objectStreams(content, text);
  if (streams.some((stream) => stream !== null && CODE_INSIDE.test(stream))) return 'code';
  return ENCRYPTED.test(text) || streams.includes(null) ? 'closed' : null;
}

/** A name as it may be written: any of its characters may be "#4A". */
function name(word) {
  const characters = Array.from(word, (character) => {
    const code = character.charCodeAt(0).toString(16);
    const either = Array.from(code, (digit) => `[${digit}${digit.toUpperCase()}]`).join('');
    return `(?:${character}|#${either})`;
  });
  return `/${characters.join('')}(?![\\w#.-])`;
}

const BLANK = '(?:[\\0\\t\\n\\f\\r ]|%[^\\r\\n]*[\\r\\n])*';
const REFERENCE = `${BLANK}\\d+${BLANK}\\d+${BLANK}R`;
const ACTIONS = ['JavaScript', 'Launch', 'Rendition', 'RichMediaExecute'].map(name).join('|');
const XFA = `${name('XFA')}${BLANK}(?:\\[|${REFERENCE})`;
// An action says what it is by /S, or by an object that is nothing but the name. The word alone, in what is read, says nothing.
const CODE = new RegExp(`(?:${name('S')}|\\bobj)${BLANK}(?:${ACTIONS})|${XFA}`);
// An object stream holds no text of pages.
const CODE_INSIDE = new RegExp(`${ACTIONS}|${XFA}`);
const ENCRYPTED = new RegExp(`${name('Encrypt')}(?:${REFERENCE}|${BLANK}<<)`);
const OBJECT_STREAM = new RegExp(name('ObjStm'), 'g');
const FILTER = new RegExp(`${name('Filter')}${BLANK}(\\[?${BLANK}/[^/>\\]]*)(\\]|/|>)`);
const FLATE = new RegExp(name('FlateDecode'));

/** What stands in each of them; null for one that cannot be read. */
function objectStreams(content, text) {
  return Array.from(text.matchAll(OBJECT_STREAM), ({ index }) => {
    const start = text.indexOf('stream', index);
    const end = text.indexOf('endstream', start + 6);
    if (start < 0 || end < 0) return null;
    const dictionary = text.slice(Math.max(0, text.lastIndexOf('obj', index)), start);
    const from = start + (text.startsWith('\r\n', start + 6) ? 8 : 7);
    const filter = FILTER.exec(dictionary);
    if (!filter) return text.slice(from, end);
    return FLATE.test(filter[1]) && isAlone(dictionary) ? inflated(content.subarray(from, end)) : null;
  });
}

/** One filter, and no predictor: no writer of object streams has more. */
function isAlone(dictionary) {
  return (dictionary.match(/Decode\b/g) ?? []).length === 1 && !/\/Predictor/.test(dictionary);
}

function inflated(bytes) {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_INFLATED, finishFlush: 2 }).toString('latin1');
  } catch {
    return null;
  }
}
