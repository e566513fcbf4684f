import {
  actAsFiler,
  actAsReviewer,
  actAsSubmitter,
  type Actor,
  type Reviewer,
  type Role,
  type Submitter,
} from '../platform/actor.js';
import { addDays, isoDay, yearOf } from '../platform/calendar.js';
import type { Db } from '../platform/db.js';
import type { FieldDefinition, SectionDefinition } from '../periods/form-definition.js';
import type { Answer } from '../reports/answers.js';
import { submitReport } from '../reports/commands.js';
import {
  acceptReport,
  exemptReport,
  extendReport,
  markOpened,
  returnReport,
} from '../reports/decisions/commands.js';
import { saveSection } from '../reports/drafts/commands.js';
import { writeComment } from '../reports/comments/commands.js';
import { openChildReport, openOwnReport, ownDraft, type Opened } from '../reports/finders.js';
import { draftVersion, yearChangeCode } from '../reports/rules.js';
import { addPhrase } from '../review/phrases/commands.js';
import { demoUnits } from './demo-province.js';

/** How far this year's report of a unit has come; units not named here have had theirs accepted. */
const THIS_YEAR: Record<string, 'none' | 'half' | 'submitted' | 'late' | 'returned' | 'exempt' | 'extended'> =
  {
    LDLD: 'none',
    YT: 'submitted',
    KCN: 'returned',
    VC: 'none',
    DT: 'late',
    PL: 'exempt',
    DL: 'half',
    CN: 'extended',
    BD: 'submitted',
    XD: 'none',
    GD01: 'none',
    GD02: 'submitted',
    KCN01: 'half',
    AB02: 'returned',
  };

/** Files the sample province's reports of a year through the portal's own commands, none of them later than `now`. */
export async function fileEverything(db: Db, year: number, now: Date): Promise<void> {
  const thisYear = year === yearOf(now);
  const deepestFirst = [...demoUnits].reverse();
  for (const [index, unit] of deepestFirst.entries()) {
    const fate = thisYear
      ? (THIS_YEAR[unit.code] ?? 'accepted')
      : unit.code === 'LDLD'
        ? 'submitted'
        : 'accepted';
    await tellReport(db, { year, code: unit.code, index, fate, now });
  }
}

function unusualOf(code: string, isThisYear: boolean): Readonly<Record<string, number>> {
  return isThisYear ? (UNUSUAL[code] ?? {}) : {};
}

function explanationsOf(unusual: Readonly<Record<string, number>>): Record<string, string> {
  const words = 'Năm nay họp ở từng tổ công đoàn.';
  return {
    signed_report_present: 'Bản giấy đã ký gửi qua đường văn thư.',
    ...Object.fromEntries(Object.keys(unusual).map((field) => [yearChangeCode(field), words])),
  };
}

/** A reviewer asks, the unit answers. */
async function discuss(db: Db, open: Opened<Reviewer>, own: Opened<Submitter>, at: Date): Promise<void> {
  const section = 'cong-nhan-lao-dong';
  const question =
    'Danh sách đăng ký gửi kèm có 98 người, báo cáo ghi nhiều hơn. Đơn vị lấy số theo ngày nào?';
  await writeComment(db, open, { section, text: question }, at);
  const answer =
    'Số trong báo cáo tính đến hết tháng 8; danh sách gửi từ tháng 7. Đơn vị sẽ gửi danh sách mới.';
  await writeComment(db, own, { section, text: answer }, at);
}

/** Phrases of the reviewers at the province. */
export async function keepPhrases(db: Db, now: Date): Promise<void> {
  const reviewer = actAsReviewer(await standIn(db, 'LDLD', 'REVIEWER'));
  for (const phrase of PHRASES) await addPhrase(db, reviewer, phrase, now);
}

const PHRASES = [
  'Đề nghị đơn vị rà soát lại số liệu, bảo đảm khớp với danh sách đăng ký nêu gương.',
  'Đề nghị bổ sung ít nhất một gương điển hình cụ thể (họ tên, chức danh, việc làm, kết quả).',
  'Đề nghị gửi kèm bản báo cáo đã ký, đóng dấu.',
];

/** Figures that no other unit of the kind has. */
const UNUSUAL: Record<string, Record<string, number>> = { YT: { meetings_held: 41 } };

interface Telling {
  year: number;
  code: string;
  index: number;
  fate: string;
  now: Date;
}

async function tellReport(db: Db, { year, code, index, fate, now }: Telling): Promise<void> {
  if (fate === 'none') return;
  const filer = actAsFiler(await standIn(db, code, 'FILER'));
  const due = isoDay(`${String(year)}-${fate === 'late' ? '09-18' : '08-22'}`);
  const at = (day: number) =>
    earlier(new Date(addDays(due, day).getTime() + (8 + (index % 9)) * 3_600_000), now);
  const child = async () => {
    const { id } = (await openOwnReport(db, filer, year)).report;
    return openChildReport(db, actAsReviewer(await standIn(db, parentOf(code), 'REVIEWER')), id);
  };
  if (fate === 'exempt')
    return exemptReport(db, await child(), { version: 1, reason: 'Đơn vị mới thành lập từ tháng 8.' }, at(0));
  const unusual = unusualOf(code, year === yearOf(now));
  await fillDraft(db, filer, {
    year,
    index,
    at: at(-3),
    half: fate === 'half' || fate === 'extended',
    unusual,
  });
  if (fate === 'extended') return extend(db, await child(), year, at(1));
  if (fate === 'half') return;
  const own = await openOwnReport(db, filer, year);
  const explanations = explanationsOf(unusual);
  const seen = { version: own.report.version, draftVersion: draftVersion(await ownDraft(db, own)) };
  const filed = await submitReport(db, own, { ...seen, explanations, changeNote: '' }, at(0));
  if (!filed.submitted) throw new Error(filed.problems.map((problem) => problem.message).join(' '));
  if (fate === 'submitted' || fate === 'late') return;
  const opened = await child();
  await markOpened(db, opened, at(1));
  if (fate === 'accepted') return acceptReport(db, opened, opened.report.version, at(2));
  await returnReport(db, opened, remarks(opened.report.version, addDays(now, 10)), at(2));
  await discuss(db, await child(), await openOwnReport(db, actAsSubmitter(filer), year), at(3));
}

function remarks(version: number, correctBefore: Date) {
  return {
    version,
    reason:
      'Số liệu phần E chưa khớp với danh sách đăng ký nêu gương đã gửi. Đề nghị đơn vị rà soát và nộp lại.',
    fieldNotes: { registered_worker: 'Danh sách gửi kèm có số khác; đề nghị đối chiếu.' },
    notes: { 'cong-nhan-lao-dong': 'Kiểm tra lại số người đăng ký; bổ sung một gương điển hình cụ thể.' },
    correctBefore,
  };
}

function extend(
  db: Db,
  open: Awaited<ReturnType<typeof openChildReport>>,
  year: number,
  at: Date,
): Promise<void> {
  const dueBefore = isoDay(`${String(year)}-12-20`);
  const reason = 'Đơn vị khắc phục hậu quả mưa lũ.';
  return extendReport(db, open, { version: open.report.version, reason, dueBefore }, at);
}

interface Filling {
  year: number;
  index: number;
  at: Date;
  half: boolean;
  unusual: Readonly<Record<string, number>>;
}

async function fillDraft(
  db: Db,
  filer: ReturnType<typeof actAsFiler>,
  { year, index, at, half, unusual }: Filling,
): Promise<void> {
  const { form } = (await openOwnReport(db, filer, year)).report;
  const figures = sampleFigures(index, year);
  const sections = half ? form.sections.slice(0, 3) : form.sections;
  for (const section of sections) {
    const odd = section.fields.flatMap(({ code }) =>
      unusual[code] === undefined ? [] : [[code, unusual[code]] as const],
    );
    const answers = { ...sampleAnswers(section, figures, filer.unit.name, year), ...Object.fromEntries(odd) };
    const edit = {
      version: 0,
      answers,
      notApplicable: false,
      reason: '',
      seen: '',
      newFiles: [],
      removedFiles: [],
    };
    await saveSection(db, await openOwnReport(db, filer, year), section, edit, at);
  }
}

/** Members by audience, different for each unit and a little more each year. */
function sampleFigures(index: number, year: number): Record<string, number> {
  const grown = (base: number) => base + ((index * 37) % 60) + (year % 10);
  return { civil_servant: grown(20), public_employee: grown(60), worker: grown(120) };
}

function sampleAnswers(
  section: SectionDefinition,
  figures: Record<string, number>,
  unitName: string,
  year: number,
): Record<string, Answer> {
  const entries = section.fields.flatMap((field) => {
    const answer = field.kind === 'date' ? `${String(year)}-08-20` : sampleAnswer(field, figures, unitName);
    return answer === undefined ? [] : [[field.code, answer] as const];
  });
  return Object.fromEntries(entries);
}

function sampleAnswer(
  field: FieldDefinition,
  figures: Record<string, number>,
  unitName: string,
): Answer | undefined {
  switch (field.kind) {
    case 'file':
    case 'total':
    case 'rate':
      return undefined;
    case 'text':
      return NARRATIVES[field.code] ?? narrative(unitName);
    case 'yes-no':
      return true;
    case 'line':
      return LINES[field.code] ?? 'Chủ tịch';
    default:
      return sampleFigure(field.code, figures);
  }
}

function sampleFigure(code: string, figures: Record<string, number>): number {
  const total = Object.values(figures).reduce((sum, n) => sum + n, 0);
  const totals: Record<string, number> = {
    members_women: Math.round(total * 0.45),
    initiatives_value: total * 1_250_000,
  };
  const audience = Object.keys(figures).find((name) => code.endsWith(name));
  const share = Object.entries(SHARES).find(([name]) => code.startsWith(name))?.[1];
  if (audience && share !== undefined) return Math.round((figures[audience] ?? 0) * share);
  return totals[code] ?? FIGURES[code] ?? 2;
}

const SHARES: Record<string, number> = {
  members_: 1,
  reached_: 0.95,
  registered_: 0.9,
  did_well_: 0.8,
  commended_individuals_: 0.1,
  commended_collectives_: 0.02,
};
const FIGURES: Record<string, number> = {
  children_to_report: 3,
  children_reported: 3,
  news_items: 12,
  initiatives: 4,
};
const LINES: Record<string, string> = {
  report_number: '12/BC-CĐ',
  signatory_name: 'Nguyễn Văn An',
  signatory_position: 'Chủ tịch',
  plan_number: '03/KH-CĐ',
};
const NARRATIVES: Record<string, string> = {
  limitations: 'Một số tổ công đoàn triển khai còn chậm do tập trung sản xuất cuối quý.',
  proposals: 'Đề nghị tổ chức thêm lớp tập huấn cho cán bộ công đoàn cơ sở.',
  next_year: 'Tiếp tục đưa nội dung nêu gương vào sinh hoạt công đoàn hằng tháng.',
};

function narrative(unitName: string): string {
  return (
    `${unitName} đã đưa nội dung nêu gương vào chương trình công tác và sinh hoạt công đoàn; ` +
    'cán bộ, đoàn viên đăng ký việc làm cụ thể, có kiểm điểm cuối năm.\n' +
    'Nổi bật là phong trào giúp nhau nâng cao tay nghề và giữ gìn tác phong công nghiệp.'
  );
}

function parentOf(code: string): string {
  return demoUnits.find((unit) => unit.code === code)?.parent ?? 'LDLD';
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/** An account of the unit with the role, or the portal's own pen for units whose people have no demo account. */
async function standIn(db: Db, code: string, role: Role): Promise<Actor> {
  const unit = await db.unit.findUniqueOrThrow({ where: { code }, include: { accounts: true } });
  const account = unit.accounts.find((a) => a.roles.includes(role));
  const { id, name, level, parentId, path } = unit;
  return {
    accountId: account?.id ?? 0,
    username: account?.username ?? '',
    fullName: account?.fullName ?? 'Chủ tịch công đoàn',
    roles: [role],
    unit: { id, name, level, parentId, path },
  };
}
