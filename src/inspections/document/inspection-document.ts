import type { Block, OfficialDocument } from '../../platform/documents/content.js';
import { inZone } from '../../platform/text/calendar.js';
import { formatDay } from '../../platform/text/format.js';
import { issuerClosing, issuerHead, type Issuer } from '../../document-settings/issuer.js';
import type { Shown } from '../finders.js';
import { kindInText } from '../letters.js';
import { minutes as readMinutes } from '../minutes.js';
import { kindWords } from '../names.js';
import { teamWords } from '../team.js';
import { draftIssue, type Issue } from './rules.js';

/** Thông báo: tells the unit what will be inspected, when and by whom. Its date is the day on which it is issued. */
export function noticeDocument(
  inspection: Shown,
  by: Issuer,
  madeAt: Date,
  issue: Issue = draftIssue,
): OfficialDocument {
  const { unit, parent, plannedOn, topic, team, announcedAt } = inspection;
  const kind = kindInText(inspection);
  const given = common(inspection, by, madeAt, issue);
  const date = issue.replaces ? madeAt : announcedAt;
  return {
    ...given,
    letterhead: { ...given.letterhead, ...(date && { date }) },
    title: `Thông báo ${kind} - ${unit.name}`,
    draft: inspection.status === 'PLANNED',
    type: 'Thông báo',
    subject: subjectOf(inspection),
    blocks: [
      ...replacing('Thông báo', issue),
      {
        kind: 'paragraph',
        text: `Thực hiện kế hoạch kiểm tra, giám sát năm ${inZone(plannedOn).year()}, ${parent.name} thông báo ${kind} tại ${unit.name} như sau:`,
      },
      ...part('1. Nội dung', topic),
      ...part('2. Thời gian, địa điểm', `Dự kiến ngày ${formatDay(plannedOn)}, tại ${unit.name}.`),
      ...part(`3. Đoàn ${kind}`, teamWords(team)),
      ...part(
        '4. Đề nghị đơn vị',
        `${unit.name} chuẩn bị báo cáo, hồ sơ, tài liệu liên quan đến nội dung ${kind}; bố trí người có trách nhiệm làm việc với đoàn.`,
      ),
    ],
  };
}

/** Kết luận: what was found, what is concluded and what the unit is to do. `words`: of the obligations, by code. */
export function conclusionDocument(
  inspection: Shown,
  words: ReadonlyMap<string, string>,
  by: Issuer,
  madeAt: Date,
  issue: Issue = draftIssue,
): OfficialDocument {
  const { unit, concludedAt } = inspection;
  const given = common(inspection, by, madeAt, issue);
  const date = issue.replaces ? madeAt : concludedAt;
  return {
    ...given,
    letterhead: { ...given.letterhead, ...(date && { date }) },
    title: `Kết luận ${kindInText(inspection)} - ${unit.name}`,
    draft: concludedAt === null,
    type: 'Kết luận',
    subject: subjectOf(inspection),
    blocks: [
      ...replacing('Kết luận', issue),
      { kind: 'paragraph', text: opening(inspection) },
      ...numbered(chapters(inspection, words)),
    ],
  };
}

function common({ unit }: Shown, by: Issuer, madeAt: Date, { number }: Issue) {
  return {
    madeAt,
    letterhead: { ...issuerHead(by), number },
    closing: issuerClosing(by, [unit.name, 'Thành viên đoàn']),
  };
}

/** "(Thông báo này thay Thông báo số 12/TB-LĐLĐ ngày 20/8/2026. Lý do: …)" */
export function replacing(type: string, { replaces }: Issue): Block[] {
  if (!replaces) return [];
  const { number, issuedAt, reason } = replaces;
  const which = `${type}${number ? ` số ${number}` : ''} ngày ${formatDay(issuedAt)}`;
  return [{ kind: 'paragraph', italic: true, text: `(${type} này thay ${which}. Lý do: ${ended(reason)})` }];
}

export function subjectOf(inspection: Shown): string {
  return `${kindWords[inspection.kind]} việc thực hiện trách nhiệm nêu gương tại ${inspection.unit.name}`;
}

/** "Ngày 03/9/2026, đoàn … đã kiểm tra tại … Trên cơ sở kết quả kiểm tra, … kết luận như sau:" */
function opening(inspection: Shown): string {
  const { unit, parent, carriedOutOn, topic } = inspection;
  const kind = kindInText(inspection);
  const day = carriedOutOn ? `Ngày ${formatDay(carriedOutOn)}` : 'Ngày ……';
  return `${day}, đoàn ${kind} của ${parent.name} đã ${kind} tại ${unit.name}.
Nội dung ${kind}: ${topic}
Trên cơ sở kết quả ${kind}, ${parent.name} kết luận như sau:`;
}

interface Chapter {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

function chapters(inspection: Shown, words: ReadonlyMap<string, string>): Chapter[] {
  const { results } = readMinutes.parse(inspection.minutes);
  return [
    {
      heading: `KẾT QUẢ ${kindInText(inspection).toLocaleUpperCase('vi')}`,
      blocks: [
        ...(results ? [{ kind: 'paragraph' as const, text: results }] : []),
        ...foundBlocks(inspection, words),
      ],
    },
    { heading: 'KẾT LUẬN', blocks: [{ kind: 'paragraph', text: inspection.conclusion || '……' }] },
    { heading: 'KIẾN NGHỊ', blocks: inspection.recommendations.map(advised) },
  ];
}

/** What was found about each obligation, under its words. */
export function foundBlocks(
  { findings }: Pick<Shown, 'findings'>,
  words: ReadonlyMap<string, string>,
): Block[] {
  const found = [...words].flatMap(([code, obligation]) => {
    const text = (findings as Record<string, string>)[code];
    return text ? [{ obligation, text }] : [];
  });
  return found.flatMap(({ obligation, text }, at): Block[] => [
    { kind: 'paragraph', lead: `${at + 1}.`, text: obligation, italic: true, keepNext: true },
    { kind: 'paragraph', text },
  ]);
}

export function advised({ number, text, dueBefore }: Shown['recommendations'][number]): Block {
  const due = `Thực hiện và báo cáo kết quả trước ngày ${formatDay(dueBefore)}.`;
  return { kind: 'paragraph', lead: `${number}.`, text: `${ended(text)} ${due}` };
}

/** With one full stop. */
function ended(text: string): string {
  return `${text.replace(/[.;,\s]*$/, '')}.`;
}

/** Those that say something, under Roman numbers. */
function numbered(given: readonly Chapter[]): Block[] {
  return given
    .filter(({ blocks }) => blocks.length > 0)
    .flatMap(({ heading, blocks }, at): Block[] => [
      { kind: 'heading', level: 1, text: `${['I', 'II', 'III'][at] ?? ''}. ${heading}` },
      ...blocks,
    ]);
}

function part(heading: string, text: string): Block[] {
  return [
    { kind: 'heading', level: 1, text: heading },
    { kind: 'paragraph', text },
  ];
}
