import { ui } from '../../platform/components.js';
import { formatNumber } from '../../platform/format.js';
import type { FieldDefinition } from '../../periods/form-definition.js';
import type { UnionsFact } from '../../periods/meanings.js';
import { answerWords } from '../../reports/answers.js';
import { ownChildrenName } from '../../reports/consolidated/unions/rules.js';
import type { UnionsNow, UnionsThen } from '../../reports/consolidated/unions/finders.js';
import { SOURCES_A_PAGE, sourcesFrame, type SourcesPage } from './sources-page.js';

interface UnionsParts {
  readonly year: number;
  readonly unit: string;
  readonly field: FieldDefinition;
  readonly fact: UnionsFact;
  /** Whether the reader may open the children's reports. */
  readonly mayOpen: boolean;
  readonly after: number | undefined;
}

/** What a figure that counts unions below is made of, while the own report is not filed. */
export function unionsNowPage(parts: UnionsParts, now: UnionsNow): SourcesPage {
  const { year, field, mayOpen, after } = parts;
  const shown = now.sources.slice(0, SOURCES_A_PAGE);
  const last = shown.at(-1);
  const hasMore = now.sources.length > SOURCES_A_PAGE;
  const which = now.withSubmitted ? 'đã chấp nhận và chờ xét duyệt' : 'đã chấp nhận';
  return {
    ...sourcesFrame(year, field),
    lead: `Cổng tính đến lúc này, từ các đơn vị trực tiếp và các báo cáo ${which} của những đơn vị ấy. Khi nộp, báo cáo ghi số của lúc nộp.`,
    madeLabel: 'Số cổng tính',
    made: formatNumber(now.own + now.children),
    rows: [
      ...(after ? [] : [ownRow(parts, now.own)]),
      ...shown.map(({ reportId, unitName, number, value }) => ({
        unit: unitName,
        href: mayOpen ? `/xet-duyet/${String(reportId)}` : '',
        said: `Lần nộp ${String(number)}`,
        value: value === null ? '–' : answerWords(field, value),
        note: '',
      })),
    ],
    pager: ui.pager({
      next:
        hasMore && last
          ? { href: `/bao-cao/${String(year)}/tong-hop/${field.code}?sau=${String(last.reportId)}` }
          : undefined,
    }),
  };
}

/** The same as it was filed: of what the children's reports said then, the sum. */
export function unionsThenPage(parts: UnionsParts, { number, value, own }: UnionsThen): SourcesPage {
  const { year, field } = parts;
  const isKnown = own !== undefined && value !== undefined;
  return {
    ...sourcesFrame(year, field),
    lead: isKnown
      ? `Cổng tính lúc nộp báo cáo (lần nộp ${String(number)}); từ đó số này không đổi.`
      : `Đơn vị tự ghi khi nộp báo cáo (lần nộp ${String(number)}).`,
    madeLabel: 'Số trong báo cáo',
    made: value === undefined ? '–' : formatNumber(value),
    rows: isKnown
      ? [
          ownRow(parts, own),
          {
            unit: 'Số mà báo cáo của các đơn vị ấy ghi, cộng lại',
            ...{ href: '', said: '–', value: formatNumber(value - own), note: '' },
          },
        ]
      : [],
    pager: '',
  };
}

function ownRow({ unit, fact }: UnionsParts, own: number): SourcesPage['rows'][number] {
  const note = fact === 'expected' ? 'Phải báo cáo, không được miễn' : 'Đã nộp báo cáo, kể cả nộp trễ';
  return { unit: ownChildrenName(unit), href: '', said: '–', value: formatNumber(own), note };
}
