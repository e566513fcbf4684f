/** The periods that an administrator manages. */
export const PERIODS = '/quan-tri/ky-bao-cao';

export function periodAddress(year: number | ':year'): string {
  return `/quan-tri/ky-bao-cao/${year}`;
}

export function formEditorAddress(year: number | ':year'): string {
  return `/quan-tri/ky-bao-cao/${year}/bieu-mau`;
}
