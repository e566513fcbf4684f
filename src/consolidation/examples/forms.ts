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

export interface ExampleData {
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

const exampleForm = z.object({
  version: numberField('Số phiên bản').default(0),
  kind: z.enum(exampleKinds, { error: 'Hãy chọn tập thể hay cá nhân.' }),
  name: lineField('Tên tập thể hoặc họ tên cá nhân', 200),
  position: optionalLine('Chức vụ, công việc', 200),
  unitName: lineField('Đơn vị', 200),
  audience: z.enum(['', ...audiences], { error: 'Hãy chọn đối tượng trong danh sách.' }).default(''),
  deed: textField('Việc làm, thành tích', 5000),
  mayBeNamed: tickField('Lựa chọn công bố không hợp lệ.'),
  passageId: numberField('Đoạn trích').default(0),
});

export function parseExample(body: unknown): Parsed<ExampleData> {
  return parseForm(exampleForm, body);
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
