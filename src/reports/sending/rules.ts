/** What went out: the report (0), or a supplement by its number. */
export function sendingName(number: number): string {
  return number === 0 ? 'báo cáo' : `báo cáo bổ sung số ${number}`;
}
