import { Router, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { addDays } from '../../platform/text/calendar.js';
import { Conflict, NotPossible } from '../../platform/errors.js';
import { formatDay } from '../../platform/text/format.js';
import { parseForm, postedValues, requireForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm, type Again } from '../../platform/http/answer-form.js';
import { asAdmin, done, postedVersion } from '../../platform/http/routing.js';
import { discardDraft, publishDraft, saveDraft, startDraft, takeBack } from './commands.js';
import { overviewPage } from './overview-page.js';
import { pressed } from './edits.js';
import { asGuidanceAdmin, openOverview, openDraft, openNext, type OpenedDraft } from './finders.js';
import { isStale, publicationForm, readButton } from './forms.js';
import { draftComparisonPage, previewPage, publicationPage } from './pages.js';
import { partRoutes } from './part-routes.js';
import { isUnchanged, NOTHING_NEW, problemsOf } from './rules.js';
import { GUIDANCE_ADMIN } from '../addresses.js';

/** The next version of the guidance: written in a working copy, looked at, published on a day. */
export function guidanceDraftRoutes(deps: AppDeps): Router {
  return Router()
    .get(GUIDANCE_ADMIN, showOverview(deps))
    .post(`${GUIDANCE_ADMIN}/bat-dau`, start(deps))
    .post(`${GUIDANCE_ADMIN}/thao-tac`, pressButton(deps))
    .post(`${GUIDANCE_ADMIN}/bo`, discard(deps))
    .post(`${GUIDANCE_ADMIN}/rut-lai`, retract(deps))
    .get(`${GUIDANCE_ADMIN}/xem-truoc`, preview(deps))
    .get(`${GUIDANCE_ADMIN}/so-sanh`, compare(deps))
    .get(`${GUIDANCE_ADMIN}/cong-bo`, showPublication(deps))
    .post(`${GUIDANCE_ADMIN}/cong-bo`, publish(deps))
    .use(partRoutes(deps));
}

function showOverview(deps: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, _req, res) => {
    page(res, 'guidance/drafts', overviewPage(await overviewOf(deps, admin)));
  });
}

function start(deps: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const overview = await overviewOf(deps, admin);
    if (overview.scheduled)
      throw new NotPossible('Đã có một bản chờ đến ngày công bố. Muốn sửa thì rút bản ấy về.');
    await startDraft(deps.db, overview, deps.clock());
    done(req, res, GUIDANCE_ADMIN, 'Đã lập bản đang soạn từ bản đang áp dụng.');
  });
}

/** Up, down or away. Nothing is typed here, so a refusal has nothing to keep. */
function pressButton({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const now = clock();
    const open = await openDraft(db, asGuidanceAdmin(admin), now);
    const { version, way, anchor } = requireForm(readButton(req.body));
    const content = pressed(open.draft.content, way, anchor);
    const isAsSeen = content && version === open.draft.version;
    if (!isAsSeen || 'stale' in (await saveDraft(db, open, version, content, now)))
      throw new Conflict('Có người vừa sửa bản đang soạn. Hãy tải lại trang rồi làm lại.');
    done(
      req,
      res,
      way === 'remove' ? GUIDANCE_ADMIN : `${GUIDANCE_ADMIN}#o-${anchor}`,
      'Đã lưu vào bản đang soạn.',
    );
  });
}

function discard({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openDraft(db, asGuidanceAdmin(admin), clock());
    await discardDraft(db, open, postedVersion(req), clock());
    done(req, res, GUIDANCE_ADMIN, 'Đã bỏ bản đang soạn.');
  });
}

function retract(deps: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    await takeBack(deps.db, await overviewOf(deps, admin), deps.clock());
    done(req, res, GUIDANCE_ADMIN, 'Đã rút bản chờ công bố về soạn tiếp.');
  });
}

function preview({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, _req, res) => {
    page(res, 'guidance/version', previewPage(await openNext(db, asGuidanceAdmin(admin), clock())));
  });
}

function compare({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, _req, res) => {
    page(
      res,
      'guidance/comparison',
      draftComparisonPage(await openNext(db, asGuidanceAdmin(admin), clock())),
    );
  });
}

function showPublication({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, _req, res) => {
    const open = await openDraft(db, asGuidanceAdmin(admin), clock());
    if (isUnchanged(open.current.content, open.draft.content)) throw new NotPossible(NOTHING_NEW);
    const values = { day: formatDay(clock()) };
    page(res, 'form', publicationPage(open, { values, errors: [] }));
  });
}

function publish({ db, clock }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const now = clock();
    const open = await openDraft(db, asGuidanceAdmin(admin), now);
    const again = ({ form, status }: Again<true>) =>
      page(res, 'form', publicationPage(open, form, status === 409), status);
    if (isStale(open, req.body))
      return again({ form: { values: postedValues(req.body), errors: [] }, status: 409 });
    await answerForm(req, res, {
      posted: parseForm(publicationForm, req.body),
      command: async ({ version, note, day }) => {
        const problems = [...dayErrors(day, now), ...contentErrors(open)];
        if (problems.length > 0) return { problems };
        const from = day > now ? day : now;
        return { done: { from, number: await publishDraft(db, open, { version, note, from }, now) } };
      },
      done: ({ number, from }) => [GUIDANCE_ADMIN, noticeOf(number, from, now)],
      again,
    });
  });
}

function dayErrors(day: Date, now: Date) {
  if (day < addDays(now, 0))
    return [{ field: 'day', message: 'Ngày công bố đã qua. Hãy ghi hôm nay hoặc một ngày sau.' }];
  if (day > addDays(now, 366))
    return [{ field: 'day', message: 'Ngày công bố xa quá một năm. Hãy xem lại năm.' }];
  return [];
}

function contentErrors({ current, draft }: OpenedDraft) {
  const unchanged = isUnchanged(current.content, draft.content) ? [{ message: NOTHING_NEW }] : [];
  return [...unchanged, ...problemsOf(draft.content)].map(({ message }) => ({ field: '', message }));
}

function noticeOf(number: number, from: Date, now: Date): string {
  return from > now
    ? `Bản số ${number} sẽ được công bố từ 0 giờ ngày ${formatDay(from)}.`
    : `Đã công bố bản số ${number}.`;
}

const overviewOf = ({ db, clock }: AppDeps, admin: Admin) =>
  openOverview(db, asGuidanceAdmin(admin), clock());
