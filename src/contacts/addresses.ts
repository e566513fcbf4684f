/** Where a unit says who files and who signs for it this year. */
export const CONTACTS = '/dau-moi';

/** Who of the direct children has said so. */
export const CONFIRMATIONS = '/quan-tri/dau-moi';
