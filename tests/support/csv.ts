// A cell in quotes, which hold anything and two of which are one, or without any; then what ends it.
const CELL = /(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n)/y;

/** The cells of a CSV by RFC 4180, parted by semicolons; throws where it is none. */
export function readCsv(file: string): string[][] {
  const rows: string[][] = [[]];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < file.length) {
    const from = CELL.lastIndex;
    const [, quoted, bare = '', end] = CELL.exec(file) ?? [];
    if (end === undefined) throw new SyntaxError(`no CSV at ${from}: ${file.slice(from, from + 40)}`);
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** The text of a cell without the apostrophes that keep it from being calculated, as docs/decisions/0031 says. */
export function textOfCell(cell: string): string {
  return cell.replace(/(?<=^|[\n\r\t,;"])'(?='*[=+\-@\t\r＝＋－＠])/g, '');
}
