import { Router, type Request } from 'express';
import type { AppDeps } from '../deps.js';
import type { Publisher } from '../platform/actor.js';
import { readId } from '../platform/text/numbers.js';
import { page } from '../platform/page/render.js';
import { answerForm } from '../platform/http/answer-form.js';
import { asPublisher, done, pathNumber, postedVersion } from '../platform/http/routing.js';
import { editDocument, publishDocument, withdrawDocument } from './commands.js';
import { documentAdminPage, editDocumentPage, newDocumentPage } from './admin-page.js';
import { managedDocuments, openDocument, type ManagedDocument } from './finders.js';
import { DOCUMENT_FILES, documentValues, parseDocument } from './forms.js';
import { DOCUMENT_ADMIN } from './addresses.js';

/** /quan-tri/van-ban: the federation's documents, as its publishers publish, edit and withdraw them. */
export function documentAdminRoutes(deps: AppDeps): Router {
  return Router().use(listRoutes(deps), newRoutes(deps), editRoutes(deps), withdrawalRoutes(deps));
}

function listRoutes({ db }: AppDeps): Router {
  return Router().get(
    DOCUMENT_ADMIN,
    asPublisher(async (publisher, req, res) => {
      const after = readId(req.query['sau']);
      const list = await managedDocuments(db, publisher, after);
      page(res, 'list', documentAdminPage(list, after === undefined));
    }),
  );
}

function newRoutes({ db, clock, pdfs }: AppDeps): Router {
  const address = `${DOCUMENT_ADMIN}/moi`;
  const router = Router();
  router.get(
    address,
    asPublisher((_publisher, _req, res) => {
      page(res, 'form', newDocumentPage({ values: {}, errors: [] }));
    }),
  );
  router.post(
    address,
    asPublisher(
      async (publisher, req, res) => {
        await answerForm(req, res, {
          posted: await parseDocument(pdfs, req),
          command: ({ content, file }) => publishDocument(db, publisher, content, file, clock()),
          done: (id) => [`${DOCUMENT_ADMIN}/${id}`, 'Đã công bố văn bản.'],
          again: ({ form, status }) => page(res, 'form', newDocumentPage(form), status),
        });
      },
      { files: DOCUMENT_FILES },
    ),
  );
  return router;
}

function editRoutes({ db, clock, pdfs }: AppDeps): Router {
  const address = `${DOCUMENT_ADMIN}/:id`;
  const router = Router();
  router.get(
    address,
    asPublisher(async (publisher, req, res) => {
      const { document } = await opened(db, publisher, req);
      page(res, 'form', editDocumentPage(document, { values: documentValues(document), errors: [] }));
    }),
  );
  router.post(
    address,
    asPublisher(
      async (publisher, req, res) => {
        const open = await opened(db, publisher, req);
        await answerForm(req, res, {
          posted: await parseDocument(pdfs, req),
          command: (edit) => editDocument(db, open, edit, clock()),
          done: (id) => [`${DOCUMENT_ADMIN}/${id}`, 'Đã lưu thay đổi.'],
          again: async ({ form, status, stale }) => {
            const { document } = stale ? await opened(db, publisher, req) : open;
            page(res, 'form', editDocumentPage(document, form, stale), status);
          },
        });
      },
      { files: DOCUMENT_FILES },
    ),
  );
  return router;
}

function withdrawalRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  for (const [path, isWithdrawn, notice] of [
    ['rut', true, 'Đã rút văn bản.'],
    ['cong-bo-lai', false, 'Đã công bố lại văn bản.'],
  ] as const)
    router.post(
      `${DOCUMENT_ADMIN}/:id/${path}`,
      asPublisher(async (publisher, req, res) => {
        const open = await opened(db, publisher, req);
        await withdrawDocument(db, open, { version: postedVersion(req), isWithdrawn }, clock());
        done(req, res, `${DOCUMENT_ADMIN}/${open.document.id}`, notice);
      }),
    );
  return router;
}

function opened(db: AppDeps['db'], publisher: Publisher, req: Request): Promise<ManagedDocument> {
  return openDocument(db, publisher, pathNumber(req, 'id'));
}
