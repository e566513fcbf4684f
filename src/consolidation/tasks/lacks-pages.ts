import { hasRole, type Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import { allFields } from '../../form/definition.js';
import { following, ownCheck, ownSectionFromCheck, reviewOf } from '../../reports/addresses.js';
import { countWords } from '../../reports/open-problems.js';
import { isEditable, statusWords } from '../../reports/lifecycle.js';
import { answersTo, exampleList, passagesOf } from '../addresses.js';
import type { Consolidation } from '../finders.js';
import type { YearParts } from './finders.js';

/** What of a long list is named; the rest is a link away. */
const NAMED = 20;

interface Lack {
  readonly heading: string;
  readonly facts: string;
  readonly rows: readonly Cell[];
  /** To all of it, where more is missing than is named. */
  readonly more?: { readonly text: string; readonly href: string } | undefined;
}

/** Everything that is missing, by name, a folded line a kind; '' where nothing is. */
export function lackFolds(open: Consolidation<Overseer>, parts: YearParts): SafeHtml {
  const lacks = [
    unitsLacking(open, parts),
    questionsOpen(open, parts),
    passagesStale(open, parts),
    passagesAlike(open, parts),
    ownLacking(open, parts),
    examplesUnnamed(open, parts),
  ].filter(({ rows }) => rows.length > 0);
  if (lacks.length === 0) return '';
  return ui.folds(
    lacks.map(({ heading, facts, rows, more }) => ({
      heading,
      facts,
      isOpen: false,
      html: listOf(rows, more),
    })),
  );
}

function listOf(rows: readonly Cell[], more: Lack['more']): SafeHtml {
  const items = rows.map((row) => markup`<li>${row}</li>`.html).join('');
  return `<ul>${items}</ul>${more ? `<p>${ui.quietLink(more)}</p>` : ''}`;
}

function unitsLacking({ period }: Consolidation<Overseer>, { missing, children }: YearParts): Lack {
  const { submitted, unfiled, correcting } = children;
  const all = submitted + unfiled + correcting;
  return {
    heading: 'Đơn vị chưa có trong tổng hợp',
    facts: formatNumber(all),
    rows: missing.map(
      ({ id, unitName, status }) =>
        markup`${{ text: unitName, href: reviewOf(id) }}: ${statusWords[status].toLowerCase()}`,
    ),
    more:
      all > missing.length
        ? {
            text: `Xem cả ${formatNumber(all)} đơn vị`,
            href: `${following(period.year)}?trang-thai=NOT_ACCEPTED#danh-sach`,
          }
        : undefined,
  };
}

function questionsOpen({ period, filed }: Consolidation<Overseer>, { questions }: YearParts): Lack {
  const open = filed ? [] : questions.filter(({ isOpen }) => isOpen);
  return {
    heading: 'Câu chưa có đoạn nào',
    facts: formatNumber(open.length),
    rows: open.map(
      ({ section, field, written }) =>
        markup`${section.letter}. ${{ text: field.label, href: answersTo(period.year, field.code) }}: ${formatNumber(written)} đơn vị có viết`,
    ),
  };
}

function passagesStale({ period, form, filed }: Consolidation<Overseer>, { stale }: YearParts): Lack {
  const all = filed ? [] : [...stale];
  return {
    heading: 'Đoạn trích từ bài không còn được tính',
    facts: formatNumber(all.reduce((sum, [, count]) => sum + count, 0)),
    rows: all.map(
      ([target, count]) =>
        markup`${{ text: labelOf(form, target), href: passagesOf(period.year, target) }}: ${formatNumber(count)} đoạn`,
    ),
  };
}

function passagesAlike({ period, form, frozen }: Consolidation<Overseer>, { alike }: YearParts): Lack {
  const all = frozen ? [] : alike;
  return {
    heading: 'Đoạn trích từ hai bài gần giống nhau',
    facts: formatNumber(all.length),
    rows: all.map(
      ({ target, unitName, otherName, share }) =>
        markup`${unitName} và ${otherName}, giống ${formatNumber(Math.floor(100 * share))} %: ${{ text: labelOf(form, target), href: passagesOf(period.year, target) }}`,
    ),
  };
}

function ownLacking({ actor, period }: Consolidation<Overseer>, { own }: YearParts): Lack {
  const problems = own && isEditable(own.open.report.status) ? own.problems : [];
  const canEdit = hasRole(actor, 'FILER');
  const isMore = problems.length > NAMED && canEdit;
  return {
    heading: 'Trong báo cáo của đơn vị',
    facts: countWords(problems),
    rows: problems.slice(0, NAMED).map(({ message, at: [place] }) => ({
      text: message,
      href: canEdit && place?.section ? ownSectionFromCheck(period.year, place.section, place.field) : '',
    })),
    more: isMore
      ? { text: `Xem cả ${formatNumber(problems.length)} chỗ`, href: ownCheck(period.year) }
      : undefined,
  };
}

function examplesUnnamed({ period, frozen }: Consolidation<Overseer>, { unnamedExamples }: YearParts): Lack {
  const text = 'Công bố thì chỉ nêu việc làm, không nêu tên';
  return {
    heading: 'Gương điển hình chưa được phép nêu tên',
    facts: formatNumber(unnamedExamples),
    rows: unnamedExamples > 0 && !frozen ? [markup`${{ text, href: exampleList(period.year) }}`] : [],
  };
}

function labelOf(form: Consolidation<Overseer>['form'], code: string): string {
  return allFields(form).find((field) => field.code === code)?.label ?? code;
}
