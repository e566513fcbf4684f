import { fold } from './text.js';

/** What is the same of a document's number however it was written: "05 /tb-lđlđ" is "5/TB-LĐLĐ". '' where none was. */
export function numberKey(number: string): string {
  return fold(number)
    .replace(/\s/g, '')
    .replace(/^0+(?=\d)/, '');
}
