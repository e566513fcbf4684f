import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Filer } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { answerForm, type Again } from '../../platform/http/answer-form.js';
import { askerKey } from '../../platform/http/asker.js';
import { sendPicture } from '../../platform/http/downloads.js';
import { asFiler, asOwnReader, pathNumber, type RouteOptions } from '../../platform/http/routing.js';
import type { Asker } from '../../platform/jobs/queue.js';
import type { Outcome } from '../../platform/outcome.js';
import { parseForm, type Parsed } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { documentSettingsOf } from '../../document-settings/finders.js';
import {
  signedPage,
  signedPageOrder,
  signedPages,
  signedRemoval,
  signedRestoring,
  readSigningFrom,
  signing,
  withSigningFrom,
} from '../addresses.js';
import { openOwnReport, ownReading, type Opened, type OpenedOwn } from '../finders.js';
import {
  changePages,
  removePaper,
  replacePaper,
  restorePaper,
  type NewPaper,
  type PaperEdit,
} from './commands.js';
import { pagePicture, pagePictures, previewOf, signedPaper } from './finders.js';
import {
  FILES,
  parseOrder,
  readPages,
  readPaper,
  removalForm,
  restoringForm,
  type Order,
  type Sent,
} from './forms.js';
import { paperOfPictures } from './making.js';
import { signedPaperPage } from './pages.js';
import { movedUp, paperPlace, turned, without, type KeptPage, type Page, type PaperPlace } from './rules.js';

/** /bao-cao/<year>/ky: the report is printed, signed, and comes back as a scan or page by page from a phone. */
export function signedPaperRoutes(deps: AppDeps): Router {
  return Router()
    .get(signing(':year'), showPaper(deps))
    .post(signing(':year'), sendPaper(deps))
    .post(signedPages(':year'), addPages(deps))
    .get(signedPage(':year', ':page'), showPage(deps))
    .post(signedPageOrder(':year'), orderPages(deps))
    .post(signedRemoval(':year'), takeAway(deps))
    .post(signedRestoring(':year'), bringBack(deps));
}

interface OpenedPaper<O extends OpenedOwn = Opened<Filer>> {
  readonly open: O;
  readonly place: PaperPlace;
}

function placed<O extends OpenedOwn>(open: O): OpenedPaper<O> {
  const place = paperPlace(open.report.form);
  if (!place) throw new NotFound('Biểu mẫu của kỳ này không hỏi bản báo cáo đã ký.');
  return { open, place };
}

function showPaper(deps: AppDeps): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    await show(deps, req, res, await openOwnReport(deps.db, reader, pathNumber(req, 'year')));
  });
}

function showPage({ db }: AppDeps): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
    await sendPicture(res, { ...(await pagePicture(db, open, pathNumber(req, 'page'))), preview: null });
  });
}

async function show(
  { db, clock }: AppDeps,
  req: Request,
  res: Response,
  own: OpenedOwn,
  again?: Again<unknown>,
): Promise<void> {
  const { open, draft } = await ownReading(db, own);
  const { place } = placed(open);
  const [paper, wording] = await Promise.all([
    signedPaper(db, open, place.field),
    documentSettingsOf(db, open.report.unitId),
  ]);
  const from = readSigningFrom(req.query['ve']);
  const model = signedPaperPage({ open, draft, place, paper, wording, from, form: again?.form }, clock());
  page(res, 'reports/signed-paper', model, again?.status);
}

type Read<Data> = (req: Request) => Parsed<Data> | Promise<Parsed<Data>>;
type Command<Data> = (
  opened: OpenedPaper & Pick<PaperEdit, 'quota'>,
  data: Data,
  asker: Asker,
) => Promise<Outcome<string, true>>;

/** A form of the page: what it asks for is done and the page shown with a word on it, or the page again with its errors. */
function act<Data>(
  deps: AppDeps,
  read: Read<Data>,
  command: Command<Data>,
  options?: RouteOptions,
): RequestHandler[] {
  return asFiler(async (filer, req, res) => {
    const opened = {
      ...placed(await openOwnReport(deps.db, filer, pathNumber(req, 'year'))),
      quota: deps.config.quota,
    };
    const { year } = opened.open.report.period;
    await answerForm(req, res, {
      posted: await read(req),
      // Whoever leaves has sent the files all the same.
      command: (data) => command(opened, data, { key: askerKey(req) }),
      done: (notice) => [withSigningFrom(signing(year), readSigningFrom(req.query['ve'])), notice],
      again: (again) => show(deps, req, res, opened.open, again),
    });
  }, options);
}

function sendPaper(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return act(
    deps,
    readPaper,
    async (opened, { seen, sent }, asker) => {
      const made = await madeOf(deps, opened, sent, asker);
      if ('problems' in made) return made;
      const pages = 'file' in sent ? [] : sent.pictures;
      const kept = await replacePaper(db, { ...opened, seen }, { ...made, pages }, clock());
      return noticed(kept, `Đã kèm bản đã ký${pageCount(made.paper)}. Hãy xem lại dưới đây.`);
    },
    { files: FILES },
  );
}

async function madeOf(deps: AppDeps, { open }: OpenedPaper, sent: Sent, asker: Asker) {
  if ('file' in sent) return { paper: { file: sent.file, preview: null, pages: null } };
  const { year } = open.report.period;
  return paperOfPictures(deps, asker, { year, pictures: sent.pictures, preview: null });
}

function addPages(deps: AppDeps): RequestHandler[] {
  return act(
    deps,
    readPages,
    async (opened, { seen, sent }, asker) =>
      remake(deps, { ...opened, seen }, asker, {
        change: (pages) => [...pages, ...sent],
        notice: ({ pages }) => `Đã thêm ${sent.length} trang. Bản đã ký có ${pages ?? 0} trang.`,
      }),
    { files: FILES },
  );
}

function orderPages(deps: AppDeps): RequestHandler[] {
  return act(
    deps,
    ({ body }) => parseOrder(body),
    (opened, { seen, ...order }, asker) => remake(deps, { ...opened, seen }, asker, reordering(order)),
  );
}

function reordering({ up, turn, remove }: Omit<Order, 'seen'>): Remaking {
  if (up !== undefined)
    return { change: (pages) => movedUp(pages, up), notice: () => 'Đã đổi thứ tự trang.' };
  if (turn !== undefined) return { change: (pages) => turned(pages, turn), notice: () => 'Đã xoay trang.' };
  const notice = ({ pages }: NewPaper) => `Đã bỏ một trang. Bản đã ký còn ${pages ?? 0} trang.`;
  return { change: (pages) => without(pages, remove), notice };
}

interface Remaking {
  readonly change: (pages: readonly KeptPage[]) => readonly Page[];
  readonly notice: (paper: NewPaper) => string;
}

/** The photographed paper anew of its changed pages; without any, it is taken away. */
async function remake(
  deps: AppDeps,
  edit: PaperEdit,
  asker: Asker,
  { change, notice }: Remaking,
): Promise<Outcome<string, true>> {
  const { db, clock } = deps;
  const { open, seen } = edit;
  const before = seen.length === 1 ? await pagePictures(db, open, seen[0] ?? 0) : [];
  if (before.length === 0) return { stale: true, problems: [NO_PAGES] };
  const pages = change(before);
  if (pages.length === 0) return noticed(await removePaper(db, edit, clock()), REMOVED);
  const isSameStart = pages[0] === before[0];
  const made = await paperOfPictures(deps, asker, {
    year: open.report.period.year,
    pictures: pages,
    preview: isSameStart ? await previewOf(db, open, seen[0] ?? 0) : null,
  });
  if ('problems' in made) return made;
  return noticed(await changePages(db, edit, { ...made, pages }, clock()), notice(made.paper));
}

function takeAway(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return act(
    deps,
    ({ body }) => parseForm(removalForm, body),
    async (opened, { seen }) => noticed(await removePaper(db, { ...opened, seen }, clock()), REMOVED),
  );
}

function bringBack(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return act(
    deps,
    ({ body }) => parseForm(restoringForm, body),
    async (opened, { seen, before }) =>
      noticed(await restorePaper(db, { ...opened, seen }, before, clock()), 'Đã dùng lại bản trước đó.'),
  );
}

const NO_PAGES = {
  field: '',
  message:
    'Bản đang kèm không phải là ảnh chụp từng trang, nên không sửa từng trang được. Hãy thay bằng bản khác.',
};
const REMOVED = 'Đã bỏ bản đã ký. Nếu bỏ nhầm, bấm “Dùng lại bản này” ở cuối trang.';

function noticed(outcome: Outcome<true, true>, notice: string): Outcome<string, true> {
  return 'done' in outcome ? { done: notice } : outcome;
}

function pageCount({ pages }: NewPaper): string {
  return pages === null ? '' : ` (${pages} trang)`;
}
