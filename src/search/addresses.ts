export const SEARCH = '/tim-kiem';
