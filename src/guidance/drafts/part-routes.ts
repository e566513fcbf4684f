import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { Conflict, NotFound } from '../../platform/errors.js';
import type { Values } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin } from '../../platform/http/routing.js';
import type { EditedPart } from './boxes.js';
import { saveDraft } from './commands.js';
import { asGuidanceAdmin, openDraft, type OpenedDraft } from './finders.js';
import { isStale, postedPlaces, readBoxes } from './forms.js';
import { editPage } from './pages.js';
import { editedPart, repeatedAnchors } from './edited-parts.js';
import { GUIDANCE_ADMIN } from '../addresses.js';

/** The pages that edit and add what a working copy consists of. */
export function partRoutes(deps: AppDeps): Router {
  return Router()
    .get(`${GUIDANCE_ADMIN}/sua/:part`, show(deps))
    .post(`${GUIDANCE_ADMIN}/sua/:part`, keep(deps));
}

function show({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openDraft(db, asGuidanceAdmin(admin), clock());
    const part = partOf(open, req);
    if (!part) throw new NotFound('Bản đang soạn không có mục này.');
    page(res, 'form', editPage(open, part, addressOf(req), { values: part.values, errors: [] }));
  });
}

function keep({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const editor = asGuidanceAdmin(admin);
    const open = await openDraft(db, editor, clock());
    const part = partOf(open, req);
    // Its anchor was there when the form was opened; the error page shows what was typed.
    if (!part)
      throw new Conflict('Mục này không còn trong bản đang soạn: có người vừa bỏ hoặc đổi mã của mục.');
    const posted = readBoxes(part.boxes, req.body);
    if (isStale(open, req.body))
      return showStale(res, open, part, addressOf(req), posted.ok ? posted.data : posted.form.values);
    await answerForm(req, res, {
      posted,
      command: async (typed) => {
        const problems = repeatedAnchors(open.draft.content, part, typed);
        if (problems.length > 0) return { problems };
        return saveDraft(db, open, open.draft.version, part.apply(typed), clock());
      },
      done: () => [GUIDANCE_ADMIN, 'Đã lưu vào bản đang soạn.'],
      typed: (typed) => typed,
      again: async ({ form, status, stale }) => {
        if (!stale) return page(res, 'form', editPage(open, part, addressOf(req), form), status);
        const now = await openDraft(db, editor, clock());
        showStale(res, now, partOf(now, req) ?? part, addressOf(req), form.values);
      },
    });
  });
}

/** What was typed, on the form as somebody else left it. */
function showStale(res: Response, open: OpenedDraft, part: EditedPart, action: string, typed: Values): void {
  page(res, 'form', editPage(open, part, action, { values: typed, errors: [] }, part.values), 409);
}

function partOf({ draft, current }: OpenedDraft, req: Request) {
  const around = { inForce: current.content, places: postedPlaces(req.body) };
  return editedPart(draft.content, String(req.params['part']), queryOf(req), around);
}

function queryOf({ query }: Request) {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  return { ma: text('ma'), trong: text('trong') };
}

/** The form posts to where it was opened. */
function addressOf(req: Request): string {
  const { ma, trong } = queryOf(req);
  const query = new URLSearchParams({ ...(ma ? { ma } : {}), ...(trong ? { trong } : {}) }).toString();
  return `${GUIDANCE_ADMIN}/sua/${String(req.params['part'])}${query ? `?${query}` : ''}`;
}
