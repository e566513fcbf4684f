/** To everybody. */
export const ANNOUNCEMENTS = '/thong-bao';

export function announcementAddress(id: number | ':id'): string {
  return `/thong-bao/${id}`;
}

/** To units, who sign in. */
export const UNIT_ANNOUNCEMENTS = '/thong-bao-don-vi';

export function unitAnnouncementAddress(id: number | ':id'): string {
  return `/thong-bao-don-vi/${id}`;
}

/** Where an administrator writes them. */
export const ANNOUNCEMENT_ADMIN = '/quan-tri/thong-bao';
