import { issuerHead, type Issuer } from '../../document-settings/issuer.js';
import type { OfficialDocument } from '../../platform/documents/content.js';
import { officialLayout, type OfficialLayout } from '../../platform/documents/layout.js';
import { BRANCH_HEADS, type Summary } from './rules.js';

/** So many rows stand on one sheet in a readable size, even where each name takes two lines. */
const FEW_ROWS = 12;

/** Smaller and closer than a paper that goes out: all the branches that the page names are to stand on one sheet. */
export function summaryLayout({ branches }: Pick<Summary, 'branches'>): OfficialLayout {
  const isLong = branches.length > FEW_ROWS;
  return {
    ...officialLayout,
    margins: { top: 15, bottom: 15, left: 20, right: 15 },
    sizes: { ...officialLayout.sizes, body: 12, table: isLong ? 9 : 10.5 },
    paragraphGap: 3,
    lineSpacing: 1,
    cellPadding: isLong ? 0.6 : 1,
  };
}

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
      widths: [0.41, 0.2, 0.09, 0.075, 0.075, 0.08, 0.07],
      figures: 5,
      header: BRANCH_HEADS,
      rows: branches,
    },
  ];
}
