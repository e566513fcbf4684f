export const ACCESSIBILITY = '/tiep-can';

/** RFC 9116 */
export const SECURITY_TEXT = '/.well-known/security.txt';
