import { sendTestLetter } from '../../mail/test-letter.js';
import { isMailAddress } from '../../platform/text/text.js';
import type { Command } from './command.js';

export const mailTest: Command = {
  usage: 'ADDRESS',
  summary: 'sends one message there, and says what the mail server answers',
  takes: [1, 1],
  run: async ({ mail }, [address = '']) => {
    if (!isMailAddress(address)) return { text: `${address} is no mail address.`, isWell: false };
    if (!mail)
      return { text: 'SMTP_URL and MAIL_FROM are not set: the portal sends no mail.', isWell: false };
    const sending = await sendTestLetter(mail, address);
    if (sending.outcome === 'sent') return { text: `The mail server took a message for ${address}.` };
    return { text: `The message did not go (${sending.outcome}): ${sending.reason}`, isWell: false };
  },
};
