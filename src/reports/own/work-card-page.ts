import { minutesWords, shortestForm, toHave } from '../../form/preparation.js';
import type { SectionDefinition } from '../../form/definition.js';
import { answersIn } from '../../form/report-answers.js';
import { parentBody } from '../../document-settings/issuer.js';
import { hasRole, FILING_ROLES } from '../../platform/actor.js';
import type { PartState, WorkCard } from '../../platform/page/blocks.js';
import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatDay, formatTime } from '../../platform/text/format.js';
import { ownCheck, ownComments, ownReceipt, ownSection, ownTakeBack, sendingOf } from '../addresses.js';
import { movedNote } from '../dates/letters.js';
import {
  isCorrectionOverdue,
  isLocked,
  isRecallable,
  isToCorrect,
  lockedFrom,
  timeliness,
} from '../deadlines.js';
import { isEditable } from '../lifecycle.js';
import { ownStatusTag } from '../status-tags.js';
import { nextStep, type NextStep } from './next-step.js';
import { isDone, type OwnSection } from '../own-sections.js';
import { dueFact, filedFact, receiverFact } from './work-facts-page.js';
import type { OwnWork } from './work-finders.js';

/** What the unit has to do with one year's report now, in words: the same on /bao-cao and on the year's own page. */
export function workCard(work: OwnWork, sections: readonly OwnSection[], now: Date): WorkCard {
  const { open } = work;
  const step = stepOf(work, sections, now);
  const { title, about = [], buttons } = saying(step, { work, sections, now });
  const isOpen = isEditable(open.report.status) && step.kind !== 'locked';
  return {
    tag: ownStatusTag(open.report),
    title,
    about: [...about, ...standingWords(work, step, now)].filter((line) => line !== ''),
    remark: remark(work),
    // Who has done nothing yet is told what it takes instead of how far it is.
    preparation: step.kind === 'begin' ? toHave(...asked(work, sections)) : [],
    progress: isEditable(open.report.status) && step.kind !== 'begin' ? progress(sections) : null,
    buttons,
    facts: [...(isOpen ? [dueFact(work, now)] : filedFact(work)), receiverFact(work)],
  };
}

/** What the reader does next. */
export function stepOf({ open, draft }: OwnWork, sections: readonly OwnSection[], now: Date): NextStep {
  const { report, actor } = open;
  const latest = report.status === 'RETURNED' ? draft.returns[0] : undefined;
  const saved = [...draft.sections.values()];
  return nextStep(
    {
      report,
      needsSignatory: report.unit.needsSignatory,
      sections,
      hasSavedSince: latest === undefined || saved.some(({ savedAt }) => savedAt > latest.returnedAt),
    },
    actor.roles,
    now,
  );
}

interface Saying {
  readonly title: string;
  readonly about?: readonly string[];
  readonly buttons: readonly SafeHtml[];
}

interface Situation {
  readonly work: OwnWork;
  readonly sections: readonly OwnSection[];
  readonly now: Date;
}

/** The title, what it means, and the buttons. */
function saying(step: NextStep, { work, sections, now }: Situation): Saying {
  const { report } = work.open;
  const { year } = report.period;
  switch (step.kind) {
    case 'begin':
      return beginning(step.section, work, sections);
    case 'go-on':
      return goingOn(step.section, work, sections);
    case 'correct':
      return correcting(step.sections, year);
    case 'check':
      return checking(work);
    case 'sign':
      return {
        title: 'Ký và nộp báo cáo',
        about: [`${report.readyByName} đã lập xong và chuyển lúc ${formatTime(report.readyAt ?? now)}.`],
        buttons: [ui.button({ text: 'Ký và nộp', href: ownCheck(year) })],
      };
    case 'wait-for-signatory':
      return {
        title: 'Đang chờ người ký duyệt',
        about: [
          `${report.readyByName} đã chuyển báo cáo cho người ký lúc ${formatTime(report.readyAt ?? now)}. Báo cáo đang chờ ký duyệt, chưa được nộp.`,
        ],
        buttons: [toRead(year)],
      };
    case 'wait-for-filer':
      return { title: 'Người lập chưa lập xong báo cáo', buttons: [toRead(year)] };
    case 'locked':
      return lockedOut(work);
    default:
      return settled(step.kind, work, now);
  }
}

function beginning({ definition }: OwnSection, work: OwnWork, all: readonly OwnSection[]): Saying {
  const { report } = work.open;
  const { year } = report.period;
  const minutes = minutesWords(...asked(work, all));
  return {
    title: `Lập báo cáo năm ${year}`,
    about: [`${covered(report)} Cả báo cáo mất ${minutes}; nội dung tự lưu, nghỉ lúc nào cũng được.`],
    buttons: [ui.button({ text: 'Bắt đầu', href: ownSection(year, definition.code) })],
  };
}

function goingOn({ definition }: OwnSection, work: OwnWork, all: readonly OwnSection[]): Saying {
  const { report } = work.open;
  const { year } = report.period;
  const { code, letter, title } = definition;
  const minutes = minutesWords(...asked(work, all));
  return {
    title: `Làm tiếp phần ${letter}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    about: [`Báo cáo năm ${year}. ${covered(report)} Còn ${minutes}.`],
    buttons: [
      ui.button({ text: `Làm tiếp phần ${letter}`, href: ownSection(year, code) }),
      ui.button({ text: 'Xem toàn bộ báo cáo', href: ownCheck(year), kind: 'quiet' }),
    ],
  };
}

/** The sections that are still to be done: all that may be asked in them, and what will be at the least. */
function asked(
  { open: { report }, draft }: OwnWork,
  all: readonly OwnSection[],
): [SectionDefinition[], SectionDefinition[]] {
  const answers = answersIn(draft.answers.sections);
  const open = all.filter((one) => !isDone(one)).map(({ definition }) => definition);
  const said = (code: string) => answers.get(code) ?? draft.lastYear?.answers[code];
  const shortest = shortestForm(report.form, said);
  const isOpen = ({ code }: SectionDefinition) => open.some((one) => one.code === code);
  return [open, shortest.sections.filter(isOpen)];
}

function covered({ period: { coverageFrom, coverageTo } }: OwnWork['open']['report']): string {
  return `Số liệu từ ngày ${formatDay(coverageFrom)} đến ngày ${formatDay(coverageTo)}.`;
}

function correcting(sections: readonly OwnSection[], year: number): Saying {
  const [first] = sections;
  if (!first)
    return {
      title: 'Sửa báo cáo rồi nộp lại',
      buttons: [ui.button({ text: 'Xem và sửa báo cáo', href: ownCheck(year) })],
    };
  const letters = sections.map(({ definition }) => definition.letter);
  const which = letters.length > 1 ? `${letters.length} phần` : `phần ${letters.join('')}`;
  return {
    title: `Sửa ${which} rồi nộp lại`,
    about: letters.length > 1 ? [`Các phần cần sửa: ${letters.join(', ')}.`] : [],
    buttons: [
      ui.button({ text: `Sửa ${which}`, href: ownSection(year, first.definition.code) }),
      ui.button({ text: 'Xem toàn bộ báo cáo', href: ownCheck(year), kind: 'quiet' }),
    ],
  };
}

function checking({ open: { report } }: OwnWork): Saying {
  const again = isToCorrect(report) ? 'nộp lại' : 'nộp';
  const text = `Kiểm tra và ${report.unit.needsSignatory ? 'chuyển người ký' : again}`;
  return {
    title: text,
    about: ['Các phần đã lập xong.'],
    buttons: [ui.button({ text, href: ownCheck(report.period.year) })],
  };
}

function lockedOut({ open: { report, actor } }: OwnWork): Saying {
  const { year } = report.period;
  const asks = hasRole(actor, ...FILING_ROLES) && report.parentId !== null;
  return {
    title: 'Đã hết thời gian nhận báo cáo',
    about: [
      `Kỳ báo cáo đã khóa từ ngày ${formatDay(lockedFrom(report))}. Muốn nộp, hãy đề nghị công đoàn cấp trên gia hạn cho đơn vị.`,
    ],
    buttons: [
      ...(asks ? [ui.button({ text: 'Đề nghị gia hạn', href: ownComments(year) })] : []),
      ui.button({ text: 'Xem báo cáo đang lập', href: ownCheck(year), kind: 'quiet' }),
    ],
  };
}

/** Nothing is to be done on the portal, but to record that the root's report went out. */
function settled(kind: 'submitted' | 'accepted' | 'exempt', work: OwnWork, now: Date): Saying {
  const { report, actor } = work.open;
  const { year } = report.period;
  if (kind === 'exempt')
    return { title: `Đơn vị được miễn báo cáo năm ${year}`, about: [reasonOf(work)], buttons: [] };
  const records = report.parentId === null && kind === 'submitted' && hasRole(actor, 'REVIEWER');
  const receipt = { text: 'Xem biên nhận', href: ownReceipt(year) };
  const canRecall = hasRole(actor, 'FILER') && isRecallable(report, now);
  return {
    ...(report.parentId === null ? rootSettled(kind) : { title: `Báo cáo năm ${year} ${SETTLED[kind]}` }),
    buttons: [
      ...(records ? [ui.button({ text: 'Ghi việc gửi báo cáo', href: sendingOf(year) })] : []),
      ui.button({ ...receipt, kind: records ? 'secondary' : 'primary' }),
      ...(canRecall ? [ui.button({ text: 'Thu hồi báo cáo…', href: ownTakeBack(year), kind: 'quiet' })] : []),
    ],
  };
}

const SETTLED = { submitted: 'đã nộp', accepted: 'đã được chấp nhận' };

/** The portal sends the root's report to nobody: of its way it knows what is recorded. */
function rootSettled(kind: keyof typeof SETTLED): Pick<Saying, 'title' | 'about'> {
  const to = parentBody(null);
  if (kind === 'accepted') return { title: `Đã gửi ${to}` };
  return {
    title: `Đã nộp trên cổng, chưa gửi ${to}`,
    about: ['Cổng không gửi báo cáo đi. Hãy in, ký, gửi văn bản rồi ghi việc gửi trên cổng.'],
  };
}

function toRead(year: number): SafeHtml {
  return ui.button({ text: 'Xem báo cáo đang lập', href: ownCheck(year), kind: 'secondary' });
}

/** What the dates and the unit's own words mean for it today. */
function standingWords(work: OwnWork, step: NextStep, now: Date): string[] {
  const { open, moved } = work;
  const { report } = open;
  const isOpen = isEditable(report.status) && !isLocked(report, now);
  return [
    isOpen ? overdueWords(work, now) : '',
    step.kind === 'wait-for-signatory' || step.kind === 'sign' ? '' : sentBackWords(work),
    report.nilReason === ''
      ? ''
      : `${report.form.nil?.statement ?? 'Không phát sinh'}. Lý do: ${report.nilReason}`,
    movedNote(moved, report.firstSubmittedAt !== null),
  ];
}

function overdueWords({ open: { report } }: OwnWork, now: Date): string {
  if (isCorrectionOverdue(report, now)) return 'Đã quá hạn sửa. Hãy sửa và nộp lại sớm nhất có thể.';
  if (isToCorrect(report) || timeliness(report, now) !== 'overdue') return '';
  return 'Đã quá hạn báo cáo. Hãy nộp sớm nhất có thể; báo cáo sẽ được ghi là nộp trễ hạn.';
}

/** That the signatory handed the draft back, and why. */
function sentBackWords({ open, lastEvent }: OwnWork): string {
  if (!isEditable(open.report.status) || lastEvent?.action !== 'report-sent-back') return '';
  return `${lastEvent.actorName} chuyển lại lúc ${formatTime(lastEvent.at)}: ${reasonIn(lastEvent)}`;
}

function reasonOf({ lastEvent }: OwnWork): string {
  return lastEvent?.action === 'report-exempted' ? `Lý do: ${reasonIn(lastEvent)}` : '';
}

function reasonIn({ detail }: NonNullable<OwnWork['lastEvent']>): string {
  const { reason } = detail as { reason?: unknown };
  return typeof reason === 'string' ? reason : '';
}

function remark({ open: { report }, draft }: OwnWork): WorkCard['remark'] {
  const [latest] = draft.returns;
  if (report.status !== 'RETURNED' || !latest) return null;
  return { text: latest.reason, by: `${latest.returnedByName}, ${formatTime(latest.returnedAt)}` };
}

/** How a section's state is drawn. */
export const PART_STATES: Readonly<Record<OwnSection['state'], PartState>> = {
  'not-started': 'open',
  'in-progress': 'begun',
  done: 'done',
  nil: 'done',
  'to-correct': 'wrong',
};

function progress(sections: readonly OwnSection[]): WorkCard['progress'] {
  return {
    text: `Đã xong ${sections.filter(isDone).length} trong ${sections.length} phần.`,
    parts: sections.map(({ definition, state }) => ({
      letter: definition.letter,
      state: PART_STATES[state],
    })),
  };
}
