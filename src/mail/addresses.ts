/** The messages that an administrator looks at. */
export const MESSAGES = '/quan-tri/thu';

/** Where an administrator lets the mail go again that a restored database holds back. */
export const RELEASE = `${MESSAGES}/gui-tro-lai`;

export function messageAddress(id: number | ':id'): string {
  return `/quan-tri/thu/${id}`;
}
