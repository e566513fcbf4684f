import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SectionDefinition } from '../../src/periods/form-definition.js';
import { withTotals } from '../../src/reports/answers.js';
import { readWorkbook } from '../../src/reports/workbook/read.js';
import { sectionChanges, type SectionRewrite } from '../../src/reports/workbook/rules.js';
import { writeWorkbook } from '../../src/reports/workbook/write.js';
import { anyDraft, anyForm } from '../support/workbooks.js';

const KEY = { year: 2026, unitCode: 'BV-A', formVersion: 1 };

describe('What comes out comes back in', () => {
  it('the workbook of any form and draft says exactly that draft', async () => {
    const formAndDraft = anyForm.chain((form) => anyDraft(form).map((draft) => ({ form, draft })));
    await fc.assert(
      fc.asyncProperty(formAndDraft, async ({ form, draft }) => {
        const key = { ...KEY, form };
        const file = await writeWorkbook({ ...key, unitName: 'CĐCS', draft });
        const result = await readWorkbook(Buffer.from(file), key);
        if ('problem' in result) throw new Error(result.problem);
        expect(result.read.problems).toEqual([]);
        expect(sectionChanges(form, result.read.typed, draft)).toEqual([]);
        // Read into an empty draft, it makes the same one.
        const made = sectionChanges(form, result.read.typed, new Map());
        const said = [...draft].filter(([, d]) => d.notApplicable || Object.keys(d.answers).length > 0);
        expect(made.map(({ section, rewrite }) => [section.code, asStored(section, rewrite)])).toEqual(
          said.map(([code, { version: _, ...stored }]) => [code, stored]),
        );
      }),
      { numRuns: 300 },
    );
  });
});

const asStored = (section: SectionDefinition, rewrite: SectionRewrite) => ({
  ...rewrite,
  answers: withTotals(section, rewrite.answers),
});
