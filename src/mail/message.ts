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
  /** Who has no account may be written to as well. */
  readonly to: Omit<Mailbox, 'accountId'> & { readonly accountId: number | null };
  readonly unitId: number;
  readonly reportId?: number;
  readonly submissionNumber?: number;
  /** The row of the reminder log that it is part of. */
  readonly deliveryId?: number;
  /** The inspection whose day it tells, and the day that its receiver knew before. */
  readonly inspectionId?: number;
  readonly inspectionDay?: Date | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
