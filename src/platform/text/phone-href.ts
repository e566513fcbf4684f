/** What a press on a written number dials: "0240 3123 456 (giờ hành chính)" → "tel:02403123456"; '' where none is written. */
export function phoneHref(written: string): string {
  const [number = ''] = /[+\d][\d\s().-]*/.exec(written) ?? [];
  const dialled = number.replace(/[^+\d]/g, '');
  return dialled === '' ? '' : `tel:${dialled}`;
}
