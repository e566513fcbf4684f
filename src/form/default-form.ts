import type { z } from 'zod';
import { audienceNames, type Audience } from './audiences.js';
import { unionsHelp } from './meanings.js';
import { obligationName } from './obligation-names.js';
import {
  formDefinition,
  type fieldDefinition,
  type FormDefinition,
  type checkDefinition,
} from './definition.js';

type FieldInput = z.input<typeof fieldDefinition>;
type CheckInput = z.input<typeof checkDefinition>;

/** An obligation as the form needs it: code "worker-2", and its words. */
export interface AskedObligation {
  code: string;
  text: string;
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
    nil: { statement: 'Trong kỳ, đơn vị không phát sinh nội dung nào phải báo cáo' },
  });
}

/** `fieldCode` ends the codes of its fields, registered_worker: for people, since meaning and audience tell it the portal. */
const AUDIENCES = (
  [
    { letter: 'C', section: 'can-bo-cong-chuc', audience: 'civil-servant', guidance: 'II.1' },
    { letter: 'D', section: 'vien-chuc', audience: 'public-employee', guidance: 'II.2' },
    { letter: 'E', section: 'cong-nhan-lao-dong', audience: 'worker', guidance: 'II.3' },
  ] as const
).map((part) => ({
  ...part,
  fieldCode: part.audience.replaceAll('-', '_'),
  name: audienceNames[part.audience].toLowerCase(),
}));
type AudiencePart = (typeof AUDIENCES)[number];

/** What a field means to the portal, and whom it is about. */
type Means = Pick<FieldInput, 'meaning' | 'audience'>;

const count = (code: string, label: string, help: string, means: Means = {}): FieldInput => ({
  code,
  label,
  help,
  ...means,
  kind: 'integer',
  required: true,
  sum: true,
  max: 10_000_000,
});
const narrative = (
  code: string,
  label: string,
  more: { help?: string; obligation?: string; audience?: Audience; outline: string },
): FieldInput => ({
  code,
  label,
  ...more,
  kind: 'text',
  required: true,
});
const rate = (
  code: string,
  label: string,
  [of, over]: readonly [string, string],
  means: Means,
): FieldInput => ({
  code,
  label,
  ...means,
  kind: 'rate',
  of: [of],
  over: [over],
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
  evenIfNil: true,
  fields: [
    ...AUDIENCES.map((a) => ({
      code: `has_${a.fieldCode}`,
      meaning: 'has_audience' as const,
      audience: a.audience,
      label: `Đơn vị có ${a.name} không?`,
      help: `Chọn Không thì báo cáo không hỏi gì về ${a.name}.`,
      kind: 'yes-no' as const,
      required: true,
      prefill: true,
    })),
    {
      code: 'report_number',
      meaning: 'report_number',
      label: 'Số, ký hiệu báo cáo',
      help: 'Ví dụ: 05/BC-CĐCS',
      kind: 'line',
      required: true,
      maxLength: 50,
    },
    { code: 'report_date', meaning: 'report_date', label: 'Ngày báo cáo', kind: 'date', required: true },
    {
      code: 'signatory_name',
      meaning: 'signatory_name',
      label: 'Người ký',
      help: 'Họ và tên người ký báo cáo của đơn vị.',
      kind: 'line',
      required: true,
      prefill: true,
      maxLength: 100,
    },
    {
      code: 'signatory_position',
      meaning: 'signatory_position',
      label: 'Chức vụ người ký',
      help: 'Ví dụ: Chủ tịch',
      kind: 'line',
      required: true,
      prefill: true,
      maxLength: 100,
    },
    ...AUDIENCES.map((a) => ({
      ...count(
        `members_${a.fieldCode}`,
        `Số ${a.name}`,
        'Đoàn viên, người lao động có mặt ở đơn vị tại thời điểm báo cáo, kể cả ở công đoàn trực thuộc.',
        { meaning: 'members', audience: a.audience },
      ),
      prefill: true,
    })),
    {
      code: 'members_total',
      label: 'Tổng số đoàn viên, người lao động',
      kind: 'total',
      of: AUDIENCES.map((a) => `members_${a.fieldCode}`),
      sum: true,
    },
    {
      ...count('members_women', 'Trong tổng số: số nữ', 'Đếm nữ của mọi đối tượng đã ghi ở trên.'),
      prefill: true,
    },
    { code: 'women_rate', label: 'Tỷ lệ nữ', kind: 'rate', of: ['members_women'], over: ['members_total'] },
  ] satisfies FieldInput[],
};
const generalChecks: CheckInput[] = [atMost('women_within_members', 'members_women', 'members_total')];

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
    count(
      'meetings_held',
      'Số hội nghị, buổi quán triệt đã tổ chức',
      'Hội nghị, sinh hoạt, tập huấn có nội dung nêu gương; một buổi có nhiều nội dung vẫn tính là một.',
    ),
    ...AUDIENCES.flatMap((a) => [
      count(
        `reached_${a.fieldCode}`,
        `Số ${a.name} được quán triệt`,
        'Mỗi người chỉ tính một lần, dù dự nhiều buổi.',
        { meaning: 'reached', audience: a.audience },
      ),
      rate(
        `reached_rate_${a.fieldCode}`,
        `Tỷ lệ ${a.name} được quán triệt`,
        [`reached_${a.fieldCode}`, `members_${a.fieldCode}`],
        { meaning: 'reached_rate', audience: a.audience },
      ),
    ]),
    count(
      'news_items',
      'Số tin, bài tuyên truyền',
      'Tin, bài đã đăng, phát; đăng lại ở nơi khác không tính thêm.',
    ),
    count('other_propaganda', 'Số hoạt động tuyên truyền khác', 'Hội thi, tọa đàm, pa nô, mạng xã hội…'),
    narrative('rollout_narrative', 'Cách làm và kết quả triển khai, quán triệt', {
      outline:
        '– Đã quán triệt đến ai, bằng hình thức nào, vào lúc nào.\n– Cách làm hay của đơn vị.\n– Chuyển biến về nhận thức; nơi nào còn làm hình thức.',
    }),
  ] satisfies FieldInput[],
};

const INITIATIVES: FieldInput[] = [
  count(
    'initiatives',
    'Số sáng kiến trong phong trào “Lao động giỏi – Lao động sáng tạo”',
    'Sáng kiến đã được công nhận trong kỳ báo cáo.',
    { meaning: 'initiatives' },
  ),
  {
    code: 'initiatives_value',
    label: 'Giá trị làm lợi của các sáng kiến',
    help: 'Tổng số tiền làm lợi đã được xác nhận. Không tính được thì ghi 0.',
    kind: 'money',
    required: true,
    sum: true,
    max: 1e15,
  },
];

function audienceSection(letter: AudiencePart['letter'], obligations: readonly AskedObligation[]) {
  const part = AUDIENCES.find((a) => a.letter === letter) as AudiencePart;
  const { fieldCode, audience, name } = part;
  return {
    code: part.section,
    letter,
    title: `Kết quả nêu gương của ${name}`,
    guidance: part.guidance,
    // Of those who have the audience and nothing to tell of it; those without it are not asked.
    notApplicable: {
      statement: `Trong kỳ, ${name} của đơn vị chưa có kết quả nêu gương nào`,
      zeroField: `reached_${fieldCode}`,
    },
    fields: [
      ...audienceFigures(part),
      ...(audience === 'worker' ? INITIATIVES : []),
      ...obligations.map((o) =>
        narrative(`narrative_${o.code.replaceAll('-', '_')}`, obligationName(o.text), {
          obligation: o.code,
          audience,
          outline:
            '– Việc đã làm, số người tham gia.\n– Kết quả cụ thể, so với năm trước.\n– Một tập thể hoặc cá nhân tiêu biểu: tên, việc làm.\n– Điều chưa làm được.',
        }),
      ),
    ],
  };
}

function audienceFigures({ fieldCode, audience, name }: AudiencePart): FieldInput[] {
  return [
    count(
      `registered_${fieldCode}`,
      `Số ${name} đăng ký nêu gương`,
      'Người đã đăng ký nội dung nêu gương của năm, bằng văn bản hoặc tại hội nghị.',
      { meaning: 'registered', audience },
    ),
    rate(
      `registered_rate_${fieldCode}`,
      'Tỷ lệ đăng ký',
      [`registered_${fieldCode}`, `members_${fieldCode}`],
      { meaning: 'registered_rate', audience },
    ),
    count(
      `did_well_${fieldCode}`,
      `Số ${name} được đánh giá thực hiện tốt`,
      'Trong số đã đăng ký, người được đơn vị đánh giá thực hiện tốt.',
      { meaning: 'did_well', audience },
    ),
    rate(
      `did_well_rate_${fieldCode}`,
      'Tỷ lệ thực hiện tốt',
      [`did_well_${fieldCode}`, `registered_${fieldCode}`],
      { meaning: 'did_well_rate', audience },
    ),
    count(
      `commended_collectives_${fieldCode}`,
      'Số tập thể được biểu dương, khen thưởng',
      'Tập thể được cấp đơn vị trở lên biểu dương, khen thưởng về nêu gương. Mỗi tập thể tính một lần.',
      { meaning: 'commended_collectives', audience },
    ),
    count(
      `commended_individuals_${fieldCode}`,
      'Số cá nhân được biểu dương, khen thưởng',
      'Cá nhân được cấp đơn vị trở lên biểu dương, khen thưởng về nêu gương. Mỗi người tính một lần.',
      { meaning: 'commended_individuals', audience },
    ),
  ];
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
    count(
      'inspections_carried_out',
      'Số cuộc kiểm tra, giám sát đã thực hiện',
      'Cuộc do đơn vị chủ trì, có nội dung nêu gương, đã kết thúc trong kỳ báo cáo.',
      { meaning: 'inspections' },
    ),
    count('children_to_report', 'Số công đoàn trực thuộc phải báo cáo', unionsHelp.expected, {
      meaning: 'unions_expected',
    }),
    count('children_reported', 'Số công đoàn trực thuộc đã báo cáo', unionsHelp.received, {
      meaning: 'unions_received',
    }),
    narrative('execution_narrative', 'Công tác chỉ đạo, kiểm tra, giám sát, đôn đốc', {
      outline:
        '– Phân công ai phụ trách; kế hoạch kiểm tra.\n– Đã kiểm tra, giám sát ở đâu, kết luận gì.\n– Đã đôn đốc, nhắc nhở ra sao.',
    }),
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
    narrative('limitations', 'Hạn chế và nguyên nhân', {
      outline: '– Việc chưa làm được hoặc làm chưa tốt.\n– Nguyên nhân khách quan, chủ quan.',
    }),
    narrative('proposals', 'Kiến nghị, đề xuất', {
      help: 'Không có thì ghi “Không”.',
      outline: '– Với công đoàn cấp trên.\n– Với cấp ủy, chính quyền, người sử dụng lao động.',
    }),
    narrative('next_year', 'Phương hướng năm sau', {
      outline: '– Hai đến ba việc trọng tâm, ai làm, khi nào xong.',
    }),
  ],
};

const attachmentsSection = {
  code: 'tai-lieu',
  letter: 'H',
  title: 'Tài liệu kèm theo',
  evenIfNil: true,
  fields: [
    {
      code: 'signed_report',
      meaning: 'signed_report',
      label: 'Báo cáo đã ký, đóng dấu',
      help: 'Tệp PDF.',
      kind: 'file',
      accept: 'pdf',
    },
    { code: 'annexes', label: 'Phụ lục', help: 'PDF, DOCX, XLSX, JPEG hoặc PNG.', kind: 'file' },
  ] satisfies FieldInput[],
};
