import { blocks, type FieldSaid } from './blocks.js';
import { icon } from './icons.js';
import { template, type SafeHtml } from './templates.js';

// What a report is filled in with: its sections beside the page, its figures, and the bars that stay in view.

/** The sections and their state: a rail beside the page, on a phone a strip above it. */
export interface SectionRail {
  /** What it is to screen readers, where it is not the sections of a report. */
  readonly label?: string;
  readonly title: string;
  readonly due: string;
  readonly items: readonly RailItem[];
  /** "Phần 3/8" */
  readonly place: string;
  readonly previous: Neighbour | null;
  readonly next: Neighbour | null;
  /** Where a report is checked and submitted; none beside a form. */
  readonly check?: string;
}
interface RailItem {
  readonly letter: string;
  /** Stands in the letter's place. */
  readonly sign?: SafeHtml;
  /** How much is wrong there, in the icon's place. */
  readonly count?: number;
  readonly text: string;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly look: 'not-started' | 'in-progress' | 'done' | 'to-correct' | 'nil';
  readonly icon: SafeHtml;
  readonly state: string;
}
interface Neighbour {
  readonly text: string;
  readonly href: string;
}

/** The bar at the foot of the window. What the browser has saved since, client/autosave.ts says in the words' place. */
export interface SaveBar {
  /** The id of the form that it saves. */
  readonly form: string;
  /** `left`: saved, and something of it does not agree. `kept`: only the browser says so. */
  readonly state: 'saved' | 'unsaved' | 'left' | 'kept';
  readonly words: string;
  /** "Còn 2 chỗ phải sửa"; '' where nothing is left to do. */
  readonly more: string;
  /** The letter of the section before, to which its button leads; '' for the first one. */
  readonly previous: string;
  /** What the filled button says, and where it leads. */
  readonly next: string;
  /** What it says while everything agrees, for client/agreeing.ts. */
  readonly nextPlain: string;
  readonly then: string;
}

/** How far a report is, and the next step: at the foot of the window. */
export interface FilingBar extends FilingState {
  readonly button: SafeHtml;
  /** What client/filing.ts says once every box of the form is filled in; null where filling in is not enough. */
  readonly ready: FilingState | null;
}
interface FilingState {
  readonly tone: 'error' | 'warning' | 'done' | 'info';
  readonly icon: SafeHtml;
  readonly words: string;
  readonly more: string;
}

/** The figures of a section: a row a measure, a column an audience, then what they add up to, then last year's. */
export interface FigureTableView {
  readonly caption: string;
  /** The columns of figures. */
  readonly heads: readonly string[];
  readonly hasTotals: boolean;
  /** "Năm 2025"; '' where nothing is known of it. */
  readonly lastHead: string;
  readonly columns: number;
  readonly rows: readonly FigureRowView[];
}
export interface FigureRowView {
  /** Of the row's only figure, "truong-members_women"; '' where each audience has its own. */
  readonly id: string;
  readonly label: string;
  /** The code of the row's only box; '' where there is none, or one for each audience. */
  readonly labelFor: string;
  readonly hint: string;
  readonly hintId: string;
  readonly cells: readonly FigureCellView[];
  readonly total: SafeHtml;
  readonly hasTotal: boolean;
  readonly last: string;
  readonly take: TakeButton | null;
  readonly said: readonly FieldSaid[];
}
export interface FigureCellView {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  /** The audience, where the row has several; '' otherwise. */
  readonly audience: string;
  readonly span: number;
  readonly look: '' | 'is-error' | 'is-warned';
  /** Its section has nothing to tell: the box is not shown, and keeps what stands in it. */
  readonly isSetAside: boolean;
  readonly box: SafeHtml;
  readonly rate: SafeHtml;
  /** "2025: 98" under the box of an audience; '' where the row has it. */
  readonly last: string;
}
/** Takes last year's figures over: of which fields, what they were, and how that is said to screen readers. */
export interface TakeButton {
  readonly codes: string;
  readonly last: string;
  readonly hidden: string;
}

const templates = {
  rail: template<object>('components/rail', 'props'),
  railList: template<object>('components/rail-list', 'props'),
  figures: template<object>('components/figures', 'props'),
  saveBar: template<object>('components/save-bar', 'props'),
  filingBar: template<object>('components/filing-bar', 'props'),
};

export const filingBlocks = {
  rail: (props: SectionRail): SafeHtml =>
    templates.rail({
      label: 'Các phần của báo cáo',
      ...props,
      list: templates.railList({
        items: props.items.map((item) => ({ sign: '', count: 0, ...item })),
        check: props.check ?? '',
        sendIcon: icon('send'),
      }),
      icons: { back: icon('back'), forward: icon('forward') },
    }),

  figures: (table: FigureTableView): SafeHtml =>
    templates.figures({
      ...table,
      rows: table.rows.map((row) => ({ ...row, said: row.said.map(blocks.fieldSaid).join('') })),
    }),

  saveBar: (props: SaveBar): SafeHtml =>
    templates.saveBar({
      ...props,
      icons: { done: icon('done'), half: icon('half'), alert: icon('alert'), back: icon('back') },
    }),

  filingBar: (props: FilingBar): SafeHtml => templates.filingBar(props),
};
