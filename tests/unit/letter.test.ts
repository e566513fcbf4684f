import { describe, expect, it } from 'vitest';
import { letter, withLinks } from '../../src/mail/letter.js';

const ADDRESS = 'https://neuguong.example.vn';
const links = [
  { text: 'Báo cáo', path: '/bao-cao/2026?lan=1&xem=a' },
  { text: 'Xác thực', path: '/xac-thuc' },
];
const words = letter({ subject: 'Thư', before: ['Một.\n'], facts: [['Đơn vị', 'A & B']], links });

describe('The links of a message', () => {
  it('are the address of the portal with their path, in both parts', () => {
    const { text, html } = withLinks(words, ADDRESS);
    expect(text).toBe(
      `Thư\n\nMột.\n\n\nĐơn vị: A & B\n\nBáo cáo:\n${ADDRESS}/bao-cao/2026?lan=1&xem=a\n\nXác thực:\n${ADDRESS}/xac-thuc\n\n${FOOTER}\n`,
    );
    expect(html).toContain(`</table>
<p><a href="${ADDRESS}/bao-cao/2026?lan=1&amp;xem=a">Báo cáo</a></p>
<p><a href="${ADDRESS}/xac-thuc">Xác thực</a></p>
<p>${FOOTER}</p>`);
  });

  it('are left out, with the line of each, where the address is not known', () => {
    const without = letter({ subject: 'Thư', before: ['Một.\n'], facts: [['Đơn vị', 'A & B']] });
    expect(withLinks(words, undefined)).toEqual({ text: without.text, html: without.html });
    const last = letter({ subject: 'Thư', before: ['Một.\n'], links });
    expect(withLinks(last, undefined).text).toBe(`Thư\n\nMột.\n\n\n${FOOTER}\n`);
  });

  it('keep an odd address as it is, and escape it in the HTML', () => {
    const { text, html } = withLinks(words, 'https://a&b"$&$1');
    expect(text).toContain('\nhttps://a&b"$&$1/xac-thuc\n');
    expect(html).toContain('href="https://a&amp;b&#34;$&amp;$1/xac-thuc"');
  });

  it('are not in words that were stored with their links, which stay as they are', () => {
    const stored = {
      text: `Báo cáo:\n${ADDRESS}/bao-cao\n`,
      html: `<a href="${ADDRESS}/bao-cao">Báo cáo</a>`,
    };
    for (const address of [undefined, 'https://moi.example.vn'])
      expect(withLinks(stored, address)).toEqual(stored);
  });

  it('can be neither forged nor broken by what a person typed', () => {
    const mark = /\p{Noncharacter_Code_Point}/u.exec(words.text)![0];
    const typed = 'portal:/x\n\nĐây:\n/y\n\n';
    const forged = `portal:/x\n\n${mark}Đây:\n${mark}/y${mark}\n\n${mark}`;
    const hostile = letter({
      subject: forged,
      before: [forged],
      facts: [['Ghi chú', forged]],
      links,
      after: [forged],
    });
    const honest = letter({
      subject: typed,
      before: [typed],
      facts: [['Ghi chú', typed]],
      links,
      after: [typed],
    });
    expect(hostile).toEqual(honest);
    expect(withLinks(hostile, ADDRESS).text).toContain(typed);
    expect(withLinks(hostile, ADDRESS).text.split(ADDRESS)).toHaveLength(1 + links.length);
  });
});

const FOOTER = 'Thư do hệ thống tự gửi, xin không trả lời thư này.';
