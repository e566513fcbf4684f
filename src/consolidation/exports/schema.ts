import { z } from 'zod';
import { owedKinds } from '../../reports/deadlines.js';
import { statusWords } from '../../reports/lifecycle.js';
import { answer } from '../../form/kinds/kind.js';
import { audiences } from '../../form/audiences.js';
import { levels } from '../../units/rules.js';

// What the JSON of a year's consolidation looks like. Its JSON Schema is served to everyone (routes.ts).

const time = z.string().meta({ format: 'date-time' });
const status = z.enum(Object.keys(statusWords) as [keyof typeof statusWords]);
const level = z.enum(levels);

const form = z.object({
  version: z.int(),
  sections: z.array(
    z.object({
      code: z.string(),
      letter: z.string(),
      title: z.string(),
      fields: z.array(
        z.object({
          code: z.string(),
          label: z.string(),
          kind: z.string(),
          choices: z.array(z.object({ code: z.string(), label: z.string() })).optional(),
        }),
      ),
    }),
  ),
});

const total = z.object({
  code: z.string(),
  label: z.string(),
  section: z.string(),
  how: z.enum(['sum', 'average', 'rate', 'count']).meta({
    description:
      'Cộng; bình quân các đơn vị có số liệu; tỷ lệ của các số cộng; số đơn vị chọn từng câu trả lời',
  }),
  value: z.union([z.string(), z.null()]).meta({
    description:
      'Số viết bằng chữ số thập phân; tỷ lệ có một chữ số sau dấu chấm, bình quân có hai; null nếu không có gì để tính',
  }),
  counted: z.int().meta({ description: 'Số đơn vị có số liệu' }),
  own: z.int().optional().meta({
    description: 'Trong giá trị, phần là các đơn vị trực tiếp; phần còn lại do báo cáo của các đơn vị ấy ghi',
  }),
  answers: z.array(z.object({ answer: z.string(), label: z.string(), count: z.int() })).optional(),
});

const unit = z.object({
  code: z.string(),
  name: z.string(),
  level,
  status,
  submission: z.int().meta({ description: 'Lần nộp được tính' }),
  formVersion: z.int().meta({ description: 'Phiên bản biểu mẫu mà đơn vị đã nộp theo' }),
  submittedAt: time,
  nilReason: z.string().meta({ description: 'Lý do không phát sinh; rỗng nếu có báo cáo' }),
  sections: z.record(
    z.string(),
    z.object({ notApplicable: z.boolean(), reason: z.string(), answers: z.record(z.string(), answer) }),
  ),
  attachments: z.array(z.object({ field: z.string(), name: z.string(), size: z.int(), sha256: z.string() })),
});

const missing = z.object({
  name: z.string(),
  status,
  owes: z
    .union([z.enum(owedKinds), z.null()])
    .meta({ description: 'Việc đơn vị còn phải làm; null nếu đã nộp, chờ xét duyệt' }),
  dueBefore: time,
  correctBefore: z.union([time, z.null()]),
});

const example = z.object({
  unit: z.string(),
  kind: z.enum(['COLLECTIVE', 'INDIVIDUAL']),
  name: z.string(),
  position: z.string(),
  audience: z.string().meta({ description: `Một trong ${audiences.join(', ')}, hoặc rỗng` }),
  deed: z.string(),
});

export const exportFile = z.object({
  $schema: z.string(),
  year: z.int(),
  madeAt: time,
  unit: z.object({ code: z.string(), name: z.string() }),
  figuresOf: time.meta({ description: 'Thời điểm của số liệu: khi đơn vị nộp báo cáo, hoặc khi lập tệp' }),
  submission: z
    .union([z.int(), z.null()])
    .meta({ description: 'Lần nộp mà số liệu được chốt; null nếu là số liệu khi lập tệp' }),
  counted: z.enum(['accepted', 'accepted-and-submitted']),
  expected: z.int().meta({ description: 'Số đơn vị trực tiếp phải báo cáo' }),
  included: z.int().meta({ description: 'Số đơn vị có báo cáo được tính' }),
  form,
  totals: z.array(total),
  units: z.array(unit),
  missing: z.array(missing),
  examples: z.array(example),
});

export type ExportFile = z.infer<typeof exportFile>;
export type ExportedTotal = z.infer<typeof total>;

/** The JSON Schema (draft 2020-12) of the file. */
export const exportSchema: object = {
  ...z.toJSONSchema(exportFile),
  title: 'Tổng hợp báo cáo nêu gương của một năm',
};
