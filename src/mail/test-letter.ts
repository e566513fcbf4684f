import { randomUUID } from 'node:crypto';
import type { MailSettings } from '../config.js';
import { openMailer, type Sending } from '../platform/jobs/mailer.js';

/**
 * Sends one message past the outbox, so that it is known at once what the mail server answers. Never throws. `patience`: how
 * long each step with the server may take, in ms.
 */
export async function sendTestLetter(
  settings: MailSettings,
  address: string,
  patience?: number,
): Promise<Sending> {
  const mailer = openMailer(settings, patience);
  const text = 'Đây là thư thử của Cổng Nêu gương. Nhận được thư này nghĩa là cổng gửi thư được.';
  const sending = await mailer.send({
    id: randomUUID(),
    to: { name: '', address },
    subject: 'Thư thử',
    text,
    html: `<p>${text}</p>`,
  });
  mailer.close();
  return sending;
}
