import { ui } from '../../platform/page/components.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { FOLLOWING } from '../../platform/page/addresses.js';
import { PHRASES, phraseDown, phraseEdit, phraseRemoval, phraseUp } from '../addresses.js';
import type { PhraseRow } from './finders.js';
import { LONGEST_PHRASE, MOST_PHRASES, shortened } from './rules.js';

export interface PhrasesPage extends Frame {
  lead: string;
  errors: readonly FieldError[];
  phrases: readonly {
    text: string;
    short: string;
    href: string;
    up: string;
    down: string;
    removal: string;
    isFirst: boolean;
    isLast: boolean;
  }[];
  control: SafeHtml;
}

/** One phrase to be edited. `theirs`: what somebody else has saved meanwhile; '' otherwise. */
export interface PhrasePage extends Frame {
  errors: readonly FieldError[];
  action: string;
  version: number;
  control: SafeHtml;
  theirs: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'review/phrases': PhrasesPage;
    'review/phrase': PhrasePage;
  }
}

const CRUMB = { text: 'Theo dõi', href: FOLLOWING };

export function phrasesPage(unitName: string, rows: readonly PhraseRow[], refused?: Form): PhrasesPage {
  return {
    title: 'Câu mẫu khi trả lại báo cáo',
    nav: 'following',
    crumbs: [CRUMB, { text: 'Câu mẫu' }],
    hasErrors: refused !== undefined,
    lead: `Dùng chung cho người xét duyệt của ${unitName}; đơn vị khác không thấy. Nhiều nhất ${MOST_PHRASES} câu.`,
    errors: refused?.errors ?? [],
    phrases: rows.map(({ id, text }, at) => ({
      text,
      short: shortened(text, 60),
      href: phraseEdit(id),
      up: phraseUp(id),
      down: phraseDown(id),
      removal: phraseRemoval(id),
      isFirst: at === 0,
      isLast: at === rows.length - 1,
    })),
    control: phraseBox('Câu mẫu mới', refused),
  };
}

export function phrasePage(row: PhraseRow, refused?: { form: Form; isConflict: boolean }): PhrasePage {
  const form = refused?.form ?? { values: { phrase: row.text }, errors: [] };
  return {
    title: 'Sửa câu mẫu',
    nav: 'following',
    crumbs: [CRUMB, { text: 'Câu mẫu', href: PHRASES }, { text: 'Sửa' }],
    hasErrors: refused !== undefined,
    errors: form.errors,
    action: phraseEdit(row.id),
    version: row.version,
    control: phraseBox('Câu mẫu', form),
    theirs: refused?.isConflict ? row.text : '',
  };
}

function phraseBox(label: string, form: Form | undefined): SafeHtml {
  const hint = `Tối đa ${LONGEST_PHRASE.toLocaleString('vi-VN')} ký tự.`;
  return ui.field({ name: 'phrase', label, kind: 'textarea', rows: 3, hint, form });
}
