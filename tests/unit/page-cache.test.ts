import { setTimeout as passes } from 'node:timers/promises';
import express from 'express';
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { anonymousChrome } from '../../src/platform/chrome.js';
import { createPageCache } from '../../src/platform/page-cache.js';
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
  const pages = createPageCache(clock, { stamp, chrome: () => Promise.resolve(anonymousChrome) });
  current = express.Router();
  current.use(pages.afterWrites);
  current.get('/', pages.page(render));
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
