import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { asReviewer, pathNumber } from '../../platform/http/routing.js';
import { leadTo } from '../../platform/http/sent-forms.js';
import { postedValues, refuse, type FieldError, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { formatNumber } from '../../platform/text/format.js';
import { openedPeriod, type OpenedPeriod } from '../../periods/finders.js';
import { following } from '../../reports/addresses.js';
import { extendBranch } from '../../reports/bulk/branch-commands.js';
import {
  branchNames,
  branchStanding,
  demandProvince,
  openBranch,
  type OpenedBranch,
} from '../../reports/bulk/branch-finders.js';
import { NAMED } from '../../reports/bulk/rules.js';
import { branchesNamed } from '../../reports/dates/finders.js';
import { receiverStanding } from '../../reports/decisions/finders.js';
import { branchExtension } from '../addresses.js';
import { parseAsked, parseConfirmed, type BranchRequest } from './forms.js';
import { branchConfirmPage, branchDonePage, branchDoubts, branchPage, type BranchParts } from './pages.js';

/** A later day for a unit and everything below it, by the province's reviewers: asked, looked at, done. */
export function branchExtensionRoutes(deps: AppDeps): Router {
  const address = branchExtension(':year');
  return Router().get(address, ask(deps)).post(address, proceed(deps));
}

function ask({ db }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    demandProvince(reviewer);
    const { year } = await openedPeriod(db, pathNumber(req, 'year'));
    page(res, 'form', branchPage(year, { values: {}, errors: [] }));
  });
}

/** Answers by hand and not by answerForm, as the other bulk acts: what is asked for leads to a page that asks. */
function proceed(deps: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    demandProvince(reviewer);
    const period = await openedPeriod(deps.db, pathNumber(req, 'year'));
    const { again, ...values } = postedValues(req.body);
    if (again) return show(res, period, { values, errors: [] });
    const step = 'unit' in values ? confirm : lookAt;
    await step(deps, req, res, { reviewer, period });
  });
}

interface Asked {
  readonly reviewer: Reviewer;
  readonly period: OpenedPeriod;
}

function show(res: Response, { year }: OpenedPeriod, form: Form): void {
  page(res, 'form', branchPage(year, form), form.errors.length > 0 ? 422 : 200);
}

async function lookAt(
  deps: AppDeps,
  req: Request,
  res: Response,
  { reviewer, period }: Asked,
): Promise<void> {
  const { db, clock } = deps;
  const posted = parseAsked(req.body, { now: clock(), opensOn: period.opensOn });
  if (!posted.ok) return show(res, period, posted.form);
  const unitId = await branchHead(deps, period, posted.data.branch);
  if (typeof unitId !== 'number') return show(res, period, refuse(postedValues(req.body), unitId).form);
  const branch = await openBranch(db, reviewer, period, unitId);
  page(res, 'review/bulk-confirm', branchConfirmPage(await partsOf(deps, branch, posted.data)));
}

/** The unit at the head of the branch that was named, or what to do about the name. */
async function branchHead(
  { db }: AppDeps,
  period: OpenedPeriod,
  typed: string,
): Promise<number | FieldError> {
  const problem = (message: string) => ({ field: 'branch', message });
  if (typed === '') return problem('Hãy ghi mã hoặc tên đơn vị đứng đầu nhánh.');
  const [first, ...others] = await branchesNamed(db, { period }, typed);
  if (!first)
    return problem(
      `Trong kỳ này không có đơn vị nào tên hoặc mã “${typed}” mà có đơn vị khác báo cáo về. Để gia hạn cho một đơn vị không có đơn vị cấp dưới, hãy mở hồ sơ của đơn vị ấy.`,
    );
  if (others.length === 0) return first.unitId;
  const named = [first, ...others].map(({ name, code }) => `${name} (mã ${code})`).join('; ');
  return problem(`Có nhiều đơn vị khớp: ${named}. Hãy ghi mã của một đơn vị.`);
}

async function partsOf(
  { db, config }: AppDeps,
  branch: OpenedBranch,
  request: BranchRequest,
): Promise<BranchParts> {
  const [standing, names, receiver] = await Promise.all([
    branchStanding(db, branch, request.dueBefore),
    branchNames(db, branch, request.dueBefore, NAMED),
    receiverStanding(db, branch.actor, branch.period.id),
  ]);
  return { branch, request, standing, names, receiver, isMailSet: config.mail !== undefined };
}

async function confirm(
  deps: AppDeps,
  req: Request,
  res: Response,
  { reviewer, period }: Asked,
): Promise<void> {
  const { db, clock } = deps;
  const posted = parseConfirmed(req.body, { now: clock(), opensOn: period.opensOn });
  if (!posted.ok) return show(res, period, posted.form);
  const { unit, seen, sure, ...request } = posted.data;
  const branch = await openBranch(db, reviewer, period, unit);
  const parts = await partsOf(deps, branch, request);
  const problem = confirmProblem(parts, { seen, sure });
  if (problem) return page(res, 'review/bulk-confirm', branchConfirmPage(parts, [problem]), 422);
  const done = await extendBranch(db, branch, request, clock());
  leadTo(res, following(period.year));
  page(res, 'review/bulk-done', branchDonePage(parts, done));
}

function confirmProblem(
  parts: BranchParts,
  { seen, sure }: { seen: number; sure: boolean },
): FieldError | undefined {
  const { extended } = parts.standing;
  if (extended !== seen) {
    const message = `Lúc trang mở ra có ${formatNumber(seen)} đơn vị được gia hạn, nay có ${formatNumber(extended)}. Chưa có gì được làm: hãy xem lại rồi bấm lần nữa.`;
    return { field: '', message };
  }
  if (sure || branchDoubts(parts).length === 0) return undefined;
  return { field: 'sure', message: 'Hãy đánh dấu ô “Vẫn gia hạn” nếu vẫn làm, hoặc chọn lại ngày.' };
}
