import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer } from '../../platform/actor.js';
import type { OfficialDocument } from '../../platform/documents/content.js';
import type { OfficialLayout } from '../../platform/documents/layout.js';
import { sendDocument } from '../../platform/documents/send.js';
import { NotFound } from '../../platform/errors.js';
import { askerOf } from '../../platform/http/asker.js';
import type { Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, pathNumber } from '../../platform/http/routing.js';
import { saveDocumentSettings } from '../../document-settings/commands.js';
import { layoutOf, type DocumentSettings } from '../../document-settings/rules.js';
import { documentSettings, settingsPreview, settingsPreviewFile } from '../addresses.js';
import { openConsolidation, shownOf } from '../finders.js';
import { consolidatedParts, ownSettings } from './finders.js';
import { packSettings, parseSettings, settingsValues, unpackSettings } from './forms.js';
import { consolidatedDocument, firstPageOf } from './rules.js';
import { documentSettingsPage } from './settings-page.js';

const ADDRESS = documentSettings(':year');

/** How the unit words and measures its documents. */
export function documentSettingsRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router().use(previewRoutes(deps));

  router.get(
    ADDRESS,
    asOverseer(async (overseer, req, res) => {
      const opened = await openConsolidation(db, overseer, pathNumber(req, 'year'));
      const saved = await ownSettings(db, opened);
      const form = valuesOnly(saved);
      const packed = packSettings(saved.settings);
      page(
        res,
        'consolidation/document-settings',
        documentSettingsPage(opened, { form, packed, isSaved: true }),
      );
    }),
  );

  router.post(
    ADDRESS,
    asReviewer(async (reviewer, req, res) => {
      const opened = await openConsolidation(db, reviewer, pathNumber(req, 'year'));
      const posted = parseSettings(req.body);
      await answerForm(req, res, {
        posted,
        command: ({ settings, version }) => saveDocumentSettings(db, reviewer, settings, version, clock()),
        done: () => [documentSettings(opened.period.year), 'Đã lưu cách trình bày văn bản.'],
        typed: ({ settings, version }) => settingsValues(settings, version),
        again: async ({ form, status, stale }) => {
          const packed = posted.ok ? packSettings(posted.data.settings) : '';
          const now = stale ? await ownSettings(db, opened) : undefined;
          const saved = now ? { saved: settingsValues(now.settings, now.version) } : {};
          const parts = { form, packed, isSaved: false, ...saved };
          page(res, 'consolidation/document-settings', documentSettingsPage(opened, parts), status);
        },
      });
    }),
  );

  return router;
}

function valuesOnly({ settings, version }: { settings: DocumentSettings; version: number }): Form {
  return { values: settingsValues(settings, version), errors: [] };
}

/** The document as settings make it that stand in the address; nothing of them is stored. */
function previewRoutes(deps: AppDeps): Router {
  const { db, clock, drawing } = deps;
  const router = Router();

  router.post(
    settingsPreview(':year'),
    asReviewer(async (reviewer, req, res) => {
      const opened = await openConsolidation(db, reviewer, pathNumber(req, 'year'));
      const parsed = parseSettings(req.body);
      const parts = parsed.ok
        ? { form: valuesOnly(parsed.data), packed: packSettings(parsed.data.settings) }
        : { form: parsed.form, packed: '' };
      const model = documentSettingsPage(opened, { ...parts, isSaved: false });
      page(res, 'consolidation/document-settings', model, parsed.ok ? 200 : 422);
    }),
  );

  router.get(
    settingsPreviewFile(':year', 'png'),
    asOverseer(async (overseer, req, res) => {
      const { document, settings } = await previewed(overseer, req);
      await sendFirstPage(deps, res, document, layoutOf(settings));
    }),
  );

  router.get(
    settingsPreviewFile(':year', 'pdf'),
    asOverseer(async (overseer, req, res) => {
      const { document, settings } = await previewed(overseer, req);
      await sendDocument(drawing, res, document, 'pdf', layoutOf(settings));
    }),
  );

  async function previewed(overseer: Overseer, req: Request) {
    const opened = await openConsolidation(db, overseer, pathNumber(req, 'year'));
    const settings = settingsIn(req);
    const shown = shownOf(opened, { withSubmitted: false, live: false });
    const parts = await consolidatedParts(db, opened, shown, clock());
    return { settings, document: consolidatedDocument(parts, settings, clock()) };
  }

  return router;
}

async function sendFirstPage(
  { pdfs, drawing }: AppDeps,
  res: Response,
  document: OfficialDocument,
  layout: OfficialLayout,
): Promise<void> {
  const asker = askerOf(res);
  const { content } = await drawing.draw(asker, firstPageOf(document), 'pdf', layout);
  const first = await pdfs.firstPageOf(asker, content);
  if (!first) throw new NotFound('Không vẽ được trang đầu của văn bản.');
  res.set({ 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' });
  res.type('png').send(Buffer.from(first.picture));
}

function settingsIn(req: Request): DocumentSettings {
  const settings = unpackSettings(req.query['m']);
  if (!settings) throw new NotFound('Không có bản xem trước này.');
  return settings;
}
