import type { MessageKind } from './names.js';

/** Who gets a message: an active account with an address. */
export interface Mailbox {
  readonly accountId: number;
  readonly name: string;
  readonly address: string;
}

/** A message for the outbox. Name and subject are one line each; the address is one (platform/text/text.ts). */
export interface NewMessage {
  readonly kind: MessageKind;
  readonly to: Mailbox;
  readonly unitId: number;
  readonly reportId?: number;
  readonly submissionNumber?: number;
  /** The row of the reminder log that it is part of. */
  readonly deliveryId?: number;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
