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

/** A unit of the sample; `index`: its place among them. */
interface SampleUnit {
  readonly name: string;
  readonly index: number;
}

/** What a unit says in a section, on the day of `at`. */
export function sampleAnswers(
  section: SectionDefinition,
  figures: Record<Audience, number>,
  unit: SampleUnit,
  at: Date,
): Record<string, Answer> {
  const entries = section.fields.flatMap((field) => {
    const answer =
      controlOf(field) === 'day'
        ? inZone(at).format('YYYY-MM-DD')
        : sampleAnswer(field, figures, unit, inZone(at).year());
    return answer === undefined ? [] : [[field.code, answer] as const];
  });
  return Object.fromEntries(entries);
}

function sampleAnswer(
  field: FieldDefinition,
  figures: Record<Audience, number>,
  unit: SampleUnit,
  year: number,
): Answer | undefined {
  switch (controlOf(field)) {
    case 'paragraphs':
      return NARRATIVES[field.code]?.(year) ?? narrative(unit, year);
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

/** Each unit and year has its own four sentences: what is nearly another's text is told (docs/decisions/0050). */
function narrative({ name, index }: SampleUnit, year: number): string {
  const drawn = index + UNITS * (year % UNITS);
  const [done, how, shown, further] = SENTENCES.map((some) => some[drawn % some.length] ?? '');
  return `Năm ${year}, ${name} ${done ?? ''} ${how ?? ''}\n${shown ?? ''} ${further ?? ''}`;
}

/** More than there are in the sample. */
const UNITS = 32;

// As many of each as no other has a divisor in common with, so that few meet in more than one.
const SENTENCES: readonly (readonly string[])[] = [
  [
    'đưa nội dung nêu gương vào chương trình công tác và sinh hoạt tổ công đoàn hằng quý.',
    'phổ biến hướng dẫn tới từng tổ, niêm yết tại bảng tin và gửi qua nhóm Zalo của đơn vị.',
    'lồng ghép việc nêu gương với phong trào thi đua do chính quyền cùng cấp phát động từ đầu năm.',
    'chọn ba việc làm cụ thể để cán bộ chủ chốt thực hiện trước, đoàn viên làm theo.',
    'tổ chức buổi trao đổi đầu năm để mỗi người tự chọn nội dung phù hợp với việc mình làm.',
  ],
  [
    'Đoàn viên đăng ký bằng phiếu, tổ trưởng theo dõi và nhận xét sau sáu tháng.',
    'Người đứng đầu đăng ký trước, công khai trong hội nghị cán bộ để tập thể giám sát.',
    'Mỗi bộ phận lập sổ ghi việc tốt, cuối tháng đọc lại trong buổi họp giao ban.',
    'Ban chấp hành phân công ủy viên phụ trách từng tổ và nghe báo cáo hằng quý.',
    'Kết quả thực hiện là một tiêu chí khi bình xét thi đua và đánh giá cuối năm.',
    'Việc đăng ký gắn với bản mô tả vị trí việc làm nên dễ kiểm tra, dễ nhận xét.',
    'Các tổ chấm chéo lẫn nhau, chỗ nào chưa làm được thì nêu lý do và hẹn thời gian.',
  ],
  [
    'Nổi bật là phong trào giúp nhau nâng cao tay nghề giữa thợ bậc cao và lao động mới.',
    'Đáng kể nhất là việc giảm giấy tờ, trả lời dân và doanh nghiệp sớm hơn hạn đã hẹn.',
    'Nhiều người nhận kèm cặp đồng nghiệp trẻ, có nhóm đã cùng viết sáng kiến được công nhận.',
    'Tình trạng đi muộn, họp kéo dài giảm rõ; giờ giấc ca kíp được giữ nghiêm hơn trước.',
    'Các gia đình đoàn viên khó khăn được thăm hỏi kịp thời bằng quỹ do anh chị em tự góp.',
    'Nơi làm việc gọn gàng, tiết kiệm điện nước, có tổ giảm được một phần tám chi phí văn phòng.',
    'Hai tập thể được biểu dương trước toàn đơn vị, hình ảnh đăng trên trang tin của công đoàn.',
    'Không có đơn thư vượt cấp; những điều thắc mắc được giải thích ngay tại tổ.',
  ],
  [
    'Sang năm đơn vị tiếp tục duy trì và mở rộng sang các tổ còn lại.',
    'Chỗ còn yếu là ghi chép chưa đều, ban chấp hành đã nhắc và hướng dẫn lại.',
    'Kinh nghiệm rút ra là chọn ít việc, làm đến nơi rồi mới chọn thêm.',
    'Đoàn viên đề nghị có thêm tài liệu ngắn, dễ hiểu để sinh hoạt tổ.',
    'Đơn vị sẽ giới thiệu các điển hình này tại hội nghị người lao động.',
    'Công đoàn phối hợp với chuyên môn sơ kết vào tháng sáu hằng năm.',
    'Một số nội dung được đưa vào quy chế chi tiêu và nội quy cơ quan.',
    'Việc nhân rộng còn chậm vì nhân sự thay đổi nhiều trong quý hai.',
    'Ban nữ công nhận theo dõi phần việc liên quan đến gia đình văn hóa.',
  ],
];
