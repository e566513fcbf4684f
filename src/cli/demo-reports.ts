import {
  actAsFiler,
  actAsReviewer,
  actAsSubmitter,
  type Actor,
  type Filer,
  type Level,
  type Reviewer,
  type Role,
  type Submitter,
} from '../platform/actor.js';
import { addDays, isoDay, yearOf } from '../platform/text/calendar.js';
import type { Db } from '../platform/postgres/db.js';
import { submitReport } from '../reports/filing/commands.js';
import type { Filing } from '../reports/filing/rules.js';
import {
  acceptReport,
  exemptReport,
  extendReport,
  markOpened,
  returnReport,
} from '../reports/decisions/commands.js';
import { saveSections } from '../reports/drafts/commands.js';
import { writeComment } from '../reports/comments/commands.js';
import { fillFromChildren } from '../reports/consolidated/commands.js';
import type { Audience } from '../form/audiences.js';
import type { Answer } from '../form/answers.js';
import { askedForm } from '../form/asked.js';
import type { SectionDefinition } from '../form/definition.js';
import { fillableFields, missingFrom } from '../form/consolidated.js';
import { openChildReport, openOwnReport, ownDraft, type Opened } from '../reports/finders.js';
import { yearChangeCode } from '../form/checks.js';
import { draftVersion } from '../reports/draft-answers.js';
import { addPhrase } from '../review/phrases/commands.js';
import { sampleAnswers, sampleFigures } from './demo-answers.js';
import { audiencesOf, demoUnits } from './demo-province.js';
import { UNLIMITED } from '../uploads/quota-finders.js';

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
    KCN01: 'half',
  };

/**
 * Files the sample province's reports of a year through the portal's own commands, none of them later than `now`: those
 * below first, since whoever has units below reports what these add up to.
 */
export async function fileEverything(db: Db, year: number, now: Date): Promise<void> {
  const thisYear = year === yearOf(now);
  const deepestFirst = [...demoUnits].reverse();
  for (const [index, unit] of deepestFirst.entries()) {
    const lastYears = unit.parent === null ? 'submitted' : 'accepted';
    const fate = thisYear ? (THIS_YEAR[unit.code] ?? 'accepted') : lastYears;
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

/** Figures that no other unit of the kind has, in the report of the unit below too of which they are made. */
const UNUSUAL: Record<string, Record<string, number>> = {
  YT: { meetings_held: 41 },
  YT01: { meetings_held: 39 },
};

/** Month and day on which a unit files; each level when those below it have been accepted. */
const FILED_ON: Record<Level, string> = { GRASSROOTS: '08-22', UPPER_LEVEL: '09-05', PROVINCE: '09-25' };
const FILED_LATE = '09-18';

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
  const filed = isoDay(`${year}-${fate === 'late' ? FILED_LATE : FILED_ON[filer.unit.level]}`);
  const at = (day: number) =>
    earlier(new Date(addDays(filed, day).getTime() + (8 + (index % 9)) * 3_600_000), now);
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
    sections: fate === 'half' || fate === 'extended' ? 3 : Infinity,
    unusual,
  });
  if (fate === 'extended') return extend(db, await child(), year, at(1));
  if (fate === 'half') return;
  await addUp(db, filer, year, at(-1));
  await fileDraft(db, filer, year, { at: at(0), explanations: explanationsOf(unusual) });
  if (fate === 'submitted' || fate === 'late') return;
  const opened = await child();
  await markOpened(db, opened, at(1));
  if (fate === 'accepted') return acceptReport(db, opened, opened.report.version, at(2));
  await returnReport(db, opened, remarks(opened.report.version, addDays(now, 10)), at(2));
  await discuss(db, await child(), await openOwnReport(db, actAsSubmitter(filer), year), at(3));
}

/** Puts in what the accepted reports of the units below add up to; nothing where there are none. */
async function addUp(db: Db, filer: Filer, year: number, at: Date): Promise<void> {
  const open = await openOwnReport(db, filer, year);
  const figures = fillableFields(open.report.form).map(({ field }) => field.code);
  const seen = { draftVersion: draftVersion(await ownDraft(db, open)), withSubmitted: false };
  const none = () => Promise.resolve(new Map<string, never>());
  await fillFromChildren(db, open, { ...seen, figures, texts: new Map() }, none, at);
}

/** Files what is in the draft. */
export async function fileDraft(
  db: Db,
  filer: Filer,
  year: number,
  { at, explanations = explanationsOf({}), changeNote = '' }: SampleFiling,
): Promise<void> {
  const { open, filing } = await filingNow(db, filer, year, { explanations, changeNote });
  const filed = await submitReport(db, open, filing, at);
  if (!('done' in filed)) throw new Error(filed.problems?.map(({ message }) => message).join(' '));
}

interface SampleFiling {
  at: Date;
  explanations?: Record<string, string>;
  changeNote?: string;
}

/** What a filer who has just read the whole draft posts. */
export async function filingNow(
  db: Db,
  filer: Filer,
  year: number,
  {
    explanations = explanationsOf({}),
    changeNote = '',
  }: Partial<Pick<Filing, 'explanations' | 'changeNote'>> = {},
): Promise<{ open: Opened<Filer>; filing: Filing }> {
  const open = await openOwnReport(db, filer, year);
  const draft = await ownDraft(db, open);
  const seen = { version: open.report.version, draftVersion: draftVersion(draft) };
  const { children } = draft;
  const incomplete = children ? String(missingFrom(children.sums)) : '';
  return { open, filing: { ...seen, explanations, changeNote, incomplete, isDeclared: true } };
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
  const dueBefore = isoDay(`${year}-12-20`);
  const reason = 'Đơn vị khắc phục hậu quả mưa lũ.';
  return extendReport(db, open, { version: open.report.version, reason, dueBefore }, at);
}

interface Filling {
  year: number;
  /** Another one, other figures. */
  index: number;
  at: Date;
  /** Only the first ones. */
  sections?: number;
  unusual?: Readonly<Record<string, number>>;
}

export async function fillDraft(
  db: Db,
  filer: Filer,
  { year, index, at, sections = Infinity, unusual = {} }: Filling,
): Promise<void> {
  const open = await openOwnReport(db, filer, year);
  const figures = sampleFigures(index, year, audiencesOf(open.report.unit.code));
  const sample = (section: SectionDefinition) =>
    sampleAnswers(section, figures, { name: filer.unit.name, index }, at);
  const { form } = await ownDraft(db, open);
  const said = Object.assign({}, ...form.sections.map(sample)) as Record<string, Answer>;
  for (const section of askedForm(form, (code) => said[code]).sections.slice(0, sections)) {
    const odd = section.fields.flatMap(({ code }) =>
      unusual[code] === undefined ? [] : [[code, unusual[code]] as const],
    );
    const edit = {
      ...{ version: 0, seen: '', newFiles: [], removedFiles: [] },
      ...(isEmpty(section, figures)
        ? { notApplicable: true, reason: 'Các đơn vị trực thuộc không có đối tượng này.', answers: {} }
        : { notApplicable: false, reason: '', answers: { ...sample(section), ...Object.fromEntries(odd) } }),
    };
    await saveSections(
      db,
      await openOwnReport(db, filer, year),
      [{ section, ending: '', edit }],
      UNLIMITED,
      at,
    );
  }
}

/** A union is asked about every audience, and has nothing to say of one that no unit below it has. */
function isEmpty({ notApplicable, fields }: SectionDefinition, figures: Record<Audience, number>): boolean {
  return notApplicable !== undefined && fields.some(({ audience }) => audience && figures[audience] === 0);
}

function parentOf(code: string): string {
  return demoUnits.find((unit) => unit.code === code)?.parent ?? 'LDLD';
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/** An account of the unit with the role, or the portal's own pen for units whose people have no demo account. */
export async function standIn(db: Db, code: string, role: Role): Promise<Actor> {
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
