import { ui } from '../../platform/page/components.js';
import { formatNumber, formatTime } from '../../platform/text/format.js';
import type { FieldDefinition } from '../../form/definition.js';
import type { UnionsFact } from '../../form/meanings.js';
import { answerWords } from '../../form/answers.js';
import { ownFillSources, reviewOf } from '../../reports/addresses.js';
import { ownChildrenName } from '../../reports/unions-below-rules.js';
import { countedWords } from '../coverage.js';
import type { UnionsSources } from './finders.js';
import {
  SOURCES_A_PAGE,
  sourcesFrame,
  sourceTable,
  type SourceRow,
  type SourcesPage,
} from './sources-page.js';

interface UnionsParts {
  readonly year: number;
  readonly unit: string;
  readonly field: FieldDefinition;
  readonly fact: UnionsFact;
  /** Whether the reader may open the children's reports. */
  readonly mayOpen: boolean;
  readonly after: number | undefined;
}

/** What a figure that counts unions below is made of: now or, once the own report is filed, at that moment. */
export function unionsPage(parts: UnionsParts, found: UnionsSources): SourcesPage {
  const { year, field, mayOpen, after } = parts;
  const shown = found.sources.slice(0, SOURCES_A_PAGE);
  const last = shown.at(-1);
  const hasMore = found.sources.length > SOURCES_A_PAGE;
  return {
    ...sourcesFrame(year, field),
    lead: leadOf(found),
    madeLabel: 'Số cổng tính',
    made: formatNumber(found.own + found.children),
    table: sourceTable([
      ...(after ? [] : [ownRow(parts, found.own)]),
      ...shown.map(({ reportId, unitName, number, value }) => ({
        unit: unitName,
        href: mayOpen ? reviewOf(reportId) : '',
        said: `Lần nộp ${number}`,
        value: value === null ? '–' : answerWords(field, value),
        note: '',
      })),
    ]),
    pager: ui.pager({
      next:
        hasMore && last ? { href: `${ownFillSources(year, field.code)}?sau=${last.reportId}` } : undefined,
    }),
  };
}

function leadOf({ filed, withSubmitted }: UnionsSources): string {
  const from = `từ các đơn vị trực tiếp và báo cáo ${countedWords({ withSubmitted })} của những đơn vị ấy`;
  return filed
    ? `Cổng tính khi đơn vị nộp báo cáo (lần ${filed.number}, lúc ${formatTime(filed.takenAt)}), ${from}. Từ đó số này không đổi.`
    : `Cổng tính đến lúc này, ${from}. Khi nộp, báo cáo ghi số của lúc nộp.`;
}

function ownRow({ unit, fact }: UnionsParts, own: number): SourceRow {
  const note = fact === 'expected' ? 'Phải báo cáo, không được miễn' : 'Đã nộp báo cáo, kể cả nộp trễ';
  return { unit: ownChildrenName(unit), href: '', said: '–', value: formatNumber(own), note };
}

/** A figure of an older report, which its unit was still asked for. */
export function writtenByUnitPage(
  { year, field }: UnionsParts,
  { number, value }: { number: number; value: number | undefined },
): SourcesPage {
  return {
    ...sourcesFrame(year, field),
    lead: `Đơn vị tự ghi số này khi nộp báo cáo (lần ${number}), không phải số do cổng tính.`,
    madeLabel: 'Số trong báo cáo',
    made: value === undefined ? '–' : formatNumber(value),
    table: '',
    pager: '',
  };
}
