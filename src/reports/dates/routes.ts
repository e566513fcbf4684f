import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { formatNumber } from '../../platform/text/format.js';
import { postedValues, type FieldError, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asAdmin, done, pathNumber } from '../../platform/http/routing.js';
import { asPeriodAdmin, findManagedPeriod, type ManagedPeriod } from '../../periods/finders.js';
import { moveDates } from './commands.js';
import { branchesNamed, changesFor, dateChanges, touchedBy, type Move } from './finders.js';
import { parseDates, type PostedDates } from './forms.js';
import { datesPage, type Consequences } from './pages.js';
import { givenDates, datesForReporters, isHarsh, moveProblems, type Branch, type Touched } from './rules.js';
import { datesAddress } from '../../periods/addresses.js';

const ADDRESS = datesAddress(':year');

/** The dates of a period that is open: what a change would do is shown first, and done when its sender has seen it. */
export function dateRoutes(deps: AppDeps): Router {
  return Router().get(ADDRESS, showDates(deps)).post(ADDRESS, proceed(deps));
}

function showDates({ db }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const managed = await openedPeriod(db, admin, req);
    page(
      res,
      'reports/dates',
      datesPage(managed.period, await dateChanges(db, managed), { values: {}, errors: [] }),
    );
  });
}

/** Answers by hand and not by answerForm: between the form and what it does stands a page that shows what that would be. */
function proceed(deps: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const { db, clock } = deps;
    const managed = await openedPeriod(db, admin, req);
    const posted = parseDates(req.body);
    if (!posted.ok) return show(deps, res, managed, posted.form, { status: 422 });
    const form = { values: postedValues(req.body), errors: [] };
    const again = (errors: readonly FieldError[]) =>
      show(deps, res, managed, { ...form, errors }, { status: 422 });
    const found = await findMove(db, managed, posted.data);
    if ('errors' in found) return again(found.errors);
    const { move } = found;
    const consequences = await consequencesOf(deps, managed, move);
    const { touched, seen } = consequences;
    if (touched.changed === 0) return again([NOTHING_CHANGES]);
    if (posted.data.seen !== seen) return show(deps, res, managed, form, { consequences });
    if (isHarsh(touched) && !posted.data.isAgreed)
      return show(deps, res, managed, { ...form, errors: [DISAGREED] }, { consequences, status: 422 });
    const { reason, version } = posted.data;
    const outcome = await moveDates(db, managed, { move, reason, version }, clock());
    if (!('done' in outcome))
      return show(deps, res, await openedPeriod(db, admin, req), form, { isStale: true, status: 409 });
    const told = `${formatNumber(outcome.done)} báo cáo có thời hạn mới; ${formatNumber(touched.told)} đơn vị được báo.`;
    done(req, res, datesAddress(managed.period.year), `Đã đổi thời hạn: ${told}`);
  });
}

const NOTHING_CHANGES = {
  field: '',
  message:
    'Với các ngày này không báo cáo nào đổi thời hạn, nên chưa đổi gì. Hãy xem lại phạm vi và các ngày.',
};
const DISAGREED = {
  field: 'agreed',
  message: 'Có đơn vị không kịp nộp nữa. Nếu vẫn đổi, hãy đánh dấu ô này; nếu không, hãy sửa ngày.',
};

async function openedPeriod(db: AppDeps['db'], admin: Admin, req: Request): Promise<ManagedPeriod> {
  const managed = await findManagedPeriod(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
  if (!managed.period.openedAt)
    throw new NotFound('Kỳ báo cáo này chưa mở: các ngày được sửa ở trang của kỳ.');
  return managed;
}

/** The move that was asked for, or why it cannot be. */
async function findMove(
  db: AppDeps['db'],
  managed: ManagedPeriod,
  { isBranch, unit, dates }: PostedDates,
): Promise<{ move: Move } | { errors: readonly FieldError[] }> {
  const { period } = managed;
  const branch = isBranch ? await findBranch(db, managed, unit) : null;
  if (typeof branch === 'string') return { errors: [{ field: 'unit', message: branch }] };
  const covering = branch ? await changesFor(db, period.id, branch.unitId) : [];
  const held = datesForReporters(period, covering);
  const errors = moveProblems(held, dates, branch);
  return errors.length > 0 ? { errors } : { move: { periodId: period.id, branch, dates: givenDates(dates) } };
}

/** The unit that was named, or what to do about the name. */
async function findBranch(
  db: AppDeps['db'],
  managed: ManagedPeriod,
  typed: string,
): Promise<Branch | string> {
  if (typed === '') return 'Hãy ghi mã hoặc tên đơn vị đứng đầu nhánh.';
  const [first, ...others] = await branchesNamed(db, managed, typed);
  if (!first) return `Trong kỳ này không có đơn vị nào tên hoặc mã “${typed}” mà có đơn vị khác báo cáo về.`;
  if (others.length === 0) return first;
  const named = [first, ...others].map(({ name, code }) => `${name} (mã ${code})`).join('; ');
  return `Có nhiều đơn vị khớp: ${named}. Hãy ghi mã của một đơn vị.`;
}

async function consequencesOf(
  { db, clock }: AppDeps,
  { period }: ManagedPeriod,
  move: Move,
): Promise<Consequences> {
  const touched = await touchedBy(db, move, clock());
  return { ...move, touched, seen: seenText(move, touched, period.version) };
}

/** The same text for the same consequences of the same move. */
function seenText({ branch, dates }: Move, touched: Touched, version: number): string {
  const days = Object.entries(dates).map(([name, date]) => `${name}=${date?.toISOString() ?? ''}`);
  return [version, branch?.unitId ?? 'all', ...days, ...Object.values<number>({ ...touched })].join(' ');
}

async function show(
  { db }: AppDeps,
  res: Response,
  managed: ManagedPeriod,
  form: Form,
  { status = 200, ...rest }: { status?: number; consequences?: Consequences; isStale?: boolean },
): Promise<void> {
  page(res, 'reports/dates', datesPage(managed.period, await dateChanges(db, managed), form, rest), status);
}
