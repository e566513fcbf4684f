/** The whole text. */
export const GUIDANCE = '/huong-dan';

/** Its published versions. */
export const GUIDANCE_VERSIONS = '/huong-dan/cac-ban';

export function guidanceVersionAddress(number: number | ':number'): string {
  return `/huong-dan/ban/${number}`;
}

/** What it asks of each audience. */
export const OBLIGATIONS = '/nghia-vu';

/** `slug` is that of the audience's page. */
export function obligationsAddress(slug: string): string {
  return `/nghia-vu/${slug}`;
}

/** "Tôi thuộc đối tượng nào?" */
export const WHICH_AUDIENCE = '/nghia-vu/toi-la-ai';

/** Where an administrator drafts it. */
export const GUIDANCE_ADMIN = '/quan-tri/huong-dan';
