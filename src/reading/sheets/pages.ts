import { audiencePages, obligations } from '../../guidance/rules.js';
import { ui } from '../../platform/page/components.js';
import { MOTTO, NATION } from '../../platform/documents/content.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { partOf } from '../documents/obligations-document.js';
import { fieldOf, person, sheets, type Question, type Sheet } from './rules.js';
import { OBLIGATIONS, obligationsAddress } from '../../guidance/addresses.js';

export interface SheetPage extends Frame {
  nation: string;
  motto: string;
  lead: string;
  heading: string;
  source: string;
  errors: readonly FieldError[];
  action: string;
  guidance: string;
  person: readonly SafeHtml[];
  obligations: readonly { number: string; text: string; controls: readonly SafeHtml[] }[];
  pledge: string;
  signer: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reading/sheet': SheetPage;
  }
}

/** Where a sheet is filled in. */
export function sheetAddress({ kind, audience }: Pick<Sheet, 'kind' | 'audience'>): string {
  return `${obligationsAddress(audiencePages[audience].slug)}/${sheets[kind].slug}`;
}

export function sheetPage(sheet: Sheet, form: Form): SheetPage {
  const { kind, audience, guidance, federation } = sheet;
  const { title, lead, pledge, signer, questions } = sheets[kind];
  const { slug, name } = audiencePages[audience];
  return {
    title,
    crumbs: [
      { text: 'Nội dung nêu gương', href: OBLIGATIONS },
      { text: name, href: obligationsAddress(slug) },
      { text: title },
    ],
    nav: 'obligations',
    hasErrors: form.errors.length > 0,
    nation: NATION,
    motto: MOTTO,
    lead,
    ...partOf(guidance.content, audience, federation),
    errors: form.errors,
    action: sheetAddress(sheet),
    guidance: String(guidance.number),
    person: personControls(form),
    obligations: obligations(guidance.content, audience).map(({ number, text }) => ({
      number: String(number),
      text,
      controls: questions.map((question) => answerControl(question, number, form)),
    })),
    pledge,
    signer,
  };
}

/** In boxes that grow with their text: on paper, too, none of it is cut. */
function personControls(form: Form): SafeHtml[] {
  return [
    ...person.map(({ name, label, autocomplete }) =>
      ui.field({ name, label, autocomplete, kind: 'textarea', rows: 1, form }),
    ),
    ui.field({ name: 'year', label: 'Năm', kind: 'number', width: 5, form }),
  ];
}

function answerControl(question: Question, number: number, form: Form): SafeHtml {
  const name = fieldOf(question, number);
  const label = `${question.label} (nội dung ${number})`;
  if (!question.levels) return ui.field({ name, label, kind: 'textarea', rows: 4, form });
  const items = question.levels.map((level) => ({ value: level, text: level }));
  return ui.radios({ name, legend: label, items, inline: true, form });
}
