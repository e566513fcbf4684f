import { inZone } from '../platform/text/calendar.js';
import { askedOf, type FieldDefinition, type SectionDefinition } from '../form/definition.js';
import type { Answer } from '../form/answers.js';
import { type Audience } from '../form/audiences.js';
import { type Meaning } from '../form/meanings.js';

/** Members by audience, different for each unit and a little more each year; 0 of those that the unit has not. */
export function sampleFigures(
  index: number,
  year: number,
  has: readonly Audience[],
): Record<Audience, number> {
  const grown = (audience: Audience, base: number) =>
    has.includes(audience) ? base + ((index * 37) % 60) + (year % 10) : 0;
  return {
    'civil-servant': grown('civil-servant', 20),
    'public-employee': grown('public-employee', 60),
    worker: grown('worker', 120),
  };
}

/** What a unit says in a section, on the day of `at`. */
export function sampleAnswers(
  section: SectionDefinition,
  figures: Record<Audience, number>,
  unitName: string,
  at: Date,
): Record<string, Answer> {
  const entries = section.fields.flatMap((field) => {
    const answer =
      controlOf(field) === 'day'
        ? inZone(at).format('YYYY-MM-DD')
        : sampleAnswer(field, figures, unitName, inZone(at).year());
    return answer === undefined ? [] : [[field.code, answer] as const];
  });
  return Object.fromEntries(entries);
}

function sampleAnswer(
  field: FieldDefinition,
  figures: Record<Audience, number>,
  unitName: string,
  year: number,
): Answer | undefined {
  switch (controlOf(field)) {
    case 'paragraphs':
      return (NARRATIVES[field.code] ?? narrative(unitName))(year);
    case 'radios':
      return field.audience ? figures[field.audience] > 0 : true;
    case 'line':
      return LINES[field.code] ?? 'Chủ tịch';
    case 'number':
      return sampleFigure(field, figures);
    default:
      return undefined;
  }
}

/** What the answer is typed into; undefined where nobody types one. */
function controlOf(field: FieldDefinition) {
  return askedOf(field)?.control(field).as;
}

function sampleFigure(
  { code, meaning, audience }: FieldDefinition,
  figures: Record<Audience, number>,
): number {
  const total = Object.values(figures).reduce((sum, n) => sum + n, 0);
  const totals: Record<string, number> = {
    members_women: Math.round(total * 0.45),
    initiatives_value: total * 1_250_000,
  };
  const share = meaning && SHARES[meaning];
  if (audience && share !== undefined) return Math.round(figures[audience] * share);
  return totals[code] ?? FIGURES[code] ?? 2;
}

/** Of the members of an audience. */
const SHARES: Partial<Record<Meaning, number>> = {
  members: 1,
  reached: 0.95,
  registered: 0.9,
  did_well: 0.8,
  commended_individuals: 0.1,
  commended_collectives: 0.02,
};
const FIGURES: Record<string, number> = {
  news_items: 12,
  initiatives: 4,
};
const LINES: Record<string, string> = {
  report_number: '12/BC-CĐ',
  signatory_name: 'Nguyễn Văn An',
  signatory_position: 'Chủ tịch',
  plan_number: '03/KH-CĐ',
};
// Each year says its own: a text that is the same as last year's asks for a word (form/last-year.ts).
const NARRATIVES: Record<string, (year: number) => string> = {
  limitations: (year) =>
    `Năm ${year}, một số tổ công đoàn triển khai còn chậm do tập trung sản xuất cuối quý.`,
  proposals: (year) => `Đề nghị trong năm ${year + 1} tổ chức thêm lớp tập huấn cho cán bộ công đoàn cơ sở.`,
  next_year: (year) => `Năm ${year + 1} tiếp tục đưa nội dung nêu gương vào sinh hoạt công đoàn hằng tháng.`,
};

function narrative(unitName: string): (year: number) => string {
  return (year) =>
    `Năm ${year}, ${unitName} đã đưa nội dung nêu gương vào chương trình công tác và sinh hoạt công đoàn; ` +
    'cán bộ, đoàn viên đăng ký việc làm cụ thể, có kiểm điểm cuối năm.\n' +
    'Nổi bật là phong trào giúp nhau nâng cao tay nghề và giữ gìn tác phong công nghiệp.';
}
