import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { currentGuidance, type PublishedGuidance } from '../../guidance/finders.js';
import { audiencePages } from '../../guidance/rules.js';
import { anonymousChrome } from '../../platform/page/chrome.js';
import type { OfficialDocument } from '../../platform/documents/content.js';
import { documentFormats } from '../../platform/documents/drawing.js';
import type { PageCache } from '../../platform/http/page-cache.js';
import { federationName } from '../../units/finders.js';
import { guidanceDocument } from './guidance-document.js';
import { obligationsDocument } from './obligations-document.js';
import { audiences } from '../../form/audiences.js';
import { GUIDANCE, obligationsAddress } from '../../guidance/addresses.js';

type Compose = (guidance: PublishedGuidance, federation: string) => OfficialDocument;

/** Drawn once for all who ask. */
const EVERYBODY = { key: 'everybody' };

/** To take away, as DOCX and PDF: the guidance in force, and the obligations of each audience. */
export function readingDocumentRoutes({ db, clock, drawing }: AppDeps, pages: PageCache): Router {
  const router = Router();
  const offer = (path: string, compose: Compose) => {
    for (const format of documentFormats)
      router.get(
        `${path}/tai-ve.${format}`,
        pages.file(async () => {
          const [guidance, federation] = await Promise.all([
            currentGuidance(db, clock()),
            federationName(db),
          ]);
          const document = compose(guidance, federation ?? anonymousChrome.federation);
          const { mediaType, ...file } = await drawing.draw(EVERYBODY, document, format);
          return { type: mediaType, ...file };
        }),
      );
  };
  offer(GUIDANCE, guidanceDocument);
  for (const audience of audiences)
    offer(obligationsAddress(audiencePages[audience].slug), (guidance, federation) =>
      obligationsDocument(guidance, audience, federation),
    );
  return router;
}
