import type { Paper } from '../document/rules.js';

/** Where each paper is issued, below the inspection's own address. */
export const issuingPaths: Readonly<Record<Paper, string>> = {
  'thong-bao': 'thong-bao',
  'bien-ban': 'bien-ban/chot',
  'ket-luan': 'ket-luan',
};
