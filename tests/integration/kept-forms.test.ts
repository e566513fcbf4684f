import { expect, it } from 'vitest';
import { readForm } from '../../src/form/definition.js';
import { formOfPeriod } from '../../src/periods/kept-form-finders.js';
import { createTestDatabase } from '../support/database.js';
import { sampleTemplate } from '../support/sample.js';

const { db } = await createTestDatabase(await sampleTemplate('2026-08-20T08:00:00+07:00'));
const period = () => db.period.findUniqueOrThrow({ where: { year: 2026 } });

/** In whatever way somebody changes a form: with nothing else, and by no command of the portal. */
async function retitle(title: string): Promise<void> {
  await db.$executeRaw`UPDATE periods SET form = jsonb_set(form, '{sections,0,title}', to_jsonb(${title}::text)) WHERE year = 2026`;
}

it('is the same object until the form is changed, whoever changes it', async () => {
  const form = await formOfPeriod(db, await period());
  await db.period.update({ where: { year: 2026 }, data: { version: { increment: 1 } } });
  expect(await formOfPeriod(db, await period())).toBe(form);
  await retitle('Tiêu đề khác');
  const changed = await formOfPeriod(db, await period());
  expect(changed).toEqual(readForm((await period()).form));
  expect(changed.sections[0]?.title).toBe('Tiêu đề khác');
});

it('is not the one of a transaction that was undone', async () => {
  const undone = db.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE periods SET form = jsonb_set(form, '{sections,0,title}', '"Không thành"') WHERE year = 2026`;
    await formOfPeriod(tx, await tx.period.findUniqueOrThrow({ where: { year: 2026 } }));
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await retitle('Sau đó');
  expect((await formOfPeriod(db, await period())).sections[0]?.title).toBe('Sau đó');
});

it('of a copied period is its own: two forms never have one stamp', async () => {
  const { id: _id, form, formDraft: _draft, ...sample } = await period();
  const copy = await db.period.create({ data: { ...sample, year: 2090, form: form as object } });
  expect(copy.formStamp).not.toBe(sample.formStamp);
});

it('cannot be changed by who reads it', async () => {
  const form = await formOfPeriod(db, await period());
  expect(() => form.sections.pop()).toThrow(TypeError);
  expect(() => Object.assign(form.sections[0]!, { title: '' })).toThrow(TypeError);
});
