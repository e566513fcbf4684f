import { WORKLIST } from '../platform/page/addresses.js';
import { following, reviewOf, worklistOf } from '../reports/addresses.js';

// Where the pages of review lie; reviewOf, following, unitProfile and worklistOf are said with the reports.

type Part = string | number;

/** One report under review. */
export const reviewFile = (report: Part, file: Part) => `${reviewOf(report)}/tep/${file}`;
export const reviewDocument = (report: Part, format: Part) => `${reviewOf(report)}/van-ban/bao-cao.${format}`;
export const reviewDecision = (report: Part, slug: string) => `${reviewOf(report)}/${slug}`;
/** A note for the next return: on a field or a section, by the name of its box on the page of that return. */
export const reviewNote = (report: Part, box: Part) => `${reviewOf(report)}/ghi-chu/${box}`;
export const phraseInsertion = (report: Part) => `${reviewOf(report)}/chen-cau-mau`;

/** How the reviewers of a unit work: the days of a correction; and how one person does: keys of one letter. */
export const CORRECTION_DAYS = '/xet-duyet/han-sua';
export const REVIEW_KEYS = '/xet-duyet/phim-tat';

/** The phrases that a reviewer returns reports with. */
export const PHRASES = '/xet-duyet/cau-mau';
const phraseOf = (id: Part) => `${PHRASES}/${id}`;
export const phraseEdit = (id: Part) => `${phraseOf(id)}/sua`;
export const phraseRemoval = (id: Part) => `${phraseOf(id)}/bo`;
export const phraseUp = (id: Part) => `${phraseOf(id)}/len`;
export const phraseDown = (id: Part) => `${phraseOf(id)}/xuong`;

/** The reports that wait for a reviewer. */
export { WORKLIST, worklistOf };
export const worklistChoice = (year: Part) => `${worklistOf(year)}/chon`;
export const worklistAcceptance = (year: Part) => `${worklistOf(year)}/chap-nhan`;
export const worklistReturn = (year: Part) => `${worklistOf(year)}/tra-lai`;
export const worklistAssignment = (year: Part) => `${worklistOf(year)}/phan-cong`;

/** How it stands, on one page. */
export const summaryOf = (year: Part) => `${following(year)}/tom-tat`;
export const summaryFile = (year: Part) => `${summaryOf(year)}.pdf`;
/** Where somebody leaves the weekly summary by mail without signing in. */
export const leavingSummary = (account: Part, key: Part) => `/bo-nhan-tom-tat/${account}/${key}`;

/** Of all that a reviewer follows. */
export const followingFile = (year: Part, format: string) => `${following(year)}/danh-sach.${format}`;
/** The table of branches, and all branches of it as a file. */
export const branchesFile = (year: Part, format: string) => `${following(year)}/theo-nhanh.${format}`;
export const bulkDecision = (year: Part, slug: string) => `${following(year)}/${slug}`;
/** A later day for a unit and everything below it. */
export const branchExtension = (year: Part) => `${following(year)}/gia-han-nhanh`;
