import { describe, expect, it } from 'vitest';
import { bandsOf, FEWEST_WORDS, likeness, partsOf } from '../../src/platform/text/likeness.js';
import { drawing, drawText, rewrite } from '../support/texts.js';

const WAYS = ['scattered', 'in one piece'] as const;
const LENGTHS = [60, 200, 2000];
const cases = LENGTHS.flatMap((words) => WAYS.map((how) => ({ words, how })));
const of = (one: string, other: string) => likeness(partsOf(one), partsOf(other));
const isFound = (one: string, other: string) => {
  const bands = bandsOf(partsOf(other), 'x');
  return bandsOf(partsOf(one), 'x').some((band, at) => band === bands[at]);
};

describe.each(cases)('of $words words, changed $how,', ({ words, how }) => {
  it('a text of which 95 % stayed is nearly the same, and found', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const draw = drawing(seed);
      const text = drawText(words, draw);
      const planted = rewrite(text, 0.05, how, draw);
      expect(of(text, planted)).toBeGreaterThan(0.7);
      expect(isFound(text, planted)).toBe(true);
    }
  });

  it('a text of which 60 % stayed is not', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const draw = drawing(seed);
      const text = drawText(words, draw);
      expect(of(text, rewrite(text, 0.4, how, draw))).toBeLessThan(0.7);
    }
  });
});

it('case, diacritics, punctuation and line ends make no difference', () => {
  const text = drawText(FEWEST_WORDS, drawing(1));
  expect(of(text, text.toUpperCase().replaceAll(' ', ' \n– ').normalize('NFD'))).toBe(1);
});

it('what is short is like nothing, not even itself', () => {
  const text = drawText(FEWEST_WORDS - 1, drawing(1));
  expect(of(text, text)).toBe(0);
  expect(of('', '')).toBe(0);
});

it('texts of different questions share no number', () => {
  const parts = partsOf(drawText(100, drawing(1)));
  const others = new Set(bandsOf(parts, 'limitations'));
  expect(bandsOf(parts, 'proposals').some((band) => others.has(band))).toBe(false);
});
