import { Workbook } from '@cj-tech-master/excelts';
import { formDefinition, type FormDefinition } from '../form/definition.js';
import type { Answer } from '../form/answers.js';
import { readWorkbook } from '../reports/workbook/read.js';
import { sectionChanges, type DraftSections } from '../reports/workbook/rules.js';
import { writeWorkbook } from '../reports/workbook/write.js';
import { median, ratio, timed } from './bench-portal.js';

const SECTIONS = 10;
const FIELDS = 50;
const ROUNDS = 25;
const WARM_UP = 5;
const KEY = { year: 2026, unitCode: 'BENCH', formVersion: 1 };

/** A report of 500 fields to .xlsx and back, against the same answers as bare cells of one sheet, in turn. */
export async function measureWorkbook(): Promise<string[]> {
  const form = largeForm();
  const draft = fullDraft(form);
  const key = { ...KEY, form };
  const times = { out: [] as number[], bareOut: [] as number[], in: [] as number[], bareIn: [] as number[] };
  let file: Buffer = Buffer.alloc(0);
  let bare: Buffer = file;
  for (let round = 0; round < ROUNDS; round++) {
    times.out.push(
      await timed(
        async () =>
          (file = Buffer.from(
            await writeWorkbook({ ...key, unitName: 'Bench', draft, obligations: new Map() }),
          )),
      ),
    );
    times.bareOut.push(await timed(async () => (bare = await bareWorkbook(form, draft))));
    times.in.push(await timed(() => readAndCompare(file, form, draft)));
    times.bareIn.push(await timed(() => new Workbook().xlsx.load(bare)));
  }
  const size = `${SECTIONS * FIELDS} fields, ${Math.round(file.length / 1000)} kB`;
  return [
    line('XLSX out', times.out, times.bareOut, size),
    line('XLSX in, compared with the draft', times.in, times.bareIn, size),
  ];
}

function line(what: string, ours: readonly number[], bare: readonly number[], size: string): string {
  const [own, least] = [median(ours.slice(WARM_UP)), median(bare.slice(WARM_UP))];
  return `${what}: ${ratio(own, least)} times bare cells (${own.toFixed(1)} ms, ${least.toFixed(1)} ms, ${size})`;
}

async function readAndCompare(file: Buffer, form: FormDefinition, draft: DraftSections): Promise<void> {
  const result = await readWorkbook(file, { ...KEY, form });
  if ('problem' in result) throw new Error(result.problem);
  if (sectionChanges(form, result.read.typed, draft).length > 0)
    throw new Error('a workbook does not say what was written');
}

async function bareWorkbook(form: FormDefinition, draft: DraftSections): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('A');
  for (const { code, fields } of form.sections)
    for (const field of fields) sheet.addRow([field.code, field.label, draft.get(code)?.answers[field.code]]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A third texts, a third figures, the rest days, choices and yes/no. */
function largeForm(): FormDefinition {
  const kinds = ['text', 'integer', 'date', 'text', 'money', 'choice', 'line', 'percent', 'yes-no'];
  const sections = Array.from({ length: SECTIONS }, (_, at) => ({
    code: `phan-${at}`,
    letter: String.fromCharCode(65 + at),
    title: `Phần số ${at}`,
    fields: Array.from({ length: FIELDS }, (_, i) => {
      const kind = kinds[i % kinds.length];
      const choices = ['Tốt', 'Khá', 'Trung bình'].map((label) => ({ code: label, label }));
      const field = {
        code: `f_${at}_${i}`,
        label: `Nội dung số ${i}`,
        required: true,
      };
      return { ...field, kind, ...(kind === 'choice' ? { choices } : {}) };
    }),
  }));
  return formDefinition.parse({ sections, checks: [] });
}

const ANSWERS: Record<string, Answer> = {
  text: 'Đơn vị đã tổ chức quán triệt, triển khai nêu gương đến toàn thể đoàn viên, người lao động. '
    .repeat(8)
    .trim(),
  line: 'Nguyễn Văn An',
  integer: 1234,
  money: 1_500_000_000,
  percent: 66.7,
  date: '2026-09-09',
  choice: 'Khá',
  'yes-no': true,
};

function fullDraft(form: FormDefinition): DraftSections {
  return new Map(
    form.sections.map(({ code, fields }) => {
      const answers = Object.fromEntries(fields.map((field) => [field.code, ANSWERS[field.kind] ?? '']));
      return [code, { answers, notApplicable: false, reason: '', version: 1 }];
    }),
  );
}
