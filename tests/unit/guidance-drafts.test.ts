import { describe, expect, it } from 'vitest';
import { guidanceChanges } from '../../src/guidance/comparison.js';
import type { GuidanceContent } from '../../src/guidance/content.js';
import { pressed } from '../../src/guidance/drafts/edits.js';
import { anchorProblem, problemsOf } from '../../src/guidance/drafts/rules.js';
import { officialText } from '../../src/guidance/official-text.js';
import { placesOf } from '../../src/guidance/places.js';
import { computingTime } from '../support/patience.js';

const changed = (change: (content: GuidanceContent) => void) => {
  const content = structuredClone(officialText);
  change(content);
  return content;
};
const messages = (change: (content: GuidanceContent) => void) =>
  problemsOf(changed(change)).map(({ message }) => message);

describe('What bars publication', () => {
  it('nothing does of the official text', () => {
    expect(problemsOf(officialText)).toEqual([]);
  });

  it.each<[string, (content: GuidanceContent) => void, RegExp]>([
    ['a repeated anchor', (c) => (c.sections[0]!.bullets[0]!.anchor = 'ii-1'), /đã dùng ở mục I, ý 1/],
    ['an anchor of the page', (c) => (c.sections[0]!.anchor = 'main'), /dành cho trang/],
    ['an anchor with capitals', (c) => (c.basisDocuments[0]!.anchor = 'KH'), /chữ thường không dấu/],
    ['two parts for one audience', (c) => (c.sections[2]!.parts[0]!.audience = 'worker'), /hơn một mục/],
    ['no part for an audience', (c) => void c.sections[1]!.parts.pop(), /“Công nhân lao động”/],
    ['an audience without duties', (c) => (c.sections[1]!.parts[1]!.bullets = []), /chưa có ý nào/],
    [
      'codes that are alike',
      (c) => (c.sections[1]!.parts[0]!.bullets = ['ii-1-x', 'x'].map((anchor) => ({ anchor, text: 'Ý' }))),
      /dễ lẫn/,
    ],
    ['an empty subject', (c) => (c.subject = ''), /trích yếu/],
    ['an empty heading', (c) => (c.sections[0]!.heading = ''), /thiếu số hoặc tên/],
    ['no recipients', (c) => (c.recipients.lines = []), /nơi nhận/],
    ['no signatory', (c) => (c.signature.name = ''), /người ký/],
    [
      'too many documents',
      (c) =>
        (c.basisDocuments = Array.from({ length: 51 }, (_, at) => {
          return { ...c.basisDocuments[0]!, anchor: `can-cu-${at}` };
        })),
      /nhiều nhất 50/,
    ],
  ])('%s does', (_what, change, message) => {
    expect(messages(change)).toEqual([expect.stringMatching(message)]);
  });

  it('an empty guidance lacks all of it', () => {
    expect(messages((c) => (c.sections = []))).toEqual([
      'Hướng dẫn chưa có mục nào.',
      ...['Cán bộ, công chức', 'Viên chức', 'Công nhân lao động'].map(
        (name) => `Chưa có mục nào dành cho đối tượng “${name}”.`,
      ),
    ]);
  });
});

it.each(['', '1a', 'a b', 'ý', 'A', 'a_b', '-a', 'a/b', 'a#', 'toan-van', 'x'.repeat(31)])(
  '“%s” is no anchor',
  (anchor) => {
    expect(anchorProblem(anchor)).toBeDefined();
  },
);

it('every place has the name people find it by', () => {
  const names = placesOf(officialText).map(({ anchor, name }) => [anchor, name]);
  expect(names).toContainEqual(['ii-3-2', 'Mục II.3, ý 2']);
  expect(names).toContainEqual(['chi-thi-05', 'Căn cứ “Chỉ thị 05-CT/TW”']);
});

describe('Buttons', () => {
  const anchors = (content: GuidanceContent | undefined) => content?.sections.map(({ anchor }) => anchor);

  it.each([
    ['up', 'i', ['i', 'ii', 'iii']],
    ['down', 'iii', ['i', 'ii', 'iii']],
    ['down', 'i', ['ii', 'i', 'iii']],
    ['remove', 'ii', ['i', 'iii']],
  ] as const)('%s %s', (way, anchor, expected) => {
    expect(anchors(pressed(officialText, way, anchor))).toEqual(expected);
  });

  it('of what is not there do nothing', () => {
    expect(pressed(officialText, 'up', 'ii-1-1')).toBeUndefined();
  });
});

describe('The comparison of two versions', () => {
  it('finds nothing between equal ones', () => {
    expect(guidanceChanges(officialText, structuredClone(officialText))).toEqual([]);
  });

  it('knows a bullet that was moved by its anchor: its words did not change', () => {
    const after = changed((c) => (c.sections[0]!.bullets = c.sections[0]!.bullets.toReversed()));
    expect(guidanceChanges(officialText, after).map(({ label }) => label)).toEqual(['Thứ tự các ý']);
  });

  it('takes no longer for texts that have nothing in common than its bounds allow', async () => {
    const long = (word: string) =>
      changed((c) => {
        const bullet = (at: number) => ({
          anchor: `i-${at}`,
          text: Array.from({ length: 800 }, (_, n) => `${word}${n * 7 + at}`).join(' '),
        });
        c.sections[0]!.bullets = Array.from({ length: 300 }, (_, at) => bullet(at));
      });
    const [before, after] = [long('a'), long('b')];
    const spent = await computingTime(() => {
      expect(guidanceChanges(before, after)).toHaveLength(300);
    });
    expect(spent).toBeLessThan(5000);
  });
});
