/** Pages of the menu that features lead to which may not import the feature that has them. */

export const REPORTS = '/bao-cao';
export const FOLLOWING = '/theo-doi';
export const ADMINISTRATION = '/quan-tri';
export const WORKLIST = '/viec-xet-duyet';
export const REMINDERS = '/don-doc';
