import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import type { FormPage } from '../../platform/form-page.js';
import { refuse, type Form, type Values } from '../../platform/forms.js';
import { page } from '../../platform/render.js';
import { asAdmin, done, pathNumber } from '../../platform/routing.js';
import { asPeriodAdmin } from '../finders.js';
import type { CheckDefinition, FieldDefinition, SectionDefinition } from '../form-definition.js';
import {
  checkValues,
  fieldKinds,
  fieldValues,
  sectionValues,
  settingsValues,
  type CheckKind,
  type FieldKind,
} from './boxes.js';
import { keepDraft } from './commands.js';
import { openForm, type OpenedForm } from './finders.js';
import { labelled, readCheck, readField, readSection, readSettings, type Read } from './forms.js';
import { checkKindPage, editorAddress, fieldKindPage, type KindPage } from './pages.js';
import { checkPage, fieldPage, sectionPage, settingsPage } from './part-pages.js';
import { problemsOf } from './problems.js';
import { editForm, type FormOperation } from './rules.js';

/** One part of the form under an address: as it stands, its page, and what posting it does. */
interface Target<T> {
  readonly values: Values;
  readonly page: (open: OpenedForm, form: Form, saved?: Values) => FormPage;
  readonly read: (body: unknown) => Read<T>;
  readonly operation: (part: T, typed: Values) => FormOperation;
}
type Find<T> = (open: OpenedForm, query: Query) => Target<T> | undefined;
/** ?ma= names a part that is there; without it one is added, ?phan= in that section, ?kieu= of that kind. */
type Query = Readonly<Record<'ma' | 'phan' | 'kieu', string>>;

/** The pages that add and edit a section, a field, a check, and the settings of the whole. */
export function partRoutes(deps: AppDeps): Router {
  const base = '/quan-tri/ky-bao-cao/:year/bieu-mau';
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
    const again = (form: Form) => page(res, 'form', target.page(open, form), 422);
    const posted = target.read(req.body);
    if (!posted.ok) return again(posted.form);
    const { part, typed, version } = posted.data;
    if (version !== open.period.version) return showStale(req, res, open, find, typed);
    const operation = target.operation(part, typed);
    const form = editForm(open.working, operation);
    if (!form) return again(refuse(typed, NO_SECTION).form);
    const problems = problemsOf(form, operation);
    if (problems.length > 0) return again(refuse(typed, ...problems.map(labelled)).form);
    if (await keepDraft(deps.db, open, version, form)) return done(req, res, placeOf(open, operation), KEPT);
    showStale(req, res, await openedForm(deps.db, admin, req), find, typed);
  });
}

/** What was typed, on the form as somebody else left it. */
function showStale<T>(req: Request, res: Response, open: OpenedForm, find: Find<T>, typed: Values): void {
  const target = found(find(open, queryOf(req)));
  const isNew = queryOf(req).ma === '' && target.values['code'] !== undefined;
  page(res, 'form', target.page(open, { values: typed, errors: [] }, isNew ? typed : target.values), 409);
}

const NO_SECTION = { field: 'section', message: 'Thuộc phần: hãy chọn một phần trong danh sách.' };
const KEPT = 'Đã lưu vào bản đang sửa. Các đơn vị thấy biểu mẫu mới sau khi bạn áp dụng.';

const sectionTarget: Find<Omit<SectionDefinition, 'fields'>> = ({ working }, { ma }) => {
  const section = working.sections.find(({ code }) => code === ma);
  if (ma && !section) return undefined;
  const title = section ? `Sửa phần ${section.letter}. ${section.title}` : 'Thêm phần';
  return {
    values: section ? sectionValues(section) : { code: '' },
    page: (open, form, saved) =>
      sectionPage(open, { title, path: ma ? `phan?ma=${ma}` : 'phan', form, saved }, !section),
    read: (body) => readSection(body, section?.code),
    operation: (head) =>
      section
        ? { do: 'edit-section', code: section.code, section: head }
        : { do: 'add-section', section: head },
  };
};

const fieldTarget: Find<FieldDefinition> = ({ working }, { ma, phan, kieu }) => {
  const home = working.sections.find(({ code, fields }) =>
    ma ? fields.some((field) => field.code === ma) : code === phan,
  );
  const field = home?.fields.find(({ code }) => code === ma);
  // Its kind may be changed: ?kieu= stands beside ?ma=.
  const kind = isKind(kieu) ? kieu : field?.kind;
  if (!home || !kind) return undefined;
  const query = new URLSearchParams(field ? { ma } : { phan });
  if (kieu) query.set('kieu', kieu);
  const title = field ? `Sửa ô “${field.label}”` : `Thêm ô vào phần ${home.letter}`;
  return {
    values: field ? fieldValues(home.code, field) : { code: '', section: home.code, options: 'required' },
    page: (open, form, saved) =>
      fieldPage(open, { title, path: `o?${query.toString()}`, form, saved }, kind, field ? ma : ''),
    read: (body) => readField(kind, body),
    operation: (part, { section = '' }) =>
      field
        ? { do: 'edit-field', code: field.code, section, field: part }
        : { do: 'add-field', section, field: part },
  };
};

const checkTarget: Find<CheckDefinition> = ({ working }, { ma, kieu }) => {
  const check = working.checks.find(({ code }) => code === ma);
  const kind = check?.kind ?? CHECK_KINDS.find((one) => one === kieu);
  if ((ma && !check) || !kind) return undefined;
  return {
    values: check ? checkValues(check) : { code: '', severity: 'error', relation: '=' },
    page: (open, form, saved) => {
      const title = check ? `Sửa kiểm tra “${check.code}”` : 'Thêm kiểm tra';
      const path = `kiem-tra?${check ? 'ma' : 'kieu'}=${check?.code ?? kind}`;
      return checkPage(open, { title, path, form, saved }, kind);
    },
    read: (body) => readCheck(kind, body),
    operation: (part) =>
      check ? { do: 'edit-check', code: check.code, check: part } : { do: 'add-check', check: part },
  };
};

const settingsTarget: Find<Extract<FormOperation, { do: 'settings' }>['settings']> = ({ working }) => ({
  values: settingsValues(working),
  page: (open, form, saved) =>
    settingsPage(open, { title: 'Cài đặt của biểu mẫu', path: 'cai-dat', form, saved }),
  read: readSettings,
  operation: (settings) => ({ do: 'settings', settings }),
});

function askFieldKind(open: OpenedForm, { phan }: Query): KindPage | undefined {
  const section = open.working.sections.find(({ code }) => code === phan);
  return section && fieldKindPage(open, section);
}

function askCheckKind(open: OpenedForm): KindPage {
  return checkKindPage(open);
}

const CHECK_KINDS: readonly CheckKind[] = ['compare', 'present'];
const isKind = (text: string): text is FieldKind => Object.hasOwn(fieldKinds, text);

function openedForm(db: AppDeps['db'], admin: Admin, req: Request): Promise<OpenedForm> {
  return openForm(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
}

function queryOf({ query }: Request): Query {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  return { ma: text('ma'), phan: text('phan'), kieu: text('kieu') };
}

/** The overview, at the part that was written. */
function placeOf({ period }: OpenedForm, operation: FormOperation): string {
  const base = editorAddress(period);
  if ('field' in operation) return `${base}#o-${operation.field.code}`;
  if ('check' in operation) return `${base}#kiem-tra`;
  return 'section' in operation && typeof operation.section === 'object'
    ? `${base}#phan-${operation.section.code}`
    : base;
}

function found<T>(part: T | undefined): T {
  if (!part) throw new NotFound('Biểu mẫu đang sửa không có phần, ô hay kiểm tra này.');
  return part;
}
