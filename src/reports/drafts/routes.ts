import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Filer } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { postedValues, refuse } from '../../platform/page/forms.js';
import { formatClock } from '../../platform/text/format.js';
import { page } from '../../platform/page/render.js';
import { answerForm, type Again, type Next } from '../../platform/http/answer-form.js';
import { asFiler, done, pathNumber } from '../../platform/http/routing.js';
import { signatoryOf } from '../../accounts/finders.js';
import { obligationTexts } from '../../guidance/finders.js';
import { isTyped, type SectionDefinition } from '../../form/definition.js';
import {
  ownCheck,
  ownCheckAt,
  ownReport,
  ownSection,
  readCheckPlace,
  type CheckPlace,
} from '../addresses.js';
import { isLocked } from '../deadlines.js';
import { typedAnswers } from '../../form/answers.js';
import { inspectionsCarriedOut } from '../../inspections/finders.js';
import { asAsked, lastYearOf, openOwnReport, ownDraft, picturedFiles, type Opened } from '../finders.js';
import { findProblems } from '../../form/checks.js';
import { askedPages, joined, pageHeading, pageWith, sectionPages } from '../../form/section-groups.js';
import { servesAgain } from '../../form/last-year.js';
import { namedByObligations } from '../../form/obligation-names.js';
import { isEditable } from '../lifecycle.js';
import { MAX_ATTACHMENTS, saveSections, type Meanwhile, type Saved } from './commands.js';
import { ALL, readSectionForm, type SectionForm, type Then } from './forms.js';
import { fingerprints, wasAsked } from './merge.js';
import { failedChecks, problemsOn, SAVED, sectionPage } from './pages.js';
import { joinedPrints, joinedVersions, postedParts } from './section-parts.js';
import { typedContent } from './typed-pages.js';
import { neighbours, sectionAddress } from './section-frame-pages.js';
import type { SectionView } from './section-field-pages.js';

const FILES = { size: 20_000_000, count: MAX_ATTACHMENTS };

/** /bao-cao/<year>/<section>: one section's page. */
export function draftRoutes(deps: AppDeps): Router {
  return Router()
    .get(ownSection(':year', ':section'), showSection(deps))
    .post(ownSection(':year', ':section'), keepSection(deps));
}

function showSection(deps: AppDeps): RequestHandler[] {
  return asFiler(async (filer, req, res) => {
    const opened = await openSection(deps, filer, req);
    const { report } = opened.open;
    // What can no longer be edited is read on the check page.
    if (!isEditable(report.status) || isLocked(report, deps.clock()))
      return res.redirect(303, `${ownCheck(report.period.year)}#${opened.section.code}`);
    const view = await viewOf(deps, opened);
    if (!view.draft.form.sections.some(({ code }) => code === opened.section.code))
      return done(req, res, ownReport(report.period.year), notAsked(opened));
    page(res, 'reports/section', sectionPage(view));
  });
}

function keepSection(deps: AppDeps): RequestHandler[] {
  const { db, clock, config } = deps;
  return asFiler(
    async (filer, req, res) => {
      const opened = await openSection(deps, filer, req);
      const { open } = opened;
      const posting = postedParts(opened.page, opened.section, postedValues(req.body));
      const form = await readSectionForm(posting, req, await askedOfLastYear(deps, opened, req));
      if (req.accepts(['html', 'json']) === 'json') return keepBySelf(deps, res, opened, form);
      const { typed, errors, edits } = form;
      await answerForm(req, res, {
        posted: errors.length > 0 ? refuse(typed, ...errors) : { ok: true, data: edits },
        command: () => saveSections(db, open, edits, config.quota, clock()),
        done: (saved) => next(deps, opened, form, saved),
        typed: () => typed,
        again: (again) => showAgain(deps, res, opened, again, form),
      });
    },
    { files: FILES },
  );
}

/**
 * The browser saves by itself (client/autosave.ts): what is an answer is kept, the rest is told. 409 where a person must
 * look: then the button "Lưu" shows the page of the two versions.
 */
async function keepBySelf(
  { db, clock, config }: AppDeps,
  res: Response,
  { open }: OpenedSection,
  { edits, errors }: SectionForm,
): Promise<void> {
  const now = clock();
  res.set('Cache-Control', 'no-store');
  const ofForm = errors.find((error) => error.field === '');
  if (ofForm) return void res.status(422).json({ errors: [ofForm] });
  const unread = errors.map((error) => error.field);
  const bySelf = edits.map((part) => ({ ...part, edit: { ...part.edit, unread, bySelf: true } }));
  const result = await saveSections(db, open, bySelf, config.quota, now);
  if (!('done' in result)) return void res.status(409).json({ conflict: true });
  res.json({ ...savedNow(result.done), savedAt: formatClock(now), errors });
}

/** What the page that saved by itself goes on from, in the form that client/autosave.ts knows. */
function savedNow(saved: readonly Saved[]) {
  const page = saved.map(({ part }) => part.section);
  const of = (code: string) => saved.find(({ part }) => part.section.code === code);
  const typed = Object.assign(
    {},
    ...saved.map(({ part, said }) => typedContent(part.section, said, part.ending)),
  ) as Record<string, string>;
  const prints = (section: SectionDefinition) => {
    const { said, part } = of(section.code) ?? {};
    const fields = section.fields.filter(({ code }) => wasAsked(part?.edit.seen ?? '', code));
    return said ? fingerprints({ ...section, fields }, said) : '';
  };
  const taken = saved.flatMap((one) => one.taken);
  return {
    version: joinedVersions(page, (code) => of(code)?.version ?? 0),
    seen: joinedPrints(page, prints),
    taken: Object.fromEntries(taken.map((name) => [name, typed[name] ?? ''])),
    takenFrom: takenFromOf(saved),
  };
}

function takenFromOf(saved: readonly Saved[]): string {
  const names = saved.map(({ takenFrom }) => takenFrom).filter(Boolean);
  return [...new Set(names)].join(', ');
}

/** Last year's answers as they are typed, where the form asks to take some over. */
async function askedOfLastYear({ db }: AppDeps, { open, page }: OpenedSection, req: Request) {
  const { take, seen } = req.body as Record<string, unknown>;
  const asks = typeof take === 'string';
  const lastYear = asks ? await lastYearOf(db, open) : null;
  const section = joined(page);
  const fields = section.fields.filter(
    (field) => servesAgain(field) && wasAsked(typeof seen === 'string' ? seen : '', field.code),
  );
  return lastYear ? typedAnswers({ ...section, fields }, lastYear.answers) : {};
}

const FILES_LOST = { field: '', message: 'Tệp vừa chọn chưa được lưu; hãy chọn lại tệp khi lưu lại.' };

interface OpenedSection {
  open: Opened<Filer>;
  section: SectionDefinition;
  /** The sections of the whole form that may stand on its page. */
  page: readonly SectionDefinition[];
  /** The place on the check page from which the filer came. */
  from: CheckPlace | undefined;
}

async function openSection({ db }: AppDeps, filer: Filer, req: Request): Promise<OpenedSection> {
  const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
  const { form } = open.report;
  const section = form.sections.find((s) => s.code === req.params['section']);
  if (!section) throw new NotFound('Biểu mẫu không có phần này.');
  const page = pageWith(sectionPages(form), section.code) ?? [section];
  return { open, section, page, from: readCheckPlace(req.query['ve']) };
}

/** The section as it is asked of the unit; whole where it is not asked, for what somebody has typed into it all the same. */
async function viewOf({ db }: AppDeps, opened: OpenedSection): Promise<SectionView> {
  const { open, from } = opened;
  const [draft, pictured, obligations, signatory, inspections] = await Promise.all([
    ownDraft(db, open),
    picturedFiles(db, open),
    obligationTexts(db, open.report.period.guidanceVersionId),
    signatoryOf(db, open.report.unitId),
    inspectionsIn(db, opened),
  ]);
  const form = namedByObligations(draft.form, obligations);
  const pages = askedPages(draft.whole, form);
  const page = pageWith(pages, opened.section.code) ?? [opened.section];
  return {
    open: asAsked(open, { ...draft, form }),
    ...{ page, pages, address: opened.section.code, key: opened.page[0]?.code ?? opened.section.code },
    section: joined(page),
    ...{ draft, pictured, obligations, signatory, inspections, from },
  };
}

function notAsked({ section }: OpenedSection): string {
  return `Phần ${section.letter}. ${section.title} không hỏi đơn vị, vì đơn vị đã trả lời không có đối tượng này. Muốn ghi phần này, hãy sửa câu trả lời.`;
}

/** How many inspections the portal knows of, where the section asks for their number; else undefined. */
async function inspectionsIn(db: AppDeps['db'], { open, section }: OpenedSection) {
  if (!section.fields.some(({ meaning }) => meaning === 'inspections')) return undefined;
  const { coverageFrom, coverageTo } = open.report.period;
  return inspectionsCarriedOut(db, open.report.unitId, coverageFrom, coverageTo);
}

/** The page again, with what was typed: 422 where it cannot be kept, 409 where somebody else has changed the same. */
async function showAgain(
  deps: AppDeps,
  res: Response,
  opened: OpenedSection,
  { form: { values: typed, errors }, status, stale }: Again<Meanwhile>,
  { hadFiles, edits }: SectionForm,
): Promise<void> {
  const posted = edits.map(({ section }) => section.code);
  const refused = { typed, posted, errors: hadFiles ? [...errors, FILES_LOST] : errors, ...stale };
  const view = { ...(await viewOf(deps, opened)), refused };
  page(res, 'reports/section', sectionPage(view), status);
}

/**
 * Where saving leads: back to the page itself where a check fails that it has not told yet, or where its answers made it
 * ask for more than it did.
 */
async function next(
  { db }: AppDeps,
  opened: OpenedSection,
  form: SectionForm,
  saved: readonly Saved[],
): Promise<Next> {
  const { open, section, from } = opened;
  const { year } = open.report.period;
  const here = sectionAddress(year, section.code, from);
  const notice = savedNotice(form, saved);
  if (form.take !== '')
    return [form.take === ALL ? here : `${here}#${form.take.split(' ')[0] ?? ''}`, notice];
  // The check page itself tells what fails.
  if (form.then === 'check') return [from ? ownCheckAt(year, section.code, from) : ownCheck(year), notice];
  const draft = await ownDraft(db, open);
  const pages = askedPages(draft.whole, draft.form);
  const page = pageWith(pages, section.code) ?? [section];
  const failed = failedChecks(problemsOn(page, findProblems(draft.form, draft.answers)));
  if (failed.some((code) => !form.told.includes(code))) return [here, isMerged(saved) ? notice : SAVED];
  if (form.then === 'next' && asksMore(page, form)) return [here, notice];
  return [besideOrList(pages, opened, form.then), notice];
}

function besideOrList(
  pages: readonly SectionDefinition[][],
  { open, section }: OpenedSection,
  then: Then,
): string {
  const { year } = open.report.period;
  const { previous, next } = neighbours(pages, section.code);
  const [first] = (then === 'previous' ? previous : then === 'next' ? next : undefined) ?? [];
  return first ? ownSection(year, first.code) : ownReport(year);
}

function asksMore(page: readonly SectionDefinition[], { edits }: SectionForm): boolean {
  return edits.some(({ section, edit }) => {
    const now = page.find(({ code }) => code === section.code);
    return now?.fields.some((field) => isTyped(field) && !wasAsked(edit.seen, field.code)) ?? false;
  });
}

function isMerged(saved: readonly Saved[]): boolean {
  return saved.some(({ taken }) => taken.length > 0);
}

function savedNotice(form: SectionForm, saved: readonly Saved[]): string {
  const page = saved.map(({ part }) => part.section);
  return [
    `Đã lưu phần ${pageHeading(page)}.`,
    isMerged(saved) ? `Giữ cả phần ${takenFromOf(saved)} vừa sửa ở các ô khác.` : '',
    form.take === '' ? '' : 'Đã điền theo báo cáo năm trước; hãy xem lại và sửa cho đúng năm nay.',
  ]
    .filter(Boolean)
    .join(' ');
}
