import type { GuidanceContent } from '../../guidance/content.js';
import type { PublishedGuidance } from '../../guidance/finders.js';
import { audiencePages, obligations, type Obligation } from '../../guidance/rules.js';
import { ui } from '../../platform/page/components.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { audienceLinks, noteLinks, noteTaker, type AudienceLink } from '../rules.js';
import type { Achievement, AskingForm } from './finders.js';
import { obligationCode } from '../../form/definition.js';
import type { Audience } from '../../form/audiences.js';
import { resultsOf } from '../../consolidation/addresses.js';
import { DOCUMENTS } from '../../documents/addresses.js';
import { GUIDANCE, OBLIGATIONS, obligationsAddress } from '../../guidance/addresses.js';
import { ownSection } from '../../reports/addresses.js';

export interface AudiencesPage extends Frame {
  audiences: readonly (AudienceLink & { count: string })[];
}
export interface ObligationsPage extends Frame {
  isLarge: boolean;
  heading: string;
  /** The pages of all audiences, this one marked. */
  audiences: SafeHtml;
  /** Of the page itself; what belongs to it stands below. */
  address: string;
  /** The same page in the other size of type. */
  sizeHref: string;
  obligations: readonly {
    number: string;
    html: SafeHtml;
    href: string;
    anchor: string;
    linkName: string;
    /** "Báo cáo năm 2026, phần D", what the question is called there, and where; null where no report asks. */
    question: { place: string; label: string; href: string } | null;
  }[];
  results: {
    heading: string;
    href: string;
    figures: Achievement['figures'];
    examples: readonly { who: string; deed: string }[];
  } | null;
  notes: SafeHtml;
  textHref: string;
  pager: SafeHtml;
}
declare module '../../platform/page/render.js' {
  interface Pages {
    'reading/audiences': AudiencesPage;
    'reading/obligations': ObligationsPage;
  }
}

export function audiencesPage({ content }: PublishedGuidance): AudiencesPage {
  return {
    title: 'Nội dung nêu gương',
    nav: 'obligations',
    share: {
      description:
        'Nội dung phải nêu gương của cán bộ, công chức, của viên chức và của công nhân lao động là cán bộ công đoàn, đoàn viên.',
      path: OBLIGATIONS,
    },
    audiences: audienceLinks(content).map((link) => ({
      ...link,
      count: `${obligations(content, link.audience).length} nội dung`,
    })),
  };
}

export interface AudienceParts {
  readonly audience: Audience;
  readonly asking: AskingForm | null;
  readonly achievement: Achievement | null;
  /** Set in large type, on the screen and on paper. */
  readonly isLarge: boolean;
}

export function obligationsPage(guidance: PublishedGuidance, parts: AudienceParts): ObligationsPage {
  const { content } = guidance;
  const { audience, asking, achievement, isLarge } = parts;
  const { name, slug } = audiencePages[audience];
  const part = content.sections.flatMap((section) => section.parts).find((p) => p.audience === audience);
  const own = obligations(content, audience);
  const notes = noteTaker(content.basisDocuments);
  const href = obligationsAddress(slug);
  const cards = own.map((obligation) => card(obligation, asking, ui.noted(notes.take(obligation.text))));
  return {
    title: `Nội dung nêu gương: ${name}${isLarge ? ', chữ lớn' : ''}`,
    crumbs: [
      { text: 'Nội dung nêu gương', href: OBLIGATIONS },
      ...(isLarge ? [{ text: name, href }, { text: 'Chữ lớn' }] : [{ text: name }]),
    ],
    nav: 'obligations',
    share: {
      description: `${part?.heading ?? name}: ${own.map(({ text }) => text).join(' ')}`.slice(0, 300),
      path: href,
    },
    isLarge,
    heading: part?.heading ?? name,
    audiences: audienceTabs(content, audience),
    address: href,
    sizeHref: isLarge ? href : `${href}/chu-lon`,
    obligations: cards,
    results: achievement && results(achievement),
    notes: ui.notes(noteLinks(notes)),
    textHref: `${GUIDANCE}#${part?.anchor ?? ''}`,
    pager: neighbours(audienceLinks(content), audience),
  };
}

function card({ code, number, anchor }: Obligation, asking: AskingForm | null, html: SafeHtml) {
  return {
    number: String(number),
    html,
    href: `${GUIDANCE}#${anchor}`,
    anchor: code,
    linkName: `Liên kết đến nội dung ${number}`,
    question: asking && questionOf(asking, code),
  };
}

function questionOf({ year, form }: AskingForm, code: string) {
  for (const { letter, code: section, fields } of form.sections)
    for (const field of fields)
      if (obligationCode(field) === code)
        return {
          place: `Báo cáo năm ${year}, phần ${letter}`,
          label: field.label,
          href: `${ownSection(year, section)}#truong-${field.code}`,
        };
  return null;
}

function audienceTabs(content: GuidanceContent, shown: Audience): SafeHtml {
  return ui.tabs({
    label: 'Đối tượng',
    items: audienceLinks(content).map(({ audience, href, name }) => ({
      text: name,
      href,
      isCurrent: audience === shown,
    })),
  });
}

function results({ year, figures, examples }: Achievement) {
  return {
    heading: `Đã đạt được năm ${year}`,
    href: resultsOf(year),
    figures,
    examples: examples.map(({ isCollective, name, position, unitName, deed }) => ({
      who: [name || (isCollective ? 'Một tập thể' : 'Một cá nhân'), position, unitName]
        .filter(Boolean)
        .join(', '),
      deed,
    })),
  };
}

/** The page before the first one is the whole text. */
function neighbours(links: readonly AudienceLink[], audience: Audience): SafeHtml {
  const at = links.findIndex((link) => link.audience === audience);
  const [before, after] = [links[at - 1], links[at + 1]];
  return ui.pager({
    previous: before ? { href: before.href, text: before.name } : { href: GUIDANCE, text: 'Toàn văn' },
    next: after ? { href: after.href, text: after.name } : { href: DOCUMENTS, text: 'Văn bản' },
  });
}
