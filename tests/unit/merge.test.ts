import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formDefinition } from '../../src/form/definition.js';
import { fingerprints, mergeSection, type SectionContent } from '../../src/reports/drafts/merge.js';

const section = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'A',
      fields: [
        { code: 'count', label: 'Số', kind: 'integer' },
        { code: 'words', label: 'Lời', kind: 'text' },
        { code: 'sum', label: 'Tổng', kind: 'total', of: ['count'] },
        { code: 'scan', label: 'Tệp', kind: 'file' },
      ],
    },
  ],
  checks: [],
}).sections[0]!;

const said: fc.Arbitrary<SectionContent> = fc.record({
  answers: fc.record(
    { count: fc.integer({ min: 0, max: 2 }), words: fc.constantFrom('x', 'y') },
    { requiredKeys: [] },
  ),
  notApplicable: fc.boolean(),
  reason: fc.constantFrom('', 'Không có.'),
});
const merge = (beginning: SectionContent, mine: SectionContent, theirs: SectionContent) =>
  mergeSection(section, fingerprints(section, beginning), mine, theirs);
const parts = ({ answers, notApplicable, reason }: SectionContent) => ({ ...answers, notApplicable, reason });

describe('Two versions of a section from one beginning', () => {
  it('what nobody else touched is mine', () => {
    fc.assert(
      fc.property(said, said, (beginning, mine) => {
        const merged = merge(beginning, mine, beginning);
        expect(merged).toEqual({ said: mine, taken: [], conflicts: [] });
      }),
    );
  });

  it('what I did not touch is theirs', () => {
    fc.assert(
      fc.property(said, said, (beginning, theirs) => {
        expect(merge(beginning, beginning, theirs)).toMatchObject({ said: theirs, conflicts: [] });
      }),
    );
  });

  it('asks for exactly what both changed, each to something else, and loses neither', () => {
    fc.assert(
      fc.property(said, said, said, (beginning, mine, theirs) => {
        const merged = merge(beginning, mine, theirs);
        const [b, m, t, r] = [beginning, mine, theirs, merged.said].map(
          (one) => parts(one) as Record<string, unknown>,
        );
        for (const name of ['count', 'words', 'notApplicable', 'reason']) {
          const asked = name === 'reason' ? 'notApplicableReason' : name;
          const isContested = b![name] !== m![name] && b![name] !== t![name] && m![name] !== t![name];
          expect(merged.conflicts.includes(asked)).toBe(isContested);
          expect(r![name]).toEqual(b![name] === m![name] ? t![name] : m![name]);
        }
      }),
    );
  });

  it('without fingerprints everything that differs asks', () => {
    const [mine, theirs] = [1, 2].map((count) => ({ answers: { count }, notApplicable: false, reason: '' }));
    expect(mergeSection(section, '', mine!, theirs!).conflicts).toEqual(['count']);
  });
});
