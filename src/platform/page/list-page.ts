import type { Frame, SafeHtml } from './render.js';
import { escapeHtml } from './templates.js';

/** A page of one table: views/list.ejs. */
export interface ListPage extends Frame {
  lead: SafeHtml;
  /** Said above everything else; '' where nothing is. */
  warning: string;
  /** What is done here most. */
  button: ListButton | null;
  /** Where else one goes from here. */
  buttons: readonly ListButton[];
  filter: ListFilter | null;
  /** With the words where it has no rows (`ui.table`). */
  table: SafeHtml;
  pager: SafeHtml;
  /** What stands under the list. */
  after: SafeHtml;
}

interface ListButton {
  readonly text: string;
  readonly href: string;
}
interface ListFilter {
  readonly action: string;
  /** "Lọc thư"; '' where the page has no other form to tell it from. */
  readonly label: string;
  readonly controls: readonly SafeHtml[];
  /** One field, and not several by which the list is narrowed. */
  readonly isSearch: boolean;
  /** The address of the whole list; '' where that is shown. */
  readonly clear: string;
}

declare module './render.js' {
  interface Pages {
    list: ListPage;
  }
}

type Given = Frame &
  Pick<ListPage, 'table'> &
  Partial<Omit<ListPage, 'lead' | 'filter'>> & {
    readonly lead?: string | { readonly html: SafeHtml };
    readonly filter?: Pick<ListFilter, 'action' | 'controls'> & Partial<Pick<ListFilter, 'label' | 'clear'>>;
  };

/** Of everything else that a list may have, what is not given does not show. */
export function listPage({ lead = '', filter, ...given }: Given): ListPage {
  return {
    warning: '',
    button: null,
    buttons: [],
    pager: '',
    after: '',
    ...given,
    lead: typeof lead === 'string' ? escapeHtml(lead) : lead.html,
    filter: filter ? { label: '', clear: '', ...filter, isSearch: filter.controls.length === 1 } : null,
  };
}
