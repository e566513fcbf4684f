import { deflateSync } from 'node:zlib';

/** A PDF of one page that says `text`, uncompressed, with whatever else its catalogue holds. */
export function pdfWith(catalogue = '', text = 'Báo cáo', more = ''): Buffer {
  const content = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const bodies = objects.map((body, at) => `${at + 1} 0 obj\n${body}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${bodies}${more}trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n`, 'latin1');
}

/** An object stream (ISO 32000-1, 7.5.7) that holds `object`, compressed. */
export function objectStream(object: string, filter = '/FlateDecode'): string {
  const packed = deflateSync(Buffer.from(`9 0 ${object}`, 'latin1'));
  const dictionary = `<< /Type /ObjStm /N 1 /First 4 /Filter ${filter} /Length ${packed.length} >>`;
  return `8 0 obj\n${dictionary}\nstream\n${packed.toString('latin1')}\nendstream\nendobj\n`;
}
