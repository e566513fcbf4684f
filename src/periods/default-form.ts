import type { Audience } from '../guidance/content.js';
import type { z } from 'zod';
import {
  formDefinition,
  type fieldDefinition,
  type FormDefinition,
  type checkDefinition,
} from './form-definition.js';

type FieldInput = z.input<typeof fieldDefinition>;
type CheckInput = z.input<typeof checkDefinition>;

/** An obligation as the form needs it: code "worker-2", number within its audience. */
export interface AskedObligation {
  code: string;
  number: number;
}

/**
 * The form shipped with the portal: what the guidance asks units to report (I, II.1–II.3, III.1–III.2), with a
 * narrative for every obligation of every audience.
 */
export function defaultForm(
  obligationsOf: (audience: Audience) => readonly AskedObligation[],
): FormDefinition {
  return formDefinition.parse({
    sections: [
      generalSection,
      rolloutSection,
      audienceSection('C', obligationsOf('civil-servant')),
      audienceSection('D', obligationsOf('public-employee')),
      audienceSection('E', obligationsOf('worker')),
      executionSection,
      outlookSection,
      attachmentsSection,
    ],
    checks: [...generalChecks, ...AUDIENCES.flatMap(audienceChecks), ...executionChecks],
  });
}

/** `fieldCode` ends the codes of its fields: registered_worker. */
const AUDIENCES = [
  {
    letter: 'C',
    section: 'can-bo-cong-chuc',
    fieldCode: 'civil_servant',
    name: 'cán bộ, công chức',
    guidance: 'II.1',
  },
  { letter: 'D', section: 'vien-chuc', fieldCode: 'public_employee', name: 'viên chức', guidance: 'II.2' },
  {
    letter: 'E',
    section: 'cong-nhan-lao-dong',
    fieldCode: 'worker',
    name: 'công nhân lao động',
    guidance: 'II.3',
  },
] as const;
type AudiencePart = (typeof AUDIENCES)[number];

const count = (code: string, label: string, help?: string): FieldInput => ({
  code,
  label,
  ...(help ? { help } : {}),
  kind: 'integer',
  required: true,
  sum: true,
  max: 10_000_000,
});
const narrative = (
  code: string,
  label: string,
  more: { help?: string; obligation?: string } = {},
): FieldInput => ({
  code,
  label,
  ...more,
  kind: 'text',
  required: true,
});
const atMost = (code: string, left: string, right: string): CheckInput => ({
  kind: 'compare',
  code,
  severity: 'error',
  left: [left],
  relation: '≤',
  right: [right],
});

const generalSection = {
  code: 'thong-tin-chung',
  letter: 'A',
  title: 'Thông tin chung',
  fields: [
    {
      code: 'report_number',
      label: 'Số, ký hiệu báo cáo',
      help: 'Ví dụ: 05/BC-CĐCS',
      kind: 'line',
      required: true,
      maxLength: 50,
    },
    { code: 'report_date', label: 'Ngày báo cáo', kind: 'date', required: true },
    { code: 'signatory_name', label: 'Người ký', kind: 'line', required: true, maxLength: 100 },
    {
      code: 'signatory_position',
      label: 'Chức vụ người ký',
      help: 'Ví dụ: Chủ tịch',
      kind: 'line',
      required: true,
      maxLength: 100,
    },
    count('members_total', 'Tổng số đoàn viên, người lao động', 'Bằng tổng của ba đối tượng dưới đây.'),
    ...AUDIENCES.map((a) => count(`members_${a.fieldCode}`, `Số ${a.name}`, 'Không có thì ghi 0.')),
    count('members_women', 'Trong tổng số: số nữ'),
  ] satisfies FieldInput[],
};
const generalChecks: CheckInput[] = [
  {
    kind: 'compare',
    code: 'members_add_up',
    severity: 'error',
    left: AUDIENCES.map((a) => `members_${a.fieldCode}`),
    relation: '=',
    right: ['members_total'],
  },
  atMost('women_within_members', 'members_women', 'members_total'),
];

const rolloutSection = {
  code: 'trien-khai',
  letter: 'B',
  title: 'Triển khai, quán triệt',
  guidance: 'I; III.2',
  fields: [
    {
      code: 'plan_issued',
      label: 'Đơn vị đã ban hành kế hoạch hoặc hướng dẫn riêng',
      kind: 'yes-no',
      required: true,
    },
    { code: 'plan_number', label: 'Số, ký hiệu kế hoạch, hướng dẫn', kind: 'line', maxLength: 50 },
    { code: 'plan_date', label: 'Ngày ban hành kế hoạch, hướng dẫn', kind: 'date' },
    { code: 'plan_file', label: 'Tệp kế hoạch, hướng dẫn', kind: 'file' },
    count('meetings_held', 'Số hội nghị, buổi quán triệt đã tổ chức'),
    ...AUDIENCES.map((a) =>
      count(`reached_${a.fieldCode}`, `Số ${a.name} được quán triệt`, 'Mỗi người chỉ tính một lần.'),
    ),
    count('news_items', 'Số tin, bài tuyên truyền'),
    count('other_propaganda', 'Số hoạt động tuyên truyền khác', 'Hội thi, tọa đàm, pa nô, mạng xã hội…'),
    narrative('rollout_narrative', 'Cách làm và kết quả triển khai, quán triệt'),
  ] satisfies FieldInput[],
};

function audienceSection(letter: AudiencePart['letter'], obligations: readonly AskedObligation[]) {
  const part = AUDIENCES.find((a) => a.letter === letter) as AudiencePart;
  const { fieldCode, name } = part;
  const initiatives: FieldInput[] = [
    count('initiatives', 'Số sáng kiến trong phong trào “Lao động giỏi – Lao động sáng tạo”'),
    {
      code: 'initiatives_value',
      label: 'Giá trị làm lợi của các sáng kiến',
      kind: 'money',
      required: true,
      sum: true,
      max: 1e15,
    },
  ];
  return {
    code: part.section,
    letter,
    title: `Kết quả nêu gương của ${name}`,
    guidance: part.guidance,
    notApplicable: { statement: `Đơn vị không có ${name}`, zeroField: `members_${fieldCode}` },
    fields: [
      count(`registered_${fieldCode}`, `Số ${name} đăng ký nêu gương`),
      count(`did_well_${fieldCode}`, `Số ${name} được đánh giá thực hiện tốt`, 'Trong số đã đăng ký.'),
      count(`commended_collectives_${fieldCode}`, 'Số tập thể được biểu dương, khen thưởng'),
      count(`commended_individuals_${fieldCode}`, 'Số cá nhân được biểu dương, khen thưởng'),
      ...(fieldCode === 'worker' ? initiatives : []),
      ...obligations.map((o) =>
        narrative(
          `narrative_${fieldCode}_${String(o.number)}`,
          `Kết quả thực hiện nội dung ${String(o.number)}`,
          {
            obligation: o.code,
          },
        ),
      ),
    ],
  };
}

function audienceChecks({ fieldCode }: AudiencePart): CheckInput[] {
  return [
    atMost(`reached_within_members_${fieldCode}`, `reached_${fieldCode}`, `members_${fieldCode}`),
    atMost(`registered_within_members_${fieldCode}`, `registered_${fieldCode}`, `members_${fieldCode}`),
    atMost(`did_well_within_registered_${fieldCode}`, `did_well_${fieldCode}`, `registered_${fieldCode}`),
  ];
}

const executionSection = {
  code: 'to-chuc-thuc-hien',
  letter: 'F',
  title: 'Tổ chức thực hiện',
  guidance: 'III',
  fields: [
    count('inspections_carried_out', 'Số cuộc kiểm tra, giám sát đã thực hiện'),
    count(
      'children_to_report',
      'Số công đoàn trực thuộc phải báo cáo',
      'Đơn vị không có công đoàn trực thuộc thì ghi 0.',
    ),
    count('children_reported', 'Số công đoàn trực thuộc đã báo cáo'),
    narrative('execution_narrative', 'Công tác chỉ đạo, kiểm tra, giám sát, đôn đốc'),
  ],
};
const executionChecks: CheckInput[] = [
  atMost('children_reported_within_all', 'children_reported', 'children_to_report'),
  {
    kind: 'present',
    code: 'signed_report_present',
    severity: 'warning',
    field: 'signed_report',
    message: 'Chưa kèm bản báo cáo đã ký, đóng dấu',
  },
];

const outlookSection = {
  code: 'kien-nghi',
  letter: 'G',
  title: 'Hạn chế, kiến nghị, phương hướng',
  fields: [
    narrative('limitations', 'Hạn chế và nguyên nhân'),
    narrative('proposals', 'Kiến nghị, đề xuất', { help: 'Không có thì ghi “Không”.' }),
    narrative('next_year', 'Phương hướng năm sau'),
  ],
};

const attachmentsSection = {
  code: 'tai-lieu',
  letter: 'H',
  title: 'Tài liệu kèm theo',
  fields: [
    {
      code: 'signed_report',
      label: 'Báo cáo đã ký, đóng dấu',
      help: 'Tệp PDF.',
      kind: 'file',
      accept: 'pdf',
    },
    { code: 'annexes', label: 'Phụ lục', help: 'PDF, DOCX, XLSX, JPEG hoặc PNG.', kind: 'file' },
  ] satisfies FieldInput[],
};
