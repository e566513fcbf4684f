import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import { readId } from '../../platform/text/numbers.js';
import type { PageCache } from '../../platform/http/page-cache.js';
import { renderPage } from '../../platform/page/render.js';
import { pathNumber } from '../../platform/http/routing.js';
import { publicVersion, versionList } from './finders.js';
import { comparisonPage, publicVersionPage, versionsPage } from './pages.js';
import { GUIDANCE_VERSIONS, guidanceVersionAddress } from '../addresses.js';

/** The versions of the guidance in force and before, for everybody. */
export function versionRoutes({ db, clock }: AppDeps, pages: PageCache): Router {
  return Router()
    .get(
      GUIDANCE_VERSIONS,
      pages.page(async (chrome) =>
        renderPage('guidance/versions', versionsPage(await versionList(db, clock())), chrome),
      ),
    )
    .get(
      guidanceVersionAddress(':number'),
      pages.pages(
        (req) => String(pathNumber(req, 'number')),
        async (number, chrome) => {
          const version = await publicVersion(db, Number(number), clock());
          return renderPage('guidance/version', publicVersionPage(version), chrome);
        },
      ),
    )
    .get(
      `${guidanceVersionAddress(':number')}/so-sanh`,
      pages.pages(comparedNumbers, async (key, chrome) => {
        const [before, after] = await Promise.all(
          key.split(' ').map((number) => publicVersion(db, Number(number), clock())),
        );
        if (!before || !after) throw new NotFound('Hướng dẫn không có bản này.');
        return renderPage('guidance/comparison', comparisonPage(before, after), chrome);
      }),
    );
}

/** "1 2": the older version first, whichever of them the address names first. ?voi= is the one before where it is not said. */
function comparedNumbers(req: Request): string {
  const number = pathNumber(req, 'number');
  const other = req.query['voi'] === undefined ? number - 1 : readId(req.query['voi']);
  if (!other || other === number) throw new NotFound('Không có hai bản để so sánh ở địa chỉ này.');
  return [number, other].sort((a, b) => a - b).join(' ');
}
