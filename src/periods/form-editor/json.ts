import { cleanText, clip } from '../../platform/text/text.js';
import { formDefinition, type FormDefinition } from '../../form/definition.js';
import { inVietnamese, pathWords, type FormProblem } from './problems.js';

/** Reads a form from text in JSON: the form, or every problem with its line or its path. */
export function readFormText(text: string): { form: FormDefinition } | { problems: FormProblem[] } {
  if (text.trim() === '')
    return { problems: [{ path: '', message: 'Hãy dán nội dung JSON hoặc chọn tệp.' }] };
  const line = brokenLine(text);
  if (line > 0) return { problems: [brokenJson(text, line)] };
  const result = formDefinition.safeParse(JSON.parse(text, cleanTexts), { error: inVietnamese });
  if (result.success) return { form: result.data };
  return { problems: result.error.issues.map(({ path, message }) => ({ path: pathWords(path), message })) };
}

/** Escapes of JSON hide from the form what a text must not hold. */
function cleanTexts(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? cleanText(value) : value;
}

/**
 * The line, from 1, at which the text stops being JSON; 0 where it is JSON. Lines are added until the parser complains
 * of something else than an end that comes too early: nothing in JSON but white space spans a line end.
 */
function brokenLine(text: string): number {
  if (!complaint(text)) return 0;
  const lines = text.split('\n');
  const upTo = (count: number) => complaint(`${lines.slice(0, count).join('\n')}\n`);
  const isBroken = (count: number) => !['', 'early end'].includes(upTo(count));
  let [sound, broken] = [0, lines.length];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (isBroken(middle)) broken = middle;
    else sound = middle;
  }
  return broken;
}

function complaint(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    const words = String(error);
    const isAtEnd = /end of JSON/.test(words) || words.includes(`at position ${text.length}`);
    return isAtEnd ? 'early end' : words;
  }
}

function brokenJson(text: string, line: number): FormProblem {
  const there = clip((text.split('\n')[line - 1] ?? '').trim(), 60);
  const early = complaint(text) === 'early end';
  return {
    path: `Dòng ${line}`,
    message: early
      ? 'nội dung kết thúc sớm, thiếu dấu đóng ngoặc.'
      : `chỗ này không đúng cách viết JSON: ${there}`,
  };
}
