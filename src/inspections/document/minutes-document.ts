import type { Block, Closing, OfficialDocument } from '../../platform/documents/content.js';
import { points, textWidth } from '../../platform/documents/layout.js';
import { formatLongDay, formatTime } from '../../platform/text/format.js';
import { issuerHead, type Issuer } from '../../document-settings/issuer.js';
import { layoutOf } from '../../document-settings/rules.js';
import type { Shown } from '../finders.js';
import { kindInText } from '../letters.js';
import { minutes as readMinutes, timeInWords, type Minutes } from '../minutes.js';
import { peopleWords, teamWords } from '../team.js';
import { advised, foundBlocks, replacing, subjectOf } from './inspection-document.js';
import { draftIssue, type Issue } from './rules.js';

/** Biên bản: what both sides sign where they met. What is not filled in yet is left to be written by hand. `words`: of the obligations, by code. */
export function minutesDocument(
  inspection: Shown,
  words: ReadonlyMap<string, string>,
  by: Issuer,
  madeAt: Date,
  issue: Issue | 'to-sign' = 'to-sign',
): OfficialDocument {
  const filled = readMinutes.parse(inspection.minutes);
  const { number, replaces } = issue === 'to-sign' ? draftIssue : issue;
  const write = handwriting(by);
  return {
    title: `Biên bản ${kindInText(inspection)} - ${inspection.unit.name}`,
    draft: false,
    ...(issue === 'to-sign' && { foot: footOf(madeAt) }),
    madeAt,
    letterhead: { ...issuerHead(by), number, isUndated: true },
    type: 'Biên bản',
    subject: subjectOf(inspection),
    blocks: [
      ...replacing('Biên bản', { number, replaces }),
      { kind: 'paragraph', text: opening(inspection, filled) },
      ...present(inspection, filled, write),
      ...chapters(inspection, filled, words, write),
      { kind: 'paragraph', text: ending(filled) },
    ],
    closing: closing(inspection, filled),
  };
}

/** The same paper as a sheet to be filled in by hand: only what is planned stands on it. */
export function blankMinutes(inspection: Shown, by: Issuer, madeAt: Date): OfficialDocument {
  const { topic, team } = inspection;
  const minutes = readMinutes.parse({ content: topic, ourPeople: teamWords(team) });
  const blank = { ...inspection, carriedOutOn: null, findings: {}, recommendations: [], minutes };
  return { ...minutesDocument(blank, new Map(), by, madeAt), foot: BLANK_FOOT };
}

const BLANK_FOOT = 'Mẫu biên bản để ghi tay tại nơi làm việc.';

function footOf(at: Date): string {
  return `Bản in để hai bên ký, lập lúc ${formatTime(at)}; chưa chốt trên Cổng Nêu gương.`;
}

function opening({ unit, parent, carriedOutOn, ...about }: Shown, { from, place }: Minutes): string {
  const kind = kindInText(about);
  const day = carriedOutOn ? formatLongDay(carriedOutOn) : 'ngày …… tháng …… năm ……';
  const time = from ? timeInWords(from) : '…… giờ ……';
  const where = place || '…'.repeat(12);
  return `Hôm nay, hồi ${time}, ${day}, tại ${where}, đoàn ${kind} của ${parent.name} làm việc với ${unit.name}.`;
}

type Handwriting = (lines: number) => Block;

function present(inspection: Shown, { ourPeople, theirPeople }: Minutes, write: Handwriting): Block[] {
  const kind = kindInText(inspection);
  const people = (heading: string, names: string): Block[] => [
    { kind: 'heading', level: 2, text: heading },
    names ? { kind: 'list', items: peopleWords(names).split('\n') } : write(3),
  ];
  return [
    { kind: 'heading', level: 1, text: 'I. THÀNH PHẦN' },
    ...people(`1. Đoàn ${kind}`, ourPeople),
    ...people(`2. Đơn vị được ${kind}`, theirPeople),
  ];
}

function chapters(
  inspection: Shown,
  { content, results, opinions }: Minutes,
  words: ReadonlyMap<string, string>,
  write: Handwriting,
): Block[] {
  const kind = kindInText(inspection).toLocaleUpperCase('vi');
  const said = (text: string): Block[] => (text ? [{ kind: 'paragraph', text }] : []);
  const part = (heading: string, blocks: Block[], lines: number): Block[] => [
    { kind: 'heading', level: 1, text: heading },
    ...(blocks.length > 0 ? blocks : [write(lines)]),
  ];
  return [
    ...part(`II. NỘI DUNG ${kind}`, said(content), 3),
    ...part(`III. KẾT QUẢ ${kind}`, [...said(results), ...foundBlocks(inspection, words)], 8),
    ...part('IV. Ý KIẾN CỦA ĐƠN VỊ', said(opinions), 4),
    ...part('V. KIẾN NGHỊ CỦA ĐOÀN', inspection.recommendations.map(advised), 4),
  ];
}

function ending({ to }: Minutes): string {
  const time = to ? timeInWords(to) : '…… giờ ……';
  return `Buổi làm việc kết thúc hồi ${time} cùng ngày. Biên bản đã đọc lại cho mọi người có mặt cùng nghe, được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản.`;
}

/** The unit signs on the left, the team on the right. */
function closing(inspection: Shown, { ourSigner, theirSigner }: Minutes): Closing {
  const mark = '(Ký, ghi rõ họ tên)';
  return {
    recipients: [],
    witness: { authority: '', position: 'Đại diện đơn vị', mark, name: theirSigner },
    authority: '',
    position: `Đại diện đoàn ${kindInText(inspection)}`,
    mark,
    name: ourSigner,
  };
}

/** Lines of dots, as wide as the text. */
function handwriting({ settings }: Issuer): Handwriting {
  const layout = layoutOf(settings);
  const dots = Math.floor(points(textWidth(layout) - layout.firstLine) / layout.sizes.body) - 1;
  return (lines) => ({ kind: 'paragraph', text: Array<string>(lines).fill('…'.repeat(dots)).join('\n') });
}
