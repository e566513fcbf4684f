/** What a unit was asked to acknowledge. */
export const ACKNOWLEDGEMENTS = '/xac-nhan';

export function acknowledgementAddress(id: number | ':id'): string {
  return `/xac-nhan/${id}`;
}

/** Who has acknowledged a request among the units below one's own. */
export function followedRequestAddress(request: number | ':request'): string {
  return `/xac-nhan/theo-doi/${request}`;
}

/** The requests that an administrator makes. */
export const REQUESTS = '/quan-tri/xac-nhan';
