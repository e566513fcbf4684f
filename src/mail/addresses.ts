/** The messages that an administrator looks at. */
export const MESSAGES = '/quan-tri/thu';

export function messageAddress(id: number | ':id'): string {
  return `/quan-tri/thu/${id}`;
}
