import type { MailSettings } from '../../config.js';
import { cleanLine, clip } from '../text/text.js';

export interface Letter {
  /** The same at every attempt, so that a receiver can tell a second copy; without brackets or host. */
  readonly id: string;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** What came of one attempt; `reason` is Vietnamese, for a person to read. */
export type Sending =
  | { readonly outcome: 'sent' }
  /** `try-again`: it may go later. `refused`: this message never will. `bounced`: nothing will reach this address. */
  | { readonly outcome: 'try-again' | 'refused' | 'bounced'; readonly reason: string };

export interface Mailer {
  /** Never throws; answers within a minute or so whatever the server does. */
  send(letter: Letter): Promise<Sending>;
  close(): void;
}

/** How many letters may be on their way at once; more wait for each other. */
export const LANES = 3;

/** Connects at the first letter, and keeps its connections for those that follow. `patience`: how long each step may take, in ms. */
export function openMailer({ url, from }: MailSettings, patience = 15_000): Mailer {
  let transport: ReturnType<typeof openTransport> | undefined;
  const host = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    send: async ({ id, to, subject, text, html }) => {
      const headers = { 'Auto-Submitted': 'auto-generated' };
      try {
        const opened = await (transport ??= openTransport(url, patience));
        await opened.sendMail({ from, to, subject, text, html, headers, messageId: `<${id}@${host}>` });
        return { outcome: 'sent' };
      } catch (error) {
        return failure(error as SmtpError);
      }
    },
    close: () => {
      void transport?.then((opened) => {
        opened.close();
      });
    },
  };
}

async function openTransport(url: string, patience: number) {
  // Read at the first letter: a portal without mail never does.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    pool: true,
    maxConnections: LANES,
    // The outbox tries again, and counts.
    maxRequeues: 0,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    dnsTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

interface SmtpError extends Error {
  code?: string;
  /** The command that was answered. */
  command?: string;
  response?: string;
  responseCode?: number;
}

/**
 * A 5xx to the address or to the message itself is final (RFC 5321, 4.2.1). One to the greeting, the sign-in or the
 * sender is about this portal's settings, which a person may mend meanwhile.
 */
function failure({ code = '', command, message, response, responseCode = 0 }: SmtpError): Sending {
  const final = { 'RCPT TO': 'bounced', DATA: 'refused' } as const;
  const isAboutMessage = command === 'RCPT TO' || command === 'DATA';
  const outcome = responseCode >= 500 && isAboutMessage ? final[command] : 'try-again';
  const said = clip(cleanLine(response ?? message), 300);
  return { outcome, reason: `${REASONS[code] ?? 'Không gửi được'}: ${said}` };
}

const REASONS: Partial<Record<string, string>> = {
  EENVELOPE: 'Máy chủ thư không nhận thư này',
  EMESSAGE: 'Máy chủ thư không nhận thư này',
  EAUTH: 'Máy chủ thư không cho đăng nhập',
  ETIMEDOUT: 'Máy chủ thư không trả lời kịp',
  ECONNECTION: 'Mất kết nối với máy chủ thư',
  ESOCKET: 'Không kết nối được với máy chủ thư',
  EDNS: 'Không tìm thấy máy chủ thư',
  ETLS: 'Không kết nối được an toàn với máy chủ thư',
};
