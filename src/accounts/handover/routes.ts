import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { NotPossible } from '../../platform/errors.js';
import type { Question } from '../../platform/page/confirm-page.js';
import { alsoFound } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { originOf } from '../../platform/http/origin.js';
import { answerForm, type Next } from '../../platform/http/answer-form.js';
import { asAdmin, done, pathNumber, postedVersion } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { leadTo } from '../../platform/http/sent-forms.js';
import { formatDay } from '../../platform/text/format.js';
import { accountAddress, activationLink, handoverAddress } from '../addresses.js';
import { findManagedAccount, type ManagedAccount } from '../administration/finders.js';
import { activationLinkPage } from '../administration/pages.js';
import { linkEnd } from '../rules.js';
import type { HandedOver, Succession } from './applying-commands.js';
import { cancelHandover, handOver } from './commands.js';
import { endingWith, handoverProblems, openHandover, possibleSuccessors } from './finders.js';
import { handoverFields, meantBy, parseHandover, type WantedHandover } from './forms.js';
import { handoverPage, handoverQuestion, plannedHandoverPage } from './pages.js';

/** An account goes to somebody else in one act, now or on a day. */
export function handoverRoutes(deps: AppDeps, succession: Succession): Router {
  const { db, clock } = deps;
  return Router()
    .get(
      handoverAddress(':id'),
      asAdmin(async (admin, req, res) => {
        const { account } = await opened(db, admin, req);
        if (account.deactivatedAt) throw new NotPossible('Tài khoản này đã ngừng, không còn gì để bàn giao.');
        const open = await openHandover(db, account);
        if (open) return page(res, 'form', plannedHandoverPage(account, open));
        const values = { day: formatDay(clock()), position: account.position };
        page(
          res,
          'form',
          handoverPage(account, await possibleSuccessors(db, account), { values, errors: [] }),
        );
      }),
    )
    .post(
      handoverAddress(':id'),
      asAdmin(async (admin, req, res) => takeForm(deps, succession, await opened(db, admin, req), req, res)),
    )
    .post(
      `${handoverAddress(':id')}/huy`,
      asAdmin(async (admin, req, res) => {
        const managed = await opened(db, admin, req);
        await cancelHandover(db, managed, postedVersion(req), clock());
        done(req, res, accountAddress(managed.account.id), 'Đã hủy lịch hẹn bàn giao.');
      }),
    );
}

function opened(db: AppDeps['db'], admin: Admin, req: Request) {
  return findManagedAccount(db, admin, pathNumber(req, 'id'));
}

async function takeForm(
  { db, clock, config }: AppDeps,
  succession: Succession,
  managed: ManagedAccount,
  req: Request,
  res: Response,
): Promise<void> {
  const now = clock();
  const { account } = managed;
  return answerForm(req, res, {
    posted: await alsoFound(
      parseHandover(req.body),
      (values) => (account.deactivatedAt ? [] : handoverProblems(db, account, meantBy(values), now)),
      handoverFields,
    ),
    asks: (wanted) => preview(db, succession, managed, wanted, now),
    command: (wanted) => handOver(db, managed, wanted, now, succession),
    done: (handedOver, { day }) => {
      if (handedOver) return finish(handedOver);
      return [
        accountAddress(account.id),
        `Đã hẹn bàn giao ngày ${formatDay(day)}. Trước ngày ấy còn hủy được.`,
      ];
    },
    again: async ({ form, status }) =>
      page(res, 'form', handoverPage(account, await possibleSuccessors(db, account), form), status),
  });

  function finish({ successor, token }: HandedOver): Next | undefined {
    const said = { event: 'handover', outcome: 'done', account: managed.admin.username } as const;
    noteSecurity(req, { ...said, about: `${account.username} → ${successor.username}` });
    const told = `Đã bàn giao công việc của ${account.fullName} cho ${successor.fullName}.`;
    if (token === undefined) return [accountAddress(successor.id), told];
    // The link is shown once, also to an administrator whose own account has just ended.
    leadTo(res, accountAddress(successor.id));
    const link = activationLink(originOf(req, config), token);
    const shown = activationLinkPage(successor, link, linkEnd(now));
    page(res, 'accounts/activation-link', { ...shown, lead: `${told} ${shown.lead}` }, 201);
    return undefined;
  }
}

/** Nothing is asked about what is refused anyway. */
async function preview(
  db: AppDeps['db'],
  { held }: Succession,
  { account }: ManagedAccount,
  wanted: WantedHandover,
  now: Date,
): Promise<Question | undefined> {
  if (account.deactivatedAt || account.version !== wanted.version) return undefined;
  if ((await handoverProblems(db, account, wanted, now)).length > 0) return undefined;
  const [work, ending, successors] = await Promise.all([
    held(db, account),
    endingWith(db, account),
    possibleSuccessors(db, account),
  ]);
  const known = 'successor' in wanted ? successors.find(({ id }) => id === wanted.successor) : undefined;
  const to = 'successor' in wanted ? known : wanted;
  if (!to) return undefined;
  const about = { account, to, isNew: !('successor' in wanted), day: wanted.day };
  return handoverQuestion({ ...about, held: work, ending }, now);
}
