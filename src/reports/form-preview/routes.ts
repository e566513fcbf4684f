import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import { page } from '../../platform/page/render.js';
import { asAdmin, pathNumber } from '../../platform/http/routing.js';
import { obligationTexts } from '../../guidance/finders.js';
import { asPeriodAdmin } from '../../periods/finders.js';
import { openForm } from '../../periods/form-editor/finders.js';
import { formPreviewPage } from './pages.js';
import { formPreviewAddress } from '../../periods/addresses.js';

/** The form being edited as a unit would see it; ?phan= names the section, the first without it. */
export function formPreviewRoutes({ db }: AppDeps): Router {
  return Router().get(
    formPreviewAddress(':year'),
    asAdmin(async (admin, req, res) => {
      const open = await openForm(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
      const { sections } = open.working;
      const asked = req.query['phan'];
      const section = asked === undefined ? sections[0] : sections.find(({ code }) => code === asked);
      if (!section && asked !== undefined) throw new NotFound('Biểu mẫu đang sửa không có phần này.');
      const obligations = await obligationTexts(db, open.period.guidanceVersionId);
      page(res, 'reports/form-preview', formPreviewPage(open, section, obligations));
    }),
  );
}
