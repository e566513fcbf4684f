import { FOLLOWING, REMINDERS, REPORTS, WORKLIST } from '../platform/page/addresses.js';

// The URLs of the pages of reports. A part is a value in a link (2026), or a parameter in a route's pattern (`:year`).

type Part = string | number;

/** The unit's own reports. */
export const ownReport = (year: Part) => `${REPORTS}/${year}`;
/** What the home page says of it to its unit. */
export const OWN_DEADLINE = `${REPORTS}/han-cua-don-vi`;
export const ownSection = (year: Part, section: Part) => `${ownReport(year)}/${section}`;
export const ownFile = (year: Part, file: Part) => `${ownReport(year)}/tep/${file}`;
export const ownFileFirstPage = (year: Part, file: Part) => `${ownFile(year, file)}/trang-dau`;
export const ownDocument = (year: Part, format: string, number?: Part) =>
  `${ownReport(year)}/van-ban/bao-cao.${format}${ofNumber(number)}`;

/** From the draft on paper to the signed paper. */
export const signing = (year: Part) => `${ownReport(year)}/ky`;
/** For who comes from the check page or from the section that asks for the paper, and goes back there. */
export type SigningFrom = 'kiem-tra' | 'phan' | '';
export const readSigningFrom = (value: unknown): SigningFrom =>
  value === 'kiem-tra' || value === 'phan' ? value : '';
export const withSigningFrom = (address: string, from: SigningFrom) =>
  from === '' ? address : `${address}?ve=${from}`;
export const signedPages = (year: Part) => `${signing(year)}/trang`;
export const signedPage = (year: Part, page: Part) => `${signedPages(year)}/${page}`;
export const signedPageOrder = (year: Part) => `${signing(year)}/thu-tu`;
export const signedRemoval = (year: Part) => `${signing(year)}/bo`;
export const signedRestoring = (year: Part) => `${signing(year)}/lay-lai`;

export const ownComments = (year: Part) => `${ownReport(year)}/trao-doi`;
export const ownReminderLog = (year: Part) => `${ownReport(year)}/nhac-viec`;

/** From the draft to the submission. */
export const ownNil = (year: Part) => `${ownReport(year)}/khong-phat-sinh`;
export const ownWorkbook = (year: Part) => `${ownReport(year)}/excel`;
export const ownWorkbookFile = (year: Part) => `${ownWorkbook(year)}/bieu-mau.xlsx`;
export const ownWorkbookPreview = (year: Part) => `${ownWorkbook(year)}/xem-truoc`;
export const ownCheck = (year: Part) => `${ownReport(year)}/kiem-tra`;
/** With every section unfolded. */
export const ownCheckUnfolded = (year: Part) => `${ownCheck(year)}?mo=het#noi-dung-bao-cao`;

/**
 * Where on the check page a link to a section stands: by the section's own answers, or in the list of what is open. The
 * link carries it, and saving the section leads back there.
 */
const CHECK_PLACES = { 'kiem-tra': '', 'van-de': 'van-de' } as const;
export type CheckPlace = keyof typeof CHECK_PLACES;
export const readCheckPlace = (value: unknown): CheckPlace | undefined =>
  typeof value === 'string' && Object.hasOwn(CHECK_PLACES, value) ? (value as CheckPlace) : undefined;
/** From the check page, to which the section's page leads back. */
export const ownSectionFromCheck = (year: Part, section: Part, field = '', place: CheckPlace = 'kiem-tra') =>
  `${ownSection(year, section)}?ve=${place}${field === '' ? '' : `#${field}`}`;
export const ownCheckAt = (year: Part, section: Part, place: CheckPlace) =>
  `${ownCheck(year)}#${CHECK_PLACES[place] || section}`;

export const ownReady = (year: Part) => `${ownReport(year)}/ky-duyet/san-sang`;
export const ownSendBack = (year: Part) => `${ownReport(year)}/ky-duyet/chuyen-lai`;
export const ownTakeBack = (year: Part) => `${ownReport(year)}/thu-hoi`;

/** The submissions; without its number, the last one. */
export const ownRounds = (year: Part) => `${ownReport(year)}/cac-lan`;
export const ownReceipt = (year: Part, number?: Part) => `${ownReport(year)}/bien-nhan${ofNumber(number)}`;
export const ownReceiptPdf = (year: Part, number?: Part) =>
  `${ownReport(year)}/bien-nhan.pdf${ofNumber(number)}`;
export const ownChanges = (year: Part, number?: Part) => `${ownReport(year)}/so-sanh${ofNumber(number)}`;

/** Anyone checks a receipt by its code. */
export const VERIFICATION = '/xac-thuc';
export const verificationOf = (code: string) => `${VERIFICATION}?ma=${code}`;

// The URLs below belong to features above reports. They are defined here because features that link to them may not
// import those features.

/** The reports of a year that a reviewer follows, and each unit's page. */
export const following = (year: Part) => `${FOLLOWING}/${year}`;
export const unitProfile = (unit: Part) => `${FOLLOWING}/don-vi/${unit}`;

/** The reports that wait for a reviewer. */
export const worklistOf = (year: Part) => `${WORKLIST}/${year}`;

export const reviewOf = (report: Part) => `/xet-duyet/${report}`;
export const reviewComments = (report: Part) => `${reviewOf(report)}/trao-doi`;

export const remindersOf = (year: Part) => `${REMINDERS}/${year}`;
export const newReminder = (year: Part) => `${remindersOf(year)}/moi`;

/** What the reports below say together, and how it is put into the own report. */
export const CONSOLIDATION = '/tong-hop';
export const consolidationOf = (year: Part) => `${CONSOLIDATION}/${year}`;
/** Where is recorded that the root's report went out. */
export const sendingOf = (year: Part) => `${consolidationOf(year)}/gui`;
export const ownFill = (year: Part) => `${ownReport(year)}/tong-hop`;
export const ownFillSources = (year: Part, field: Part) => `${ownFill(year)}/${field}`;

/** Where passages are taken from one report's answer. */
export const markingOf = (year: Part, field: Part, report: Part) =>
  `${consolidationOf(year)}/loi-van/${field}/${report}`;

function ofNumber(number: Part | undefined): string {
  return number === undefined ? '' : `?lan=${number}`;
}
