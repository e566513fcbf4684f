import { issuerHead, type Issuer } from '../../document-settings/issuer.js';
import type { OfficialDocument } from '../../platform/documents/content.js';
import { BRANCH_HEADS, type Summary } from './rules.js';

/** The summary as a paper of the unit, for its own use: it has no number and nobody signs it. */
export function summaryDocument(summary: Summary, issuer: Issuer, madeAt: Date): OfficialDocument {
  const { title, unit, when, sentences, rates, branches } = summary;
  return {
    title: `${title} - ${unit}`,
    draft: false,
    madeAt,
    letterhead: { ...issuerHead(issuer), date: madeAt },
    type: 'Tóm tắt',
    subject: title.replace('Tóm tắt tình hình', 'Tình hình'),
    blocks: [
      ...sentences.map((text) => ({ kind: 'paragraph', text }) as const),
      {
        kind: 'table',
        widths: [0.28, 0.14, 0.22, 0.36],
        figures: 0,
        header: ['Tỷ lệ', 'Nay', 'Số đơn vị', 'Năm trước'],
        rows: rates.map(({ label, value, of, before, change }) => [label, value, of, before + change]),
      },
      { kind: 'paragraph', text: summary.comparedWith, italic: true },
      ...(branches.length > 0 ? branchBlocks(summary) : []),
      { kind: 'paragraph', text: `${when}.`, italic: true },
    ],
  };
}

function branchBlocks({ branches, branchesTitle }: Summary): OfficialDocument['blocks'] {
  return [
    { kind: 'heading', text: branchesTitle, level: 2 },
    {
      kind: 'table',
      widths: [0.3, 0.17, 0.12, 0.1, 0.1, 0.11, 0.1],
      figures: 5,
      header: BRANCH_HEADS,
      rows: branches,
    },
  ];
}
