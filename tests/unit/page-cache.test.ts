import { setTimeout as passes } from 'node:timers/promises';
import express from 'express';
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { anonymousChrome } from '../../src/platform/page/chrome.js';
import { Queue, SLOW_WORK } from '../../src/platform/jobs/queue.js';
import { createPageCache } from '../../src/platform/http/page-cache.js';
import { testClock } from '../support/app.js';

const clock = testClock('2026-09-08T12:00:00+07:00');
/** What the page shows, and its stamp. */
let content = '';
let stampsAsked = 0;
let renders = 0;
/** Holds the next stamp, already read, until it is let go; or makes it fail. */
let onStamp: () => Promise<void>;
/** As long as a database takes, so that visitors come meanwhile. */
const answers = () => passes(20);

/** Says that something has changed, as the database does. */
let told: () => void;

const queue = new Queue(SLOW_WORK);

let current = express.Router();
const app = express();
app.use((req, res, next) => {
  current(req, res, next);
});
app.use(((_error, _req, res, _next) => {
  res.status(500).end();
}) satisfies express.ErrorRequestHandler);

beforeEach(() => {
  clock.set('2026-09-08T12:00:00+07:00');
  onStamp = answers;
  [content, stampsAsked, renders] = ['old', 0, 0];
  const pages = createPageCache(clock, queue, { stamp, chrome: () => Promise.resolve(anonymousChrome) });
  current = express.Router();
  current.use(pages.afterWrites);
  current.get('/', pages.page(render));
  current.get(
    '/of',
    pages.pages(
      (req) => (typeof req.query['q'] === 'string' ? req.query['q'] : ''),
      (key) => {
        renders += 1;
        return Promise.resolve(`${content} ${key}`);
      },
    ),
  );
  current.get(
    '/file',
    pages.file(() => Promise.resolve({ type: 'application/pdf', name: 'Hướng dẫn.pdf', content })),
  );
  told = pages.recheck;
  current.post('/', (_req, res) => {
    content = 'new';
    res.end();
  });
});
async function stamp(): Promise<string> {
  stampsAsked += 1;
  const read = content;
  await onStamp();
  return read;
}

function render(): Promise<string> {
  renders += 1;
  return Promise.resolve(content);
}

const get = async () => (await request(app).get('/')).text;

describe('A public page', () => {
  it('is made once, however many ask for it at the same time', async () => {
    const texts = await Promise.all(Array.from({ length: 20 }, get));
    expect(new Set(texts)).toEqual(new Set(['old']));
    expect([renders, stampsAsked]).toEqual([1, 1]);
  });

  it('is asked about once a second, however many ask for it at the same time', async () => {
    await get();
    clock.set('2026-09-08T12:00:00.999+07:00');
    await get();
    expect(stampsAsked).toBe(1);
    clock.set('2026-09-08T12:00:01+07:00');
    await Promise.all(Array.from({ length: 20 }, get));
    expect([renders, stampsAsked]).toEqual([1, 2]);
  });

  it('is kept once, however its address is spelt', async () => {
    for (const address of ['/', '/?a=1', '/?a=2', '//', '/?' + 'x'.repeat(1000)])
      await request(app).get(address);
    expect(renders).toBe(1);
  });

  it('shows a change of this process at once', async () => {
    await get();
    await request(app).post('/');
    expect(await get()).toBe('new');
  });

  it('shows a change of another process within a second', async () => {
    await get();
    content = 'new';
    expect(await get()).toBe('old');
    clock.set('2026-09-08T12:00:01+07:00');
    expect(await get()).toBe('new');
  });

  it('shows a change of another process as soon as it is told of it', async () => {
    await get();
    content = 'new';
    told();
    expect(await get()).toBe('new');
  });

  it('shows a change that was made while it was being asked about', async () => {
    await get();
    clock.set('2026-09-08T12:00:01+07:00');
    const held = hold();
    const asking = get();
    await held.reached;
    await request(app).post('/');
    held.letGo();
    await asking;
    expect(await get()).toBe('new');
  });

  it('is made anew when the day changes in Asia/Ho_Chi_Minh', async () => {
    clock.set('2026-09-08T23:59:59.999+07:00');
    await get();
    clock.set('2026-09-09T00:00:00.000+07:00');
    await get();
    expect(renders).toBe(2);
  });

  it('comes back as soon as the database does', async () => {
    onStamp = () => Promise.reject(new Error('no database'));
    expect((await request(app).get('/')).status).toBe(500);
    onStamp = answers;
    expect(await get()).toBe('old');
  });
});

describe('A page for each of many keys', () => {
  const of = async (q: string) => (await request(app).get('/of').query({ q })).text;

  it('is made once a key, and again when its content changes', async () => {
    expect([await of('a'), await of('b'), await of('a')]).toEqual(['old a', 'old b', 'old a']);
    expect(renders).toBe(2);
    content = 'new';
    told();
    expect(await of('a')).toBe('new a');
  });

  it('is kept for the 300 keys asked for last, and no more', async () => {
    for (let key = 0; key < 300; key++) await of(`k${key}`);
    await of('k0');
    await of('one more');
    renders = 0;
    await of('k0');
    expect(renders).toBe(0);
    await of('k1');
    expect(renders).toBe(1);
  });
});

describe('A public file', () => {
  it('has its own type, a name to be saved under and a strong ETag', async () => {
    const { headers } = await request(app).get('/file');
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Huong dan.pdf"; filename*=UTF-8''H%C6%B0%E1%BB%9Bng%20d%E1%BA%ABn.pdf`,
    });
    expect(headers['etag']).toMatch(/^"/);
  });
});

function hold(): { reached: Promise<void>; letGo: () => void } {
  let letGo = () => {
    // Until it is reached there is nothing to let go.
  };
  const reached = new Promise<void>((isReached) => {
    onStamp = () => {
      onStamp = answers;
      isReached();
      return new Promise((go) => (letGo = go));
    };
  });
  return {
    reached,
    letGo: () => {
      letGo();
    },
  };
}
