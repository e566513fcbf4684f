import { createHmac, randomUUID } from 'node:crypto';
import { request, type Agent } from 'node:http';
import type { AppDeps } from '../deps.js';
import { readyReports } from './bench-province.js';

/** The year whose reports the drills write. */
export const DRILL_YEAR = 2100;

/** A filer who is signed in, with a complete draft of a unit of its own. */
export interface Filer {
  readonly cookie: string;
  readonly reportId: number;
}

/** Makes them in a database that a portal with this secret serves; they sign in past the form, which counts attempts. */
export async function readyFilers(
  deps: Pick<AppDeps, 'db' | 'clock'>,
  count: number,
  secret: string,
): Promise<Filer[]> {
  const { db, clock } = deps;
  const actors = await readyReports(deps, count, DRILL_YEAR);
  const rows = actors.map(({ unit }, i) => ({
    ...{ username: `drill${i}`, fullName: `Người lập ${i}`, nameFolded: `nguoi lap ${i}` },
    ...{ unitId: unit.id, roles: ['FILER' as const], createdAt: clock(), shownRoundAt: clock() },
    // Who files gets the receipt by mail.
    email: `drill${i}@cong-doan.example`,
  }));
  const accounts = await db.account.createManyAndReturn({ data: rows, select: { id: true, unitId: true } });
  const reports = await db.report.findMany({
    where: { period: { year: DRILL_YEAR }, unitId: { in: rows.map(({ unitId }) => unitId) } },
    select: { id: true, unitId: true },
  });
  const reportOf = new Map(reports.map(({ id, unitId }) => [unitId, id]));
  const ids = accounts.map(({ id }) => id);
  const cookies = await signedInCookies(deps, ids, secret);
  return accounts.map(({ unitId }, i) => ({ cookie: cookies[i]!, reportId: reportOf.get(unitId) ?? 0 }));
}

/** Of a session each, past the form, which counts attempts. */
export async function signedInCookies(
  { db, clock }: Pick<AppDeps, 'db' | 'clock'>,
  accountIds: readonly number[],
  secret: string,
): Promise<string[]> {
  const expiresAt = new Date(clock().getTime() + 7_200_000);
  const cookie = { originalMaxAge: null, expires: null, httpOnly: true, path: '/', sameSite: 'lax' };
  const sessions = accountIds.map((id) => ({
    ...{ id: randomUUID(), accountId: id, expiresAt },
    data: { cookie, passport: { user: id } },
  }));
  await db.session.createMany({ data: sessions });
  return sessions.map(({ id }) => `phien=${encodeURIComponent(signed(id, secret))}`);
}

/** As express-session signs the cookie. */
function signed(id: string, secret: string): string {
  return `s:${id}.${createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')}`;
}

export interface Answer {
  readonly status: number;
  /** Retry-After in seconds; undefined where there is none. */
  readonly retryAfter: number | undefined;
  readonly location: string;
  readonly body: string;
}

export interface Asked {
  readonly agent: Agent;
  readonly url: string;
  readonly cookie?: string;
  /** Posted as a form; without it the address is read. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly accept?: string;
}

/** How long an answer may take, in ms. */
const PATIENCE = 60_000;

/** Rejects where the connection breaks, or nothing comes. */
export function ask({ agent, url, cookie, fields, accept = 'text/html' }: Asked): Promise<Answer> {
  const body = fields && new URLSearchParams(fields).toString();
  const type = body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' };
  const headers = { Accept: accept, ...(cookie ? { Cookie: cookie } : {}), ...type };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE);
    const asked = request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers, signal });
    asked.once('error', reject).once('response', (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.once('error', reject).once('end', () => {
        const retryAfter = res.headers['retry-after'];
        resolve({
          status: res.statusCode ?? 0,
          retryAfter: retryAfter === undefined ? undefined : Number(retryAfter),
          location: res.headers.location ?? '',
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    asked.end(body);
  });
}

/** The value of a hidden field of a page; '' where it has none. */
export function hiddenValue(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}
