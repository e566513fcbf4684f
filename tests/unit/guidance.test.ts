import { describe, expect, it } from 'vitest';
import { audiences, guidanceContent, type GuidanceContent } from '../../src/guidance/content.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations, obligationWords } from '../../src/guidance/rules.js';
import { officialSource, wordsOf } from '../support/words.js';

function written(content: GuidanceContent): string {
  const { kind, subject, preamble, sections, recipients, signature } = content;
  const body = sections.flatMap((section) => [
    `${section.number}. ${section.heading}`,
    ...section.bullets.map((bullet) => bullet.text),
    ...section.parts.flatMap((part) => [
      `${part.number}. ${part.heading}`,
      ...part.bullets.map((bullet) => bullet.text),
    ]),
  ]);
  const end = [recipients.heading, ...recipients.lines, ...Object.values(signature)];
  return [kind, subject, preamble, ...body, ...end].join('\n');
}

describe('The official text', () => {
  it('is kept word for word', () => {
    expect(wordsOf(written(officialText))).toEqual(wordsOf(officialSource));
  });

  it.each([
    ['a word changed', (text: string) => text.replace('gương mẫu', 'gương mẩu')],
    ['a word dropped', (text: string) => text.replace('lắng nghe ý kiến ', '')],
    ['a word added', (text: string) => text.replace('lắng nghe', 'luôn lắng nghe')],
    ['a mark changed', (text: string) => text.replace('“trên trước', '"trên trước')],
  ])('would not pass with %s', (_what, spoil) => {
    expect(wordsOf(spoil(written(officialText)))).not.toEqual(wordsOf(officialSource));
  });

  it('fits the structure that is published', () => {
    expect(guidanceContent.parse(officialText)).toEqual(officialText);
  });

  it('gives every section, part, bullet and document an anchor of its own', () => {
    const parts = officialText.sections.flatMap((section) =>
      [section, ...section.parts].flatMap((part) => [
        part.anchor,
        ...part.bullets.map((bullet) => bullet.anchor),
      ]),
    );
    const anchors = [...parts, ...officialText.basisDocuments.map((document) => document.anchor)];
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(anchors.every((anchor) => /^[a-z0-9-]+$/.test(anchor))).toBe(true);
  });
});

describe('Obligations', () => {
  it('are the bullets of section II, three an audience, numbered from 1', () => {
    for (const audience of audiences) {
      const part = officialText.sections[1]?.parts.find((p) => p.audience === audience);
      expect(
        obligations(officialText, audience).map(({ number, anchor, text }) => [number, anchor, text]),
      ).toEqual(part?.bullets.map((bullet, at) => [at + 1, bullet.anchor, bullet.text]));
    }
    expect([...obligationWords(officialText).keys()]).toHaveLength(9);
  });
});

describe('Basis documents', () => {
  it.each(officialText.basisDocuments.map((document) => [document.number, document]))(
    '%s says nothing that the text does not',
    (number, { kind, date, issuer, about }) => {
      const text = wordsOf(written(officialText)).join(' ');
      expect(text).toContain(number);
      expect(text).toContain(`${kind} số`);
      for (const said of [date, issuer, about]) expect(text).toContain(said);
    },
  );
});
