import type { Request } from 'express';
import { checkFile, type CheckedFile } from '../../platform/files/file-kinds.js';
import { firstPageIfRoom } from '../../platform/files/first-page.js';
import { askerKey } from '../../platform/http/asker.js';
import type { Queue } from '../../platform/jobs/queue.js';
import { postedTexts, postedValues, type FieldError, type Values } from '../../platform/page/forms.js';
import { cleanLine, hasControls } from '../../platform/text/text.js';
import { isComputed, type SectionDefinition, isNarrative, takesFiles } from '../../form/definition.js';
import { readAnswers } from '../../form/answers.js';
import type { NewFile, SectionEdit } from './commands.js';
import { attachedOf } from '../../form/kinds.js';

export interface SectionForm {
  readonly edit: SectionEdit;
  /** What was typed, cleaned, to be shown again. */
  readonly typed: Values;
  readonly errors: readonly FieldError[];
  readonly then: Then;
  /** The codes of the failed checks that the page has told already. */
  readonly told: readonly string[];
  /** The fields whose answers of last year are taken over, their codes apart by blanks; ALL for every empty one; '' for none. */
  readonly take: string;
  readonly hadFiles: boolean;
}

/**
 * Reads a posted section. A name the section does not have, or a version that is no number, is an error of the whole
 * form. `lastYear`: last year's answers as they are typed, for a form that asks to take them over.
 */
export async function readSectionForm(
  queue: Queue,
  section: SectionDefinition,
  req: Request,
  lastYear: Values,
): Promise<SectionForm> {
  const posted = postedValues(req.body);
  const typed = { ...posted, ...takenOver(section, posted, lastYear) };
  const { answers, errors } = readAnswers(section, typed);
  const uploads = await readUploads(queue, section, req);
  return {
    edit: {
      version: Number(typed['version']),
      seen: typed['seen'] ?? '',
      answers,
      notApplicable: typed['notApplicable'] === 'yes',
      reason: cleanLine(typed['notApplicableReason'] ?? ''),
      newFiles: uploads.files,
      removedFiles: removedFiles(section, typed),
    },
    typed,
    errors: [
      ...formErrors(section, posted),
      ...controlErrors(postedTexts(req.body)),
      ...reasonErrors(typed['notApplicableReason'] ?? ''),
      ...errors,
      ...uploads.errors,
    ],
    then: THENS.find((then) => then === typed['then']) ?? 'list',
    told: (typed['told'] ?? '').split(' '),
    take: typed['take'] ?? '',
    hadFiles: uploads.files.length > 0 || uploads.errors.length > 0,
  };
}

export const ALL = '*';

/** Where the buttons lead. */
const THENS = ['previous', 'next', 'list', 'check'] as const;
export type Then = (typeof THENS)[number];

/**
 * Last year's answers of the fields asked for by name, or of every field still empty. A text that is there already keeps
 * its place before it.
 */
function takenOver(section: SectionDefinition, typed: Values, lastYear: Values): Record<string, string> {
  const take = typed['take'] ?? '';
  const asked = take.split(' ');
  const fields = section.fields.filter(({ code }) =>
    take === ALL ? (typed[code] ?? '') === '' : asked.includes(code),
  );
  return Object.fromEntries(
    fields.flatMap((field) => {
      const { code } = field;
      const [mine, theirs] = [typed[code] ?? '', lastYear[code]];
      if (theirs === undefined) return [];
      return [[code, isNarrative(field) && mine !== '' ? `${mine}\n\n${theirs}` : theirs]];
    }),
  );
}

function reasonErrors(reason: string): FieldError[] {
  if (reason.length <= MOST_REASON) return [];
  return [{ field: 'notApplicableReason', message: `Lý do dài quá ${MOST_REASON} ký tự.` }];
}
const MOST_REASON = 1000;

function formErrors(section: SectionDefinition, posted: Values): FieldError[] {
  const statement = section.notApplicable ? ['notApplicable', 'notApplicableReason'] : [];
  const names = new Set(['version', 'seen', 'told', 'then', 'take', ...statement]);
  for (const field of section.fields.filter((f) => !isComputed(f)))
    names.add(takesFiles(field) ? `remove_${field.code}` : field.code);
  // A file control left empty arrives as an empty text in a body that is not multipart.
  const unknown = Object.keys(posted).filter(
    (name) => !names.has(name) && !isEmptyFile(section, posted, name),
  );
  const errors = unknown.length > 0 ? [unknownNames(unknown)] : [];
  if (/^\d{1,9}$/.test(posted['version'] ?? '')) return errors;
  return [
    ...errors,
    { field: '', message: 'Thiếu số phiên bản của phần này. Hãy tải lại trang rồi gửi lại.' },
  ];
}

function unknownNames(names: readonly string[]): FieldError {
  return {
    field: '',
    message: `Biểu mẫu không có ô “${names.join('”, “')}”. Hãy tải lại trang rồi gửi lại.`,
  };
}

function isEmptyFile(section: SectionDefinition, posted: Values, name: string): boolean {
  return posted[name] === '' && section.fields.some((field) => takesFiles(field) && field.code === name);
}

function controlErrors(posted: Values): FieldError[] {
  return Object.entries(posted)
    .filter(([, text]) => hasControls(text))
    .map(([field]) => ({
      field,
      message:
        'Có ký tự điều khiển không nhìn thấy được; hệ thống đã bỏ các ký tự ấy. Hãy xem lại rồi lưu lại.',
    }));
}

function removedFiles(section: SectionDefinition, typed: Values): number[] {
  return section.fields
    .flatMap((field) => (typed[`remove_${field.code}`] ?? '').split('\n'))
    .filter((id) => /^\d{1,9}$/.test(id))
    .map(Number);
}

/** What is seen of a PDF before it is opened: nothing where it cannot be drawn, or not now; the file is kept all the same. */
async function drawn(queue: Queue, key: string, { mediaType, content }: CheckedFile) {
  const first = mediaType === 'application/pdf' ? await firstPageIfRoom(queue, key, content) : undefined;
  return { preview: first?.picture ?? null, pages: first?.pages ?? null };
}

async function readUploads(queue: Queue, section: SectionDefinition, req: Request) {
  // Whoever leaves has sent the files all the same.
  const key = askerKey(req);
  const files: NewFile[] = [];
  const errors: FieldError[] = [];
  for (const upload of Array.isArray(req.files) ? req.files : []) {
    const field = section.fields.find((f) => f.code === upload.fieldname);
    const accept = field && attachedOf(field)?.accept(field);
    if (!accept) {
      errors.push(unknownNames([upload.fieldname]));
      continue;
    }
    // A file control left empty arrives as a file without a name.
    if (upload.originalname === '' && upload.size === 0) continue;
    const result = await checkFile(upload, accept);
    if ('file' in result)
      files.push({ field: field.code, file: result.file, ...(await drawn(queue, key, result.file)) });
    else errors.push({ field: field.code, message: result.problem });
  }
  return { files, errors };
}
