import { randomUUID } from 'node:crypto';
import { openMailer } from '../../platform/jobs/mailer.js';
import { isMailAddress } from '../../platform/text/text.js';
import type { Command } from './command.js';

/** Past the outbox, so that it says at once what the mail server answers. */
export const mailTest: Command = {
  usage: 'ADDRESS',
  summary: 'sends one message there, and says what the mail server answers',
  takes: [1, 1],
  run: async ({ mail }, [address = '']) => {
    if (!isMailAddress(address)) return { text: `${address} is no mail address.`, isWell: false };
    if (!mail)
      return { text: 'SMTP_URL and MAIL_FROM are not set: the portal sends no mail.', isWell: false };
    const mailer = openMailer(mail);
    const text = 'Đây là thư thử của Cổng Nêu gương. Nhận được thư này nghĩa là cổng gửi thư được.';
    const letter = {
      id: randomUUID(),
      to: { name: '', address },
      subject: 'Thư thử',
      text,
      html: `<p>${text}</p>`,
    };
    const sending = await mailer.send(letter);
    mailer.close();
    if (sending.outcome === 'sent') return { text: `The mail server took a message for ${address}.` };
    return { text: `The message did not go (${sending.outcome}): ${sending.reason}`, isWell: false };
  },
};
