/** What a passage is worth carrying for. */
export const passageKinds = ['STRENGTH', 'MODEL_EXAMPLE', 'DIFFICULTY', 'PROPOSAL'] as const;
export type PassageKind = (typeof passageKinds)[number];

export const passageKindNames: Record<PassageKind, string> = {
  STRENGTH: 'Cách làm hay, kết quả tốt',
  MODEL_EXAMPLE: 'Gương điển hình',
  DIFFICULTY: 'Khó khăn, hạn chế',
  PROPOSAL: 'Kiến nghị, đề xuất',
};

/** The longest edited copy of a passage. */
export const LONGEST_PASSAGE = 20_000;
