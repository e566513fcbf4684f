type Year = number | ':year';

/** The periods that an administrator manages. */
export const PERIODS = '/quan-tri/ky-bao-cao';

export function periodAddress(year: Year): string {
  return `${PERIODS}/${year}`;
}

export function formEditorAddress(year: Year): string {
  return `${periodAddress(year)}/bieu-mau`;
}

/** One section of the form that is edited. */
export function formSectionAddress(year: Year, section: string): string {
  return `${formEditorAddress(year)}/phan/${section}`;
}

/** What has to be true of the answers. */
export function formChecksAddress(year: Year): string {
  return `${formEditorAddress(year)}/cac-kiem-tra`;
}

// The pages below belong to features above periods. They are said here because a period's page leads to them.

export function openingAddress(year: Year): string {
  return `${periodAddress(year)}/mo`;
}

/** Units that came after the period was opened. */
export function lateUnitsAddress(year: Year): string {
  return `${periodAddress(year)}/don-vi-moi`;
}

/** Where dates are moved once it is open. */
export function datesAddress(year: Year): string {
  return `${periodAddress(year)}/thoi-han`;
}

/** How its units are reminded. */
export function ladderAddress(year: Year): string {
  return `${periodAddress(year)}/nhac-viec`;
}

/** Where the form that was edited is applied. */
export function formChangeAddress(year: Year): string {
  return `${formEditorAddress(year)}/ap-dung`;
}

export function formPreviewAddress(year: Year): string {
  return `${formEditorAddress(year)}/xem-truoc`;
}
