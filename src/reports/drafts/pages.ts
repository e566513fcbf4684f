import type { Filer } from '../../platform/actor.js';
import type { FieldError, Values } from '../../platform/page/forms.js';
import { formatTime } from '../../platform/text/format.js';
import type { Statement } from '../../platform/page/components.js';
import type { Frame } from '../../platform/page/render.js';
import {
  isNarrative,
  isTyped,
  takesFiles,
  type FieldDefinition,
  type SectionDefinition,
} from '../../form/definition.js';
import { pageBlocks } from '../../form/section-groups.js';
import { servesAgain } from '../../form/last-year.js';
import { sectionHeading } from '../../form/sheet.js';
import type { FigureTableView, SaveBar, SectionRail } from '../../platform/page/filing-blocks.js';
import { reportCrumbs } from '../crumbs.js';
import type { OwnDraft } from '../finders.js';
import { unionsCounted } from '../../form/meanings.js';
import { findProblems, type Problem } from '../../form/checks.js';
import { keptKey } from '../kept-key.js';
import { countedIn } from '../open-problems.js';
import { fingerprints, draftContent } from './merge.js';
import { endingOn, joinedPrints, joinedVersions, nameOnPage, statementNames } from './section-parts.js';
import { liveChecks } from './live-check-pages.js';
import { isSetAside, statementOf } from './statement-pages.js';
import { prefillSource, typedNow } from './typed-pages.js';
import { figureTableView } from './figure-pages.js';
import { saveBar, sectionAddress, sectionRail } from './section-frame-pages.js';
import {
  narrativeField,
  notesOn,
  shortField,
  type FieldParts,
  type NarrativeField,
  type SectionView,
  type ShortField,
} from './section-field-pages.js';

export interface SectionPage extends Frame {
  heading: string;
  help: string;
  action: string;
  version: string;
  /** The fingerprints of the stored draft (merge.ts). */
  seen: string;
  /** The codes of the checks that fail here and are told, so that whoever saves again may go on. */
  told: string;
  /** Under which the browser keeps what could not be saved: of this account, report and section. */
  draftKey: string;
  /** What was typed could not be saved, and stands here again. */
  isRefused: boolean;
  multipart: boolean;
  /** The comparisons that client/agreeing.ts makes. */
  checks: string;
  /** The names of the answers that decide what else is asked, apart by blanks. */
  asks: string;
  /** What the reviewers noted on these sections, the latest return first. */
  notes: readonly SectionNote[];
  /** Others saved meanwhile: what has become of what was typed; '' where nobody did. */
  savedMeanwhile: string;
  errors: readonly FieldError[];
  errorTitle: string;
  errorMore: string;
  /** What this section still lacks, each with the name of its field. */
  missing: readonly { field: string; label: string }[];
  /** Where prefilled values come from; '' where nothing is prefilled. */
  prefilled: string;
  /** Of a page of one section. */
  statement: Statement | null;
  /** Nothing of the page is asked: its fields are folded. */
  isSetAside: boolean;
  /** "2025", where last year's answers can be taken over. */
  lastYear: string;
  /** Something of last year's can be put into a box that is still empty. */
  canTakeAll: boolean;
  blocks: readonly SectionBlock[];
  rail: SectionRail;
  bar: SaveBar;
}

interface SectionNote {
  readonly title: string;
  readonly by: string;
  readonly text: string;
  readonly isLatest: boolean;
}

/** Some of the fields as they stand together: one of the three has something. */
interface SectionBlock {
  /** The section that begins here, where the page has several. */
  head: BlockHead | null;
  isSetAside: boolean;
  figures: FigureTableView | null;
  short: readonly ShortField[];
  narratives: readonly NarrativeField[];
  /** "Hướng dẫn II.2" */
  source: string;
}
interface BlockHead {
  readonly id: string;
  readonly name: string;
  readonly statement: Statement | null;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/section': SectionPage;
  }
}

/** The page of a section or several: the stored drafts, or what was typed when it could not be saved, beside what others saved. */
export function sectionPage(view: SectionView): SectionPage {
  const { open, page, section, draft, refused } = view;
  const typed = typedNow(view);
  const problems = problemsOn(page, findProblems(open.report.form, draft.answers));
  const stored = new Set(page.map(({ code }) => code).filter((code) => draft.sections.has(code)));
  const told = problems.filter(({ at }) => at.some((place) => stored.has(place.section)));
  const errors = refused ? inReadingOrder(page, refused.errors) : errorsOf(page, told);
  const missing = refused ? [] : missingOf(page, told);
  const statement = page.length === 1 ? statementOf(section, view, { typed, errors }) : null;
  return {
    ...frame(view),
    ...draftParts(view),
    ...errorParts(view, errors),
    told: refused ? '' : failedChecks(problems).join(' '),
    heading: sectionHeading(section),
    help: helpOf(view),
    multipart: section.fields.some(takesFiles),
    checks: liveChecks(view),
    asks: questionsOn(section),
    ...{ missing, statement, isSetAside: statement !== null && isSetAside(section, view, typed) },
    ...lastYearParts(view, typed),
    blocks: blocksOf(view, { typed, errors, problems }),
    rail: sectionRail(view),
    bar: saveBar(view, {
      hasFailed: errors.length > 0,
      counted: stored.size > 0 ? countedHere(view, problems) : [],
    }),
  };
}

function blocksOf(view: SectionView, parts: FieldParts): SectionBlock[] {
  let { section } = view;
  return pageBlocks(view.page.map((one) => withoutKnown(one, view))).map(({ block, head }) => {
    if (head) section = head.section;
    const statement = head ? statementOf(head.section, view, parts) : null;
    return {
      head: head ? { id: `phan-${head.section.code}`, name: head.name, statement } : null,
      isSetAside: view.page.length > 1 && isSetAside(section, view, parts.typed),
      figures: block?.as === 'figures' ? figureTableView(block.table, view, parts) : null,
      short: block?.as === 'short' ? block.fields.map((field) => shortField(field, view, parts)) : [],
      narratives:
        block?.as === 'narratives'
          ? block.fields.filter(isNarrative).map((field) => narrativeField(field, view, parts))
          : [],
      source: section.guidance ? `Hướng dẫn ${section.guidance}` : 'Hướng dẫn',
    };
  });
}

function questionsOn({ fields }: SectionDefinition): string {
  return fields.flatMap(({ code, meaning }) => (meaning === 'has_audience' ? [code] : [])).join(' ');
}

/** A unit without unions below is not shown how many of them did what: it is told once that nothing is asked. */
function withoutKnown(section: SectionDefinition, { draft }: SectionView): SectionDefinition {
  if (draft.unions.expected.own > 0) return section;
  return { ...section, fields: section.fields.filter((field) => !unionsCounted(field)) };
}

function helpOf({ page, section, draft }: SectionView): string {
  const isKnown = draft.unions.expected.own === 0 && section.fields.some((field) => unionsCounted(field));
  const known =
    'Đơn vị không có công đoàn trực thuộc phải báo cáo trên cổng nên không phải điền số liệu về công đoàn trực thuộc.';
  return [...page.map(({ help = '' }) => help), isKnown ? known : ''].filter(Boolean).join(' ');
}

/** Problems that concern the sections of a page. */
export function problemsOn(page: readonly SectionDefinition[], problems: readonly Problem[]): Problem[] {
  const codes = page.map(({ code }) => code);
  return problems.filter(({ at }) => at.some((place) => codes.includes(place.section)));
}

/** The codes of the checks that fail on a section's page. */
export function failedChecks(problems: readonly Problem[]): string[] {
  return problems.filter(({ kind }) => kind === 'error').map(({ code }) => code);
}

/** What counts in the sections of the page, but for what has been explained. */
function countedHere({ open, page }: SectionView, problems: readonly Problem[]): Problem[] {
  const said = open.report.explanations as Record<string, string>;
  const left = problems.filter(({ kind, code }) => kind !== 'warning' || !said[code]);
  return page.flatMap(({ code }) => countedIn(code, left));
}

/** What is wrong: with what was refused, or with what is saved and may stay so for now. */
function errorParts({ refused }: SectionView, errors: readonly FieldError[]) {
  if (refused) return { errors, errorTitle: 'Có lỗi cần sửa', errorMore: '' };
  return {
    errors,
    errorTitle: `Đã lưu. Còn ${errors.length} chỗ chưa khớp`,
    errorMore: 'Bạn vẫn có thể sang phần khác và sửa sau; báo cáo chỉ nộp được khi các chỗ này đã khớp.',
  };
}

/** What has become of the sections so far. */
function draftParts(view: SectionView) {
  const { open, page, draft, refused, address, from } = view;
  const stored = ({ code }: { code: string }) => draft.sections.get(code);
  const others = page.flatMap((section) => stored(section) ?? []);
  const latest = others.toSorted((a, b) => b.savedAt.getTime() - a.savedAt.getTime())[0];
  return {
    action: sectionAddress(open.report.period.year, address, from),
    version: joinedVersions(page, (code) => stored({ code })?.version ?? 0),
    seen: joinedPrints(page, (section) => fingerprints(section, draftContent(stored(section)))),
    draftKey: `${keptKey(open)}:${view.key}`,
    isRefused: refused !== undefined,
    notes: page.flatMap((section) => sectionNotes(section, view)),
    savedMeanwhile: refused?.conflicts && latest ? meanwhileWords(latest, open.actor) : '',
    prefilled: prefillSource(view),
  };
}

function sectionNotes({ code, letter }: SectionDefinition, { page, draft }: SectionView): SectionNote[] {
  const about = page.length > 1 ? ` về phần ${letter}` : '';
  return notesOn(draft, (row) => noteIn(row, code)).map((note) => ({
    ...note,
    title: `${note.isLatest ? 'Người xét duyệt ghi' : 'Đã ghi ở lần trước'}${about}`,
  }));
}

interface Saving {
  readonly savedById: number;
  readonly savedByName: string;
  readonly savedAt: Date;
}

/** The same person may have the page open in two windows. */
function meanwhileWords({ savedById, savedByName, savedAt }: Saving, { accountId }: Filer): string {
  const isOwn = savedById === accountId;
  const who = isOwn ? 'Chính bạn, ở một cửa sổ khác,' : savedByName;
  const whose = isOwn ? 'Dưới mỗi ô sửa ở cả hai cửa sổ' : 'Dưới mỗi ô mà hai người cùng sửa';
  return `${who} đã lưu phần này lúc ${formatTime(savedAt)}, sau khi mở trang này. Nội dung vừa nhập chưa được lưu nhưng vẫn còn trong các ô dưới đây. ${whose} có nội dung đã lưu lúc ấy. Hãy sửa thành nội dung cuối cùng rồi bấm nút lưu.`;
}

/** That it is saved, on a page that tells with it what does not agree. */
export const SAVED = 'Đã lưu.';

function frame(view: SectionView): Frame {
  const heading = sectionHeading(view.section);
  return {
    title: heading,
    crumbs: reportCrumbs(view.open.report.period.year, { text: heading }),
    nav: 'reports',
    hasErrors: view.refused !== undefined,
    tellsNotice: SAVED,
  };
}

/** Whether last year's answers can be taken over, and into a box that is still empty. */
function lastYearParts({ section, draft: { lastYear } }: SectionView, typed: Values) {
  const said = section.fields.filter((field) => lastYear?.answers[field.code] !== undefined);
  const isOpen = (field: FieldDefinition) =>
    isTyped(field) && servesAgain(field) && (typed[field.code] ?? '') === '';
  return {
    lastYear: lastYear && said.length > 0 ? String(lastYear.year) : '',
    canTakeAll: said.some(isOpen),
  };
}

/** As the page has them; what concerns the whole form comes first. */
function inReadingOrder(page: readonly SectionDefinition[], errors: readonly FieldError[]): FieldError[] {
  const statements = page.flatMap((section) => Object.values(statementNames(endingOn(page, section))));
  const order = ['', ...statements, ...page.flatMap(({ fields }) => fields.map(({ code }) => code))];
  return errors.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}

/** A check that fails is told once at the top, by the first of its fields on this page. */
function errorsOf(page: readonly SectionDefinition[], problems: readonly Problem[]): FieldError[] {
  const failed = problems.filter((problem) => problem.kind === 'error');
  return inReadingOrder(
    page,
    failed.map((problem) => ({ field: fieldHere(page, problem), message: problem.message })),
  );
}

function missingOf(page: readonly SectionDefinition[], problems: readonly Problem[]): SectionPage['missing'] {
  const fields = page.flatMap((section) => section.fields);
  return problems
    .filter((problem) => problem.kind === 'missing')
    .map((problem) => {
      const code = fieldHere(page, problem);
      const label = fields.find((field) => field.code === code)?.label;
      return { field: code, label: label ?? 'Lý do không phát sinh' };
    });
}

/** The name of the control. */
function fieldHere(page: readonly SectionDefinition[], { at }: Problem): string {
  for (const place of at) {
    const section = page.find(({ code }) => code === place.section);
    if (section) return nameOnPage(place.field, endingOn(page, section));
  }
  return '';
}

function noteIn({ notes }: OwnDraft['returns'][number], section: string): string {
  return (notes as Record<string, string>)[section] ?? '';
}
