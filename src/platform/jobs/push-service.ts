import { isPushAddress, type PushSettings } from './push-settings.js';

/** A browser, as it told of itself: where its push service is, and its keys (RFC 8291), base64url. */
export interface Subscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** What came of one attempt; `gone`: the browser takes nothing there any more. `reason` is Vietnamese. */
export type Pushing =
  { readonly outcome: 'sent' } | { readonly outcome: 'gone' | 'refused'; readonly reason: string };

/** How long an attempt may last, in ms. */
const PATIENCE = 10_000;
/** How long a push service keeps it for a browser that is off, in seconds: the next step of the ladder is days away. */
const KEPT = 86_400;
const GONE = [404, 410];

/** Hands `content`, sealed for the browser alone, to its push service, and reads no more of its answer than the status. Never throws. */
export async function push(settings: PushSettings, to: Subscription, content: string): Promise<Pushing> {
  if (!isPushAddress(to.endpoint, settings.hosts)) return refused('địa chỉ không thuộc dịch vụ báo nào');
  try {
    const { headers, body } = await sealed(settings, to, content);
    const signal = AbortSignal.timeout(PATIENCE);
    const sent = { method: 'POST', headers, body, redirect: 'manual', signal } as const;
    const answer = await fetch(to.endpoint, sent);
    await answer.body?.cancel();
    if (answer.ok) return { outcome: 'sent' };
    const reason = `dịch vụ báo trả lời ${answer.status}`;
    return GONE.includes(answer.status) ? { outcome: 'gone', reason } : refused(reason);
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

async function sealed({ subject, publicKey, privateKey }: PushSettings, to: Subscription, content: string) {
  // Read at the first device that is told: many portals have none.
  const { default: webPush } = await import('web-push');
  const { endpoint, ...keys } = to;
  const request = webPush.generateRequestDetails({ endpoint, keys }, content, {
    vapidDetails: { subject, publicKey, privateKey },
    TTL: KEPT,
  });
  // `fetch` says the length itself.
  const { 'Content-Length': _, ...headers } = request.headers;
  return { headers, body: new Uint8Array(request.body) };
}

function refused(reason: string): Pushing {
  return { outcome: 'refused', reason: `Không gửi được: ${reason}`.slice(0, 300) };
}
