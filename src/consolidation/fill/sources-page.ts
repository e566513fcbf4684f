import { ui } from '../../platform/page/components.js';
import { formatNumber, formatTime } from '../../platform/text/format.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { type FieldDefinition, isNarrative } from '../../form/definition.js';
import { answerWords } from '../../form/answers.js';
import { ownFill, ownFillSources, reviewOf } from '../../reports/addresses.js';
import { reportCrumbs } from '../../reports/crumbs.js';
import type { FilledAnswerRow, Source } from '../../reports/consolidated/finders.js';
import type { PassageBehind } from './finders.js';

/** Units on a page. */
export const SOURCES_A_PAGE = 50;

export interface SourcesPage extends Frame {
  lead: string;
  /** What `made` is. */
  madeLabel: string;
  made: string;
  /** Of a figure. */
  table: SafeHtml;
  /** Of a text. */
  passages: readonly SourceRow[];
  isText: boolean;
  pager: SafeHtml;
  back: string;
}
export interface SourceRow {
  unit: string;
  /** Where the reader may see the report; '' where only the sum is theirs to see. */
  href: string;
  said: string;
  value: string;
  note: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/sources': SourcesPage;
  }
}

interface SourcesParts {
  readonly year: number;
  readonly field: FieldDefinition;
  readonly filled: FilledAnswerRow;
  readonly sources: readonly Source[];
  readonly passages: readonly PassageBehind[];
  /** Whether the reader may open the children's reports. */
  readonly mayOpen: boolean;
}

/** What stands around the sources of any answer. */
export function sourcesFrame(year: number, field: FieldDefinition) {
  return {
    title: `Nguồn của “${field.label}”`,
    nav: 'reports' as const,
    crumbs: reportCrumbs(
      year,
      { text: 'Đưa số liệu tổng hợp vào báo cáo', href: ownFill(year) },
      { text: 'Nguồn số liệu' },
    ),
    isText: isNarrative(field),
    passages: [],
    back: ownFill(year),
  };
}

/** Which submissions one answer of the own report was made of. */
export function sourcesPage({ year, field, filled, sources, passages, mayOpen }: SourcesParts): SourcesPage {
  const shown = sources.slice(0, SOURCES_A_PAGE);
  const last = shown.at(-1);
  const { fill } = filled;
  const href = (id: number) => (mayOpen ? reviewOf(id) : '');
  return {
    ...sourcesFrame(year, field),
    lead: `${fill.filledByName} đưa vào lúc ${formatTime(fill.filledAt)}, từ ${formatNumber(fill.reports)} báo cáo ${fill.isWithSubmitted ? 'đã chấp nhận và chờ xét duyệt' : 'đã chấp nhận'}.`,
    madeLabel: 'Số đã đưa vào',
    made: answerWords(field, filled.value as string | number),
    table: sourceTable(
      shown.map((source) => ({
        unit: source.unitName,
        href: href(source.reportId),
        said: `Lần nộp ${source.number}`,
        value: source.value === null || isTakenBack(source, fill) ? '–' : answerWords(field, source.value),
        note: noteOf(source),
      })),
    ),
    passages: passages.map(({ original, submissionNumber, report }) => ({
      unit: report.unitName,
      href: href(report.id),
      said: `Lần nộp ${submissionNumber}`,
      value: original,
      note: noteOf({ number: submissionNumber, numberNow: countedNow(report.figures, fill) }),
    })),
    pager: ui.pager({
      next:
        sources.length > SOURCES_A_PAGE && last
          ? { href: `${ownFillSources(year, field.code)}?sau=${last.reportId}` }
          : undefined,
    }),
  };
}

/** What was summed up. */
export function sourceTable(rows: readonly SourceRow[]): SafeHtml {
  return ui.table({
    caption: 'Các phần đã được cộng',
    rows,
    columns: [
      ['Đơn vị', ({ unit, href }) => ({ text: unit, href })],
      ['Lần nộp', ({ said }) => said],
      ['Số liệu', ({ value }) => value, 'num'],
      ['Ghi chú', ({ note }) => note || '–'],
    ],
  });
}

/** What waited for review may have been recalled since: then it is its unit's own affair again. */
function isTakenBack({ number, numberNow }: Source, { isWithSubmitted }: FilledAnswerRow['fill']): boolean {
  return isWithSubmitted && numberNow !== number;
}

/** The submission of a report that counts now by the fill's measure; null where none does. */
function countedNow(
  figures: PassageBehind['report']['figures'],
  { isWithSubmitted }: FilledAnswerRow['fill'],
): number | null {
  return figures && (isWithSubmitted || figures.status === 'ACCEPTED') ? figures.number : null;
}

/**
 * A submission never changes, and a report stays with the parent that it was made for, wherever its unit moves: that another
 * submission counts, or none does, is all that can differ.
 */
function noteOf({ number, numberNow }: Pick<Source, 'number' | 'numberNow'>): string {
  if (numberNow === number) return '';
  return numberNow === null ? 'Nay không còn được tính' : `Nay là lần nộp ${numberNow}`;
}
