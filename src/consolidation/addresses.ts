import { CONSOLIDATION, consolidationOf, sendingOf } from '../reports/addresses.js';

// Where the pages of a year's consolidation lie; consolidationOf, sendingOf, markingOf and ownFill are said with the reports.

type Part = string | number;

/** The figures. */
export const totalsOf = (year: Part) => `${consolidationOf(year)}/so-lieu`;
export const totalsCsv = (year: Part) => `${consolidationOf(year)}/csv`;
export const breakdownOf = (year: Part, field: Part) => `${totalsOf(year)}/${field}`;
export const yearsOf = (year: Part, field: Part) => `${consolidationOf(year)}/cac-nam/${field}`;

/** What reports say in words, by the question. */
export const textQuestions = (year: Part) => `${consolidationOf(year)}/loi-van`;
/** The units none of whose words are carried. */
export const neverCarried = (year: Part) => `${consolidationOf(year)}/chua-trich`;
export const answersTo = (year: Part, field: Part) => `${textQuestions(year)}/${field}`;

/** The passages that were marked. */
export const passageTargets = (year: Part) => `${consolidationOf(year)}/doan-trich`;
export const passagesOf = (year: Part, target: Part) => `${passageTargets(year)}/${target}`;
const passageOf = (year: Part, id: Part) => `${passageTargets(year)}/doan/${id}`;
export const passageEdit = (year: Part, id: Part) => `${passageOf(year, id)}/sua`;
export const passageRemoval = (year: Part, id: Part) => `${passageOf(year, id)}/bo`;
export const passageMerge = (year: Part, id: Part) => `${passageOf(year, id)}/gop`;
export const passageSplit = (year: Part, id: Part) => `${passageOf(year, id)}/tach`;
export const passageUp = (year: Part, id: Part) => `${passageOf(year, id)}/len`;
export const passageDown = (year: Part, id: Part) => `${passageOf(year, id)}/xuong`;

export const exampleList = (year: Part) => `${consolidationOf(year)}/guong-dien-hinh`;
export const exampleListFile = (year: Part, format: string) => `${exampleList(year)}/${format}`;
export const newExample = (year: Part) => `${exampleList(year)}/moi`;
const exampleOf = (year: Part, id: Part) => `${exampleList(year)}/${id}`;
export const exampleEdit = (year: Part, id: Part) => `${exampleOf(year, id)}/sua`;
export const exampleRemoval = (year: Part, id: Part) => `${exampleOf(year, id)}/bo`;
/** That whom an example names agreed to be named in public, and that they agree no longer. */
export const exampleConsent = (year: Part, id: Part) => `${exampleOf(year, id)}/dong-y`;
export const exampleWithdrawal = (year: Part, id: Part) => `${exampleOf(year, id)}/rut-dong-y`;

/** The report of the consolidation, and how it is set. */
export const documentOf = (year: Part) => `${consolidationOf(year)}/van-ban`;
export const documentFile = (year: Part, format: string) => `${documentOf(year)}/bao-cao.${format}`;
export const documentSettings = (year: Part) => `${documentOf(year)}/cai-dat`;
export const settingsPreview = (year: Part) => `${documentSettings(year)}/xem-truoc`;
export const settingsPreviewFile = (year: Part, format: 'png' | 'pdf') =>
  `${settingsPreview(year)}.${format}`;

/** The files that hold every answer, and what their fields mean. */
export const exportsOf = (year: Part) => `${consolidationOf(year)}/tep`;
export const exportOf = (year: Part, id: Part) => `${exportsOf(year)}/${id}`;
export const exportCancel = (year: Part, id: Part) => `${exportOf(year, id)}/huy`;
export const EXPORT_SCHEMA = `${CONSOLIDATION}/luoc-do.json`;

/** To the level above, and to everyone. */
export const sendingAddition = (year: Part) => `${sendingOf(year)}/bo-sung`;
export const sentFile = (year: Part, number: Part) => `${sendingOf(year)}/${number}/tep`;
export const publicationOf = (year: Part) => `${consolidationOf(year)}/cong-bo`;
export const publicationPreview = (year: Part) => `${publicationOf(year)}/xem-truoc`;
export const publicationWithdrawal = (year: Part) => `${publicationOf(year)}/rut`;
export const RESULTS = '/ket-qua';
export const resultsOf = (year: Part) => `${RESULTS}/${year}`;
