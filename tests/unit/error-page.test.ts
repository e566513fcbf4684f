import express, { type RequestHandler } from 'express';
import type { Logger } from 'pino';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { chrome } from '../../src/platform/page/chrome.js';
import { errorPage, notFoundPage } from '../../src/platform/http/error-page.js';
import {
  Conflict,
  Forbidden,
  ForeignRequest,
  NotPossible,
  TooLarge,
  TooManyRequests,
} from '../../src/platform/errors.js';
import { shownWords } from '../support/forms.js';

interface Line {
  err: Error;
  requestId: string;
}

const SOMEBODY = { fullName: 'Trần Thị Lan', unit: { name: 'CĐCS' }, roles: [] } as unknown as Express.User;

function portal(handler: RequestHandler) {
  const lines: Line[] = [];
  const app = express();
  app.use((req, _res, next) => {
    req.id = 'r-42';
    next();
  });
  app.use(chrome());
  app.get('/:what', handler);
  app.use(notFoundPage, errorPage({ error: (line: Line) => lines.push(line) } as unknown as Logger));
  return { get: (path = '/x') => request(app).get(path), lines };
}

const throwing = (error: unknown) =>
  portal(() => {
    throw error;
  });

describe('an error that has an answer for the user', () => {
  it.each([
    [new Forbidden('Không phải việc của bạn.'), 403, 'Không có quyền'],
    [new Conflict('Báo cáo đã được nộp.'), 409, 'Đã có thay đổi khác'],
    [new NotPossible('Kỳ báo cáo này chưa mở.'), 409, 'Không thực hiện được'],
    [new ForeignRequest('Gửi từ trang khác.'), 403, 'Yêu cầu từ trang khác'],
    [new TooLarge('Tệp lớn hơn 20 MB.'), 413, 'Nội dung gửi lên quá lớn'],
    [new TooManyRequests('Thử quá nhiều.', 30), 429, 'Quá nhiều lần thử'],
  ])(
    'answers %o with its status and words, in the layout, and logs nothing',
    async (error, status, title) => {
      const { get, lines } = throwing(error);
      const answer = await get();
      expect(answer.status).toBe(status);
      expect(answer.text).toContain(`<h1>${title}</h1>`);
      expect(answer.text).toContain(error.message);
      expect(answer.text).toContain('<nav');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(lines).toEqual([]);
    },
  );

  it('of too many tries says when to try again', async () => {
    const answer = await throwing(new TooManyRequests('Đợi.', 29.2)).get();
    expect(answer.headers['retry-after']).toBe('30');
  });
});

describe('what a signed-in person typed', () => {
  const post = (user: boolean) => {
    const { get } = portal((req) => {
      if (user) req.user = SOMEBODY;
      const _words = 'story Diễn biến\r\nempty Ô trống';
      const typed = { story: 'Đã tổ chức <12> hội nghị', empty: ' ' };
      req.body = { _csrf: 't', _words, ...typed, newPassword: 'bi-mat', version: '3', seen: 'một hai' };
      throw new Conflict('Đã thay đổi.');
    });
    return get();
  };

  it('stands on the error page under its label, to be copied, without passwords and hidden fields', async () => {
    const { text } = await post(true);
    expect(shownWords(text)).toEqual([{ label: 'Diễn biến', text: 'Đã tổ chức <12> hội nghị' }]);
    for (const own of ['bi-mat', 'một hai']) expect(text).not.toContain(own);
  });

  it('is not shown back to a stranger', async () => {
    expect((await post(false)).text).not.toContain('hội nghị');
  });
});

describe('an address', () => {
  it('that does not exist is 404', async () => {
    const answer = await portal((_req, _res, next) => next()).get('/none/at/all');
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('Không có trang nào ở địa chỉ này.');
  });

  it('that cannot be decoded is 400', async () => {
    const { get, lines } = portal((_req, res) => void res.send('never'));
    expect((await get('/%E0%A4%A')).status).toBe(400);
    expect(lines).toEqual([]);
  });
});

describe('any other error', () => {
  it('is 500 with a reference that stands in the log, and never its words or stack', async () => {
    const { get, lines } = throwing(new Error('password=abc'));
    const answer = await get();
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('r-42');
    expect(answer.text).not.toContain('password=abc');
    expect(answer.text).not.toContain('error-page.test');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ requestId: 'r-42', err: { message: 'password=abc' } });
  });

  it('has a plain page where the layout itself fails', async () => {
    const { get, lines } = portal((req, res) => {
      req.user = SOMEBODY;
      Object.defineProperty(res.locals, 'chrome', {
        get() {
          throw new Error('no chrome');
        },
      });
      throw new Error('first');
    });
    const answer = await get();
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('r-42');
    expect(lines.map((line) => line.err.message)).toEqual(['first', 'no chrome']);
  });
});
