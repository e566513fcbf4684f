import { wordingFromSigning } from '../../document-settings/addresses.js';
import type { documentSettingsOf } from '../../document-settings/finders.js';
import {
  authorityAnswer,
  authorityQuestion,
  placeQuestion,
} from '../../document-settings/wording-questions.js';
import { answersIn } from '../../form/report-answers.js';
import { fieldMeaning } from '../../form/definition.js';
import type { Meaning } from '../../form/meanings.js';
import { sectionHeading } from '../../form/sheet.js';
import { hasRole, FILING_ROLES } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Crumb, Frame, SafeHtml } from '../../platform/page/render.js';
import { formatNumber, formatSize, formatTime } from '../../platform/text/format.js';
import { pictureWords, riskWords } from '../../uploads/look-rules.js';
import {
  ownCheck,
  ownDocument,
  ownFile,
  ownFileFirstPage,
  ownSection,
  signedPage,
  signedPageOrder,
  signedPages,
  signedRemoval,
  signedRestoring,
  signing,
  withSigningFrom,
  type SigningFrom,
} from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import { isLocked } from '../deadlines.js';
import { countWords } from '../open-problems.js';
import type { OpenedOwn, OwnDraft } from '../finders.js';
import { isEditable, isFiled } from '../lifecycle.js';
import type { PaperFile, SignedPaper } from './finders.js';
import { lackingToSign, MOST_PAGES, MOST_SIZE, savedSincePaper, type PaperPlace } from './rules.js';

export interface SignedPaperPage extends Frame {
  lead: string;
  errors: readonly FieldError[];
  /** The paper as it is now; most often one file. */
  files: readonly {
    name: string;
    href: string;
    picture: string;
    facts: string;
    by: string;
    notes: readonly string[];
  }[];
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
  /** What the draft lacks, with where to mend it; null where nothing. */
  lacks: { text: string; href: string } | null;
  /** Asked once, before the first paper is printed; null where it has been, and for who cannot say it. */
  question: { action: string; version: string; controls: readonly SafeHtml[] } | null;
  /** Printing is what comes next: it has the filled button. */
  isPrintNext: boolean;
  signer: string;
  controls: { file: SafeHtml; page: SafeHtml };
  actions: Record<'send' | 'add' | 'order' | 'remove' | 'restore', string>;
  next: { href: string; text: string };
  before: { id: string; text: string } | null;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/signed-paper': SignedPaperPage;
  }
}

interface Parts {
  readonly open: OpenedOwn;
  readonly draft: OwnDraft;
  readonly place: PaperPlace;
  readonly paper: SignedPaper;
  readonly wording: Awaited<ReturnType<typeof documentSettingsOf>>;
  readonly from: SigningFrom;
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
    crumbs: crumbsOf(parts),
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
    ...firstSteps(parts, isOpen),
    signer: signerOf(open, draft),
    controls: controls(paper, form),
    actions: actionsOf(parts),
    next: {
      href: ownCheck(year),
      text: parts.from === 'kiem-tra' ? 'Về trang kiểm tra' : 'Kiểm tra và nộp báo cáo',
    },
    before: canEdit ? beforeLine(paper) : null,
  };
}

/** What comes before the print: what the draft lacks, then what is asked once. One of the three is next. */
function firstSteps(
  parts: Parts,
  isOpen: boolean,
): Pick<SignedPaperPage, 'lacks' | 'question' | 'isPrintNext'> {
  const lacks = isOpen ? lacking(parts.open, parts.draft) : null;
  const question = isOpen && !lacks ? wordingQuestion(parts) : null;
  return { lacks, question, isPrintNext: !lacks && !question };
}

/** Back to where one came from. */
function crumbsOf({ open, place, from }: Parts): Crumb[] {
  const { year } = open.report.period;
  const before: Crumb[] = [
    ...(from === 'kiem-tra' ? [{ text: 'Kiểm tra và nộp báo cáo', href: ownCheck(year) }] : []),
    ...(from === 'phan'
      ? [{ text: sectionHeading(place.section), href: ownSection(year, place.section.code) }]
      : []),
  ];
  return reportCrumbs(year, ...before, { text: 'Ký báo cáo' });
}

/** Where the unit has its seat, and for whom its signatory signs. */
function wordingQuestion({ open, from, wording }: Parts): SignedPaperPage['question'] {
  const { settings, version } = wording;
  const isKnown = settings.isAuthorityChosen && settings.wording.place !== '';
  if (isKnown || !hasRole(open.actor, ...FILING_ROLES)) return null;
  const { place, authority } = settings.wording;
  const form = { values: { place, authority: authorityAnswer(settings) }, errors: [] };
  return {
    action: wordingFromSigning(open.report.period.year, from),
    version: String(version),
    controls: [ui.field({ ...placeQuestion, form }), ui.radios({ ...authorityQuestion(authority), form })],
  };
}

function actionsOf({ open, from }: Parts): SignedPaperPage['actions'] {
  const { year } = open.report.period;
  return {
    send: withSigningFrom(signing(year), from),
    add: withSigningFrom(signedPages(year), from),
    order: withSigningFrom(signedPageOrder(year), from),
    remove: withSigningFrom(signedRemoval(year), from),
    restore: withSigningFrom(signedRestoring(year), from),
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
    notes: [pictureWords(file, hasPreview), riskWords(file.risk)].filter(Boolean),
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
function cautions({ open, draft }: Parts): string[] {
  const { report } = open;
  const since = savedSincePaper(draft);
  return [
    ...(since === '' ? [] : [since]),
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
  const problems = lackingToSign(draft);
  if (problems.length === 0) return null;
  const text = `Báo cáo còn ${countWords(problems)}, nên bản in bây giờ có chữ “DỰ THẢO”.`;
  return { text, href: `${ownCheck(report.period.year)}#van-de` };
}

/** Who signs, as the draft says it. */
function signerOf({ report }: OpenedOwn, draft: OwnDraft): string {
  const answers = answersIn(draft.answers.sections);
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

/** One box: a phone asks itself whether to take a photo or to choose what is there. */
function controls({ files }: SignedPaper, form: Form | undefined): SignedPaperPage['controls'] {
  const next = (files[0]?.pictures.length ?? 0) + 1;
  return {
    file: ui.file({
      name: 'file',
      label: 'Chụp hoặc chọn bản đã ký',
      hint: `Chụp bằng điện thoại: mỗi lần một trang, trang 1 trước, gửi xong chụp tiếp. Nếu đã có sẵn: chọn một tệp PDF, hoặc các ảnh JPEG, PNG theo thứ tự trang. ${LIMITS}`,
      accept: `application/pdf,${PICTURES}`,
      multiple: true,
      form,
    }),
    page: ui.file({
      name: 'page',
      label: `Còn trang nữa? Chụp hoặc chọn trang ${next}`,
      accept: PICTURES,
      multiple: true,
      form,
    }),
  };
}

function beforeLine({ before }: SignedPaper): SignedPaperPage['before'] {
  if (!before) return null;
  const { id, name, uploadedAt } = before;
  return {
    id: String(id),
    text: `Bản trước đó: ${name} (${sizeWords(before)}), gửi lúc ${formatTime(uploadedAt)}. Còn dùng lại được trong một ngày sau khi bỏ hoặc thay.`,
  };
}
