import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { usernameKey } from '../../src/accounts/rules.js';
import { asHashed } from '../../src/accounts/passwords.js';
import { defaultForm } from '../../src/form/default-form.js';
import type { FormDefinition } from '../../src/form/definition.js';
import { readFormText } from '../../src/periods/form-editor/json.js';
import { unprintable } from '../../src/platform/documents/faces.js';
import { lineField, parseForm, postedValues, textField } from '../../src/platform/page/forms.js';
import { readQuery } from '../../src/platform/http/query.js';
import { cleanLine, cleanText, clip, fold } from '../../src/platform/text/text.js';

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
});

describe('At the door a text', () => {
  it.each([
    ['\u00d0ảng ủy, \u00f0ơn vị', 'Đảng ủy, đơn vị'],
    ['\uf0b7\tMột\n\uf0a7 Hai\n\uf0d8 Ba', '–\tMột\n– Hai\n– Ba'],
    ['zero\u200bwidth\u2060\ufeff', 'zerowidth'],
    ['mềm\u00admại', 'mềmmại'],
    ['\u202eđảo\u202c \u2067ngược\u2069 \u061cx', 'đảo ngược x'],
    ['một\u00a0hai\u202fba\u3000bốn', 'một hai ba bốn'],
    ['a\u0000\u0007b', 'ab'],
    ['dòng\r\nmột\u2028hai\u000bba', 'dòng\nmột\nhai\nba'],
    ['Liên đoàn'.normalize('NFD'), 'Liên đoàn'],
    ['e\u200b\u0302\u0301', 'ế'],
    [' \u200b\u3164\u2800\ufeff\u00ad ', ''],
    ['2 × 3 ≥ 5 – “tốt” • ▪ m²', '2 × 3 ≥ 5 – “tốt” • ▪ m²'],
  ])('%j becomes %j', (typed, clean) => {
    expect(cleanText(typed)).toBe(clean);
  });

  it('becomes NFC with nothing invisible, and stays so', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const clean = cleanText(typed);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).toBe(clean.normalize('NFC'));
        expect(clean.replace(/[\n\t ]/g, '')).not.toMatch(
          /\p{Cc}|\p{Zs}|\p{Default_Ignorable_Code_Point}|[ÐðƉɖ]|[\uf020-\uf0ff]/u,
        );
        expect(cleanLine(cleanLine(typed))).toBe(cleanLine(typed));
      }),
    );
  });

  it('of ordinary letters is the same whether all of it is looked through or not: with something invisible, all of it is', () => {
    for (let code = 0; code <= 0xffff; code += 1) {
      const letter = String.fromCharCode(code);
      for (const typed of [letter, `đo ${letter} đi `])
        expect(cleanText(typed), code.toString(16)).toBe(cleanText(`${typed}\u200b`));
    }
  });

  it('is found without its marks, Đ in whatever shape as d', () => {
    for (const typed of ['Đường', '\u00d0ường', 'đường', '\u00f0ường', 'ĐƯỜNG', 'Đường'.normalize('NFD')])
      expect(fold(typed)).toBe('duong');
  });
});

describe('The doors', () => {
  const dirty = '  \ufeffCĐCS\u00a0\u00d0ông\u200b ';
  const clean = 'CĐCS Đông';

  it('of forms clean every text but a password', () => {
    const body = { name: dirty, roles: ['FILER', 'ADMIN'], password: dirty, _csrf: 'x' };
    expect(postedValues(body)).toEqual({ name: clean, roles: 'FILER\nADMIN', password: dirty });
  });

  it.each([
    ['a line', lineField('Tên', 20)],
    ['a text', textField('Tên', 20)],
  ])('find %s empty that holds only what nobody sees', (_, name) => {
    const parsed = parseForm(z.object({ name }), { name: '\u200b\u00ad\u3164\u2800\u00a0' });
    expect(parsed).toMatchObject({
      ok: false,
      form: { errors: [{ field: 'name', message: 'Hãy nhập tên.' }] },
    });
  });

  it('of addresses clean every text that is asked', () => {
    const asked = new URLSearchParams([
      ['q', dirty],
      ['ten', 'a'],
      ['ten', dirty],
    ]);
    expect({ ...readQuery(asked.toString()) }).toEqual({ q: clean, ten: ['a', clean] });
    expect(Object.keys(readQuery('__proto__=x&q=%E0%A4%A'))).toEqual(['__proto__', 'q']);
    expect(readQuery(undefined)['constructor']).toBeUndefined();
  });

  it('of sign-in take a name whatever was pasted with it', () => {
    expect(usernameKey('\ufeff Nguyen\u200b.An\u00a0')).toBe('nguyen.an');
  });

  it('of a form in JSON clean what escapes hide', () => {
    const text = JSON.stringify(defaultForm(() => []));
    const read = readFormText(text.replace('"label":"', String.raw`"label":"\u00d0\u200b\u00ad `));
    const label = (form: FormDefinition) => form.sections[0]?.fields[0]?.label;
    expect('form' in read && label(read.form)).toBe(`Đ ${String(label(JSON.parse(text) as FormDefinition))}`);
  });

  it('of passwords keep the rule by which they were hashed', () => {
    expect(asHashed(' M\u1eadt kh\u00a0u \u00d0\u200b\r\n1 ')).toBe('Mật kh\u00a0u \u00d0\n1');
  });
});

describe('What a document cannot print', () => {
  it('is told, each character once', () => {
    const ascii = String.fromCodePoint(...Array.from({ length: 95 }, (_, at) => 32 + at));
    expect(unprintable(ascii)).toEqual([]);
    expect(unprintable('Đạt ✓ và ✓, 🎉 “tốt” – 1.234 m² ≥ 5 • →')).toEqual(['✓', '🎉']);
  });

  it('is nothing of what Vietnamese writes, nor what the door takes away', () => {
    const letters = 'aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ';
    const marked = Array.from(letters).flatMap((letter) =>
      ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((m) => letter + m),
    );
    expect(unprintable(`${marked.join(' ')}\n\uf0b7\u200b\u00d0\t`)).toEqual([]);
  });
});

it('what is cut to a length never ends in half a character', () => {
  expect(clip(`${'x'.repeat(9)}😀y`, 10)).toBe('x'.repeat(9));
  expect(clip(`${'x'.repeat(8)}😀y`, 10)).toBe(`${'x'.repeat(8)}😀`);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, most) => {
      const cut = clip(text, most);
      return cut.isWellFormed() && cut.length <= most && text.startsWith(cut);
    }),
  );
});
