import { describe, expect, it } from 'vitest';
import { guidanceContent, type GuidanceContent } from '../../src/guidance/content.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations, obligationWords } from '../../src/guidance/rules.js';
import { defaultForm } from '../../src/form/default-form.js';
import { officialSource, wordsOf } from '../support/words.js';
import { audiences } from '../../src/form/audiences.js';

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

describe('The code of an obligation', () => {
  const codes = (content: GuidanceContent) =>
    obligations(content, 'civil-servant').map(({ code, number }) => `${number}: ${code}`);
  const changed = (change: (bullets: GuidanceContent['sections'][number]['bullets']) => typeof bullets) => {
    const content = structuredClone(officialText);
    const part = content.sections[1]!.parts[0]!;
    part.bullets = change(part.bullets);
    return content;
  };

  it('of the official text is the audience and its place', () => {
    expect(codes(officialText)).toEqual(['1: civil-servant-1', '2: civil-servant-2', '3: civil-servant-3']);
  });

  it('stays when the bullets before it go or change places; its number is its place', () => {
    expect(codes(changed((all) => all.slice(1)))).toEqual(['1: civil-servant-2', '2: civil-servant-3']);
    expect(codes(changed((all) => all.toReversed()))[0]).toBe('1: civil-servant-3');
  });

  it('is made from the whole anchor where that does not begin with its part’s', () => {
    const [, second] = codes(changed(([first, , third]) => [first!, { ...third!, anchor: 'ii-10' }]));
    expect(second).toBe('2: civil-servant-ii-10');
  });

  it('names the question of a new form, too', () => {
    const form = defaultForm((audience) =>
      obligations(
        changed((all) => all.slice(1)),
        audience,
      ),
    );
    const texts = form.sections.find(({ code }) => code === 'can-bo-cong-chuc')?.fields ?? [];
    const asked = texts.flatMap((field) => ('obligation' in field ? [[field.code, field.obligation]] : []));
    expect(asked).toEqual([
      ['narrative_civil_servant_2', 'civil-servant-2'],
      ['narrative_civil_servant_3', 'civil-servant-3'],
    ]);
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
