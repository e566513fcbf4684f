import { hasRole, type Actor } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import { differing, formPage, type FormControl, type FormPage } from '../../platform/page/form-page.js';
import type { Form, Values } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { documentOf, documentSettings, settingsPreview, settingsPreviewFile } from '../addresses.js';
import { measureNames, measures, type MeasureName } from '../../document-settings/measures.js';
import type { WordingName } from '../../document-settings/rules.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import { measureInput, RECIPIENTS, wordingLabels, wordingNames } from './forms.js';

export interface DocumentSettingsPage extends ConsolidationFrame {
  errors: FormPage['errors'];
  hasErrors: boolean;
  stale: string;
  action: string;
  previewAction: string;
  version: string;
  groups: readonly {
    id: string;
    legend: string;
    hint: string;
    /** Measures, which most never change: folded until one is wrong. */
    isGrid: boolean;
    isOpen: boolean;
    controls: readonly FormControl[];
  }[];
  /** For those who may not change them. */
  summary: SafeHtml;
  mayEdit: boolean;
  backHref: string;
  /** What is shown of a preview; '' while the form has errors. */
  preview: string;
  pictureHref: string;
  pdfHref: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/document-settings': DocumentSettingsPage;
  }
}

export interface SettingsParts {
  readonly form: Form;
  /** What stands saved, where somebody else saved meanwhile. */
  readonly saved?: Values;
  /** The settings to preview as part of an address; '' for none. */
  readonly packed: string;
  /** Whether they are those that are saved. */
  readonly isSaved: boolean;
}

export function documentSettingsPage(open: Consolidation<Actor>, parts: SettingsParts): DocumentSettingsPage {
  const { form, saved, packed, isSaved } = parts;
  const back = documentOf(open.period.year);
  const action = documentSettings(open.period.year);
  const version = saved?.['version'] ?? form.values['version'] ?? '0';
  const head = {
    title: 'Cách trình bày văn bản',
    nav: 'consolidation' as const,
    action,
    submit: 'Lưu',
    version,
  };
  const theirs = saved ? differing(saved, form.values) : {};
  const made = formPage(head, form, controlsOf(form), theirs);
  return {
    ...consolidationFrame(open, 'document', head.title, { text: 'Văn bản tổng hợp', href: back }),
    ...{ errors: made.errors, hasErrors: form.errors.length > 0, stale: made.stale, action, version },
    previewAction: settingsPreview(open.period.year),
    groups: groupsOf(made, form),
    summary: ui.summaryList(summaryOf(form.values)),
    mayEdit: hasRole(open.actor, 'REVIEWER'),
    backHref: back,
    preview: packed ? (isSaved ? 'Theo cách trình bày đang lưu.' : 'Theo những gì vừa nhập; chưa lưu.') : '',
    pictureHref: `${settingsPreviewFile(open.period.year, 'png')}?m=${packed}`,
    pdfHref: `${settingsPreviewFile(open.period.year, 'pdf')}?m=${packed}`,
  };
}

function groupsOf({ controls }: FormPage, { errors }: Form): DocumentSettingsPage['groups'] {
  const wordings = wordingNames.length + 1;
  const numbers = controls.slice(wordings);
  const isWrong = errors.some(({ field }) => measureNames.some((name) => measureInput(name) === field));
  return [
    {
      id: 'loi-van-ban',
      legend: 'Lời trong văn bản',
      hint: 'Ô để trống thì lấy theo báo cáo của đơn vị; địa danh và quyền hạn ký để trống thì không ghi.',
      isGrid: false,
      isOpen: true,
      controls: controls.slice(0, wordings),
    },
    {
      id: 'kich-thuoc',
      legend: 'Kích thước',
      hint: 'Mặc định theo Nghị định 30/2020/NĐ-CP, Phụ lục I.',
      isGrid: true,
      isOpen: isWrong || numbers.some(({ theirs }) => theirs !== ''),
      controls: numbers,
    },
  ];
}

const HINTS: Partial<Record<WordingName, string>> = {
  parentBody: 'Dòng trên bên trái, ví dụ: Tổng Liên đoàn Lao động Việt Nam',
  numberSuffix: 'Ví dụ: BC-LĐLĐ. Ghép sau số của báo cáo, nếu số ấy chưa có ký hiệu.',
  place: 'Tên tỉnh, thành phố hoặc xã, phường nơi đơn vị đóng; ví dụ: Hà Nội',
  board: 'Tên viết tắt của ban soạn thảo, ghi ở dòng cuối của nơi nhận: “Lưu: VT, …”',
  authority: 'Ví dụ: TM. BAN THƯỜNG VỤ hoặc KT. CHỦ TỊCH',
  position: 'Ví dụ: CHỦ TỊCH',
};

function controlsOf(form: Form): Record<string, SafeHtml> {
  const wordings = wordingNames.map((name) => [
    name,
    ui.field({ name, label: wordingLabels[name], hint: HINTS[name], form, optional: true }),
  ]);
  const recipients = ui.field({
    name: 'recipients',
    label: RECIPIENTS,
    hint: 'Mỗi dòng một nơi nhận, dòng cuối là nơi lưu; ví dụ: Như trên',
    kind: 'textarea',
    rows: 5,
    form,
    optional: true,
  });
  const numbers = measureNames.map((name) => [measureInput(name), measureControl(name, form)]);
  return Object.fromEntries([...wordings, ['recipients', recipients], ...numbers]) as Record<
    string,
    SafeHtml
  >;
}

function measureControl(name: MeasureName, form: Form): SafeHtml {
  const { label, unit, min, max } = measures[name];
  const hint = `Từ ${formatNumber(min)} đến ${formatNumber(max)} ${unit}`;
  return ui.field({
    name: measureInput(name),
    label,
    hint,
    kind: 'number',
    width: 5,
    suffix: unit === 'dòng' ? '' : unit,
    form,
  });
}

function summaryOf(values: Values) {
  const wordings = wordingNames.map((name) => ({ key: wordingLabels[name], value: values[name] || '–' }));
  const recipients = { key: RECIPIENTS, html: ui.words(values['recipients'] || '–') };
  const numbers = measureNames.map((name) => {
    const { label, unit } = measures[name];
    return { key: label, value: `${values[measureInput(name)] ?? ''} ${unit}` };
  });
  return [...wordings, recipients, ...numbers];
}
