import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../deps.js';
import type { Admin } from '../platform/actor.js';
import { conflictOf } from '../platform/errors.js';
import { postedValues, refuse, type Form } from '../platform/page/forms.js';
import { readId } from '../platform/text/numbers.js';
import { page } from '../platform/page/render.js';
import { asAdmin, done, pathNumber, postedVersion } from '../platform/http/routing.js';
import { editDocument, publishDocument, withdrawDocument, type Taken } from './commands.js';
import { DESK, documentDeskPage, editDocumentPage, newDocumentPage } from './desk-page.js';
import { asPublisher, managedDocuments, openDocument, type ManagedDocument } from './finders.js';
import { DOCUMENT_FILES, documentValues, parseDocument } from './forms.js';

/** /quan-tri/van-ban: the federation's documents, as its administrators publish, edit and withdraw them. */
export function documentDeskRoutes(deps: AppDeps): Router {
  return Router().use(listRoutes(deps), newRoutes(deps), editRoutes(deps), withdrawalRoutes(deps));
}

function listRoutes({ db }: AppDeps): Router {
  return Router().get(
    DESK,
    asAdmin(async (admin, req, res) => {
      const after = readId(req.query['sau']);
      const list = await managedDocuments(db, asPublisher(admin), after);
      page(res, 'list', documentDeskPage(list, after === undefined));
    }),
  );
}

function newRoutes({ db, clock }: AppDeps): Router {
  const address = `${DESK}/moi`;
  const router = Router();
  router.get(
    address,
    asAdmin((admin, _req, res) => {
      asPublisher(admin);
      page(res, 'form', newDocumentPage({ values: {}, errors: [] }));
    }),
  );
  router.post(
    address,
    asAdmin(
      async (admin, req, res) => {
        const publisher = asPublisher(admin);
        const posted = await parseDocument(req);
        const again = (form: Form) => {
          page(res, 'form', newDocumentPage(form), 422);
        };
        if (!posted.ok) return again(posted.form);
        const { content, file } = posted.data;
        const result = await publishDocument(db, publisher, content, file, clock());
        if ('taken' in result) return again(takenForm(req, result));
        done(req, res, `${DESK}/${result.id}`, 'Đã công bố văn bản.');
      },
      { files: DOCUMENT_FILES },
    ),
  );
  return router;
}

function editRoutes({ db, clock }: AppDeps): Router {
  const address = `${DESK}/:id`;
  const router = Router();
  router.get(
    address,
    asAdmin(async (admin, req, res) => {
      const { document } = await opened(db, admin, req);
      page(res, 'form', editDocumentPage(document, { values: documentValues(document), errors: [] }));
    }),
  );
  router.post(
    address,
    asAdmin(
      async (admin, req, res) => {
        const open = await opened(db, admin, req);
        const posted = await parseDocument(req);
        if (!posted.ok) return again(res, open, posted.form);
        let result: Taken | undefined;
        const saving = editDocument(db, open, posted.data, clock()).then((saved) => {
          result = saved;
        });
        if (await conflictOf(saving)) {
          const { document } = await opened(db, admin, req);
          const form = { values: postedValues(req.body), errors: [] };
          return page(res, 'form', editDocumentPage(document, form, true), 409);
        }
        if (result && 'taken' in result) return again(res, open, takenForm(req, result));
        done(req, res, `${DESK}/${open.document.id}`, 'Đã lưu thay đổi.');
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
      `${DESK}/:id/${path}`,
      asAdmin(async (admin, req, res) => {
        const open = await opened(db, admin, req);
        await withdrawDocument(db, open, { version: postedVersion(req), isWithdrawn }, clock());
        done(req, res, `${DESK}/${open.document.id}`, notice);
      }),
    );
  return router;
}

function opened(db: AppDeps['db'], admin: Admin, req: Request): Promise<ManagedDocument> {
  return openDocument(db, asPublisher(admin), pathNumber(req, 'id'));
}

function again(res: Response, { document }: ManagedDocument, form: Form): void {
  page(res, 'form', editDocumentPage(document, form), 422);
}

function takenForm(req: Request, { taken }: { taken: number }): Form {
  const message = `Đã có văn bản cùng số, ký hiệu, ngày và cơ quan ban hành: xem ${DESK}/${taken}.`;
  return refuse(postedValues(req.body), { field: 'number', message }).form;
}
