import { answersIn } from '../../form/report-answers.js';
import { findProblems } from '../../form/checks.js';
import { fieldMeaning } from '../../form/definition.js';
import type { Meaning } from '../../form/meanings.js';
import { hasRole } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame } from '../../platform/page/render.js';
import { formatNumber, formatSize, formatTime } from '../../platform/text/format.js';
import {
  ownCheck,
  ownDocument,
  ownFile,
  ownFileFirstPage,
  signedPage,
  signedPageOrder,
  signedPages,
  signedRemoval,
  signedRestoring,
  signing,
} from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import { isLocked } from '../deadlines.js';
import { draftAnswers } from '../draft-answers.js';
import type { OpenedOwn, OwnDraft } from '../finders.js';
import { isEditable, isFiled } from '../lifecycle.js';
import type { PaperFile, SignedPaper } from './finders.js';
import { MOST_PAGES, MOST_SIZE, type PaperPlace } from './rules.js';

export interface SignedPaperPage extends Frame {
  lead: string;
  errors: readonly FieldError[];
  /** The paper as it is now; most often one file. */
  files: readonly { name: string; href: string; picture: string; facts: string; by: string }[];
  /** What to think of before the paper goes in as it is. */
  cautions: readonly string[];
  /** The pages of a photographed paper that can still be changed. */
  pages: readonly { id: string; name: string; picture: string; isFirst: boolean }[];
  /** Files that the page shows, as its forms say it: "12", "12-15", ''. */
  seen: string;
  canEdit: boolean;
  /** Why it cannot be changed by this person, or now; '' where it can. */
  whyNot: string;
  /** The steps show: the paper is still to be made, or may be made anew. */
  hasSteps: boolean;
  draft: { docx: string; pdf: string };
  /** What the draft lacks, with where to see it; null where nothing. */
  lacks: { text: string; href: string } | null;
  signer: string;
  controls: { photo: string; file: string; shot: string; page: string };
  actions: Record<'send' | 'add' | 'order' | 'remove' | 'restore', string>;
  next: { href: string; text: string };
  before: { id: string; text: string } | null;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/signed-paper': SignedPaperPage;
  }
}

const FROM_CHECK = 'kiem-tra';

/** What an address of this page ends with for somebody who came from the check page and will go back there. */
export function backSuffix(from: unknown): string {
  return from === FROM_CHECK ? `?ve=${FROM_CHECK}` : '';
}

interface Parts {
  readonly open: OpenedOwn;
  readonly draft: OwnDraft;
  readonly place: PaperPlace;
  readonly paper: SignedPaper;
  /** `backSuffix` of the address that was asked for. */
  readonly back: string;
  /** What was refused. */
  readonly form: Form | undefined;
}

/** The way of the signed paper: from the printed draft to what the unit sees of it before it files. */
export function signedPaperPage(parts: Parts, now: Date): SignedPaperPage {
  const { open, draft, paper, form } = parts;
  const { year } = open.report.period;
  const isOpen = isEditable(open.report.status) && !isLocked(open.report, now);
  const canEdit = isOpen && hasRole(open.actor, 'FILER');
  return {
    title: 'Ký báo cáo',
    crumbs: reportCrumbs(year, { text: 'Ký báo cáo' }),
    nav: 'reports',
    hasErrors: form !== undefined,
    lead: 'In báo cáo, ký, đóng dấu, rồi chụp hoặc quét gửi lên đây.',
    errors: form?.errors ?? [],
    files: paper.files.map((file) => fileLine(year, file)),
    cautions: isOpen ? cautions(parts) : [],
    pages: canEdit ? pageLines(year, paper) : [],
    seen: paper.files.map(({ id }) => id).join('-'),
    canEdit,
    whyNot: canEdit ? '' : whyNot(parts, isOpen),
    hasSteps: isOpen,
    draft: { docx: ownDocument(year, 'docx'), pdf: ownDocument(year, 'pdf') },
    lacks: isOpen ? lacking(open, draft) : null,
    signer: signerOf(open, draft),
    controls: controls(form),
    actions: actionsOf(parts),
    next: { href: ownCheck(year), text: parts.back ? 'Về trang kiểm tra' : 'Kiểm tra và nộp báo cáo' },
    before: canEdit ? beforeLine(paper) : null,
  };
}

function actionsOf({ open, back }: Parts): SignedPaperPage['actions'] {
  const { year } = open.report.period;
  return {
    send: signing(year) + back,
    add: signedPages(year) + back,
    order: signedPageOrder(year) + back,
    remove: signedRemoval(year) + back,
    restore: signedRestoring(year) + back,
  };
}

function fileLine(year: number, file: PaperFile): SignedPaperPage['files'][number] {
  const { id, name, hasPreview, uploadedAt, uploadedByName } = file;
  return {
    name,
    href: ownFile(year, id),
    picture: hasPreview ? ownFileFirstPage(year, id) : '',
    facts: sizeWords(file),
    by: `${uploadedByName} gửi lúc ${formatTime(uploadedAt)}`,
  };
}

/** "3 trang, 1,2 MB" */
function sizeWords({ pages, size }: PaperFile): string {
  return [...(pages === null ? [] : [`${formatNumber(pages)} trang`]), formatSize(size)].join(', ');
}

function pageLines(year: number, { files }: SignedPaper): SignedPaperPage['pages'] {
  const [only, ...others] = files;
  if (!only || others.length > 0) return [];
  return only.pictures.map((id, at) => ({
    id: String(id),
    name: `Trang ${at + 1}`,
    picture: signedPage(year, id),
    isFirst: at === 0,
  }));
}

/** What was said after the paper, and who has to look again when it changes. */
function cautions({ open, draft, place, paper }: Parts): string[] {
  const { report } = open;
  const [first] = paper.files;
  const later = first
    ? report.form.sections.filter(({ code }) => {
        const saved = draft.sections.get(code);
        return code !== place.section.code && saved !== undefined && saved.savedAt > first.uploadedAt;
      })
    : [];
  const letters = later.map(({ letter }) => letter).join(', ');
  return [
    ...(later.length > 0
      ? [
          `Sau khi kèm bản đã ký, đơn vị có lưu lại phần ${letters}. Nếu nội dung đã khác bản giấy, hãy in, ký lại rồi thay bản mới.`,
        ]
      : []),
    ...(report.readyAt && hasRole(open.actor, 'FILER')
      ? [
          'Báo cáo đang chờ người ký duyệt. Nếu bạn gửi, thay hoặc bỏ bản đã ký, hãy chuyển lại báo cáo cho người ký.',
        ]
      : []),
  ];
}

function whyNot({ open, paper }: Parts, isOpen: boolean): string {
  const { status } = open.report;
  const none = paper.files.length === 0;
  if (isOpen) return 'Người lập báo cáo của đơn vị gửi bản đã ký lên ở trang này.';
  if (!isFiled(status)) return 'Báo cáo hiện không sửa được, nên không gửi được bản đã ký.';
  return none ? 'Báo cáo đã nộp không kèm bản đã ký.' : 'Báo cáo đã nộp, nên bản đã ký không thay được nữa.';
}

function lacking({ report }: OpenedOwn, draft: OwnDraft): SignedPaperPage['lacks'] {
  const problems = findProblems(report.form, draftAnswers(draft)).filter(({ kind }) => kind !== 'warning');
  if (problems.length === 0) return null;
  const text = `Báo cáo còn ${formatNumber(problems.length)} chỗ thiếu hoặc chưa khớp.`;
  return { text, href: ownCheck(report.period.year) };
}

/** Who signs, as the draft says it. */
function signerOf({ report }: OpenedOwn, draft: OwnDraft): string {
  const answers = answersIn(draftAnswers(draft).sections);
  const said = (meaning: Meaning) => {
    const answer = answers.get(fieldMeaning(report.form, meaning)?.code ?? '');
    return typeof answer === 'string' ? answer : '';
  };
  const [name, position] = [said('signatory_name'), said('signatory_position')];
  if (name === '') return 'Người ký báo cáo ký, đóng dấu vào bản in.';
  return `${name}${position === '' ? '' : `, ${position},`} ký, đóng dấu vào bản in.`;
}

const PICTURES = 'image/jpeg,image/png';
const LIMITS = `Tối đa ${MOST_PAGES} trang ảnh; cả bản không quá ${formatSize(MOST_SIZE)}.`;

/** Two ways: a phone that is told to open its camera shows nothing else, no photos of before and no PDF. */
function controls(form: Form | undefined): SignedPaperPage['controls'] {
  const camera = { accept: PICTURES, multiple: true, capture: true, form };
  return {
    photo: ui.file({
      ...camera,
      name: 'photo',
      label: 'Chụp từng trang',
      hint: 'Chụp trang 1 trước; gửi xong, trang này cho chụp tiếp trang sau.',
    }),
    file: ui.file({
      name: 'file',
      label: 'Chọn ảnh hoặc tệp PDF',
      hint: `Một tệp PDF, hoặc nhiều ảnh JPEG, PNG theo thứ tự trang. ${LIMITS}`,
      accept: `application/pdf,${PICTURES}`,
      multiple: true,
      form,
    }),
    shot: ui.file({ ...camera, name: 'shot', label: 'Chụp trang tiếp theo' }),
    page: ui.file({ name: 'page', label: 'Thêm ảnh có sẵn', accept: PICTURES, multiple: true, form }),
  };
}

function beforeLine({ before }: SignedPaper): SignedPaperPage['before'] {
  if (!before) return null;
  const { id, name, uploadedAt } = before;
  return {
    id: String(id),
    text: `Bản trước đó: ${name} (${sizeWords(before)}), gửi lúc ${formatTime(uploadedAt)}.`,
  };
}
