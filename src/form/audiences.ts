/** Whom the duty is for, by the parts of section II of the guidance: II.1, II.2, II.3. */
export const audiences = ['civil-servant', 'public-employee', 'worker'] as const;
export type Audience = (typeof audiences)[number];

export const audienceNames: Readonly<Record<Audience, string>> = {
  'civil-servant': 'Cán bộ, công chức',
  'public-employee': 'Viên chức',
  worker: 'Công nhân lao động',
};
