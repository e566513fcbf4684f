import type { Frame } from '../platform/page/render.js';
import { guideAddress, HELP } from './addresses.js';
import { PICTURE, pictureHref, type Guide } from './guide.js';
import { guides } from './guides.js';

export interface HelpPage extends Frame {
  guides: readonly { href: string; title: string; lead: string }[];
  /** What filers ask most, each with its address. */
  questions: readonly { href: string; title: string }[];
}
export interface GuidePage extends Frame {
  lead: string;
  needs: readonly string[];
  steps: readonly {
    number: string;
    title: string;
    text: readonly string[];
    picture: { src: string; alt: string; width: string; height: string } | null;
  }[];
  questions: Guide['questions'];
}

declare module '../platform/page/render.js' {
  interface Pages {
    'help/index': HelpPage;
    'help/guide': GuidePage;
  }
}

export function helpPage(): HelpPage {
  const [first] = guides;
  return {
    title: 'Trợ giúp',
    nav: 'help',
    guides: guides.map(({ slug, title, lead }) => ({ href: guideAddress(slug), title, lead })),
    questions: (first?.questions ?? []).map(({ anchor, title }) => ({
      href: `${guideAddress(first?.slug ?? '')}#${anchor}`,
      title,
    })),
  };
}

export function guidePage({ title, lead, needs, steps, questions }: Guide): GuidePage {
  const [width, height] = [String(PICTURE.width), String(PICTURE.height)];
  return {
    title,
    nav: 'help',
    crumbs: [{ text: 'Trợ giúp', href: HELP }, { text: title }],
    lead,
    needs,
    steps: steps.map(({ title: step, text, picture }, at) => ({
      number: String(at + 1),
      title: step,
      text,
      picture: picture ? { src: pictureHref(picture), alt: picture.alt, width, height } : null,
    })),
    questions,
  };
}
