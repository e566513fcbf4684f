import { Router, type Request, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin, pathNumber } from '../../platform/http/routing.js';
import { asPeriodAdmin } from '../finders.js';
import { keepDraft } from './commands.js';
import { openForm, type OpenedForm } from './finders.js';
import { labelled } from './forms.js';
import { checkKindPage, fieldKindPage, type KindPage } from './pages.js';
import {
  checkTarget,
  fieldTarget,
  sectionTarget,
  settingsTarget,
  type Find,
  type Query,
} from './target-routes.js';
import { problemsOf } from './problems.js';
import { placeAfter } from './places.js';
import { editForm, type FormOperation } from './rules.js';
import { formEditorAddress } from '../addresses.js';

/** The pages that add and edit a section, a field, a check, and the settings of the whole. */
export function partRoutes(deps: AppDeps): Router {
  const base = formEditorAddress(':year');
  return Router()
    .get(`${base}/phan`, show(deps, sectionTarget))
    .post(`${base}/phan`, keep(deps, sectionTarget))
    .get(`${base}/o`, show(deps, fieldTarget, askFieldKind))
    .post(`${base}/o`, keep(deps, fieldTarget))
    .get(`${base}/kiem-tra`, show(deps, checkTarget, askCheckKind))
    .post(`${base}/kiem-tra`, keep(deps, checkTarget))
    .get(`${base}/cai-dat`, show(deps, settingsTarget))
    .post(`${base}/cai-dat`, keep(deps, settingsTarget));
}

function show<T>(
  { db }: AppDeps,
  find: Find<T>,
  askKind?: (open: OpenedForm, query: Query) => KindPage | undefined,
): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openedForm(db, admin, req);
    const query = queryOf(req);
    const kinds = query.ma || query.kieu ? undefined : askKind?.(open, query);
    if (kinds) return page(res, 'periods/form-kind', kinds);
    const target = found(find(open, query));
    page(res, 'form', target.page(open, { values: target.values, errors: [] }));
  });
}

function keep<T>(deps: AppDeps, find: Find<T>): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openedForm(deps.db, admin, req);
    const target = found(find(open, queryOf(req)));
    await answerForm(req, res, {
      posted: target.read(req.body),
      command: ({ part, typed, version }) => keepPart(deps, open, version, target.operation(part, typed)),
      done: (_, { part, typed }) => [placeAfter(open, target.operation(part, typed)), KEPT],
      typed: ({ typed }) => typed,
      again: async ({ form, status, stale }) => {
        if (!stale) return page(res, 'form', target.page(open, form), status);
        // What was typed, on the form as somebody else left it.
        const now = await openedForm(deps.db, admin, req);
        const left = found(find(now, queryOf(req)));
        const isNew = queryOf(req).ma === '' && left.values['code'] !== undefined;
        page(res, 'form', left.page(now, form, isNew ? form.values : left.values), status);
      },
    });
  });
}

async function keepPart(
  { db }: AppDeps,
  open: OpenedForm,
  version: number,
  operation: FormOperation,
): Promise<Outcome<true, true>> {
  if (version !== open.period.version) return { stale: true };
  const form = editForm(open.working, operation);
  if (!form) return { problems: [NO_SECTION] };
  const problems = problemsOf(form, operation);
  if (problems.length > 0) return { problems: problems.map(labelled) };
  return keepDraft(db, open, version, form);
}

const NO_SECTION = { field: 'section', message: 'Thuộc phần: hãy chọn một phần trong danh sách.' };
const KEPT = 'Đã lưu vào bản đang sửa. Các đơn vị thấy biểu mẫu mới sau khi bạn áp dụng.';

function askFieldKind(open: OpenedForm, { phan }: Query): KindPage | undefined {
  const section = open.working.sections.find(({ code }) => code === phan);
  return section && fieldKindPage(open, section);
}

function askCheckKind(open: OpenedForm): KindPage {
  return checkKindPage(open);
}

function openedForm(db: AppDeps['db'], admin: Admin, req: Request): Promise<OpenedForm> {
  return openForm(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
}

function queryOf({ query }: Request): Query {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  return { ma: text('ma'), phan: text('phan'), kieu: text('kieu') };
}

function found<T>(part: T | undefined): T {
  if (!part) throw new NotFound('Biểu mẫu đang sửa không có phần, ô hay kiểm tra này.');
  return part;
}
