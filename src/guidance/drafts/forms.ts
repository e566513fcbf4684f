import { z } from 'zod';
import {
  choiceField,
  dayField,
  lineField,
  numberField,
  optionalLine,
  parseForm,
  postedValues,
  textField,
  type Parsed,
  type Values,
} from '../../platform/page/forms.js';
import { cleanLine } from '../../platform/text/text.js';
import { MOST_BULLETS, type Box } from './boxes.js';
import { anchorProblem } from './rules.js';
import { audiences } from '../../form/audiences.js';

/** What was typed into `boxes`. */
export function readBoxes(boxes: readonly Box[], body: unknown): Parsed<Values> {
  const shape = Object.fromEntries(boxes.map((box) => [box.name, fieldOf(box)]));
  const posted = parseForm(z.object({ ...shape, version: numberField('Số phiên bản') }), body);
  if (!posted.ok) return posted;
  const typed = Object.entries(posted.data).filter(([name]) => name !== 'version');
  return { ok: true, data: Object.fromEntries(typed.map(([name, text]) => [name, String(text)])) };
}

/** Whether somebody saved the working copy since the page was opened that was posted: asked before all else. */
export function isStale({ draft }: { readonly draft: { readonly version: number } }, body: unknown): boolean {
  const { version = '' } = postedValues(body);
  return /^\d{1,9}$/.test(version) && Number(version) !== draft.version;
}

/** How many places for bullets were posted. */
export function postedPlaces(body: unknown): number {
  const numbers = Object.keys(postedValues(body)).map((name) =>
    Number(/^text(\d{1,3})$/.exec(name)?.[1] ?? 0),
  );
  return Math.min(MOST_BULLETS, Math.max(0, ...numbers));
}

export const publicationForm = z.object({
  note: textField('Nội dung thay đổi và lý do', 2000),
  day: dayField('Ngày công bố'),
  version: numberField('Số phiên bản'),
});

const button = z.object({
  version: numberField('Số phiên bản'),
  do: z
    .string({ error: 'Thiếu thao tác.' })
    .regex(/^(?:up|down|remove) \S{1,100}$/, 'Thao tác không hợp lệ.'),
});

/** One press of a button of the overview. */
export function readButton(
  body: unknown,
): Parsed<{ version: number; way: 'up' | 'down' | 'remove'; anchor: string }> {
  const posted = parseForm(button, body);
  if (!posted.ok) return posted;
  const [way, anchor] = posted.data.do.split(' ') as ['up' | 'down' | 'remove', string];
  return { ok: true, data: { version: posted.data.version, way, anchor } };
}

function fieldOf({ kind, label, max, optional }: Box) {
  switch (kind) {
    case 'audience':
      return choiceField(label, ['', ...audiences]).default('');
    case 'anchor':
      return anchorField(label, max, optional);
    case 'order':
      return z
        .string()
        .trim()
        .regex(/^\d{0,3}$/, `${label} phải là số, tối đa ba chữ số.`)
        .default('');
    case 'lines':
      return textField(label, max).transform((text) =>
        text
          .split('\n')
          .map(cleanLine)
          .filter((line) => line !== '')
          .join('\n'),
      );
    case 'line':
      return optional ? optionalLine(label, max) : lineField(label, max);
  }
}

function anchorField(label: string, max: number, optional: boolean) {
  return (optional ? optionalLine(label, max) : lineField(label, max)).superRefine((anchor, ctx) => {
    const message = anchor === '' ? undefined : anchorProblem(anchor);
    if (message) ctx.addIssue({ code: 'custom', message });
  });
}
