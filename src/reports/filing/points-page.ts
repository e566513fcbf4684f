import { ui } from '../../platform/page/components.js';
import type { Form } from '../../platform/page/forms.js';
import type { IconName } from '../../platform/page/icons.js';
import type { SafeHtml } from '../../platform/page/render.js';
import type { Problem } from '../../form/checks.js';
import { fieldMeaning, type FormDefinition } from '../../form/definition.js';
import { ownSectionFromCheck, signing, withSigningFrom } from '../addresses.js';
import { countedIn } from '../open-problems.js';
import { likeWords, type LikeText } from '../likeness/rules.js';
import { explanationName } from './forms.js';
import type { Unprintable } from './rules.js';

/** Something that is open on the check page, or good to know before filing. */
export interface PointView {
  /** Where the page's own links lead; '' where none does. */
  id: string;
  tone: 'error' | 'warning' | 'done' | 'info';
  icon: SafeHtml;
  message: string;
  /** Where it stands, and what is to be done. */
  note: string;
  /** Where it is explained, with the message as its label; '' where nothing is asked. */
  box: SafeHtml;
  links: readonly { href: string; text: string }[];
}

export interface PointParts {
  readonly year: number;
  readonly form: FormDefinition;
  readonly canEdit: boolean;
  /** Whether warnings are explained here and now. */
  readonly showBoxes: boolean;
  /** What was explained before, by the warning's code. */
  readonly explained: Readonly<Record<string, string>>;
  readonly posted: Form | undefined;
}

const ICONS: Readonly<Record<PointView['tone'], IconName>> = {
  error: 'error',
  warning: 'alert',
  done: 'done',
  info: 'info',
};

/** What forbids filing, then what asks for a word, both in the form's order; what is missing in one section is one point. */
export function problemPoints(problems: readonly Problem[], parts: PointParts): PointView[] {
  const bySection = parts.form.sections.map(({ code }) => ({ code, found: countedIn(code, problems) }));
  return [
    ...bySection.flatMap(({ code, found }) => [
      ...missingPoints(found, code, parts),
      ...found.filter(({ kind }) => kind === 'error').map((problem) => errorPoint(problem, parts)),
    ]),
    ...bySection.flatMap(({ found }) =>
      found.filter(({ kind }) => kind === 'warning').map((problem) => warningPoint(problem, parts)),
    ),
  ];
}

/** What the filer need do nothing about. */
export function infoPoint(message: string, note = '', links: PointView['links'] = []): PointView {
  return { id: '', ...toned('info'), message, note, box: '', links };
}

/** Where on the check page a problem stands. */
export function problemId({ kind, code, at }: Problem): string {
  return kind === 'missing' ? `van-de-thieu-${at[0]?.section ?? ''}` : `van-de-${code}`;
}

const NAMED = 4;

function missingPoints(found: readonly Problem[], section: string, parts: PointParts): PointView[] {
  const missing = found.filter(({ kind }) => kind === 'missing');
  const [first] = missing;
  if (!first) return [];
  const names = missing.slice(0, NAMED).map(({ message }) => message.replace(/^Chưa có: |\.$/g, ''));
  const more = missing.length - names.length;
  const message =
    missing.length === 1
      ? first.message
      : `Phần ${letterOf(section, parts)} còn ${missing.length} ô chưa điền: ${names.join('; ')}${more > 0 ? `; và ${more} ô khác` : ''}.`;
  const note =
    missing.length === 1 ? `${place(first, parts)}. Phải điền mới nộp được.` : 'Phải điền mới nộp được.';
  return [
    {
      id: problemId(first),
      ...toned('error'),
      message,
      note,
      box: '',
      links: links(first, 'Điền', parts).slice(0, 1),
    },
  ];
}

function errorPoint(problem: Problem, parts: PointParts): PointView {
  const note = `${place(problem, parts)}. Phải sửa mới nộp được.`;
  return {
    id: problemId(problem),
    ...toned('error'),
    message: problem.message,
    note,
    box: '',
    links: links(problem, 'Sửa', parts),
  };
}

function warningPoint(problem: Problem, parts: PointParts): PointView {
  const isExplained = (parts.explained[problem.code] ?? '') !== '';
  const note = `${place(problem, parts)}. ${toDo(problem, isExplained, parts)}`;
  return {
    id: problemId(problem),
    ...toned(isExplained ? 'done' : 'warning'),
    message: problem.message,
    note,
    box: parts.showBoxes ? explanationBox(problem, note, parts) : '',
    links: links(problem, 'Xem lại', parts),
  };
}

/** Once a reason is there, nothing more is asked; where its box shows, that says what it is for. */
function toDo(problem: Problem, isExplained: boolean, parts: PointParts): string {
  if (isExplained && !parts.showBoxes) return 'Đã ghi lý do.';
  const ifSo = isAbout(signedPaperOf(parts), problem) ? 'Nếu chưa kèm được' : 'Nếu đúng';
  return `${ifSo}, ghi lý do${parts.showBoxes ? '' : ' khi nộp'}.`;
}

function explanationBox(
  { code, message }: Problem,
  hint: string,
  { posted, explained }: PointParts,
): SafeHtml {
  const value = posted ? {} : { value: explained[code] };
  return ui.field({
    name: explanationName(code),
    label: message,
    hint,
    kind: 'textarea',
    rows: 2,
    form: posted,
    ...value,
  });
}

/** What the document cannot print, which the filer may leave. */
export function unprintablePoint(found: Unprintable, parts: PointParts): PointView {
  const { section, field, label, characters, around } = found;
  const listed = characters.map((character) => `“${character}”`).join(', ');
  return infoPoint(
    `${label}: ${listed}, ở chỗ “${around}”.`,
    'Ký tự không in được: bản PDF in ô vuông □ ở chỗ ấy. Nên xóa hoặc thay bằng chữ; để nguyên vẫn nộp được.',
    parts.canEdit
      ? [
          {
            href: ownSectionFromCheck(parts.year, section, field),
            text: `Sửa ở phần ${letterOf(section, parts)}`,
          },
        ]
      : [],
  );
}

/** A text that is nearly another one; whose it is, is not for a filer to know. */
export function likePoint(text: LikeText, parts: PointParts): PointView {
  const { form, year, canEdit } = parts;
  const section = form.sections.find(({ fields }) => fields.some(({ code }) => code === text.field));
  const label = section?.fields.find(({ code }) => code === text.field)?.label ?? '';
  const note = 'Nên viết theo việc của đơn vị mình. Để nguyên vẫn nộp được; nơi nhận cũng thấy điều này.';
  const href = ownSectionFromCheck(year, section?.code ?? '', text.field);
  const links = canEdit && section ? [{ href, text: `Sửa ở phần ${section.letter}` }] : [];
  return infoPoint(`${label}: ${likeWords(text, { nameless: true })}.`, note, links);
}

export function toned(tone: PointView['tone']) {
  return { tone, icon: ui.icon(ICONS[tone]) };
}

function place({ at }: Problem, parts: PointParts): string {
  const letters = [...new Set(at.map(({ section }) => letterOf(section, parts)))];
  return `Phần ${letters.join(', ')}`;
}

/** To every field concerned. */
function links({ at }: Problem, verb: string, parts: PointParts): PointView['links'] {
  if (!parts.canEdit) return [];
  const signedPaper = signedPaperOf(parts);
  return at.map(({ section, field }) =>
    field === signedPaper
      ? { href: withSigningFrom(signing(parts.year), 'kiem-tra'), text: 'Ký và kèm bản đã ký' }
      : {
          href: ownSectionFromCheck(parts.year, section, field, 'van-de'),
          text: `${verb} ở phần ${letterOf(section, parts)}`,
        },
  );
}

function signedPaperOf({ form }: PointParts): string | undefined {
  return fieldMeaning(form, 'signed_report')?.code;
}

function isAbout(code: string | undefined, { at }: Problem): boolean {
  return at.some(({ field }) => field === code);
}

function letterOf(section: string, { form }: PointParts): string {
  return form.sections.find(({ code }) => code === section)?.letter ?? '';
}
