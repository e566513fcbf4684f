import { z } from 'zod';
import {
  lineField,
  numberField,
  optionalLine,
  parseForm,
  textField,
  tickField,
  type Parsed,
} from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { withQuery } from '../../platform/http/query.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import type { ExampleQuery } from './finders.js';
import { audiences } from '../../form/audiences.js';

export const exampleKinds = ['COLLECTIVE', 'INDIVIDUAL'] as const;

/** How a person agreed to be named in public. */
const consentWays = ['PAPER', 'MAIL'] as const;

export interface Consent {
  /** '' where nobody is asked: a collective, or who is not named. */
  readonly consentHow: (typeof consentWays)[number] | '';
  /** Who asked, when, and where the paper or the mail lies. */
  readonly consentNote: string;
}

export interface ExampleData extends Consent {
  readonly version: number;
  readonly kind: (typeof exampleKinds)[number];
  readonly name: string;
  readonly position: string;
  readonly unitName: string;
  readonly audience: string;
  readonly deed: string;
  readonly mayBeNamed: boolean;
  /** The passage that it is made from; 0 where it is written by hand. */
  readonly passageId: number;
}

const consent = {
  consentHow: z.enum(['', ...consentWays], { error: 'Hãy chọn cách đồng ý trong danh sách.' }).default(''),
  consentNote: optionalLine('Ai hỏi, ngày nào, lưu ở đâu', 200),
};

const exampleForm = z.object({
  version: numberField('Số phiên bản').default(0),
  kind: z.enum(exampleKinds, { error: 'Hãy chọn tập thể hay cá nhân.' }),
  name: lineField('Tên tập thể hoặc họ tên cá nhân', 200),
  position: optionalLine('Chức vụ, công việc', 200),
  unitName: lineField('Đơn vị', 200),
  audience: z.enum(['', ...audiences], { error: 'Hãy chọn đối tượng trong danh sách.' }).default(''),
  deed: textField('Việc làm, thành tích', 5000),
  mayBeNamed: tickField('Lựa chọn công bố không hợp lệ.'),
  ...consent,
  passageId: numberField('Đoạn trích').default(0),
});

/** A person is named only where their consent is recorded. */
export function parseExample(body: unknown): Parsed<ExampleData> {
  return parseForm(exampleForm.superRefine(requireConsent), body);
}

function requireConsent(
  { kind, mayBeNamed, consentHow, consentNote }: Omit<ExampleData, 'version' | 'passageId'>,
  context: z.core.$RefinementCtx,
): void {
  if (kind !== 'INDIVIDUAL' || !mayBeNamed) return;
  if (consentHow === '') context.addIssue({ code: 'custom', path: ['consentHow'], message: NO_WAY });
  if (consentNote === '') context.addIssue({ code: 'custom', path: ['consentNote'], message: NO_NOTE });
}
const NO_WAY = 'Hãy chọn người được nêu tên đã đồng ý bằng cách nào; chưa đồng ý thì bỏ dấu “Được nêu tên”.';
const NO_NOTE = 'Hãy ghi ai hỏi, ngày nào và giấy hoặc thư đồng ý lưu ở đâu.';

const consentForm = z.object({
  version: numberField('Số phiên bản'),
  consentHow: z.enum(consentWays, { error: NO_WAY }),
  consentNote: lineField('Ai hỏi, ngày nào, lưu ở đâu', 200),
});

/** That somebody whom an example names agreed, recorded by itself. */
export function parseConsent(body: unknown): Parsed<z.infer<typeof consentForm>> {
  return parseForm(consentForm, body);
}

/** What means nothing is left out. */
export function readExampleQuery(query: Record<string, unknown>): ExampleQuery {
  const name = query['ten'];
  return {
    kind: exampleKinds.find((kind) => kind === query['loai']),
    audience: audiences.find((audience) => audience === query['doi-tuong']),
    name: typeof name === 'string' ? clip(cleanLine(name), 200) : '',
    after: readId(query['sau']),
  };
}

export function exampleAddress(path: string, query: ExampleQuery, after?: number): string {
  return withQuery(path, {
    loai: query.kind,
    'doi-tuong': query.audience,
    ten: query.name,
    sau: after ? String(after) : '',
  });
}
