import type { Overseer, Reviewer } from '../../platform/actor.js';
import { hasRole } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import {
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
  audienceAsked,
  isNarrative,
} from '../../form/definition.js';
import { obligationOf, sectionHeading } from '../../form/sheet.js';
import { reviewOf } from '../../reports/addresses.js';
import {
  answersTo,
  newExample,
  passageDown,
  passageEdit,
  passageMerge,
  passageRemoval,
  passageSplit,
  passageTargets,
  passageUp,
  passagesOf,
} from '../addresses.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import { placeOf } from '../texts/rules.js';
import { questionCell } from '../question-pages.js';
import type { PassageRow } from './finders.js';
import { passageKindNames, passageKinds } from './rules.js';
import { audienceNames } from '../../form/audiences.js';

export interface GatheredPage extends ConsolidationFrame {
  sections: readonly { heading: string; table: SafeHtml }[];
}
export interface PassagesPage extends ConsolidationFrame {
  section: string;
  about: string;
  obligation: string;
  canEdit: boolean;
  passages: readonly PassageView[];
  textsHref: string;
  back: string;
}
interface PassageView {
  id: string;
  kind: string;
  units: string;
  text: string;
  /** The words of the submission, where the copy says otherwise or more; '' where it is the same. */
  original: string;
  merged: readonly { unit: string; original: string }[];
  /** That the submission is another one by now, and what that means; '' where it still stands. */
  stale: string;
  reportHref: string;
  edit: string;
  merge: string;
  up: string;
  down: string;
  split: string;
  removal: string;
  /** Makes a model example of it; '' where it is none. */
  exampleHref: string;
  version: string;
  isFirst: boolean;
  isLast: boolean;
  short: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/gathered': GatheredPage;
    'consolidation/passages': PassagesPage;
    'consolidation/merge': MergePage;
  }
}

/** By question. */
type Counts = ReadonlyMap<string, number>;

/** The questions under which passages gather; `stale`: how many of them are of submissions that no longer stand. */
export function gatheredPage(
  open: Consolidation<Overseer>,
  {
    counts,
    stale,
    obligations,
  }: Record<'counts' | 'stale', Counts> & {
    readonly obligations: ReadonlyMap<string, string>;
  },
): GatheredPage {
  return {
    ...consolidationFrame(open, 'passages', `Đoạn trích năm ${open.period.year}`),
    sections: open.form.sections.flatMap((section) => {
      const heading = sectionHeading(section);
      const table = ui.table({
        caption: `Đoạn trích: ${heading}`,
        rows: section.fields.filter(isNarrative),
        columns: [
          [
            'Câu hỏi',
            (field) =>
              questionCell(
                field,
                passagesOf(open.period.year, field.code),
                obligationOf(field, obligations) || aboutOf(field),
              ),
          ],
          ['Đoạn trích', ({ code }) => formatNumber(counts.get(code) ?? 0), 'num'],
          stale.size > 0 && ['Cần xem lại', ({ code }) => formatNumber(stale.get(code) ?? 0), 'num'],
        ],
      });
      return table ? [{ heading, table }] : [];
    }),
  };
}

/** "Công nhân lao động", of a question about one audience's obligation; '' for others. */
function aboutOf(field: FieldDefinition): string {
  const audience = audienceAsked(field);
  return audience ? audienceNames[audience] : '';
}

interface PassagesParts {
  readonly open: Consolidation<Overseer>;
  readonly section: SectionDefinition;
  readonly field: FieldDefinition;
  readonly passages: readonly PassageRow[];
  /** What the submissions that stand now say, of passages whose own was replaced. */
  readonly now: ReadonlyMap<number, string>;
  readonly obligations: ReadonlyMap<string, string>;
}

/** The passages under one question, in their order. */
export function passagesPage(parts: PassagesParts): PassagesPage {
  const { open, section, field, passages, now, obligations } = parts;
  const year = String(open.period.year);
  return {
    ...consolidationFrame(open, 'passages', `Đoạn trích: ${field.label}`, {
      text: 'Đoạn trích',
      href: passageTargets(open.period.year),
    }),
    section: [sectionHeading(section), section.guidance ? `mục ${section.guidance} của Hướng dẫn` : '']
      .filter(Boolean)
      .join(', '),
    about: aboutOf(field),
    obligation: obligationOf(field, obligations),
    canEdit: hasRole(open.actor, 'REVIEWER') && !open.frozen,
    passages: passages.map((passage, at) => ({
      ...passageView(passage, now, year),
      isFirst: at === 0,
      isLast: at === passages.length - 1,
    })),
    textsHref: answersTo(year, field.code),
    back: passageTargets(year),
  };
}

function passageView(passage: PassageRow, now: ReadonlyMap<number, string>, year: string) {
  const { id, kind, report, reportId, text, original, merged, version } = passage;
  const units = [report.unitName, ...merged.map((one) => one.report.unitName)];
  return {
    id: `doan-${id}`,
    kind: passageKindNames[kind],
    units: [...new Set(units)].join(', '),
    text,
    original: text === original ? '' : original,
    merged: merged.map((one) => ({ unit: one.report.unitName, original: one.original })),
    stale: [passage, ...merged]
      .map((one) => staleWords(one, now.get(one.id)))
      .filter(Boolean)
      .join(' '),
    reportHref: reviewOf(reportId),
    edit: passageEdit(year, id),
    merge: passageMerge(year, id),
    up: passageUp(year, id),
    down: passageDown(year, id),
    split: passageSplit(year, id),
    removal: passageRemoval(year, id),
    exampleHref: kind === 'MODEL_EXAMPLE' ? `${newExample(year)}?doan=${id}` : '',
    version: String(version),
    short: shortened(text),
  };
}

type Quoted = Pick<PassageRow, 'report' | 'submissionNumber' | 'original'>;

function staleWords({ report, submissionNumber, original }: Quoted, textNow: string | undefined): string {
  const now = report.figures?.number;
  if (now === submissionNumber)
    return report.figures?.status === 'ACCEPTED'
      ? ''
      : `Báo cáo của ${report.unitName} không còn được chấp nhận, hoặc còn chờ xét duyệt. Có thể giữ hoặc bỏ đoạn này.`;
  if (now === undefined)
    return `Báo cáo của ${report.unitName} nay không còn được tính (bị trả lại hoặc đang lập lại). Có thể giữ hoặc bỏ đoạn này.`;
  const lead = `${report.unitName} đã nộp lại (lần ${now}).`;
  return textNow !== undefined && placeOf(textNow, original)
    ? `${lead} Bài mới vẫn có nguyên văn đoạn này.`
    : `${lead} Bài mới không còn nguyên văn đoạn này: hãy xem lại, rồi giữ hoặc bỏ.`;
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** One passage to be edited: its copy, what it is, and where it goes. */
export function passagePage(
  open: Consolidation<Reviewer>,
  passage: PassageRow,
  refused?: { form: Form; isConflict: boolean },
): FormPage {
  const saved = { text: passage.text, kind: passage.kind, target: passage.target };
  const form = refused?.form ?? { values: saved, errors: [] };
  const theirs = refused?.isConflict
    ? differing(saved, form.values, {
        kind: passageKindNames[passage.kind],
        target: labelOf(open.form, passage.target),
      })
    : {};
  return formPage(
    {
      title: 'Sửa đoạn trích',
      nav: 'consolidation',
      crumbs: [{ text: 'Đoạn trích', href: passagesOf(open.period.year, passage.target) }, { text: 'Sửa' }],
      lead: `${passage.report.unitName}, lần nộp ${passage.submissionNumber}. Bản gốc giữ nguyên; chỉ bản chép này được sửa.`,
      before: ui.quote(passage.original),
      action: passageEdit(open.period.year, passage.id),
      version: String(passage.version),
      submit: 'Lưu đoạn trích',
    },
    form,
    {
      text: ui.field({ name: 'text', label: 'Nội dung đưa vào báo cáo', kind: 'textarea', rows: 8, form }),
      kind: ui.radios({
        name: 'kind',
        legend: 'Đoạn này là',
        items: passageKinds.map((kind) => ({ value: kind, text: passageKindNames[kind] })),
        form,
      }),
      target: ui.select({ name: 'target', label: 'Đặt ở câu hỏi', items: questionItems(open.form), form }),
    },
    theirs,
  );
}

function questionItems(form: FormDefinition) {
  return form.sections.flatMap((section) =>
    section.fields
      .filter(isNarrative)
      .map(({ code, label }) => ({ value: code, text: `${section.letter}. ${label}` })),
  );
}

function labelOf(form: FormDefinition, code: string): string {
  return questionItems(form).find(({ value }) => value === code)?.text ?? code;
}

export interface MergePage extends ConsolidationFrame {
  errors: Form['errors'];
  unit: string;
  text: string;
  action: string;
  version: string;
  others: readonly { id: string; unit: string; text: string; isTicked: boolean }[];
  back: string;
}

/** Others of the same question, to be merged into this one. */
export function mergePage(
  open: Consolidation<Reviewer>,
  passage: PassageRow,
  others: readonly PassageRow[],
  form: Form = { values: {}, errors: [] },
): MergePage {
  const ticked = form.values['others']?.split('\n') ?? [];
  return {
    ...consolidationFrame(open, 'passages', 'Gộp đoạn trích', {
      text: 'Đoạn trích',
      href: passagesOf(open.period.year, passage.target),
    }),
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    unit: passage.report.unitName,
    text: passage.text,
    action: passageMerge(open.period.year, passage.id),
    version: String(passage.version),
    others: others
      .filter(({ id }) => id !== passage.id)
      .map(({ id, report, text }) => ({
        id: String(id),
        unit: report.unitName,
        text,
        isTicked: ticked.includes(String(id)),
      })),
    back: passagesOf(open.period.year, passage.target),
  };
}

/** Asked before a passage goes. */
export function removalPage(open: Consolidation<Reviewer>, passage: PassageRow): FormPage {
  const merged = passage.merged.length;
  return formPage(
    {
      title: 'Bỏ đoạn trích này?',
      nav: 'consolidation',
      crumbs: [{ text: 'Đoạn trích', href: passagesOf(open.period.year, passage.target) }, { text: 'Bỏ' }],
      lead: `Của ${passage.report.unitName}. Báo cáo của đơn vị không thay đổi.${merged > 0 ? ` ${merged} đoạn đã gộp vào đây cũng được bỏ; muốn giữ, hãy tách ra trước.` : ''}`,
      before: ui.quote(passage.text),
      action: passageRemoval(open.period.year, passage.id),
      version: String(passage.version),
      submit: 'Bỏ đoạn trích',
      isRemoval: true,
    },
    { values: {}, errors: [] },
    {},
  );
}
