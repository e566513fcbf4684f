import { barShapes, type Bars } from './bars.js';
import type { FieldError } from './forms.js';
import { icon, type IconName } from './icons.js';
import { escapeHtml, template, type SafeHtml } from './templates.js';

export interface Crumb {
  readonly text: string;
  readonly href?: string;
}
export type TagTone = 'grey' | 'blue' | 'yellow' | 'orange' | 'red' | 'green' | 'purple';
/** `html` instead of `value` is put in as it is. `hidden` completes an action's text for screen readers. */
export interface SummaryRow {
  readonly key: string;
  readonly value?: string | number;
  readonly html?: SafeHtml;
  readonly actions?: readonly { readonly text: string; readonly href: string; readonly hidden?: string }[];
}
/** One text that changed: what it is of, and its runs of words that stayed, came in or went out. */
interface TextChange {
  readonly section: string;
  readonly label: string;
  readonly runs: readonly { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }[];
}
/** All of it '' or empty where there is nothing to say. `code`: the field's, for what describes its control. */
export interface FieldSaid {
  readonly code: string;
  readonly label: string;
  readonly error: string;
  readonly warning: string;
  readonly notes: readonly { readonly by: string; readonly text: string; readonly isLatest: boolean }[];
  /** Where the answer was made from, and where that is seen ('': nowhere). */
  readonly source: { readonly text: string; readonly href: string } | null;
  /** What somebody else has saved meanwhile, and who. */
  readonly theirs: string;
  readonly theirsBy: string;
}
/** That a part of a form has nothing to tell, with its controls: folded until it is said. */
export interface Statement {
  readonly words: string;
  readonly isOpen: boolean;
  readonly controls: readonly SafeHtml[];
  /** What somebody else has saved meanwhile, and who. */
  readonly theirs: string;
  readonly theirsBy: string;
}
interface PagerLink {
  readonly href: string;
  readonly text?: string;
}
/** What is to be done now, until when and for whom: the first thing on a page of work. */
export interface WorkCard {
  readonly tag: SafeHtml;
  readonly title: string;
  readonly about: readonly string[];
  /** What somebody asked for, in that person's words. */
  readonly remark: { readonly text: string; readonly by: string } | null;
  /** What to have at hand before beginning; empty later. */
  readonly preparation: readonly string[];
  readonly progress: {
    readonly text: string;
    readonly parts: readonly { readonly letter: string; readonly state: PartState }[];
  } | null;
  /** The first is the page's primary action. */
  readonly buttons: readonly SafeHtml[];
  readonly facts: readonly WorkFact[];
}
export interface WorkFact {
  readonly label: string;
  /** The big figure and what it counts; '' for none. */
  readonly figure?: string;
  readonly unit?: string;
  readonly isLate?: boolean;
  readonly strong?: string;
  readonly lines?: readonly string[];
  readonly links?: readonly { readonly icon: IconName; readonly text: string; readonly href: string }[];
}
export type PartState = 'done' | 'begun' | 'open' | 'wrong';

/** A row that leads somewhere. `mark`: the letters in its square; `before` says them to screen readers. */
export interface Row {
  readonly mark: string;
  readonly state: PartState;
  readonly before?: string;
  readonly text: string;
  readonly href: string;
  readonly note?: string;
  /** Another link of the row, after its note; `hidden` completes its text for screen readers. */
  readonly more?: { readonly text: string; readonly href: string; readonly hidden: string };
  readonly tag: SafeHtml;
}
/** `facts` stand beside the heading, `html` is put in as it is. */
interface Fold {
  readonly id?: string;
  /** Of those with one name, one is unfolded at a time. */
  readonly group?: string;
  readonly heading: string;
  readonly facts: string;
  readonly isOpen: boolean;
  readonly html: SafeHtml;
}
interface ButtonProps {
  readonly text: string;
  /** Completes the text for screen readers. */
  readonly hidden?: string;
  /** The rank: one primary a page; quiet for what is done beside; link: looks like a link. */
  readonly kind?: 'primary' | 'secondary' | 'warning' | 'quiet' | 'link' | undefined;
  readonly name?: string;
  readonly value?: string;
  /** Makes it a link that looks like a button. */
  readonly href?: string;
  /** The id of the form that it sends, where it stands outside of it. */
  readonly form?: string;
  /** Where it sends the form to, if not where that says. */
  readonly action?: string;
}

const TONE_ICONS: Readonly<Record<TagTone, IconName>> = {
  grey: 'open',
  blue: 'half',
  yellow: 'clock',
  orange: 'alert',
  red: 'error',
  green: 'check',
  purple: 'minus',
};

const component = (name: string) => template<object>(`components/${name}`, 'props');
const templates = {
  csrf: component('csrf'),
  errorSummary: component('error-summary'),
  notice: component('notice'),
  warning: component('warning'),
  button: component('button'),
  buttonForm: component('button-form'),
  tag: component('tag'),
  summaryList: component('summary-list'),
  pager: component('pager'),
  warningText: component('warning-text'),
  breadcrumbs: component('breadcrumbs'),
  link: component('link'),
  changes: component('changes'),
  scan: component('scan'),
  fileLink: component('file-link'),
  details: component('details'),
  folds: component('folds'),
  tabs: component('tabs'),
  bars: component('bars'),
  noted: component('noted'),
  notes: component('notes'),
  announcements: component('announcements'),
  typed: component('typed'),
  keptHere: component('kept-here'),
  fieldSaid: component('field-said'),
  statement: component('statement'),
  workCard: component('work-card'),
  rows: component('rows'),
};

/** Everything that is not a form control. */
export const blocks = {
  csrf: (token: string): SafeHtml => templates.csrf({ token }),

  /** "Có lỗi cần sửa", or another title, with a link to each field; '' where there are no errors. */
  errorSummary: (
    errors: readonly FieldError[],
    { title = 'Có lỗi cần sửa', more = '' }: { title?: string; more?: string } = {},
  ): SafeHtml => (errors.length === 0 ? '' : templates.errorSummary({ errors, title, more })),

  notice: (text: string): SafeHtml => templates.notice({ text, icon: icon('done') }),

  /** What whoever has just come in should see to, with the way there. */
  warning: (props: { text: string; link: string; href: string }): SafeHtml =>
    templates.warning({ ...props, icon: icon('alert') }),

  /** What unfolds when asked for. `html` is put in as it is. */
  details: (props: { text: string; html: SafeHtml; isOpen: boolean }): SafeHtml => templates.details(props),

  /** Long parts of a page, a line each until one asks for it. `id`: of what unfolds, and leads to it unfolded. */
  folds: (folds: readonly Fold[]): SafeHtml =>
    templates.folds({ folds: folds.map((fold) => ({ id: '', group: '', ...fold })) }),

  /** A chart of bars, one under the other; `id` begins the ids of its title and description. */
  bars: ({ id, title, description, legend, bars, most = 0 }: Bars & { id: string }): SafeHtml =>
    templates.bars({ id, title, description, legend: legend ?? null, ...barShapes({ bars, most }) }),

  /** Links between the pages of one task. */
  tabs: (props: {
    label: string;
    items: readonly { text: string; href: string; isCurrent: boolean }[];
  }): SafeHtml => templates.tabs(props),

  button: ({ kind = 'primary', ...props }: ButtonProps): SafeHtml =>
    templates.button({
      ...{ hidden: '', name: '', value: '', href: '', form: '', action: '' },
      ...props,
      look: kind === 'link' ? 'link-button' : `govuk-button button-${kind}`,
    }),

  /** A button that posts `fields` by itself. The page in which it stands puts its token in (`renderPage`). */
  buttonForm: (props: {
    action: string;
    button: SafeHtml;
    fields?: Readonly<Record<string, string>>;
  }): SafeHtml =>
    templates.buttonForm({
      ...props,
      fields: Object.entries(props.fields ?? {}),
      csrf: templates.csrf({ token: '' }),
    }),

  /** A state in words, with an icon: its tone's, or one that says more. */
  tag: ({ text, tone, sign }: { text: string; tone: TagTone; sign?: IconName }): SafeHtml =>
    templates.tag({ text, tone, icon: icon(sign ?? TONE_ICONS[tone]) }),

  icon,

  summaryList: (rows: readonly SummaryRow[]): SafeHtml =>
    templates.summaryList({ rows: rows.map(summaryRow), hasActions: rows.some((row) => 'actions' in row) }),

  /** Links to the pages before and after; `text` says where one is. '' where there is neither. */
  pager: (props: {
    previous?: PagerLink | undefined;
    next?: PagerLink | undefined;
    text?: string;
  }): SafeHtml => {
    const { previous, next, text } = { previous: undefined, next: undefined, text: '', ...props };
    if (!previous && !next) return '';
    return templates.pager({
      text,
      previous: previous ? { text: 'Trang trước', ...previous } : null,
      next: next ? { text: 'Trang sau', ...next } : null,
    });
  },

  warningText: (text: string): SafeHtml =>
    text === '' ? '' : templates.warningText({ text, icon: icon('alert') }),

  /** The way back to the page above: the last crumb that is an address. '' where there is none. */
  breadcrumbs: (crumbs: readonly Crumb[]): SafeHtml => {
    const above = crumbs.slice(0, -1).findLast(({ href }) => href);
    return above ? templates.breadcrumbs({ text: above.text, href: above.href, icon: icon('back') }) : '';
  },

  /** `hidden` completes the text for screen readers. */
  link: (props: { text: string; href: string; hidden?: string }): SafeHtml =>
    templates.link({ hidden: '', look: '', ...props }),

  /** A link that is an action of its own, outside of any sentence, where a button would take too much room. */
  quietLink: (props: { text: string; href: string; hidden?: string }): SafeHtml =>
    templates.link({ hidden: '', ...props, look: 'quiet-link' }),

  /** `note`: what whoever opens the file has to know. */
  fileLink: ({ note = '', ...props }: { text: string; href: string; note?: string }): SafeHtml =>
    templates.fileLink({ link: templates.link({ hidden: '', ...props, look: 'file-link' }), note }),

  /** A file, and its first page where that can be shown. */
  scan: (props: { name: string; href: string; isPictured: boolean; notes: readonly string[] }): SafeHtml =>
    templates.scan(props),

  /** What changed between two versions, word by word. */
  changes: (changes: readonly TextChange[]): SafeHtml => templates.changes({ changes }),

  /** The words of the guidance beside what was written about them; '' where there are none. */
  quote: (text: string): SafeHtml =>
    text === '' ? '' : `<blockquote class="quote">${escapeHtml(text)}</blockquote>`,

  /** A text with the numbers of its notes, 0 for none. */
  noted: (runs: readonly { text: string; note: number }[]): SafeHtml => templates.noted({ runs }),

  /** What is announced now, with a link to all of it; '' where nothing is. */
  announcements: (props: {
    heading: string;
    items: readonly { href: string; title: string; days: string }[];
    allText: string;
    allHref: string;
  }): SafeHtml => (props.items.length === 0 ? '' : templates.announcements(props)),

  /** The notes themselves, numbered from 1; '' where there are none. */
  notes: (notes: readonly { text: string; href: string }[]): SafeHtml =>
    notes.length === 0
      ? ''
      : templates.notes({ notes: notes.map((note, at) => ({ ...note, number: at + 1 })) }),

  statement: (props: Statement): SafeHtml => templates.statement(props),

  /** What is said under a field: by reviewers, by the portal, by somebody else who changed it. */
  fieldSaid: (props: FieldSaid): SafeHtml => templates.fieldSaid(props),

  /** What a person typed into a form that was not saved, each text under its label; '' where nothing was. */
  typed: (texts: readonly { label: string; text: string }[]): SafeHtml =>
    texts.length === 0 ? '' : templates.typed({ texts }),

  /**
   * Where the browser tells what it alone keeps of a report's sections (client/kept-here.ts), and leads to them. `key`:
   * of the account and the report.
   */
  keptHere: (key: string): SafeHtml => templates.keptHere({ key, icon: icon('alert') }),
  /** `id`: of its heading, which names it. */
  workCard: ({ id = 'viec', ...card }: WorkCard & { id?: string }): SafeHtml =>
    templates.workCard({
      ...card,
      id,
      title: unbroken(card.title),
      buttons: card.buttons.join(''),
      facts: card.facts.map(workFact),
    }),

  /** Rows that lead somewhere, each with its state. */
  rows: (rows: readonly Row[]): SafeHtml =>
    templates.rows({
      rows: rows.map(({ text, ...row }) => ({
        before: '',
        note: '',
        more: null,
        ...row,
        text: unbroken(text),
      })),
    }),

  /** A title that lists things: a thing of two syllables ("kiến nghị") stays on one line. */
  title: unbroken,

  /** What a person wrote, with its line breaks. */
  words: (text: string): SafeHtml => `<span class="prewrap">${escapeHtml(text)}</span>`,
};

function unbroken(text: string): SafeHtml {
  const parts = text.split(/([,;.:] )/);
  const isThing = (part: string) => /^\S+ \S+$/.test(part);
  return parts
    .map((part) => (isThing(part) ? `<span class="nowrap">${escapeHtml(part)}</span>` : escapeHtml(part)))
    .join('');
}

function workFact({ links = [], ...fact }: WorkFact) {
  return {
    ...{ figure: '', unit: '', isLate: false, strong: '', lines: [] },
    ...fact,
    links: links.map((link) => ({ ...link, icon: icon(link.icon) })),
  };
}

function summaryRow(row: SummaryRow) {
  const { key, value, html, actions } = { value: '', html: undefined, actions: [], ...row };
  return {
    key,
    html: html ?? escapeHtml(String(value)),
    actions: actions.map((action) => ({ hidden: '', ...action })),
  };
}
