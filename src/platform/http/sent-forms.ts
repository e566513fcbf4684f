import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Clock } from '../clock.js';
import type { Db } from '../postgres/db.js';
import { Conflict } from '../errors.js';
import { uploadsOf } from '../files/upload-storage.js';
import { KEY_FIELD } from '../page/typed-words.js';

// A double click or a reload must not do the same thing twice: when the same form is posted again with the same values,
// it gets the first post's answer (docs/decisions/0035).

/** Times in ms. A form still unanswered after LEASE was being handled by a process that died, so it may be sent again. */
const LEASE = 2 * 60_000;
const LOOK_EVERY = 100;
const LOOKS = 150;

export interface SentForms {
  /** The redirect that the first post got. Undefined if this is the first: the caller must then call `settle`. */
  begin(id: string): Promise<string | undefined>;
  /** `answer`: the redirect of the post; undefined if nothing was done, so that the form may be sent again. */
  settle(id: string, answer: string | undefined): Promise<void>;
}

/** Kept in the database, since the second click may reach another process. */
export function sentForms(db: Db, clock: Clock): SentForms {
  const claim = async (id: string): Promise<boolean> => {
    const now = clock();
    const stale = new Date(now.getTime() - LEASE);
    const rows = await db.$queryRaw<unknown[]>`
      INSERT /* of one row */ INTO sent_forms (id, at) VALUES (${id}, ${now})
      ON CONFLICT (id) DO UPDATE SET at = ${now} WHERE sent_forms.answer IS NULL AND sent_forms.at < ${stale}
      RETURNING id`;
    return rows.length > 0;
  };
  return {
    begin: async (id) => {
      for (let look = 0; look < LOOKS; look += 1) {
        if (await claim(id)) return undefined;
        const first = await db.sentForm.findUnique({ where: { id } });
        if (first?.answer != null) return first.answer;
        await wait(LOOK_EVERY);
      }
      throw new Conflict('Nội dung này đang được xử lý từ lần gửi trước. Hãy đợi một lúc rồi tải lại trang.');
    },
    settle: async (id, answer) => {
      if (answer === undefined) await db.sentForm.deleteMany({ where: { id } });
      else await db.sentForm.update({ where: { id }, data: { answer } });
    },
  };
}

/** Runs `act` only for the first of several equal posts; the others are redirected to where the first one was. */
export async function answerOnce(
  req: Request,
  res: Response,
  act: () => Promise<void> | void,
): Promise<void> {
  const forms = req.app.get('sentForms') as SentForms | undefined;
  const id = forms && idOf(req);
  if (!forms || id === undefined) return act();
  const answer = await forms.begin(id);
  if (answer !== undefined) return res.redirect(303, answer);
  try {
    await act();
  } finally {
    await forms.settle(id, res.locals['answer'] as string | undefined);
  }
}

/** Remembers the redirect of a post that succeeded, so that a repeated post is redirected there, too. */
export function leadTo(res: Response, path: string): void {
  res.locals['answer'] = path;
}

/** A hash of account, URL and posted values; undefined for a request that did not come from a form of ours. */
function idOf(req: Request): string | undefined {
  const body = (req.body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof body[KEY_FIELD] !== 'string') return undefined;
  const hash = createHash('sha256');
  hash.update(JSON.stringify([req.user?.accountId, req.originalUrl, body]));
  for (const { fieldname, originalname, size, sha256 } of uploadsOf(req))
    hash.update(JSON.stringify([fieldname, originalname, size, sha256]));
  return hash.digest('hex');
}
