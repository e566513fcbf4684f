import { ui } from '../../platform/page/components.js';
import { formatDay } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { BLANK_MINUTES, paperKinds, paperNames, papersOf, type Paper } from '../document/rules.js';
import type { Shown } from '../finders.js';

interface Row {
  readonly name: string;
  readonly number: string;
  readonly state: string;
  readonly path: string;
  readonly version: number | null;
}

/** Each version that was issued, newest first, what is still a draft, and the sheet to fill in by hand. */
export function papersTable(inspection: Shown, base: string, hasBlank: boolean): SafeHtml {
  const isOwn = base.includes('don-vi');
  const rows = [
    ...papersOf(inspection).flatMap((paper) => rowsOf(inspection, paper, isOwn)),
    ...(hasBlank ? [BLANK] : []),
  ];
  return ui.table({
    caption: 'Văn bản của cuộc này',
    rows,
    columns: [
      ['Văn bản', ({ name }) => name],
      ['Số', ({ number }) => number || '–', 'short'],
      ['Tình trạng', ({ state }) => state],
      ['Tải về', (row) => ({ html: files(row, base) }), 'actions'],
    ],
  });
}

const BLANK: Row = {
  name: 'Mẫu biên bản để ghi tay',
  number: '',
  state: 'Để trống, in mang theo',
  path: BLANK_MINUTES,
  version: null,
};

function rowsOf({ papers }: Shown, paper: Paper, isOwn: boolean): Row[] {
  const issued = papers.filter(({ kind }) => kind === paperKinds[paper]).reverse();
  const name = paperNames[paper];
  if (issued.length === 0)
    return isOwn ? [] : [{ name, number: '', state: 'Chưa ban hành', path: paper, version: null }];
  return issued.map(({ number, version, issuedAt, reason }, at) => ({
    name: version > 1 || issued.length > 1 ? `${name}, bản ${version}` : name,
    number,
    state: [
      `${paper === 'bien-ban' ? 'Chốt' : 'Ban hành'} ngày ${formatDay(issuedAt)}`,
      ...(reason ? [`thay bản trước: ${reason}`] : []),
      ...(at > 0 ? ['đã được thay'] : []),
    ].join('; '),
    path: paper,
    version: issued.length > 1 ? version : null,
  }));
}

function files({ name, path, version }: Row, base: string): SafeHtml {
  return ['docx', 'pdf']
    .map((format) => {
      const href = `${base}/${path}.${format}${version === null ? '' : `?ban=${version}`}`;
      return ui.quietLink({ text: format.toUpperCase(), href, hidden: name });
    })
    .join(' ');
}
