import { Router, type Request, type Response } from 'express';
import type { Filer } from '../../platform/actor.js';
import type { AppDeps } from '../../deps.js';
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
export function draftRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    '/bao-cao/:year/:section',
    asFiler(async (filer, req, res) => {
      const { open, section } = await openSection(filer, req);
      const { status, period } = open.report;
      // What can no longer be edited is read on the check page.
      if (!isEditable(status) || isLocked(open.report, clock()))
        return res.redirect(303, `/bao-cao/${String(period.year)}/kiem-tra#${section.code}`);
      page(res, 'reports/section', sectionPage(await viewOf(open, section)));
    }),
  );

  router.post(
    '/bao-cao/:year/:section',
    asFiler(
      async (filer, req, res) => {
        const { open, section } = await openSection(filer, req);
        const form = await readSectionForm(section, req);
        if (form.errors.length > 0) return refuse(res, open, section, form, 422);
        const result = await saveSection(db, open, section, form.edit, clock());
        if (result === 'saved')
          return done(req, res, nextAddress(open, section, form.goOn), savedNotice(section));
        if (result === 'edited-meanwhile') return refuse(res, open, section, form, 409);
        const message = `Mỗi báo cáo có tối đa ${String(MAX_ATTACHMENTS)} tệp. Hãy bỏ bớt tệp rồi gửi lại.`;
        await refuse(res, open, section, { ...form, errors: [{ field: '', message }] }, 422);
      },
      { files: FILES },
    ),
  );

  async function openSection(filer: Filer, req: Request) {
    const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
    const section = open.report.form.sections.find((s) => s.code === req.params['section']);
    if (!section) throw new NotFound('Biểu mẫu không có phần này.');
    return { open, section };
  }

  async function viewOf(open: Opened<Filer>, section: SectionDefinition) {
    const [draft, obligations] = await Promise.all([
      ownDraft(db, open),
      obligationTexts(db, open.report.period.guidanceVersionId),
    ]);
    return { open, section, draft, obligations };
  }

  async function refuse(
    res: Response,
    open: Opened<Filer>,
    section: SectionDefinition,
    { typed, errors, hadFiles }: SectionForm,
    status: 409 | 422,
  ) {
    const lost = hadFiles
      ? [{ field: '', message: 'Tệp vừa chọn chưa được lưu; hãy chọn lại tệp khi lưu lại.' }]
      : [];
    const refused = { typed, errors: [...errors, ...lost], conflict: status === 409 };
    page(res, 'reports/section', sectionPage({ ...(await viewOf(open, section)), refused }), status);
  }

  return router;
}

function nextAddress({ report }: Opened<Filer>, section: SectionDefinition, goOn: boolean): string {
  const { sections } = report.form;
  const next = goOn ? sections[sections.indexOf(section) + 1] : undefined;
  const base = `/bao-cao/${String(report.period.year)}`;
  return next ? `${base}/${next.code}` : base;
}

function savedNotice(section: SectionDefinition): string {
  return `Đã lưu phần ${section.letter}. ${section.title}.`;
}
