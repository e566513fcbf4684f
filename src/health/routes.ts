import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { sendTestLetter } from '../mail/test-letter.js';
import type { Admin } from '../platform/actor.js';
import { Forbidden } from '../platform/errors.js';
import { answerForm } from '../platform/http/answer-form.js';
import { limiter } from '../platform/http/rate-limit.js';
import { asAdmin } from '../platform/http/routing.js';
import { parseForm } from '../platform/page/forms.js';
import { page } from '../platform/page/render.js';
import { isRootAdmin } from '../units/rules.js';
import { HEALTH, METRICS, TEST_MAIL } from './addresses.js';
import { lastSeen } from './certificate.js';
import { examine } from './examination-finders.js';
import { findHealth } from './finders.js';
import { ownAddress } from './queue-finders.js';
import { testMailForm } from './forms.js';
import type { Metrics } from './metrics.js';
import { healthPage } from './pages.js';
import { testMailPage } from './test-mail-page.js';

/** A person who tries a setting sends some; a program that has the session sends no more. */
const TEST_MAILS = { name: 'test-mail', attempts: 5, seconds: 900 };
/** How long each step with the mail server may take, in ms: somebody waits for the page. */
const PATIENCE = 5000;

/** What the federation's administrator sees of the machine; the operator sees the same by `npm run portal -- doctor`. */
export function systemRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  const attempts = limiter(db, TEST_MAILS);

  router.get(
    HEALTH,
    asAdmin(async (admin, _req, res) => {
      onlyRoot(admin);
      const now = clock();
      const { health, findings } = await examine(db, config, now, lastSeen(config.publicUrl));
      page(res, 'health/index', healthPage(findings, health.portal.startedAt, now));
    }),
  );

  router.get(
    TEST_MAIL,
    asAdmin(async (admin, _req, res) => {
      onlyRoot(admin);
      page(res, 'form', testMailPage({ values: { address: await ownAddress(db, admin) }, errors: [] }));
    }),
  );

  router.post(
    TEST_MAIL,
    asAdmin(async (admin, req, res) => {
      onlyRoot(admin);
      await answerForm(req, res, {
        posted: parseForm(testMailForm, req.body),
        command: async ({ address }) => {
          if (!config.mail) return { problems: [NO_MAIL] };
          await attempts.take(String(admin.accountId));
          const sending = await sendTestLetter(config.mail, address, PATIENCE);
          if (sending.outcome === 'sent') return { done: true };
          return { problems: [{ field: 'address', message: `Thư chưa gửi được. ${sending.reason}` }] };
        },
        done: (_done, { address }) => [HEALTH, `Máy chủ thư đã nhận thư gửi đến ${address}.`],
        again: ({ form, status }) => page(res, 'form', testMailPage(form), status),
      });
    }),
  );

  return router;
}

const NO_MAIL = { field: 'address', message: 'Cổng chưa gửi thư được: chưa đặt SMTP_URL và MAIL_FROM.' };

function onlyRoot(admin: Admin): void {
  if (!isRootAdmin(admin))
    throw new Forbidden('Chỉ người quản trị của Liên đoàn Lao động xem tình trạng hệ thống.');
}

/** Who has no token is told what anybody is told of an address that there is not. */
export function metricsRoutes({ db, clock, config }: AppDeps, metrics: Metrics): Router {
  return Router().get(METRICS, async (req, res, next) => {
    if (!isToken(req.get('authorization') ?? '', config.metricsToken ?? '')) return next();
    const health = await findHealth(db, config, clock(), lastSeen(config.publicUrl));
    res
      .set({ 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' })
      .send(await metrics.text(health, clock()));
  });
}

function isToken(header: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return token !== '' && timingSafeEqual(digest(header), digest(`Bearer ${token}`));
}
