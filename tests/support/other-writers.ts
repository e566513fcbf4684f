import { Workbook, type Cell } from '@cj-tech-master/excelts';
import { strToU8, zipSync } from 'fflate';

/** How a program that is not Excel writes workbooks. Each of these habits is one that was met. */
export interface Habits {
  /** "x:" before each element. */
  readonly prefix?: string;
  readonly strings?: 'shared' | 'inline' | 'rich' | 'value' | 'cdata';
  /** What the part of shared strings is called, and where the sheets' are. */
  readonly sharedStrings?: string;
  readonly sheets?: (at: number) => string;
  /** Targets from the package's root. */
  readonly absolute?: boolean;
  /** "Strict Open XML": other names of the vocabularies, days as ISO dates. */
  readonly strict?: boolean;
  readonly is1904?: boolean;
  /** Cells say where they are. */
  readonly places?: boolean;
  readonly encoding?: 'utf-8' | 'utf-16le';
  /** What "bin" is said to be, by default; no part ends so. */
  readonly bin?: string;
}

const OPEN = 'http://schemas.openxmlformats.org';
const STRICT = 'http://purl.oclc.org/ooxml';

/** The cells of a workbook, written anew by a program with those habits: values and formats of numbers alone. */
export async function rewritten(file: Uint8Array, habits: Habits): Promise<Buffer> {
  const workbook = new Workbook();
  await workbook.xlsx.load(file);
  const written = new Writer(habits);
  workbook.worksheets.forEach((sheet, at) => {
    const rows: string[] = [];
    sheet.eachRow((row, number) => {
      const cells: string[] = [];
      for (let column = 1; column <= row.cellCount; column++) cells.push(written.cell(row.getCell(column)));
      const place = habits.places === false ? '' : ` r="${number}"`;
      // Rows without content count where nothing says where a row is.
      while (habits.places === false && rows.length < number - 1) rows.push(written.element('row', '', ''));
      rows.push(written.element('row', place, cells.join('')));
    });
    written.sheet(at, sheet.name, sheet.state, rows.join(''));
  });
  return written.file();
}

class Writer {
  private readonly strings: string[] = [];
  private readonly formats: string[] = ['General'];
  private readonly parts: Record<string, Uint8Array> = {};
  private readonly listed: string[] = [];
  private readonly related: string[] = [];

  constructor(private readonly habits: Habits) {}

  element(name: string, attributes: string, content: string): string {
    const full = `${this.habits.prefix ?? ''}${name}`;
    return content === '' ? `<${full}${attributes}/>` : `<${full}${attributes}>${content}</${full}>`;
  }

  cell(cell: Cell): string {
    const { value, numFmt, address } = cell;
    const place = this.habits.places === false ? '' : ` r="${address}"`;
    const at = this.style(typeof numFmt === 'string' ? numFmt : 'General');
    const attributes = `${place} s="${at}"`;
    if (value === null || value === undefined) return this.element('c', attributes, '');
    if (typeof value === 'number') return this.element('c', attributes, this.element('v', '', String(value)));
    if (value instanceof Date) return this.day(value, attributes);
    if (typeof value === 'object' && 'formula' in value) {
      const formula = this.element('f', '', escaped(value.formula));
      return this.element('c', attributes, formula + this.element('v', '', '0'));
    }
    return this.text(cell.text, attributes);
  }

  sheet(at: number, name: string, state: string, rows: string): void {
    const path = (this.habits.sheets ?? ((n) => `xl/worksheets/sheet${n + 1}.xml`))(at);
    this.part(path, 'worksheet', this.element('sheetData', '', rows));
    const id = this.relate(path, 'worksheet');
    const attributes = ` name="${escaped(name)}" sheetId="${at + 1}" state="${state}" r:id="${id}"`;
    this.listed.push(this.element('sheet', attributes, ''));
  }

  file(): Buffer {
    const names = this.habits.sharedStrings ?? 'sharedStrings.xml';
    this.part(`xl/${names}`, 'sst', this.strings.join(''));
    this.relate(`xl/${names}`, 'sharedStrings');
    this.part('xl/styles.xml', 'styleSheet', this.styles());
    this.relate('xl/styles.xml', 'styles');
    const properties = this.element('workbookPr', this.habits.is1904 ? ' date1904="true"' : '', '');
    this.part('xl/workbook.xml', 'workbook', properties + this.element('sheets', '', this.listed.join('')));
    this.raw('xl/_rels/workbook.xml.rels', relationships(this.related));
    const main = `<Relationship Id="a" Type="${this.vocabulary('officeDocument/relationships')}/officeDocument" Target="xl/workbook.xml"/>`;
    this.raw('_rels/.rels', relationships([main]));
    this.raw('[Content_Types].xml', contentTypes(this.habits.bin ?? 'application/octet-stream'));
    return Buffer.from(zipSync(this.parts));
  }

  private text(text: string, attributes: string): string {
    const t = this.element('t', ' xml:space="preserve"', escaped(text));
    switch (this.habits.strings ?? 'shared') {
      case 'shared':
        this.strings.push(this.element('si', '', t));
        return this.element(
          'c',
          `${attributes} t="s"`,
          this.element('v', '', String(this.strings.length - 1)),
        );
      case 'rich':
        this.strings.push(this.element('si', '', this.runs(text)));
        return this.element(
          'c',
          `${attributes} t="s"`,
          this.element('v', '', String(this.strings.length - 1)),
        );
      case 'inline':
        return this.element('c', `${attributes} t="inlineStr"`, this.element('is', '', t));
      case 'value':
        return this.element('c', `${attributes} t="str"`, this.element('v', '', escaped(text)));
      case 'cdata':
        return this.element('c', `${attributes} t="str"`, this.element('v', '', `<![CDATA[${text}]]>`));
    }
  }

  /** In two runs, with a reading over them as Japanese Excel adds. */
  private runs(text: string): string {
    const middle = Math.floor(text.length / 2);
    const run = (part: string) =>
      this.element('r', '', this.element('t', ' xml:space="preserve"', escaped(part)));
    const reading = this.element('rPh', ' sb="0" eb="1"', this.element('t', '', 'ĐỌC'));
    return run(text.slice(0, middle)) + run(text.slice(middle)) + reading;
  }

  private day(at: Date, attributes: string): string {
    if (this.habits.strict)
      return this.element('c', `${attributes} t="d"`, this.element('v', '', at.toISOString().slice(0, 19)));
    const zero = this.habits.is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    return this.element('c', attributes, this.element('v', '', String((at.getTime() - zero) / 86_400_000)));
  }

  private style(format: string): number {
    if (!this.formats.includes(format)) this.formats.push(format);
    return this.formats.indexOf(format);
  }

  private styles(): string {
    const formats = this.formats.map((code, at) =>
      this.element('numFmt', ` numFmtId="${200 + at}" formatCode="${escaped(code)}"`, ''),
    );
    const styles = this.formats.map((_, at) => this.element('xf', ` numFmtId="${200 + at}"`, ''));
    return (
      this.element('numFmts', '', formats.join('')) +
      this.element('cellStyleXfs', '', this.element('xf', ' numFmtId="14"', '')) +
      this.element('cellXfs', '', styles.join(''))
    );
  }

  private part(path: string, root: string, content: string): void {
    const { prefix = '' } = this.habits;
    const own = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
    const names = ` ${own}="${this.vocabulary('spreadsheetml/main')}" xmlns:r="${this.vocabulary('officeDocument/relationships')}"`;
    this.raw(path, this.element(root, names, content || ' '));
  }

  private vocabulary(name: string): string {
    if (this.habits.strict) return `${STRICT}/${name}`;
    const [family = '', rest = ''] = name.split('/');
    return `${OPEN}/${family}/2006/${rest}`;
  }

  private raw(path: string, xml: string): void {
    const { encoding = 'utf-8' } = this.habits;
    const text = `<?xml version="1.0" encoding="${encoding === 'utf-8' ? 'UTF-8' : 'UTF-16'}"?>\n${xml}`;
    this.parts[path] = encoding === 'utf-8' ? strToU8(text) : Buffer.from(`\ufeff${text}`, 'utf16le');
  }

  private relate(path: string, kind: string): string {
    const id = `id${this.related.length}`;
    const target = this.habits.absolute ? `/${path}` : path.replace(/^xl\//, '');
    this.related.push(
      `<Relationship Id="${id}" Type="${this.vocabulary('officeDocument/relationships')}/${kind}" Target="${target}"/>`,
    );
    return id;
  }
}

function relationships(lines: readonly string[]): string {
  return `<Relationships xmlns="${OPEN}/package/2006/relationships">${lines.join('')}</Relationships>`;
}

function contentTypes(bin: string): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return `<Types xmlns="${OPEN}/package/2006/content-types"><Default Extension="bin" ContentType="${bin}"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/></Types>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
