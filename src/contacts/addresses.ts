/** Who of the direct children has said so. */
export const CONFIRMATIONS = '/quan-tri/dau-moi';
