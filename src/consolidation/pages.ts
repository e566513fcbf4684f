import type { Overseer } from '../platform/actor.js';
import { formatExact, formatNumber } from '../platform/format.js';
import { consolidationFrame, type ConsolidationFrame } from './frame.js';
import { summedFields, type FormDefinition } from '../periods/form-definition.js';
import { sectionHeading } from '../reports/answer-sheet.js';
import { suffixOf } from '../reports/answers.js';
import { statusTag } from '../reports/words.js';
import type { ChildrenIn, Consolidation } from './finders.js';
import type { Total } from '../reports/consolidated/rules.js';

export interface ConsolidationPage extends ConsolidationFrame {
  hasChildren: boolean;
  coverage: string;
  sections: readonly {
    heading: string;
    rows: readonly { label: string; total: string; counted: string }[];
  }[];
  missing: readonly { name: string; href: string; tag: string }[];
  missingMore: string;
  followHref: string;
  csvHref: string;
}

declare module '../platform/render.js' {
  interface Pages {
    'consolidation/totals': ConsolidationPage;
    'consolidation/no-period': Frame;
  }
}

interface ConsolidationParts {
  open: Consolidation<Overseer>;
  form: FormDefinition;
  totals: ReadonlyMap<string, Total>;
  children: ChildrenIn;
}

export function consolidationPage(parts: ConsolidationParts): ConsolidationPage {
  const { open, children } = parts;
  const text = String(open.period.year);
  const { accepted, expected, missingCount, missingFirst } = children;
  const hidden = missingCount - missingFirst.length;
  return {
    ...consolidationFrame(open, 'figures', `Tổng hợp năm ${text}`),
    hasChildren: expected > 0,
    coverage: `Số liệu cộng từ báo cáo đã chấp nhận của ${of(accepted, expected)} đơn vị trực tiếp.`,
    sections: sections(parts),
    missing: missingFirst.map(({ id, unitName: name, status }) => ({
      name,
      href: `/xet-duyet/${String(id)}`,
      tag: statusTag(status),
    })),
    missingMore: hidden > 0 ? `và ${formatNumber(hidden)} đơn vị khác` : '',
    followHref: `/theo-doi/${text}?trang-thai=NOT_ACCEPTED`,
    csvHref: `/tong-hop/${text}/csv`,
  };
}

function sections({ form, totals, children }: ConsolidationParts): ConsolidationPage['sections'] {
  return form.sections.flatMap((section) => {
    const summed = summedFields(form).filter((figure) => figure.section === section);
    const rows = summed.map(({ field }) => {
      const total = totals.get(field.code);
      const suffix = suffixOf(field);
      return {
        label: suffix ? `${field.label} (${suffix})` : field.label,
        total: total ? formatExact(total.sum) : '–',
        counted: of(total?.counted ?? 0, children.expected),
      };
    });
    return rows.length > 0 ? [{ heading: sectionHeading(section), rows }] : [];
  });
}

/** One row a figure: code, section, label, total, in how many reports, of how many. Numbers are plain digits. */
export function consolidationRows({ form, totals, children }: Omit<ConsolidationParts, 'open'>): string[][] {
  return summedFields(form).map(({ section, field }) => {
    const total = totals.get(field.code);
    return [
      field.code,
      sectionHeading(section),
      field.label,
      // The Vietnamese decimal sign, so that a spreadsheet in Vietnamese reads a number.
      total?.sum.replace('.', ',') ?? '',
      String(total?.counted ?? 0),
      String(children.expected),
    ];
  });
}

function of(part: number, whole: number): string {
  return `${formatNumber(part)} / ${formatNumber(whole)}`;
}
