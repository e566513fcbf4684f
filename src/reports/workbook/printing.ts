import type { Worksheet } from '@cj-tech-master/excelts';

const A4 = 9;
/** In inches, as Excel has them. */
const MARGINS = { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 };

/** On A4, as wide as the page; `titles`: the row that stands above each page. */
export function printed(
  worksheet: Worksheet,
  { orientation, titles }: { orientation: 'portrait' | 'landscape'; titles?: number },
): void {
  Object.assign(worksheet.pageSetup, {
    paperSize: A4,
    orientation,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    margins: MARGINS,
    ...(titles === undefined ? {} : { printTitlesRow: `${titles}:${titles}` }),
  });
  worksheet.headerFooter.oddFooter = '&C&P/&N';
}
