export const HELP = '/tro-giup';
export const ACCESSIBILITY = '/tiep-can';
