import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { addDays, inZone } from '../text/calendar.js';
import { keepLatest } from '../keep-latest.js';
import type { Chrome } from '../page/chrome.js';
import type { Clock } from '../clock.js';
import type { Queue } from '../jobs/queue.js';
import { ui } from '../page/components.js';
import { formatTime } from '../text/format.js';
import { outageOf } from './outages.js';
import {
  brotli,
  encodingFor,
  gzipped,
  QUICK,
  THOROUGH,
  sendCompressed,
  type Encoding,
} from './compression.js';
import { contentDisposition } from './downloads.js';
import { KeptAnswers } from './kept-answers.js';

/** Longest time in ms that another process may serve an old page if its NOTIFY is lost. */
const RECHECK_EVERY = 1000;
/** How many pages each `pages` route keeps; the least recently used ones are dropped. */
const MOST_KEPT = 300;

/** A complete response that is not a page, such as a document or a feed. With `name`, browsers download it under that name. */
export interface PublicFile {
  readonly type: string;
  readonly name?: string;
  readonly content: Buffer | string;
}

export interface PageCache {
  /** Answers a public address with the page that `render` makes, kept whole until its content changes. */
  page(render: (chrome: Chrome) => Promise<string>): RequestHandler;
  /**
   * Answers an address that has a page for each of many keys; `keyOf` reads the key from what is asked. `before`: may refuse
   * to make one that is not kept yet.
   */
  pages(
    keyOf: (req: Request) => string,
    render: (key: string, chrome: Chrome) => Promise<string>,
    before?: (req: Request) => Promise<void>,
  ): RequestHandler;
  /** Answers a public address with a file, cached in the same way as a page. */
  file(make: () => Promise<PublicFile>): RequestHandler;
  /** Caches data that pages are rendered from, in the same way as a page. */
  value<T>(make: () => Promise<T>): () => Promise<T>;
  /** Middleware for all unsafe requests: once a write has been answered, the next visitor sees what it changed. */
  readonly afterWrites: RequestHandler;
  /** Call this when public content may have changed: the next request checks the stamp again. */
  readonly recheck: () => void;
  /** What has been answered, to be answered again before Express. */
  readonly answers: KeptAnswers;
}

/** `stamp`: a short text that changes whenever the content of the pages does. `chrome`: the header and footer of every page. */
interface PublicContent {
  readonly stamp: () => Promise<string>;
  readonly chrome: () => Promise<Chrome>;
}

/**
 * Keeps public pages in memory: the same bytes for everybody, compressed once. They are dropped when `stamp` changes,
 * and when the day changes in Asia/Ho_Chi_Minh, since some pages count days. `stamp` is cheap; it is read after
 * `recheck`, and otherwise at most once in RECHECK_EVERY. Thorough compression is slow, so it runs in the queue and no
 * visitor waits for it.
 */
export function createPageCache(clock: Clock, queue: Queue, { stamp, chrome }: PublicContent): PageCache {
  const editions = createEditions(clock, stamp);
  const given = new KeptAnswers(editions.known);

  const kept = keeper(editions, queue, given);

  return {
    page: (render) =>
      kept(always, async () => keep({ type: HTML, content: await render(await chrome()) }, 'not yet')),
    pages: (keyOf, render, before) =>
      kept(keyOf, async (key) => keep({ type: HTML, content: await render(key, await chrome()) }), before),
    file: (make) => kept(always, async () => keep(await make())),
    value: (make) => valueOf(editions, make),
    afterWrites: (req, res, next) => {
      if (req.method !== 'GET' && req.method !== 'HEAD') res.once('finish', editions.recheck);
      next();
    },
    recheck: editions.recheck,
    answers: given,
  };
}

/** Keyed by handler and key, not by URL: anyone could fill the cache with different spellings of one URL. */
function keeper(editions: Editions, queue: Queue, given: KeptAnswers) {
  return (
    keyOf: KeyOf,
    make: (key: string) => Promise<Kept>,
    before?: (req: Request) => Promise<void>,
  ): RequestHandler => {
    let answers = new Map<string, Promise<Kept>>();
    let edition = 0;
    const isOnly = keyOf === always;
    return async (req, res) => {
      const current = await editions.current();
      if (current !== edition) answers = new Map<string, Promise<Kept>>();
      edition = current;
      const [key, mine] = [keyOf(req), answers];
      if (before && !mine.has(key)) await before(req);
      const answer = mine.get(key) ?? make(key);
      keepLatest(mine, key, answer, MOST_KEPT);
      answer.catch(() => mine.delete(key));
      const asOf = editions.asOf();
      const page = await answer;
      if (asOf) return sendAsOf(req, res, page, asOf);
      const encoding = send(req, res, page);
      void improve(queue, page);
      if (isFinal(page)) given.keep(req, res, { ...bodyOf(page, encoding), isOnly, edition: current });
    };
  };
}

type KeyOf = (req: Request) => string;
/** Of what has one page only. */
const always: KeyOf = () => '';

/** Makes the value once for each edition; if that fails, the next caller tries again. */
function valueOf<T>(editions: Editions, make: () => Promise<T>): () => Promise<T> {
  let [made, edition]: [Promise<T> | undefined, number] = [undefined, 0];
  return async () => {
    const current = await editions.current();
    if (current !== edition) made = undefined;
    edition = current;
    const mine = (made ??= make());
    mine.catch(() => {
      if (made === mine) made = undefined;
    });
    return mine;
  };
}

type Editions = ReturnType<typeof createEditions>;

/**
 * Numbers the versions of the public content: `current` returns a higher number once something has changed. While the
 * database fails, it is the last one that was known, and `asOf` says of when.
 */
function createEditions(clock: Clock, stamp: () => Promise<string>) {
  let [edition, found] = [0, ''];
  let latest: Check | undefined;
  let [confirmedAt, asOf]: [Date, Date | undefined] = [new Date(0), undefined];
  const check = async (at: Date) => {
    try {
      const now = `${dayOf(at)} ${await stamp()}`;
      if (now !== found) edition += 1;
      [found, confirmedAt, asOf] = [now, at, undefined];
    } catch (error) {
      if (edition === 0 || !outageOf(error)) throw error;
      asOf = confirmedAt;
    }
  };
  return {
    asOf: () => asOf,
    /** The edition as long as it need not be asked about; undefined while it is, and while the database fails. */
    known: () => (latest?.isOver && !asOf && isFresh(latest, clock()) ? edition : undefined),
    /** Requests that arrive while a check runs share that check. */
    current: async (): Promise<number> => {
      const now = clock();
      if (!latest || !isFresh(latest, now))
        latest = { from: now.getTime(), until: nextCheck(now), done: check(now), isOver: false };
      const mine = latest;
      try {
        await mine.done;
        mine.isOver = true;
      } catch (error) {
        if (latest === mine) latest = undefined;
        throw error;
      }
      return edition;
    },
    recheck: () => {
      // A check that is still running may have read the stamp before the change, so its result must not be reused.
      latest = undefined;
    },
  };
}

const HTML = 'text/html; charset=utf-8';
/** The queue counts all compression of public pages as the work of this one asker. */
const PAGES = { key: 'public pages' };

/** One reading of the stamp: when it began, and until when it holds, in ms. */
interface Check {
  readonly from: number;
  readonly until: number;
  readonly done: Promise<void>;
  isOver: boolean;
}

function isFresh({ from, until }: Check, now: Date): boolean {
  return now.getTime() >= from && now.getTime() < until;
}

/** Some pages count days: where a new one begins in Asia/Ho_Chi_Minh, what they say is over. */
function nextCheck(now: Date): number {
  return Math.min(now.getTime() + RECHECK_EVERY, addDays(now, 1).getTime());
}

interface Kept {
  readonly etag: string;
  readonly type: string;
  /** The Content-Disposition header of a file that browsers download. */
  readonly disposition?: string;
  readonly bodies: Record<Encoding, Buffer>;
  /** Whether `br` has been compressed with quality THOROUGH. */
  thorough: 'never' | 'not yet' | 'being made' | 'yes';
}

async function keep(
  { type, name, content }: PublicFile,
  thorough: Kept['thorough'] = 'never',
): Promise<Kept> {
  const body = Buffer.from(content);
  const [br, gzip] = await Promise.all([brotli(body, QUICK), gzipped(body)]);
  const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const disposition = name === undefined ? {} : { disposition: contentDisposition(name) };
  return { etag, type, ...disposition, bodies: { br, gzip, identity: body }, thorough };
}

/** Compresses a page thoroughly, once. If the queue is full, the next request for the page tries again. */
async function improve(queue: Queue, page: Kept): Promise<void> {
  if (page.thorough !== 'not yet') return;
  page.thorough = 'being made';
  try {
    page.bodies.br = await queue.run(PAGES, () => brotli(page.bodies.identity, THOROUGH));
    page.thorough = 'yes';
  } catch {
    page.thorough = 'not yet';
  }
}

/** Whether its bytes stay as they are. */
function isFinal({ thorough }: Kept): boolean {
  return thorough === 'yes' || thorough === 'never';
}

function bodyOf(kept: Kept, encoding: Encoding) {
  return { encoding, body: kept.bodies[encoding], tag: tagsOf(kept, encoding).at(-1) ?? '' };
}

/** The ETag of the bytes sent now comes last; before it that of the less compressed bytes, which a browser may still have. */
function tagsOf({ etag, thorough }: Kept, encoding: Encoding): string[] {
  // A strong ETag names bytes, so each encoding has its own.
  if (encoding !== 'br') return [`"${etag}-${encoding}"`];
  return [`"${etag}-br-${QUICK}"`, ...(thorough === 'yes' ? [`"${etag}-br"`] : [])];
}

/** Answers with the encoding in which it is sent. */
function send(req: Request, res: Response, kept: Kept): Encoding {
  const { type, disposition, bodies } = kept;
  const encoding = encodingFor(req);
  res.set({
    // Kept by browsers and proxies, but asked for again each time: a revision shows at once, and costs a 304.
    'Cache-Control': 'public, no-cache',
    Vary: 'Accept-Encoding',
    'Content-Type': type,
  });
  if (disposition) res.set('Content-Disposition', disposition);
  if (encoding !== 'identity') res.set('Content-Encoding', encoding);
  const isKnown = tagsOf(kept, encoding).some((tag) => {
    res.set('ETag', tag);
    return req.fresh;
  });
  if (isKnown) res.status(304).end();
  else {
    res.set('Content-Length', String(bodies[encoding].length));
    res.end(req.method === 'HEAD' ? undefined : bodies[encoding]);
  }
  return encoding;
}

/** What stood there when the database answered last, and says so; for nobody to keep. */
function sendAsOf(req: Request, res: Response, kept: Kept, asOf: Date): void {
  if (kept.type !== HTML) return void send(req, res, kept);
  const words = `Trang lưu lúc ${formatTime(asOf)}. Cổng tạm thời không đọc được dữ liệu, nên những gì thay đổi sau đó chưa hiện ở đây.`;
  const html = kept.bodies.identity
    .toString()
    .replace(/<main\b[^>]*>/, (main) => main + ui.warningText(words));
  res.set({ 'Cache-Control': 'no-store', 'Content-Type': HTML });
  void sendCompressed(res, html);
}

function dayOf(now: Date): string {
  return inZone(now).format('YYYY-MM-DD');
}
