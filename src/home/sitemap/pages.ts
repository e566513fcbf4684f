import { audiencePages } from '../../guidance/rules.js';
import { template } from '../../platform/page/templates.js';
import type { PublishedPage } from './finders.js';
import { audiences } from '../../form/audiences.js';
import { ACTIVATION, OWN_ACCOUNT, SETUP, SIGN_IN } from '../../accounts/addresses.js';
import { ACKNOWLEDGEMENTS } from '../../acknowledgements/addresses.js';
import { ANNOUNCEMENTS } from '../../announcements/addresses.js';
import { DOCUMENTS } from '../../documents/addresses.js';
import {
  GUIDANCE,
  GUIDANCE_VERSIONS,
  OBLIGATIONS,
  WHICH_AUDIENCE,
  obligationsAddress,
} from '../../guidance/addresses.js';
import { ACCESSIBILITY, SECURITY_TEXT } from '../addresses.js';
import { guideAddress, HELP } from '../../help/addresses.js';
import { guides } from '../../help/guides.js';
import { INSPECTIONS } from '../../inspections/addresses.js';
import { ADMINISTRATION, FOLLOWING, REMINDERS, REPORTS } from '../../platform/page/addresses.js';
import { CONSOLIDATION, VERIFICATION } from '../../reports/addresses.js';
import { addDays } from '../../platform/text/calendar.js';
import { SEARCH } from '../../search/addresses.js';

const ALWAYS = [
  '/',
  GUIDANCE,
  GUIDANCE_VERSIONS,
  OBLIGATIONS,
  ...audiences.map((audience) => obligationsAddress(audiencePages[audience].slug)),
  WHICH_AUDIENCE,
  DOCUMENTS,
  ANNOUNCEMENTS,
  VERIFICATION,
  HELP,
  ...guides.map(({ slug }) => guideAddress(slug)),
  ACCESSIBILITY,
];

/** What is a person's own, or changes with every question. */
const CLOSED = [
  REPORTS,
  FOLLOWING,
  '/viec-xet-duyet',
  '/xet-duyet',
  REMINDERS,
  CONSOLIDATION,
  INSPECTIONS,
  ACKNOWLEDGEMENTS,
  ADMINISTRATION,
  OWN_ACCOUNT,
  SIGN_IN,
  ACTIVATION,
  SETUP,
  SEARCH,
];

const sitemapTemplate = template<object>('home/sitemap', 'page');

/** The addresses of all public pages (sitemaps.org). `origin` without a slash at its end. */
export function sitemap(origin: string, published: readonly PublishedPage[]): string {
  const pages = [
    ...ALWAYS.map((path) => ({ url: `${origin}${path}`, changed: '' })),
    ...published.map(({ path, changedAt }) => ({
      url: `${origin}${path}`,
      changed: changedAt.toISOString(),
    })),
  ];
  return sitemapTemplate({ pages });
}

/** Which pages robots leave alone (RFC 9309). */
export function robots(origin: string | undefined): string {
  const closed = CLOSED.map((path) => `Disallow: ${path}`);
  const map = origin === undefined ? [] : ['', `Sitemap: ${origin}/sitemap.xml`];
  return ['User-agent: *', ...closed, ...map, ''].join('\n');
}

/** In days: it has to be less than a year, and is counted anew each day. */
const GOOD_FOR = 180;

/** Whom to tell of a weakness (RFC 9116). `contact` is an address with its scheme. */
export function securityText(contact: string, origin: string | undefined, now: Date): string {
  const lines = [
    `Contact: ${contact}`,
    `Expires: ${addDays(now, GOOD_FOR).toISOString()}`,
    'Preferred-Languages: vi',
    ...(origin === undefined ? [] : [`Canonical: ${origin}${SECURITY_TEXT}`]),
  ];
  return `${lines.join('\n')}\n`;
}
