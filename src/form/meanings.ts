// What the portal itself knows a field by: the codes of the default form. A form that an administrator writes with other
// codes is asked and consolidated as any other.

interface Coded {
  readonly code: string;
  readonly kind: string;
  readonly sum: boolean;
}

/** Of the reports of a period that are not exempt: all, or those that were received, as /theo-doi counts them. */
export type UnionsFact = 'expected' | 'received';

/** By the code of the figure that counts the unions below so. */
export const unionsFields: Readonly<Record<string, UnionsFact>> = {
  children_to_report: 'expected',
  children_reported: 'received',
};

/** What is said beside these figures, since they are asked of nobody. */
export const unionsHelp: Readonly<Record<UnionsFact, string>> = {
  expected:
    'Cổng tự tính: các đơn vị trực tiếp không được miễn, cộng với số mà báo cáo của các đơn vị ấy ghi.',
  received: 'Cổng tự tính đến lúc nộp báo cáo này, kể cả đơn vị nộp trễ.',
};

/** Which unions below the figure counts: the portal answers it, and asks nobody. Undefined for any other field. */
export function unionsCounted({ code, kind, sum }: Coded): UnionsFact | undefined {
  return sum && kind === 'integer' && Object.hasOwn(unionsFields, code) ? unionsFields[code] : undefined;
}

const MEMBERS: readonly string[] = ['members_civil_servant', 'members_public_employee', 'members_worker'];

/** Whether the figure counts the members of an audience, those of unions below among them. */
export function countsMembers({ code, kind }: Coded): boolean {
  return kind === 'integer' && MEMBERS.includes(code);
}

/** Whether the field is the day that stands on the report. */
export function isReportDate({ code, kind }: Pick<Coded, 'code' | 'kind'>): boolean {
  return kind === 'date' && code === 'report_date';
}
