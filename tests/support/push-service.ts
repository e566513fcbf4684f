import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface PushReceiver {
  /** Without a slash at its end. */
  readonly url: string;
  readonly received: Pushed[];
  /** Answers with that status from now on; 201 takes it. */
  answer(status: number, headers?: Record<string, string>): void;
  /** A browser that takes messages here. */
  browser(): PushBrowser;
}

export interface PushBrowser {
  /** What it tells the portal. */
  readonly subscription: { endpoint: string; p256dh: string; auth: string };
  /** What was sealed for it, as its service worker reads it. Throws where it was sealed for another. */
  open(pushed: Pushed): unknown;
}

/** A push service of plain HTTP that keeps what it is given. Call it outside of tests. */
export async function startPushService(): Promise<PushReceiver> {
  const received: Pushed[] = [];
  let [status, answered]: [number, Record<string, string>] = [201, {}];
  const server = createServer((req, res) => {
    void bodyOf(req).then((body) => {
      received.push({ path: req.url ?? '', headers: req.headers, body });
      res.writeHead(status, answered).end('x'.repeat(100_000));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    received,
    answer: (to, headers = {}) => {
      [status, answered] = [to, headers];
    },
    browser: () => makeBrowser(url),
  };
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function makeBrowser(url: string): PushBrowser {
  const keys = createECDH('prime256v1');
  const point = keys.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: {
      endpoint: `${url}/${randomBytes(8).toString('hex')}`,
      p256dh: point.toString('base64url'),
      auth: auth.toString('base64url'),
    },
    open: ({ body }) => {
      // RFC 8188: salt, length of a record, length of the key's name; the key is the sender's point (RFC 8291).
      const [salt, length] = [body.subarray(0, 16), body[20]!];
      const sender = body.subarray(21, 21 + length);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), point, sender]);
      const secret = derive(keys.computeSecret(sender), auth, info, 32);
      const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
      const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
      const sealed = body.subarray(21 + length);
      const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
      const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString()) as unknown;
    },
  };
}

function derive(key: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, info, length));
}

/** What the sender says of itself (RFC 8292), and by which key. Throws where the signature is not of that key. */
export function senderOf({ headers }: Pushed): { key: string; claims: Record<string, unknown> } {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x: x!, y: y! };
  const by = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  if (!verify('sha256', Buffer.from(`${head}.${claims}`), by, Buffer.from(signature, 'base64url')))
    throw new Error('the signature is not of that key');
  return { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown> };
}
