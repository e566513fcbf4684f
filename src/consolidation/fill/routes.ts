import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { hasRole, type Filer } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { asStale, type Outcome } from '../../platform/outcome.js';
import { formatNumber } from '../../platform/text/format.js';
import { postedValues, type Form } from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asFiler, asOwnReader, pathNumber } from '../../platform/http/routing.js';
import { allFields, type FieldDefinition, isNarrative } from '../../form/definition.js';
import { unionsCounted, type UnionsFact } from '../../form/meanings.js';
import { ownFill, ownFillSources } from '../../reports/addresses.js';
import { fillFromChildren, type Filled, type FillRequest } from '../../reports/consolidated/commands.js';
import { filledAnswer, lastFill, sourcesOf } from '../../reports/consolidated/finders.js';
import { isLocked } from '../../reports/deadlines.js';
import { openOwnReport, ownDraft, type Opened, type OpenedOwn } from '../../reports/finders.js';
import { isEditable } from '../../reports/lifecycle.js';
import { childTotals, openConsolidation } from '../finders.js';
import { gatheredPassages, passagesBehind, unionsSources, writtenByUnit } from './finders.js';
import { parseFill, textName } from './forms.js';
import { fillPage } from './pages.js';
import { composeTexts } from './rules.js';
import { SOURCES_A_PAGE, sourcesPage } from './sources-page.js';
import { unionsPage, writtenByUnitPage } from './unions-page.js';

const ADDRESS = ownFill(':year');

/** What the children's reports make goes into the own draft, and where each answer came from. */
export function fillRoutes(deps: AppDeps): Router {
  return Router()
    .get(ADDRESS, showFill(deps))
    .post(ADDRESS, fill(deps))
    .get(ownFillSources(':year', ':field'), showSources(deps));
}

function showFill(deps: AppDeps): RequestHandler[] {
  return asFiler((filer, req, res) => show(deps, res, filer, req, { withSubmitted: scopeIn(req) }));
}

function scopeIn({ query }: Request): boolean | undefined {
  const asked = query['ca-cho-duyet'];
  return asked === '1' ? true : asked === '0' ? false : undefined;
}

function fill(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asFiler(async (filer, req, res) => {
    const { open, own } = await opened(deps, filer, req);
    const withSubmitted = postedValues(req.body)['submitted'] === 'yes';
    const compose = async (tx: Parameters<Parameters<typeof fillFromChildren>[3]>[0]) =>
      composeTexts(open.form, await gatheredPassages(tx, open));
    await answerForm(req, res, {
      posted: parseFill(open.form, req.body),
      command: async (request) => {
        if (isNothing(request)) return { problems: [NOTHING] };
        return atControls(await fillFromChildren(db, own, request, compose, clock()).catch(asStale));
      },
      done: (filled) => {
        const scope = withSubmitted ? '?ca-cho-duyet=1' : '?ca-cho-duyet=0';
        return [`${ownFill(open.period.year)}${scope}`, filledNotice(filled)];
      },
      again: ({ form, status }) => show(deps, res, filer, req, { withSubmitted, form, status }),
    });
  });
}

const isNothing = ({ figures, texts }: FillRequest) => figures.length === 0 && texts.size === 0;
const NOTHING = { field: '', message: 'Hãy chọn ít nhất một nội dung để đưa vào báo cáo.' };

/** A problem of a text is mended at the control that says what becomes of it. */
function atControls(outcome: Outcome<Filled, true>): Outcome<Filled, true> {
  if ('done' in outcome || 'stale' in outcome) return outcome;
  return { problems: outcome.problems.map(({ field, message }) => ({ field: textName(field), message })) };
}

function filledNotice({ answers, reports }: Filled): string {
  return `Đã đưa ${formatNumber(answers)} nội dung từ ${formatNumber(reports)} báo cáo vào bản nháp. Hãy xem lại từng phần rồi nộp.`;
}

async function opened({ db }: AppDeps, filer: Filer, req: Request) {
  const year = pathNumber(req, 'year');
  const [own, open] = [await openOwnReport(db, filer, year), await openConsolidation(db, filer, year)];
  return { own, open };
}

interface Showing {
  /** Undefined: as the last time. */
  readonly withSubmitted: boolean | undefined;
  readonly form?: Form;
  readonly status?: number;
}

async function show(
  deps: AppDeps,
  res: Response,
  filer: Filer,
  req: Request,
  { withSubmitted: asked, form, status = 200 }: Showing,
): Promise<void> {
  const { db, clock } = deps;
  const { own, open } = await opened(deps, filer, req);
  const last = await lastFill(db, own);
  const withSubmitted = asked ?? last?.isWithSubmitted ?? false;
  const [draft, sums, gathered] = await Promise.all([
    ownDraft(db, own),
    childTotals(db, open, { withSubmitted }),
    gatheredPassages(db, open),
  ]);
  const composed = composeTexts(open.form, gathered);
  const whyNot = reasonNot(own, clock());
  page(
    res,
    'consolidation/fill',
    fillPage({ open, own, draft, sums, composed, last, withSubmitted, whyNot, form }),
    status,
  );
}

function reasonNot({ report }: Opened<Filer>, now: Date): string {
  if (!isEditable(report.status)) return 'Báo cáo của đơn vị đã nộp nên không đưa số liệu vào được nữa.';
  if (isLocked(report, now)) return 'Kỳ báo cáo đã khóa nên không đưa số liệu vào được nữa.';
  return report.nilReason === ''
    ? ''
    : 'Đơn vị đã khai không phát sinh nội dung báo cáo. Hãy bỏ khai ấy trước.';
}

function showSources({ db }: AppDeps): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const year = pathNumber(req, 'year');
    const own = await openOwnReport(db, reader, year);
    const field = allFields(own.report.form).find(({ code }) => code === req.params['field']);
    const fact = field && unionsCounted(field);
    if (fact) return page(res, 'consolidation/sources', await unionsModel(db, own, field, fact, req));
    const filled = field && (await filledAnswer(db, own, field.code));
    if (!filled) throw new NotFound('Ô này không được đưa vào từ báo cáo của các đơn vị.');
    const [sources, passages] = await Promise.all([
      isNarrative(field)
        ? []
        : sourcesOf(
            db,
            { fillId: filled.fillId, section: filled.section, field: field.code },
            { size: SOURCES_A_PAGE, after: readId(req.query['sau']) },
          ),
      isNarrative(field) ? passagesBehind(db, own, filled.passages as number[]) : [],
    ]);
    const mayOpen = hasRole(reader, 'REVIEWER', 'LEADER');
    page(res, 'consolidation/sources', sourcesPage({ year, field, filled, sources, passages, mayOpen }));
  });
}

/** A figure that the portal answers itself: what it is made of. */
async function unionsModel(
  db: AppDeps['db'],
  own: OpenedOwn,
  field: FieldDefinition,
  fact: UnionsFact,
  req: Request,
) {
  const { report, actor } = own;
  const { code } = field;
  const after = readId(req.query['sau']);
  const mayOpen = hasRole(actor, 'REVIEWER', 'LEADER');
  const parts = { year: report.period.year, unit: report.unitName, field, fact, mayOpen, after };
  const section = report.form.sections.find(({ fields }) => fields.includes(field))?.code ?? '';
  const written = await writtenByUnit(db, own, section, code);
  if (written) return writtenByUnitPage(parts, written);
  return unionsPage(
    parts,
    await unionsSources(db, own, { field: code, fact }, { size: SOURCES_A_PAGE, after }),
  );
}
