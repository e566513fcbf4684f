export const ACCESSIBILITY = '/tiep-can';
