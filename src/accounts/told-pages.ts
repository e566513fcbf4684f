import type { Frame, SafeHtml } from '../platform/page/render.js';

/** A page that only tells something, and leads on. */
export interface ToldPage extends Frame {
  lead: string;
  paragraphs: readonly string[];
  link: SafeHtml;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'accounts/told': ToldPage;
  }
}

export function toldPage(given: Frame & Pick<ToldPage, 'lead'> & Partial<ToldPage>): ToldPage {
  return { paragraphs: [], link: '', ...given };
}
