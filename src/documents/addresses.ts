export const DOCUMENTS = '/van-ban';
export const DOCUMENTS_FEED = '/van-ban/nguon-tin.xml';

export function documentAddress(id: number | ':id'): string {
  return `/van-ban/${id}`;
}

/** Where an administrator publishes them. */
export const DOCUMENT_ADMIN = '/quan-tri/van-ban';
