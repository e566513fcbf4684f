import type { Request } from 'express';
import type { AppDeps } from '../deps.js';
import type { Upload } from '../platform/files/upload-storage.js';
import { scanFile, type Clamd, type Scan } from '../platform/files/virus-scan.js';
import { noteSecurity } from '../platform/http/security-log.js';
import { cleanLine } from '../platform/text/text.js';
import { recordInfected } from './infected-commands.js';

type Deps = Pick<AppDeps, 'db' | 'clock' | 'config' | 'log'>;

/**
 * Has clamd look through whatever is sent, before anybody reads it; undefined where the installation has none. An infected
 * file is refused and recorded. What cannot be looked through is refused, too, and may be sent again (docs/decisions/0076).
 */
export function scanning(deps: Deps): Scan | undefined {
  const { clamd } = deps.config;
  if (!clamd) return undefined;
  return async (req, uploads) => {
    for (const upload of uploads) if (upload.size > 0) await scan(deps, clamd, req, upload);
  };
}

async function scan(deps: Deps, clamd: Clamd, req: Request, upload: Upload): Promise<void> {
  const name = cleanLine(upload.originalname).slice(0, 200);
  try {
    const verdict = await scanFile(clamd, upload.path);
    if (!verdict.infected) return;
    upload.refusal = `Tệp “${name}” có mã độc (${verdict.name}) nên hệ thống không nhận. Hãy quét máy bằng phần mềm diệt vi-rút, lấy bản sạch rồi gửi lại.`;
    await tell(deps, req, name, verdict.name);
  } catch (error) {
    deps.log.error({ err: error }, 'clamd could not look through a file');
    upload.refusal = `Hệ thống chưa kiểm tra được mã độc trong tệp “${name}” nên chưa nhận tệp. Hãy gửi lại sau ít phút.`;
  }
}

async function tell({ db, clock }: Deps, req: Request, file: string, malware: string): Promise<void> {
  const actor = req.user ?? null;
  noteSecurity(req, { event: 'infected-file', outcome: 'refused', account: actor?.username, about: file });
  await recordInfected(db, actor, { file, malware }, clock());
}
