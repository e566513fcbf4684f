import type { SaveBar, SectionRail } from '../../platform/page/filing-blocks.js';
import type { IconName } from '../../platform/page/icons.js';
import { ui } from '../../platform/page/components.js';
import { formatDueBefore, formatTime } from '../../platform/text/format.js';
import { joined, pageHeading, pageLetter } from '../../form/section-groups.js';
import type { Problem } from '../../form/checks.js';
import type { SectionDefinition } from '../../form/definition.js';
import { ownCheck, ownSection, ownSectionFromCheck, type CheckPlace } from '../addresses.js';
import { isToCorrect, presentDeadline } from '../deadlines.js';
import { countWords } from '../open-problems.js';
import { ownSections, type OwnSection } from '../own-sections.js';
import type { Then } from './forms.js';
import type { SectionView } from './section-field-pages.js';

// What stands around the fields of a section: the other sections, and the bar that saves.

const STATES: Record<OwnSection['state'], { words: string; icon: IconName }> = {
  'not-started': { words: 'chưa bắt đầu', icon: 'open' },
  'in-progress': { words: 'đang làm', icon: 'half' },
  done: { words: 'đã xong', icon: 'check' },
  'to-correct': { words: 'cần sửa', icon: 'alert' },
  nil: { words: 'không phát sinh', icon: 'minus' },
};

export function sectionRail(view: SectionView): SectionRail {
  const { open, section, pages, address, draft } = view;
  const { period } = open.report;
  const { previous, next } = neighbours(pages, address);
  const at = pages.findIndex((page) => page.some(({ code }) => code === address)) + 1;
  const sections = ownSections(open, draft);
  return {
    title: `Báo cáo năm ${period.year}`,
    due: `${isToCorrect(open.report) ? 'Sửa và nộp lại' : 'Nộp'} ${formatDueBefore(presentDeadline(open.report))}`,
    items: pages.map((page) => railItem(page, sections, view)),
    place: `Phần ${at === 0 ? section.letter : at}/${pages.length}`,
    previous: toNeighbour(previous, period.year),
    next: toNeighbour(next, period.year),
    check: ownCheck(period.year),
  };
}

function railItem(
  page: readonly SectionDefinition[],
  sections: readonly OwnSection[],
  { open, address }: SectionView,
): SectionRail['items'][number] {
  const codes = page.map(({ code }) => code);
  const { code, letter, title } = joined(page);
  const state = together(
    sections.filter(({ definition }) => codes.includes(definition.code)).map((section) => section.state),
  );
  return {
    ...{ letter, text: title, look: state },
    href: ownSection(open.report.period.year, code),
    isCurrent: codes.includes(address),
    icon: ui.icon(STATES[state].icon),
    state: STATES[state].words,
  };
}

/** How sections stand that are filled in together. */
function together(states: readonly OwnSection['state'][]): OwnSection['state'] {
  const [first = 'not-started'] = states;
  if (states.every((state) => state === first)) return first;
  if (states.includes('to-correct')) return 'to-correct';
  return states.every((state) => state === 'done' || state === 'nil') ? 'done' : 'in-progress';
}

function toNeighbour(page: readonly SectionDefinition[] | undefined, year: number): SectionRail['previous'] {
  if (!page) return null;
  return { text: pageHeading(page), href: ownSection(year, joined(page).code) };
}

/** The section's page, with the place on the check page to which it leads back. */
export function sectionAddress(year: number, section: string, from: CheckPlace | undefined): string {
  return from ? ownSectionFromCheck(year, section, '', from) : ownSection(year, section);
}

/** The pages before and after that of a section. */
export function neighbours(pages: readonly SectionDefinition[][], code: string) {
  const at = pages.findIndex((page) => page.some((section) => section.code === code));
  return { previous: pages[at - 1], next: pages[at + 1] };
}

/** What is left to do on a page. */
export interface Left {
  /** A check that the page tells of fails, whichever section it counts in. */
  readonly hasFailed: boolean;
  /** What counts in the sections of the page, as on the check page (reports/open-problems.ts). */
  readonly counted: readonly Problem[];
}

export function saveBar(view: SectionView, left: Left): SaveBar {
  const { page, pages, draft, refused, address } = view;
  const saved = page.flatMap(({ code }) => draft.sections.get(code)?.savedAt ?? []);
  const latest = saved.toSorted((a, b) => b.getTime() - a.getTime())[0];
  const { previous } = neighbours(pages, address);
  const counted = countWords(left.counted);
  const more = refused || counted === '' ? '' : `Còn ${counted}`;
  return {
    form: 'phan',
    // What does not agree is told at the top with the word that it is saved: here only what is left of it.
    ...(refused || !latest
      ? {
          state: 'unsaved',
          words: refused ? 'Lần bấm vừa rồi chưa lưu được.' : 'Phần này chưa lưu lần nào.',
          more,
        }
      : left.hasFailed
        ? { state: 'left', words: `${more || 'Có số chưa khớp với phần khác'}.`, more: '' }
        : { state: 'saved', words: `Đã lưu lúc ${formatTime(latest)}.`, more }),
    previous: previous ? pageLetter(previous) : '',
    ...nextStep(view, left),
  };
}

type Step = Pick<SaveBar, 'next' | 'nextPlain' | 'then'>;

/** Once it is told what does not agree, the button goes on all the same; `nextPlain`: when nothing is left of that. */
function nextStep({ pages, address, from, refused }: SectionView, { hasFailed }: Left): Step {
  const { next } = neighbours(pages, address);
  if (from) return step('Lưu và về trang kiểm tra', 'check');
  if (!next) return step('Lưu và sang bước kiểm tra', 'check');
  const letter = pageLetter(next);
  const plain = step(`Lưu và sang phần ${letter}`, 'next');
  return hasFailed && !refused ? { ...plain, next: `Sang phần ${letter}, sửa sau` } : plain;
}

function step(text: string, then: Then): Step {
  return { next: text, nextPlain: text, then };
}
