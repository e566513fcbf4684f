import type { Block, OfficialDocument } from '../../platform/documents/content.js';
import { formatDay } from '../../platform/text/format.js';
import { issuerClosing, issuerHead, type Issuer } from '../../document-settings/issuer.js';
import type { Shown } from '../finders.js';
import { kindInText } from '../letters.js';
import { kindWords } from '../names.js';

/** Thông báo: tells the unit what will be inspected, when and by whom. */
export function noticeDocument(inspection: Shown, by: Issuer, madeAt: Date): OfficialDocument {
  const { unit, parent, plannedOn, topic, team, announcedAt } = inspection;
  const kind = kindInText(inspection);
  const given = common(inspection, by, madeAt);
  return {
    ...given,
    letterhead: { ...given.letterhead, ...(announcedAt && { date: announcedAt }) },
    title: `Thông báo ${kind} - ${unit.name}`,
    draft: inspection.status === 'PLANNED',
    type: 'Thông báo',
    subject: subjectOf(inspection),
    blocks: [
      { kind: 'paragraph', text: `${parent.name} thông báo ${kind} tại ${unit.name} như sau:` },
      ...part('1. Nội dung', topic),
      ...part('2. Thời gian, địa điểm', `Dự kiến ngày ${formatDay(plannedOn)}, tại ${unit.name}.`),
      ...part(`3. Đoàn ${kind}`, team),
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
): OfficialDocument {
  const { unit, concludedAt } = inspection;
  const given = common(inspection, by, madeAt);
  return {
    ...given,
    letterhead: { ...given.letterhead, ...(concludedAt && { date: concludedAt }) },
    title: `Kết luận ${kindInText(inspection)} - ${unit.name}`,
    draft: concludedAt === null,
    type: 'Kết luận',
    subject: subjectOf(inspection),
    blocks: [{ kind: 'paragraph', text: opening(inspection) }, ...numbered(chapters(inspection, words))],
  };
}

function common({ unit }: Shown, by: Issuer, madeAt: Date) {
  return {
    madeAt,
    letterhead: { ...issuerHead(by), number: '' },
    closing: issuerClosing(by, [unit.name, 'Thành viên đoàn']),
  };
}

function subjectOf(inspection: Shown): string {
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
  const findings = inspection.findings as Record<string, string>;
  const found = [...words].flatMap(([code, obligation]) => {
    const text = findings[code];
    return text ? [{ obligation, text }] : [];
  });
  return [
    {
      heading: `KẾT QUẢ ${kindInText(inspection).toLocaleUpperCase('vi')}`,
      blocks: found.flatMap(({ obligation, text }, at): Block[] => [
        { kind: 'paragraph', lead: `${at + 1}.`, text: obligation, italic: true, keepNext: true },
        { kind: 'paragraph', text },
      ]),
    },
    { heading: 'KẾT LUẬN', blocks: [{ kind: 'paragraph', text: inspection.conclusion || '……' }] },
    { heading: 'KIẾN NGHỊ', blocks: inspection.recommendations.map(advised) },
  ];
}

function advised({ number, text, dueBefore }: Shown['recommendations'][number]): Block {
  const due = `Thực hiện và báo cáo kết quả trước ngày ${formatDay(dueBefore)}.`;
  return { kind: 'paragraph', lead: `${number}.`, text: `${text.replace(/[.;,\s]*$/, '')}. ${due}` };
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
