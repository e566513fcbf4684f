import { audiencePages } from '../../guidance/rules.js';
import { ui } from '../../platform/page/components.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { questionNames, SENT, type Asked } from './forms.js';
import { audienceOf, questions } from './rules.js';
import type { Audience } from '../../form/audiences.js';
import { OBLIGATIONS, WHICH_AUDIENCE, obligationsAddress } from '../../guidance/addresses.js';

interface PageLink {
  readonly href: string;
  readonly name: string;
  readonly why: string;
}
export interface WhoPage extends Frame {
  errors: readonly FieldError[];
  found: (PageLink & { also: PageLink | null; asOfficial: string }) | null;
  controls: readonly SafeHtml[];
  button: SafeHtml;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reading/who': WhoPage;
  }
}

export function whoPage(asked: Asked): WhoPage {
  const form = formOf(asked);
  return {
    title: 'Tôi thuộc đối tượng nào?',
    crumbs: [{ text: 'Nội dung nêu gương', href: OBLIGATIONS }, { text: 'Tôi thuộc đối tượng nào?' }],
    nav: 'obligations',
    share: {
      description: 'Ba câu hỏi ngắn để biết mình thuộc đối tượng nào và phải nêu gương những gì.',
      path: WHICH_AUDIENCE,
    },
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    found: asked.kind === 'answers' ? answer(audienceOf(asked.answers)) : null,
    controls: questionNames.map((name) => {
      const { legend, answers } = questions[name];
      const items = Object.entries(answers).map(([value, text]) => ({ value, text }));
      return ui.radios({ name, legend, items, form });
    }),
    button: ui.button({ text: 'Xem đối tượng của tôi', name: SENT, value: '1' }),
  };
}

function formOf(asked: Asked): Form {
  if (asked.kind === 'form') return asked.form;
  return { values: asked.kind === 'answers' ? asked.answers : {}, errors: [] };
}

function answer({ audience, why, also, asOfficial }: ReturnType<typeof audienceOf>) {
  return {
    ...linkTo(audience, why),
    also: also ? linkTo(also.audience, also.why) : null,
    asOfficial,
  };
}

function linkTo(audience: Audience, why: string): PageLink {
  const { slug, name } = audiencePages[audience];
  return { href: obligationsAddress(slug), name, why };
}
