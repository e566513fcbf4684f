import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { formatTime } from '../../platform/text/format.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import { page, type Frame } from '../../platform/page/render.js';
import { asAnyone } from '../../platform/http/routing.js';
import { VERIFICATION } from '../addresses.js';
import { readVerificationCode } from '../submission-content.js';
import { latestRoot } from '../../history/chain/finders.js';
import { hashInWords, rootName } from '../../history/chain/rules.js';
import { receiptByCode } from '../finders.js';
import { sinceWords } from '../lifecycle.js';

export interface VerifyPage extends Frame {
  typed: string;
  error: string;
  /** `since`: what has become of it; '' while it is the latest. */
  found: { unit: string; year: string; number: string; submittedAt: string; since: string } | null;
  /** What the record of submissions and history had come to when a day was over, in groups of eight; null on its first day. */
  root: { name: string; hash: string } | null;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/verify': VerifyPage;
  }
}

const MALFORMED = 'Mã biên nhận gồm 12 chữ và số, ví dụ 7K2M-Q9XA-04TZ. Hãy xem lại biên nhận rồi nhập lại.';
const UNKNOWN = 'Không có lần nộp nào mang mã này. Hãy xem lại biên nhận rồi nhập lại.';

type Receipt = NonNullable<Awaited<ReturnType<typeof receiptByCode>>>;

function foundView({ number, submittedAt, report }: Receipt): NonNullable<VerifyPage['found']> {
  return {
    unit: report.unitName,
    year: String(report.period.year),
    number: String(number),
    submittedAt: formatTime(submittedAt),
    since: sinceWords(number, report.submissions[0]?.number ?? number, report.status),
  };
}

/** /xac-thuc: anyone checks a receipt's code, and learns unit, period, number and time, and whether it still is the latest. */
export function verificationRoutes({ db }: AppDeps): Router {
  const router = Router();
  router.get(
    VERIFICATION,
    asAnyone(async (req, res) => {
      const asked = req.query['ma'];
      const typed = typeof asked === 'string' ? clip(cleanLine(asked), 100) : '';
      const code = readVerificationCode(typed);
      const receipt = code ? await receiptByCode(db, code) : null;
      const error = typed === '' || receipt ? '' : code ? UNKNOWN : MALFORMED;
      const status = error === '' ? 200 : code ? 404 : 422;
      const found = receipt && foundView(receipt);
      const sealed = await latestRoot(db);
      const root = sealed && { name: rootName(sealed), hash: hashInWords(sealed.hash) };
      const frame = { title: 'Tra cứu biên nhận', nav: 'verification' as const, hasErrors: error !== '' };
      page(res, 'reports/verify', { ...frame, typed, error, found, root }, status);
    }),
  );
  return router;
}
