import type { SaveBar, SectionRail } from '../../platform/page/filing-blocks.js';
import type { IconName } from '../../platform/page/icons.js';
import { ui } from '../../platform/page/components.js';
import { formatDueBefore, formatTime } from '../../platform/text/format.js';
import { sectionHeading } from '../../form/sheet.js';
import type { SectionDefinition } from '../../form/definition.js';
import { ownCheck, ownSection, ownSectionFromCheck, type CheckPlace } from '../addresses.js';
import { presentDeadline } from '../deadlines.js';
import { ownSections, type OwnSection } from '../own-sections.js';
import type { SectionView } from './section-field-pages.js';

// What stands around the fields of a section: the other sections, and the bar that saves.

const STATES: Record<OwnSection['state'], { words: string; icon: IconName }> = {
  'not-started': { words: 'chưa bắt đầu', icon: 'open' },
  'in-progress': { words: 'đang làm', icon: 'half' },
  done: { words: 'đã xong', icon: 'check' },
  'to-correct': { words: 'cần sửa', icon: 'alert' },
  nil: { words: 'không phát sinh', icon: 'minus' },
};

export function sectionRail({ open, section, draft }: SectionView): SectionRail {
  const { form, period } = open.report;
  const { previous, next } = neighbours(form.sections, section.code);
  const toNeighbour = (one: SectionDefinition | undefined) =>
    one ? { text: sectionHeading(one), href: ownSection(period.year, one.code) } : null;
  const at = form.sections.findIndex(({ code }) => code === section.code) + 1;
  return {
    title: `Báo cáo năm ${period.year}`,
    due: `Nộp ${formatDueBefore(presentDeadline(open.report))}`,
    items: ownSections(open, draft).map(({ definition: one, state }) => ({
      letter: one.letter,
      text: one.title,
      href: ownSection(period.year, one.code),
      isCurrent: one.code === section.code,
      look: state,
      icon: ui.icon(STATES[state].icon),
      state: STATES[state].words,
    })),
    place: `Phần ${at}/${form.sections.length}`,
    previous: toNeighbour(previous),
    next: toNeighbour(next),
    check: ownCheck(period.year),
  };
}

/** The section's page, with the place on the check page to which it leads back. */
export function sectionAddress(year: number, section: string, from: CheckPlace | undefined): string {
  return from ? ownSectionFromCheck(year, section, '', from) : ownSection(year, section);
}

/** The sections before and after one. */
export function neighbours(sections: readonly SectionDefinition[], code: string) {
  const at = sections.findIndex((section) => section.code === code);
  return { previous: sections[at - 1], next: sections[at + 1] };
}

/** `failed`: the checks that fail; `missing`: the answers that are not there. */
export function saveBar(
  { open, section, draft, refused, from }: SectionView,
  { failed, missing }: { failed: number; missing: number },
): SaveBar {
  const stored = draft.sections.get(section.code);
  const { previous, next } = neighbours(open.report.form.sections, section.code);
  const isSaved = stored !== undefined && !refused;
  return {
    form: 'phan',
    state: isSaved ? 'saved' : 'unsaved',
    words: isSaved
      ? `Đã lưu lúc ${formatTime(stored.savedAt)}.`
      : refused
        ? 'Chưa lưu.'
        : 'Phần này chưa lưu lần nào.',
    more: refused ? '' : leftWords(failed, missing),
    previous: previous?.letter ?? '',
    ...(from ? BACK : next ? { next: `Lưu và sang phần ${next.letter}`, then: 'next' } : ON),
  };
}

const BACK = { next: 'Lưu và về trang kiểm tra', then: 'check' };
const ON = { next: 'Lưu và sang bước kiểm tra', then: 'check' };

function leftWords(failed: number, missing: number): string {
  if (failed > 0) return `Còn ${failed} chỗ chưa khớp`;
  return missing > 0 ? `Còn ${missing} ô chưa điền` : '';
}
