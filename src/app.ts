import type { RequestListener } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import { authentication, type Authentication } from './accounts/authentication.js';
import { accountRoutes } from './accounts/routes.js';
import { proving } from './accounts/second-factor/proof-routes.js';
import { signInAgain } from './accounts/sign-in/again-routes.js';
import { acknowledgementRoutes } from './acknowledgements/routes.js';
import { adminRoutes } from './admin/routes.js';
import { adminUnitRoutes } from './admin/unit-routes.js';
import { contactRoutes } from './contacts/routes.js';
import { fillRoutes } from './consolidation/fill/routes.js';
import { resultsRoutes } from './consolidation/publication/routes.js';
import { consolidationRoutes } from './consolidation/routes.js';
import { anonymisingRoutes } from './anonymising/routes.js';
import { announcementAdminRoutes } from './announcements/admin-routes.js';
import { announcementRoutes, unitAnnouncementRoutes } from './announcements/routes.js';
import type { AppDeps } from './deps.js';
import { greeter } from './first-visit/commands.js';
import { placeRoutes } from './document-settings/routes.js';
import { documentAdminRoutes } from './documents/admin-routes.js';
import { documentRoutes } from './documents/routes.js';
import { guidanceDraftRoutes } from './guidance/drafts/routes.js';
import { versionRoutes } from './guidance/versions/routes.js';
import { publicStamp } from './home/finders.js';
import { helpRoutes } from './help/routes.js';
import { holidayRoutes } from './holidays/routes.js';
import { recordDownloads } from './history/downloads/routes.js';
import { historyRoutes } from './history-page/routes.js';
import { homeRoutes } from './home/routes.js';
import { inspectionRoutes } from './inspections/routes.js';
import { metricsOf } from './health/metrics.js';
import { metricsRoutes, systemRoutes } from './health/routes.js';
import { mailRoutes } from './mail/routes.js';
import { copyRoutes } from './personal-data/copy/routes.js';
import { personalDataRoutes } from './personal-data/routes.js';
import { periodRoutes } from './periods/routes.js';
import { anonymousChrome, chrome } from './platform/page/chrome.js';
import { errorPage, notFoundPage } from './platform/http/error-page.js';
import { publicFiles } from './platform/files/files.js';
import { nameForwarded } from './platform/http/forwarded.js';
import { healthRoutes } from './platform/http/health.js';
import { viewsVersion } from './platform/page/views-version.js';
import { noStore } from './platform/http/no-store.js';
import { noticeCookie, offerNotice } from './platform/http/notices.js';
import { createPageCache } from './platform/http/page-cache.js';
import { outages, remembering } from './platform/http/outages.js';
import { readQuery } from './platform/http/query.js';
import { overHttps } from './platform/http/over-https.js';
import { noteRefusals } from './platform/http/refusals.js';
import { answerNoter, requestLog } from './platform/http/request-log.js';
import { offerToken, sameOrigin, securityHeaders, strangersToken } from './platform/http/security.js';
import { sentForms } from './platform/http/sent-forms.js';
import { sessions, type FindSession } from './platform/http/session.js';
import { strangerCounter } from './platform/http/strangers.js';
import { isReadOnlyDatabase } from './platform/postgres/read-only.js';
import { retentionRoutes } from './pruning/routes.js';
import { readingRoutes } from './reading/routes.js';
import { reminderRoutes } from './reminders/routes.js';
import { releaseReportsOf, releaseWork } from './reports/assignment/commands.js';
import { succession } from './reports/assignment/succession-commands.js';
import { reportRoutes } from './reports/routes.js';
import { findSession } from './accounts/finders.js';
import { findFederation } from './units/finders.js';
import { searchRoutes } from './search/routes.js';
import { unitPageRoutes } from './unit-page/routes.js';
import { unitRoutes } from './units/routes.js';
import { scanning } from './uploads/scan-routes.js';
import { reviewRoutes } from './review/routes.js';

/** The whole portal: what it has in memory of what was answered before, then Express. */
export function createApp(deps: AppDeps): RequestListener {
  const shared = sharedParts(deps);
  return shared.pages.answers.before(createExpress(deps, shared), shared.note);
}

/** What is answered before Express as by it. */
function sharedParts({ db, clock, config, log, queue, onPublicChange }: AppDeps) {
  const metrics = config.metricsToken === undefined ? undefined : metricsOf();
  const federation = remembering(async () => (await findFederation(db)) ?? anonymousChrome);
  const { publicUrl: origin = '' } = config;
  const pages = createPageCache(clock, queue, {
    stamp: async () => `${viewsVersion()} ${await publicStamp(db)}`,
    chrome: async () => ({ ...anonymousChrome, ...(await federation.known()), origin }),
  });
  onPublicChange(pages.recheck);
  return { metrics, federation, pages, note: answerNoter(log, metrics?.onAnswered) };
}

/** The order is the path of a request: docs/architecture.md draws it. */
export function createExpress(deps: AppDeps, shared = sharedParts(deps)): Express {
  const { db, clock, config, log } = deps;
  const { metrics, federation, pages, note } = shared;
  const auth = authentication(deps);
  const app = emptyApp(deps);
  app.use(healthRoutes(deps));
  app.use(requestLog(note), securityHeaders(config), sameOrigin(config));

  if (metrics) app.use(metricsRoutes(deps, metrics));
  // The same for everyone: no session, no cookie. Pages first: they are in memory, files are looked for on disk.
  app.use(pages.afterWrites, homeRoutes(deps, pages), helpRoutes(pages), readingRoutes(deps, pages));
  const search = searchRoutes(deps, pages);
  app.use(versionRoutes(deps, pages), documentRoutes(deps, pages), personalDataRoutes(deps, pages));
  app.use(resultsRoutes(deps, pages), announcementRoutes(deps, pages), search.anonymous);
  app.use(publicFiles());

  app.use(overHttps(config, log), nameForwarded(config, log));
  // From here on an answer costs what the database and this process have to share.
  app.use(deps.pressure.handler, noStore, recordDownloads(deps));
  const bySession: FindSession = (...asked) => findSession(db, ...asked);
  app.use(sessions(db, clock, sessionSettings(deps), bySession), auth.session);
  // Kept for who is signed in, since the session was just read; others hear at once that the database is down.
  const kept = pages.value(federation.now);
  app.use(
    ...[offerToken, offerNotice],
    chrome(({ user }) => (user ? kept() : federation.now())),
  );
  app.use(...memberRoutes(deps, auth, search.signedIn));

  app.use(
    notFoundPage,
    noteRefusals,
    outages(log, federation.known, () => isReadOnlyDatabase(db)),
    signInAgain,
    errorPage(log, federation.known),
  );
  return app;
}

/** What knows who asks; each guards itself. The earlier ones are asked first. */
function memberRoutes(deps: AppDeps, auth: Authentication, search: RequestHandler): RequestHandler[] {
  const others = { release: releaseWork, greet: greeter(deps), succession };
  return [
    // Holds whoever still has to set a second factor up.
    accountRoutes(deps, auth, others),
    ...[search, contactRoutes(deps)],
    ...[copyRoutes(deps), anonymisingRoutes(deps, proving(deps)), retentionRoutes(deps)],
    ...[adminRoutes(deps), unitRoutes(deps, releaseReportsOf), adminUnitRoutes(deps)],
    ...[periodRoutes(deps), mailRoutes(deps), systemRoutes(deps), holidayRoutes(deps)],
    ...[acknowledgementRoutes(deps), guidanceDraftRoutes(deps), documentAdminRoutes(deps)],
    ...[unitAnnouncementRoutes(deps), announcementAdminRoutes(deps), historyRoutes(deps)],
    // Before those of reports, whose sections have any address below a year.
    ...[reminderRoutes(deps), fillRoutes(deps), placeRoutes(deps), reportRoutes(deps)],
    ...[reviewRoutes(deps), unitPageRoutes(deps), inspectionRoutes(deps), consolidationRoutes(deps)],
  ];
}

/** Before its routes: how it reads what is asked, and what the guards of routes look into. */
function emptyApp(deps: AppDeps): Express {
  const { db, clock, config, storage, securityLog } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', readQuery);
  app.set('trust proxy', config.trustProxy);
  app.set('storage', storage);
  app.set('securityLog', securityLog);
  app.set('signOn', config.signOn);
  app.set('mailsLinks', config.mail !== undefined && config.publicUrl !== undefined);
  app.set('uploads', deps.uploads);
  app.set('strangers', strangerCounter());
  app.set('scan', scanning(deps));
  app.set('sentForms', sentForms(db, clock));
  app.set('strangersToken', strangersToken(sessionSettings(deps)));
  app.set('noticeCookie', noticeCookie(sessionSettings(deps)));
  return app;
}

function sessionSettings({ config }: AppDeps) {
  const { sessionSecret: secret, secure, sessionIdleHours: idleHours, sessionMaxHours: maxHours } = config;
  if (secret === undefined) throw new Error('createApp needs config.sessionSecret');
  return { secret, secure, idleHours, maxHours };
}
