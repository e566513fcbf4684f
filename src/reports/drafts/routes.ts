import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Filer } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { page } from '../../platform/render.js';
import { asFiler, done, pathNumber } from '../../platform/routing.js';
import { obligationTexts } from '../../guidance/finders.js';
import type { SectionDefinition } from '../../periods/form-definition.js';
import { isLocked } from '../deadlines.js';
import { openOwnReport, ownDraft, type Opened } from '../finders.js';
import { isEditable } from '../lifecycle.js';
import { MAX_ATTACHMENTS, saveSection } from './commands.js';
import { readSectionForm, type SectionForm } from './forms.js';
import { sectionPage } from './pages.js';

const FILES = { size: 20_000_000, count: MAX_ATTACHMENTS };

/** /bao-cao/<year>/<section>: one section's page. */
export function draftRoutes(deps: AppDeps): Router {
  return Router()
    .get('/bao-cao/:year/:section', showSection(deps))
    .post('/bao-cao/:year/:section', keepSection(deps));
}

function showSection(deps: AppDeps): RequestHandler[] {
  return asFiler(async (filer, req, res) => {
    const opened = await openSection(deps, filer, req);
    const { report } = opened.open;
    // What can no longer be edited is read on the check page.
    if (!isEditable(report.status) || isLocked(report, deps.clock()))
      return res.redirect(303, `/bao-cao/${String(report.period.year)}/kiem-tra#${opened.section.code}`);
    page(res, 'reports/section', sectionPage(await viewOf(deps, opened)));
  });
}

function keepSection(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asFiler(
    async (filer, req, res) => {
      const opened = await openSection(deps, filer, req);
      const { open, section } = opened;
      const form = await readSectionForm(section, req);
      if (form.errors.length > 0) return refuse(deps, res, opened, form, 422);
      const result = await saveSection(db, open, section, form.edit, clock());
      if (result === 'saved') return done(req, res, nextAddress(opened, form.goOn), savedNotice(section));
      if (result === 'edited-meanwhile') return refuse(deps, res, opened, form, 409);
      await refuse(deps, res, opened, { ...form, errors: [TOO_MANY_FILES] }, 422);
    },
    { files: FILES },
  );
}

const TOO_MANY_FILES = {
  field: '',
  message: `Mỗi báo cáo có tối đa ${String(MAX_ATTACHMENTS)} tệp. Hãy bỏ bớt tệp rồi gửi lại.`,
};
const FILES_LOST = { field: '', message: 'Tệp vừa chọn chưa được lưu; hãy chọn lại tệp khi lưu lại.' };

interface OpenedSection {
  open: Opened<Filer>;
  section: SectionDefinition;
}

async function openSection({ db }: AppDeps, filer: Filer, req: Request): Promise<OpenedSection> {
  const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
  const section = open.report.form.sections.find((s) => s.code === req.params['section']);
  if (!section) throw new NotFound('Biểu mẫu không có phần này.');
  return { open, section };
}

async function viewOf({ db }: AppDeps, opened: OpenedSection) {
  const [draft, obligations] = await Promise.all([
    ownDraft(db, opened.open),
    obligationTexts(db, opened.open.report.period.guidanceVersionId),
  ]);
  return { ...opened, draft, obligations };
}

/** The page again, with what was typed: 422 where it cannot be kept, 409 where somebody else has saved meanwhile. */
async function refuse(
  deps: AppDeps,
  res: Response,
  opened: OpenedSection,
  { typed, errors, hadFiles }: SectionForm,
  status: 409 | 422,
): Promise<void> {
  const refused = { typed, errors: hadFiles ? [...errors, FILES_LOST] : errors, conflict: status === 409 };
  page(res, 'reports/section', sectionPage({ ...(await viewOf(deps, opened)), refused }), status);
}

function nextAddress({ open: { report }, section }: OpenedSection, goOn: boolean): string {
  const { sections } = report.form;
  const next = goOn ? sections[sections.indexOf(section) + 1] : undefined;
  const base = `/bao-cao/${String(report.period.year)}`;
  return next ? `${base}/${next.code}` : base;
}

function savedNotice(section: SectionDefinition): string {
  return `Đã lưu phần ${section.letter}. ${section.title}.`;
}
