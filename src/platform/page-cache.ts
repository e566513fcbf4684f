import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { inZone } from './calendar.js';
import type { Chrome } from './chrome.js';
import type { Clock } from './clock.js';

/** How stale another process may find a page that this one has changed, in milliseconds. */
const RECHECK_EVERY = 1000;

type Render = (chrome: Chrome) => Promise<string>;

export interface PageCache {
  /** Answers a public address with the page that `render` makes, kept whole until its content changes. */
  page(render: Render): RequestHandler;
  /** After a write has been answered, the next visitor finds what it changed: for all unsafe requests. */
  readonly afterWrites: RequestHandler;
}

/** `stamp`: a word that changes with what the pages show. `chrome`: what stands around each, for everybody. */
interface PublicContent {
  readonly stamp: () => Promise<string>;
  readonly chrome: () => Promise<Chrome>;
}

/**
 * Public pages, kept whole in memory: the same bytes for everybody, compressed once. They are dropped when `stamp`
 * (a cheap word for what they show, asked at most once in RECHECK_EVERY) changes, and when the day changes in
 * Asia/Ho_Chi_Minh, since some count days.
 */
export function createPageCache(clock: Clock, { stamp, chrome }: PublicContent): PageCache {
  let kept = new Map<Render, Promise<KeptPage>>();
  let edition = '';
  let latest: Check | undefined;

  const check = async (day: string) => {
    const found = `${day} ${await stamp()}`;
    if (found !== edition) kept = new Map();
    edition = found;
  };
  /** All who come while one check runs wait for that one. */
  const keepCurrent = async () => {
    const now = clock();
    const [at, day] = [now.getTime(), dayOf(now)];
    if (!latest || at - latest.at >= RECHECK_EVERY || latest.day !== day)
      latest = { at, day, done: check(day) };
    const mine = latest;
    try {
      await mine.done;
    } catch (error) {
      if (latest === mine) latest = undefined;
      throw error;
    }
  };

  return {
    page: (render) => async (req, res) => {
      await keepCurrent();
      // By the page and not by its address, which a stranger can spell and query in any number of ways.
      const pages = kept;
      const page = pages.get(render) ?? chrome().then(render).then(keep);
      pages.set(render, page);
      page.catch(() => pages.delete(render));
      send(req, res, await page);
    },
    afterWrites: (req, res, next) => {
      if (req.method !== 'GET' && req.method !== 'HEAD')
        res.once('finish', () => {
          // A check that still runs may have read what stood before the write.
          latest = undefined;
        });
      next();
    },
  };
}

/** One look at the stamp: when it began, on which day in Asia/Ho_Chi_Minh. */
interface Check {
  readonly at: number;
  readonly day: string;
  readonly done: Promise<void>;
}

type Encoding = 'br' | 'gzip' | 'identity';
interface KeptPage {
  readonly etag: string;
  readonly bodies: Readonly<Record<Encoding, Buffer>>;
}

async function keep(html: string): Promise<KeptPage> {
  const body = Buffer.from(html);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const [br, gzipped] = await Promise.all([promisify(brotliCompress)(body, quality), promisify(gzip)(body)]);
  const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { etag, bodies: { br, gzip: gzipped, identity: body } };
}

function send(req: Request, res: Response, { etag, bodies }: KeptPage): void {
  const encoding = (req.acceptsEncodings(['br', 'gzip', 'identity']) || 'identity') as Encoding;
  res.set({
    // A strong ETag names bytes, so each encoding has its own.
    ETag: `"${etag}-${encoding}"`,
    // Kept by browsers and proxies, but asked for again each time: a revision shows at once, and costs a 304.
    'Cache-Control': 'public, no-cache',
    Vary: 'Accept-Encoding',
    'Content-Type': 'text/html; charset=utf-8',
  });
  if (encoding !== 'identity') res.set('Content-Encoding', encoding);
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  res.set('Content-Length', String(bodies[encoding].length));
  res.end(req.method === 'HEAD' ? undefined : bodies[encoding]);
}

function dayOf(now: Date): string {
  return inZone(now).format('YYYY-MM-DD');
}
