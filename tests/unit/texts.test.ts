import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passagesOf, pieces, placeOf, searchTerms, sentences } from '../../src/consolidation/texts/rules.js';

const TEXT =
  'Công đoàn đã phát động phong trào. Nổi bật là tổ 3, giảm 12,5 % hàng lỗi.\nChị Nguyễn Thị Đào có sáng kiến hay!\n\nCòn khó khăn về kinh phí.';

describe('Sentences', () => {
  it('end with their sign and with the line, and stand where they are in the text', () => {
    const found = sentences(TEXT);
    expect(found.map(({ text }) => text)).toEqual([
      'Công đoàn đã phát động phong trào.',
      'Nổi bật là tổ 3, giảm 12,5 % hàng lỗi.',
      'Chị Nguyễn Thị Đào có sáng kiến hay!',
      'Còn khó khăn về kinh phí.',
    ]);
    for (const { from, to, text } of found) expect(TEXT.slice(from, to)).toBe(text);
  });

  it('of any text lose nothing but blanks, and never overlap', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const found = sentences(text);
        expect(
          found
            .map((one) => one.text)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(text.replace(/\s/g, ''));
        found.slice(1).forEach((one, at) => {
          expect(one.from).toBeGreaterThanOrEqual(found[at]!.to);
        });
      }),
    );
  });

  it('that follow each other make one passage, word for word', () => {
    expect(passagesOf(TEXT, [3, 1, 0])).toEqual([
      'Công đoàn đã phát động phong trào. Nổi bật là tổ 3, giảm 12,5 % hàng lỗi.',
      'Còn khó khăn về kinh phí.',
    ]);
    expect(passagesOf(TEXT, [99, -1, 2, 2])).toEqual(['Chị Nguyễn Thị Đào có sáng kiến hay!']);
    expect(passagesOf('', [0])).toEqual([]);
  });
});

describe('An excerpt', () => {
  it('is found word for word, white space apart, also as it comes decomposed', () => {
    const place = placeOf(TEXT, '  hàng  lỗi.\nChị Nguyễn '.normalize('NFD'))!;
    expect(TEXT.slice(place.from, place.to)).toBe('hàng lỗi.\nChị Nguyễn');
  });

  it.each(['hang loi', 'không có', '', '  \n '])('%j is not in the text', (excerpt) => {
    expect(placeOf(TEXT, excerpt)).toBeUndefined();
  });

  it('that is any part of a text is found in it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.nat(80), fc.nat(80), (text, a, b) => {
        const part = text.slice(Math.min(a, b), Math.max(a, b));
        const normal = part.normalize('NFC') === part && part.trim() !== '';
        if (normal) expect(placeOf(text, part)).toBeDefined();
      }),
    );
  });
});

describe('A search', () => {
  it.each([
    ['Đào  sáng', ['dao', 'sang']],
    ['"sáng kiến" ĐÀO', ['sang kien', 'dao']],
    ['“sáng kiến hay”', ['sang kien hay']],
    ['"chưa đóng ngoặc', ['chua', 'dong', 'ngoac']],
    ['... --- "" ', []],
    ['đào đao', ['dao']],
  ])('of %j asks for %j', (typed, terms) => {
    expect(searchTerms(typed)).toEqual(terms);
    expect(searchTerms(typed.normalize('NFD'))).toEqual(terms);
  });

  it('asks for no more than twenty', () => {
    expect(searchTerms(Array.from({ length: 500 }, (_, at) => `từ${at}`).join(' '))).toHaveLength(20);
  });

  it('shows what was found and what was marked, and the text stays whole', () => {
    const shown = pieces(TEXT, ['sang kien', 'to'], ['Chị Nguyễn Thị Đào có sáng kiến hay!']);
    expect(shown.filter(({ isFound }) => isFound).map(({ text }) => text)).toEqual(['tổ', 'sáng kiến']);
    expect(
      shown
        .filter(({ isMarked }) => isMarked)
        .map(({ text }) => text)
        .join(''),
    ).toBe('Chị Nguyễn Thị Đào có sáng kiến hay!');
    expect(shown.map(({ text }) => text).join('')).toBe(TEXT);
  });

  it('never changes a text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), fc.array(fc.string()), (text, terms, marked) => {
        expect(
          pieces(text, terms, marked)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
