import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { leaveNotice, noticeCookie, offerNotice } from '../../src/platform/http/notices.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';

const portal = await startTestApp();
const { db } = portal;
const SIGNED_OUT = 'Bạn đã đăng xuất.';

await makeAccount(db, 'nguoi-lap', (await makeUnit(db)).id, ['FILER']);

async function signedOut() {
  const agent = await portal.signedIn('nguoi-lap');
  const answer = await postForm(agent, '/dang-xuat', {}, '/tai-khoan');
  return { agent, answer };
}

it('is told on the next page, and on no other', async () => {
  const { agent, answer } = await signedOut();
  expect([answer.status, answer.headers['location']]).toEqual([303, '/dang-nhap']);
  expect((await agent.get('/dang-nhap')).text).toContain(SIGNED_OUT);
  expect((await agent.get('/dang-nhap')).text).not.toContain(SIGNED_OUT);
});

it('waits for a page: what is no page does not use it up', async () => {
  const { agent } = await signedOut();
  await agent.get('/favicon.svg');
  await agent.get('/');
  expect((await agent.get('/dang-nhap')).text).toContain(SIGNED_OUT);
});

it('costs the database nothing: no session is written for it', async () => {
  const before = await db.session.count();
  await signedOut();
  expect(await db.session.count()).toBe(before);
});

it('is none where somebody else wrote it', async () => {
  const { answer } = await signedOut();
  const [cookie = ''] = (answer.headers['set-cookie'] as unknown as string[]).filter((one) =>
    one.startsWith('loi-nhan='),
  );
  const [value = ''] = cookie.split(';');
  const shown = async (sent: string) =>
    (await request(portal.app).get('/dang-nhap').set('Cookie', sent)).text.includes(SIGNED_OUT);
  expect(await shown(value)).toBe(true);
  expect(await shown(value.replace('loi-nhan=', 'loi-nhan=A'))).toBe(false);
  expect(await shown(value.slice(0, -3))).toBe(false);
});

it('that is long is kept in the session: a server before the portal takes few headers', async () => {
  const session: { notice?: string } = {};
  const long = 'Đơn vị chưa nhắc được. '.repeat(100);
  const app = express()
    .set('noticeCookie', noticeCookie({ secret: 'only for tests', secure: false }))
    .use((req, _res, next) => {
      Object.assign(req, { session });
      next();
    }, offerNotice)
    .post('/', (req, res) => {
      leaveNotice(req, long);
      res.end();
    })
    .get('/', (req, res) => {
      res.end(req.takeNotice?.());
    });
  const left = await request(app).post('/');
  expect(left.headers['set-cookie']).toBeUndefined();
  expect((await request(app).get('/')).text).toBe(long);
  expect(session).toEqual({});
});
