import type { ClientRequest, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { keepLatest } from '../keep-latest.js';
import type { Encoding } from './compression.js';
import { newRequestId, REQUEST_ID, routeOf, type NoteAnswer } from './request-log.js';
import { hasSessionCookie } from './session.js';

// Express gives each request and answer another prototype, and asks a dozen layers before it comes to a page that lies ready in
// memory: that costs more than to send it. So what Express has answered once is answered again before it, as it was, for as
// long as the page cache would say the same (docs/decisions/0080). Whatever is not wholly certain here goes on to Express.

/** For how many addresses, and spellings of Accept-Encoding, an answer is known; those that Express answered longest ago go first. */
const [MOST_ADDRESSES, MOST_SPELLINGS] = [300, 100];
/** Longer ones are nobody's who reads. */
const MOST_CHARACTERS = 300;

/** What of a kept page is sent in one encoding, and its address is: `tag` is the strong ETag of `body`. */
export interface KeptBody {
  readonly encoding: Encoding;
  readonly body: Buffer;
  readonly tag: string;
  /** Whether one page stands there whatever the query says; else there is one for each of many keys. */
  readonly isOnly: boolean;
  /** Of the public content, of which the page was made. */
  readonly edition: number;
}

/** All names and values in a row, as Node takes them; the value of the request's id is the second and changes with each. */
interface Answer {
  readonly route: string;
  readonly tag: string;
  readonly body: Buffer;
  readonly whole: string[];
  readonly unchanged: string[];
}
type Answers = Map<string, Partial<Record<Encoding, Answer>>>;

export class KeptAnswers {
  /** By path, of what has one page whatever is asked; by the whole address, of what has one for each of many keys. */
  private readonly byPath: Answers = new Map();
  private readonly byAddress: Answers = new Map();
  /** What Express made of each Accept-Encoding. */
  private readonly encodings = new Map<string, Encoding>();
  private edition = 0;
  private readonly editionsAtStart = new WeakMap<IncomingMessage, number>();

  /** `current`: the edition of the public content; undefined where that has to be asked of the database first. */
  constructor(private readonly current: () => number | undefined) {}

  /** Answers again what has been answered; all else is for `app`. */
  before(app: RequestListener, note: NoteAnswer): RequestListener {
    return (req, res) => {
      const edition = this.current();
      const answer = edition === this.edition ? this.find(req) : undefined;
      if (answer && send(req, res, answer, note)) return;
      if (edition !== undefined) this.editionsAtStart.set(req, edition);
      app(req, res);
    };
  }

  /** Remembers what Express sends: `res` has all its headers. */
  keep(req: Request, res: Response, kept: KeptBody): void {
    // What is one visitor's is given to no other.
    if (res.hasHeader('Set-Cookie')) return;
    // What was read for this answer before the edition was known might be older than that.
    if (this.editionsAtStart.get(req) !== kept.edition || kept.edition < this.edition) return;
    if (kept.edition > this.edition) this.forget(kept.edition);
    const spelling = req.get('accept-encoding') ?? '';
    const [route, address] = [routeOf(req), req.originalUrl];
    const [answers, key] = kept.isOnly ? [this.byPath, withoutQuery(address)] : [this.byAddress, address];
    if (Math.max(spelling.length, address.length) > MOST_CHARACTERS) return;
    // Other spellings of a path, such as in capitals, are without number.
    if (kept.isOnly && key !== route) return;
    keepLatest(this.encodings, spelling, kept.encoding, MOST_SPELLINGS);
    const known = answers.get(key);
    const answer = answerOf(res, route, kept);
    keepLatest(answers, key, { ...known, [kept.encoding]: answer }, MOST_ADDRESSES);
  }

  private forget(edition: number): void {
    this.edition = edition;
    this.byPath.clear();
    this.byAddress.clear();
  }

  private find(req: IncomingMessage): Answer | undefined {
    const { url = '', headers } = req;
    if (!isPlain(req)) return undefined;
    const answers =
      this.byPath.get(withoutQuery(url)) ?? (hasSessionCookie(req) ? undefined : this.byAddress.get(url));
    const encoding = this.encodings.get(headers['accept-encoding'] ?? '');
    return encoding && answers?.[encoding];
  }
}

/** GET or HEAD, without a body. */
function isPlain({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
}

/** False where Express has to look closer at what the browser has. */
function send(req: IncomingMessage, res: ServerResponse, answer: Answer, note: NoteAnswer): boolean {
  const { method = '', headers } = req;
  const [asked, control] = [headers['if-none-match'], headers['cache-control']];
  const isUnchanged = asked === answer.tag || asked === `W/${answer.tag}`;
  if (asked !== undefined && !(isUnchanged && (control === undefined || control === RELOAD))) return false;
  const [status, sent] = isUnchanged ? [304, answer.unchanged] : [200, answer.whole];
  const requestId = newRequestId();
  note(res, { requestId, method, route: () => answer.route });
  // Node has written them by the time that this returns: one array serves all requests.
  sent[1] = requestId;
  res.writeHead(status, sent);
  res.end(isUnchanged || method === 'HEAD' ? undefined : answer.body);
  return true;
}

/** What browsers send of a page that is loaded again. */
const RELOAD = 'max-age=0';

/** Of this one connection, of this one request, of this one answer; set below. */
const OWN = new Set(['connection', 'etag', 'content-length', REQUEST_ID.toLowerCase()]);

function answerOf(res: Response, route: string, { tag, body }: KeptBody): Answer {
  // The types of Node know that answers have this, too, from its version 24 on; it is as old as 15.
  const { getRawHeaderNames } = res as unknown as Pick<ClientRequest, 'getRawHeaderNames'>;
  const headers = getRawHeaderNames.call(res).filter((name) => !OWN.has(name.toLowerCase()));
  const unchanged = [
    ...[REQUEST_ID, ''],
    ...headers.flatMap((name) => [name, String(res.getHeader(name))]),
    ...['ETag', tag],
  ];
  return { route, tag, body, unchanged, whole: [...unchanged, 'Content-Length', String(body.length)] };
}

function withoutQuery(address: string): string {
  const end = address.indexOf('?');
  return end < 0 ? address : address.slice(0, end);
}
