import { withQuery } from '../platform/http/query.js';
import { readId } from '../platform/text/numbers.js';
import { cleanLine, clip } from '../platform/text/text.js';
import { messageKinds, type MessageKind } from './names.js';
import { MESSAGES } from './addresses.js';

/** `unsent`: what waits and what failed. */
export const states = ['unsent', 'waiting', 'failed', 'sent', 'all'] as const;
export type MessageState = (typeof states)[number];

/** What the list is asked for, as the address says it. */
export interface MessageQuery {
  readonly state: MessageState;
  readonly kind?: MessageKind;
  /** Part of a subject, a name or an address, as typed. */
  readonly search: string;
  /** The code of a unit or a part of its name, as typed. */
  readonly unit: string;
  /** The id of the last message of the page before. */
  readonly after?: number;
}

/** Reads the address's query; a value that means nothing is left out. */
export function readMessageQuery(query: Record<string, unknown>): MessageQuery {
  const text = (name: string) => clip(cleanLine(typeof query[name] === 'string' ? query[name] : ''), 200);
  const kind = text('loai');
  const after = readId(query['sau']);
  return {
    state: states.find((state) => state === text('trang-thai')) ?? 'unsent',
    ...(Object.hasOwn(messageKinds, kind) ? { kind: kind as MessageKind } : {}),
    search: text('tim'),
    unit: text('don-vi'),
    ...(after === undefined ? {} : { after }),
  };
}

/** The list's address that asks for this; the page is left out unless `after` says it. */
export function messagesAddress(query: MessageQuery, after?: number): string {
  return withQuery(MESSAGES, {
    'trang-thai': query.state === 'unsent' ? '' : query.state,
    loai: query.kind,
    tim: query.search,
    'don-vi': query.unit,
    sau: after?.toString(),
  });
}
