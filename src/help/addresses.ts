export const HELP = '/tro-giup';

/** The guide of one role. */
export function guideAddress(slug: string): string {
  return `${HELP}/${slug}`;
}
