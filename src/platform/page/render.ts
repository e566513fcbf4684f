import type { Response } from 'express';
import type { HelpContact } from '../actor.js';
import { sendCompressed } from '../http/compression.js';
import { phoneHref } from '../text/phone-href.js';
import { assetHref } from './assets.js';
import { anonymousChrome, publicLinks, type Chrome, type NavKey, type NavLink } from './chrome.js';
import { ui, type Crumb } from './components.js';
import { asScript, crumbData, type Share } from './share.js';
import { stylesheetOf } from './stylesheets.js';
import { unguarding } from './missing.js';
import { template, type SafeHtml, type Template } from './templates.js';
import { describeForms } from './typed-words.js';

export { throwOnMissing } from './missing.js';
export type { SafeHtml } from './templates.js';
export type { Crumb } from './components.js';
export type { NavKey } from './chrome.js';

/** What every page's model says to the layout. `hasErrors` puts "Lỗi: " before the document's title. */
export interface Frame {
  title: string;
  crumbs?: readonly Crumb[];
  nav?: NavKey;
  hasErrors?: boolean;
  /** The notice that the page tells itself, so that it does not stand above it as well. */
  tellsNotice?: string;
  /** For those who meet the page elsewhere: search engines, messages. */
  share?: Share;
  /** Atom feeds of what the page lists. */
  feeds?: readonly { readonly text: string; readonly href: string }[];
  /** Whether the portal can be put on a telephone's home screen from here. */
  isInstallable?: boolean;
}

/** View name → model. Each feature's pages.ts adds its own by declaration merging. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface Pages {}

/** Renders views/<view>.ejs in the layout and sends it. */
export function page<V extends keyof Pages>(
  res: Response,
  view: V,
  model: Pages[V] & Frame,
  status = 200,
): void {
  const html = renderPage(view, model, res.locals.chrome ?? anonymousChrome);
  // A page of one person is not kept by the browser of a shared computer, unless a route says otherwise.
  if (!res.get('Cache-Control')) res.set('Cache-Control', 'no-store');
  // Asked for with the first bytes, while a long page is still on its way.
  res.set('Link', `<${assetHref(stylesheetOf(view))}>; rel=preload; as=style`);
  res.status(status).type('html');
  sendCompressed(res, html).catch((error: unknown) => res.req.next?.(error));
}

/** The pure part: the whole document. In the view the model is `page`, with `page.csrf`; components are `ui`. */
export function renderPage<V extends keyof Pages>(
  view: V,
  model: Pages[V] & Frame,
  chrome: Chrome,
): SafeHtml {
  const content = viewTemplate(view)({
    ...model,
    ui: viewUi,
    // Making a token writes a cookie, so only a view with a form asks for one.
    get csrf() {
      return chrome.csrf;
    },
  });
  return layout({
    ...layoutModel(model, chrome),
    stylesheet: assetHref(stylesheetOf(view)),
    header: header({ ...headerModel(model, chrome), ui: viewUi }),
    helpFrom: helpFrom(helpWords(chrome.help)),
    content: describeForms(withToken(content, chrome)),
    ui: viewUi,
  });
}

/** The head of every page, and whom one asks, as whoever is signed in sees them: for a page that was made for everybody. */
export function renderOwnParts(chrome: Chrome): SafeHtml {
  return header({ ...headerModel({}, chrome), ui: viewUi }) + helpFrom(helpWords(chrome.help));
}

/** The page with its token in the forms that its model drew (`ui.buttonForm`). */
function withToken(html: SafeHtml, chrome: Chrome): SafeHtml {
  const noToken = ui.csrf('');
  return html.includes(noToken) ? html.replaceAll(noToken, () => ui.csrf(chrome.csrf)) : html;
}

const SITE = 'Cổng Nêu gương';
const viewUi = unguarding(ui);
const layout = template<object>('layout', 'page', ['ui']);
const header = template<object>('header', 'page', ['ui']);
const helpFrom = template<object>('help-from', 'page');
const views = new Map<string, Template<object>>();

function viewTemplate(view: string): Template<object> {
  const known = views.get(view) ?? template<object>(view, 'page', ['ui']);
  views.set(view, known);
  return known;
}

function layoutModel(frame: Frame, chrome: Chrome) {
  const title = frame.title === SITE ? SITE : `${frame.title} – ${SITE}`;
  return {
    documentTitle: frame.hasErrors ? `Lỗi: ${title}` : title,
    crumbs: crumbsOf(frame),
    publicLinks: marked(publicLinks, frame.nav),
    federation: chrome.federation,
    help: helpWords(chrome.help),
    notice: chrome.notice === frame.tellsNotice ? '' : (chrome.notice ?? ''),
    tellsNotice: chrome.notice !== undefined && chrome.notice === frame.tellsNotice,
    warning: chrome.warning ?? null,
    greeting: chrome.greeting ?? null,
    script: assetHref('start.js'),
    site: SITE,
    share: frame.share ? shared(frame, frame.share, chrome) : null,
    feeds: frame.feeds ?? [],
    isInstallable: frame.isInstallable ?? false,
  };
}

function headerModel({ nav }: Pick<Frame, 'nav'>, chrome: Chrome) {
  const { person } = chrome;
  const [work, open] = [marked(chrome.links, nav), marked(publicLinks, nav)];
  return {
    atHome: nav === 'home',
    atAccount: nav === 'account',
    atSignIn: nav === 'sign-in',
    federation: chrome.federation,
    person: person ? { ...person, initials: initialsOf(person.name) } : null,
    csrf: person ? chrome.csrf : '',
    /** The links of one's work, else those of everybody; where there is no room for them, the menu has all. */
    mainLinks: work.length > 0 ? work : open,
    menuLinks: [...work, ...open],
  };
}

/** Who is asked, and the ways of asking; '' where one is not said. */
function helpWords({ unit, board, phone, hours, email }: HelpContact) {
  return {
    who: board ? `${board}, ${unit}` : unit,
    phone,
    phoneHref: phoneHref(phone),
    hours: hours && `(${hours})`,
    email,
  };
}

/** "TĐ" of Trần Minh Đức: the family's name and the own. */
function initialsOf(name: string): string {
  const words = name.split(' ').filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => Array.from(word ?? '')[0]?.toUpperCase() ?? '').join('');
}

/** Every page but the home page says where it stands; the last crumb is the page itself. */
function crumbsOf({ title, crumbs, nav }: Frame): readonly Crumb[] {
  if (nav === 'home') return [];
  return [{ text: 'Trang chủ', href: '/' }, ...(crumbs ?? [{ text: title }])];
}

function shared(frame: Frame, { description, path, data }: Share, { origin, federation }: Chrome) {
  const context = { origin, federation };
  const all = origin === '' ? [] : [crumbData(crumbsOf(frame), path, origin), data?.(context)];
  return {
    title: frame.title,
    description,
    url: origin && `${origin}${path}`,
    image: `${origin}/share.png`,
    data: all.filter((one) => one !== undefined).map(asScript),
  };
}

function marked(links: readonly NavLink[], nav: NavKey | undefined) {
  return links.map((link) => ({ text: link.text, href: link.href, isCurrent: link.key === nav }));
}
