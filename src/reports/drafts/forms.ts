import type { Request } from 'express';
import { checkFile } from '../../platform/files/file-kinds.js';
import { uploadsOf } from '../../platform/files/upload-storage.js';
import { postedTexts, postedValues, type FieldError, type Values } from '../../platform/page/forms.js';
import { cleanLine, hasControls } from '../../platform/text/text.js';
import {
  type FieldDefinition,
  type SectionDefinition,
  isNarrative,
  takesFiles,
} from '../../form/definition.js';
import { readAnswers, type Answers } from '../../form/answers.js';
import type { NewFile, SectionPart } from './commands.js';
import { joinedParts, statementNames, type PostedPart, type PostedParts } from './section-parts.js';
import { attachedOf } from '../../form/kinds.js';

export interface SectionForm {
  /** Of each section that was posted, in the page's order; none where the form cannot be read. */
  readonly edits: readonly SectionPart[];
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
 * Reads what was posted of a page's sections. A name they do not have, or a version that is no number, is an error of
 * the whole form. `lastYear`: last year's answers as they are typed, for a form that asks to take them over.
 */
export async function readSectionForm(
  posting: PostedParts,
  req: Request,
  lastYear: Values,
): Promise<SectionForm> {
  const posted = postedValues(req.body);
  const { parts } = posting;
  const section = joinedParts(parts);
  const typed = { ...posted, ...takenOver(section, posted, lastYear) };
  const { answers, errors } = readAnswers(section, typed);
  const uploads = await readUploads(section, req);
  return {
    edits: parts.map((part) => editOf(part, typed, answers, uploads.files)),
    typed,
    errors: [
      ...formErrors(section, posting, posted),
      ...controlErrors(postedTexts(req.body)),
      ...parts.flatMap(({ ending }) => reasonErrors(statementNames(ending).reason, typed)),
      ...errors,
      ...uploads.errors,
    ],
    then: THENS.find((then) => then === typed['then']) ?? 'list',
    told: (typed['told'] ?? '').split(' '),
    take: fieldsToTake(section, typed),
    hadFiles: uploads.files.length > 0 || uploads.errors.length > 0,
  };
}

/** What was posted of one section. `answers`, `files`: of all that were. */
function editOf(
  { section, ending, version, seen }: PostedPart,
  typed: Values,
  answers: Answers,
  files: readonly NewFile[],
): SectionPart {
  const { checked, reason } = statementNames(ending);
  const codes = new Set(section.fields.map(({ code }) => code));
  const edit = {
    ...{ version, seen },
    answers: Object.fromEntries(Object.entries(answers).filter(([code]) => codes.has(code))),
    notApplicable: typed[checked] === 'yes',
    reason: cleanLine(typed[reason] ?? ''),
    newFiles: files.filter(({ field }) => codes.has(field)),
    removedFiles: removedFiles(section, typed),
  };
  return { section, ending, edit };
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
  const take = fieldsToTake(section, typed);
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

/** As `SectionForm.take`; names that the form does not have are left out. */
function fieldsToTake(section: SectionDefinition, { take = '' }: Values): string {
  if (take === ALL) return ALL;
  const codes = new Set(section.fields.map(({ code }) => code));
  return take
    .split(' ')
    .filter((code) => codes.has(code))
    .join(' ');
}

function reasonErrors(field: string, typed: Values): FieldError[] {
  if ((typed[field] ?? '').length <= MOST_REASON) return [];
  return [{ field, message: `Lý do dài quá ${MOST_REASON} ký tự.` }];
}
const MOST_REASON = 1000;

const OWN = ['version', 'seen', 'told', 'then', 'take'];

function formErrors(
  section: SectionDefinition,
  { names, isWhole }: PostedParts,
  posted: Values,
): FieldError[] {
  // A file control left empty arrives as an empty text in a body that is not multipart.
  const unknown = Object.keys(posted).filter(
    (name) => !OWN.includes(name) && !names.has(name) && !isEmptyFile(section, posted, name),
  );
  const errors = unknown.length > 0 ? [unknownNames(unknown)] : [];
  if (isWhole) return errors;
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

async function readUploads(section: SectionDefinition, req: Request) {
  const files: NewFile[] = [];
  const errors: FieldError[] = [];
  for (const upload of uploadsOf(req)) {
    const field = section.fields.find((f) => f.code === upload.fieldname);
    const accept = field && attachedOf(field)?.accept(field);
    if (!accept) {
      errors.push(unknownNames([upload.fieldname]));
      continue;
    }
    // A file control left empty arrives as a file without a name.
    if (upload.originalname === '' && upload.size === 0) continue;
    const result = await checkFile(upload, accept);
    if ('file' in result) files.push({ field: field.code, file: result.file, pages: null });
    else errors.push({ field: field.code, message: result.problem + whereTo(field, upload) });
  }
  return { files, errors };
}

/** The signed paper is often photographed, and this box takes its PDF only. */
function whereTo({ meaning }: FieldDefinition, { mimetype }: Express.Multer.File): string {
  if (meaning !== 'signed_report' || !mimetype.startsWith('image/')) return '';
  return ' Để gửi ảnh, hãy bấm “Chụp từng trang bằng điện thoại” ở dưới ô này.';
}
