import type { Annex, Block, OfficialDocument } from '../../platform/documents/content.js';
import { formatNumber, formatTime } from '../../platform/text/format.js';
import type { Answer } from '../../form/answers.js';
import { consolidated, type ChildSums } from '../../form/consolidated.js';
import { answersIn } from '../../form/report-answers.js';
import { drawnValue, type Consolidated } from '../../form/totals.js';
import { reportDocument, type ReportContent } from '../../reports/document/report-document.js';
import { withOwnWording } from '../../document-settings/issuer.js';
import { layoutOf, type DocumentSettings } from '../../document-settings/rules.js';
import { countedWords, coverageOf } from '../coverage.js';
import { roundedAverage } from '../comparison.js';
import { changeOf, comparedFigures, isChangeTold } from '../totals/rules.js';
import { examplesAnnex, figuresAnnex } from './annexes.js';
import type { Filed } from '../finders.js';
import { filedAside, oldWords, type ConsolidatedParts, type OwnContent } from './content.js';
import { standingsAnnex } from './standings.js';

/** The own report as the unit signs it after consolidating, with what it was made of in annexes. */
export function consolidatedDocument(
  parts: ConsolidatedParts,
  settings: DocumentSettings,
  madeAt: Date,
): OfficialDocument {
  const { year, unit, parent, own } = parts;
  const content = own?.content ?? emptyContent(unit);
  const head = { period: { year }, parent, form: own?.form ?? parts.form };
  const report = reportDocument(head, { ...content, changes: changesOf(parts) }, madeAt);
  const title = `Báo cáo tổng hợp nêu gương năm ${year} - ${unit}`;
  const filed = filedAside(parts);
  return {
    ...withOwnWording(filed ? unsigned(report) : report, settings, false),
    title: `${title}${filed ? ' - số liệu hiện nay' : content.draft ? ' - dự thảo' : ''}`,
    blocks: [
      ...(filed ? ofNow(parts, filed, madeAt) : coverage(parts)),
      ...compared(parts),
      ...report.blocks,
    ],
    annexes: numbered([
      figuresAnnex(parts, layoutOf(settings)),
      standingsAnnex(parts.standings, parts.shown),
      examplesAnnex(parts),
    ]),
  };
}

/** It must never pass for the paper that went out. */
function unsigned({ letterhead, ...report }: OfficialDocument): OfficialDocument {
  return {
    ...report,
    draft: true,
    ...(letterhead && { letterhead: { ...letterhead, number: '', date: undefined } }),
  };
}

/** What of it is as it was filed, and what is as it is now. */
function ofNow({ sums, shown }: ConsolidatedParts, filed: Filed, madeAt: Date): Block[] {
  const text = `Bản để xem số liệu hiện nay, tính đến ${formatTime(madeAt)}; không thay báo cáo đã nộp (lần ${filed.number}, lúc ${formatTime(filed.takenAt)}). Các phần dưới đây là lời và số liệu đã nộp, tổng hợp từ báo cáo ${countedWords(filed)} của ${coverageOf(filed.sums)}. Chỉ các phụ lục là của hiện nay, từ báo cáo ${countedWords(shown)} của ${coverageOf(sums)}.`;
  return [{ kind: 'paragraph', text, italic: true }];
}

function emptyContent(unit: string): ReportContent {
  return { unit, sections: new Map(), files: [], nilReason: '', draft: true, obligations: new Map() };
}

/** The same, short: enough for its first page. */
export function firstPageOf(document: OfficialDocument): OfficialDocument {
  const { annexes: _annexes, closing, blocks, ...rest } = document;
  const isShort = blocks.length <= FIRST_BLOCKS;
  return { ...rest, blocks: blocks.slice(0, FIRST_BLOCKS), ...(closing && isShort && { closing }) };
}

/** More paragraphs than a page holds. */
const FIRST_BLOCKS = 40;

function numbered(annexes: readonly Annex[]): Annex[] {
  return annexes.map((annex, at) => ({ ...annex, label: `Phụ lục ${at + 1}` }));
}

/**
 * How what the children's reports make changed in the units that stand in both years, by field: where the own answer is what
 * they make. Beside another one stands its change since the last own answer.
 */
function changesOf(parts: ConsolidatedParts): ReadonlyMap<string, string> {
  const { form, before, own } = parts;
  const sums = ownSums(parts);
  const isTold = isChangeTold({ sums, before });
  const answers = own ? answersIn(own.content.sections) : new Map<string, Answer>();
  const figures = comparedFigures(form, sums, before).filter(({ field }) =>
    isMadeOf(consolidated(field, sums.totals), answers.get(field.code)),
  );
  return new Map(
    figures.map((figure) => {
      const { change, percent } = changeOf(figure, isTold);
      return [figure.field.code, percent === '–' ? change : `${change} (${percent})`];
    }),
  );
}

/** An average is rounded before it is put in. */
function isMadeOf(total: Consolidated | undefined, own: Answer | undefined): boolean {
  const made = total && drawnValue(total);
  return typeof made === 'number' && typeof own === 'number' && roundedAverage(made) === roundedAverage(own);
}

/** What the own report was made of: its words and figures are those of the moment when it was filed. */
function ownSums({ filed, sums }: ConsolidatedParts): ChildSums {
  return filed?.sums ?? sums;
}

/** Of how many children it is made, and what is not written yet. */
function coverage(parts: ConsolidatedParts): Block[] {
  const { own, sums, standings, shown } = parts;
  const { waiting = 0 } = standings.counts;
  const left =
    !shown.withSubmitted && waiting > 0 ? `; ${formatNumber(waiting)} báo cáo đã nộp còn chờ xét duyệt` : '';
  const words =
    sums.expected === 0
      ? 'Không có đơn vị trực tiếp nào phải báo cáo trong kỳ này.'
      : `Báo cáo được tổng hợp từ báo cáo ${countedWords(shown)} của ${coverageOf(sums)}${left}. Số liệu từng đơn vị ở Phụ lục 1, tình hình báo cáo của các đơn vị ở Phụ lục 2, gương điển hình ở Phụ lục 3.`;
  const old = oldWords(parts);
  return [
    { kind: 'paragraph', text: words },
    ...(old ? [{ kind: 'paragraph', text: old, italic: true } as const] : []),
    ...unwritten(own),
  ];
}

/** Over which units the change against the year before is reckoned, where the figures stand beside that year's. */
function compared(parts: ConsolidatedParts): Block[] {
  const { own, before } = parts;
  if (!own?.content.lastYear || !before) return [];
  const of = `năm ${before.year} có ${formatNumber(before.sums.reports)} đơn vị`;
  const { reports } = ownSums(parts).both;
  const text =
    reports === 0
      ? `Chưa có đơn vị trực tiếp nào có số liệu cả hai năm (${of}) nên số liệu tổng hợp chưa ghi tăng, giảm.`
      : `Tăng, giảm của số liệu tổng hợp chỉ tính trên ${formatNumber(reports)} đơn vị có số liệu cả hai năm (${of}).`;
  return [{ kind: 'paragraph', text }];
}

function unwritten(own: OwnContent | null): Block[] {
  const text = own
    ? 'Đơn vị chưa viết nội dung nào trong báo cáo của mình; các phần dưới đây còn chờ nội dung.'
    : 'Đơn vị không có báo cáo của mình trong kỳ này; các phần dưới đây để trống.';
  return own?.isBegun ? [] : [{ kind: 'paragraph', text, italic: true }];
}
