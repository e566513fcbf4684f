import { obligations } from '../../guidance/rules.js';
import { dateLine, type Block, type OfficialDocument } from '../../platform/documents/content.js';
import { officialLayout, points, textWidth, type OfficialLayout } from '../../platform/documents/layout.js';
import { partOf } from '../documents/obligations-document.js';
import { fieldOf, person, sheets, type Question, type Sheet } from './rules.js';

/** Its table has several columns of words: a paper to be read by few, on few pages. */
export const sheetLayout: OfficialLayout = {
  ...officialLayout,
  sizes: { ...officialLayout.sizes, table: 12 },
  lineSpacing: 1,
};
/** What was typed, by the name of its field; '' where nothing was. */
export type SheetAnswers = Readonly<Record<string, string>>;

/** The sheet as a paper that its person signs; what was not typed is left to be written by hand. */
export function sheetDocument(sheet: Sheet, answers: SheetAnswers, madeAt: Date): OfficialDocument {
  const { title, pledge, signer } = sheets[sheet.kind];
  const { source } = partOf(sheet.guidance.content, sheet.audience, sheet.federation);
  const [name, year] = [answers['name'] ?? '', answers['year'] || '……'];
  return {
    title: [`${title} năm ${year}`, name].filter(Boolean).join(' - '),
    draft: false,
    madeAt,
    nation: true,
    type: title,
    subject: `Trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm ${year}`,
    blocks: [
      ...person.map(({ name, label }) => personLine(label, answers[name] ?? '')),
      { kind: 'paragraph', italic: true, text: `Các nội dung theo ${uncapitalized(source)}.` },
      answerTable(sheet, answers),
      { kind: 'paragraph', text: pledge },
    ],
    closing: {
      recipients: [],
      dated: dateLine({ place: DOTS.repeat(5) }),
      witness: { authority: '', position: 'Xác nhận của công đoàn', mark: '(Ký, đóng dấu)', name: '' },
      authority: '',
      position: signer,
      mark: '(Ký, ghi rõ họ tên)',
      name,
    },
  };
}

/** As wide as the letters are high. */
const DOTS = '…';
/** How wide a letter is, as a share of the size of its type. */
const LETTER = 0.43;
/** Of dots, for each answer that is to be written by hand. */
const LINES = 7;

function personLine(label: string, value: string): Block {
  const { body } = sheetLayout.sizes;
  const room = points(textWidth(sheetLayout) - sheetLayout.firstLine) - (label.length + 2) * body * LETTER;
  return { kind: 'paragraph', text: `${label}: ${value || DOTS.repeat(Math.floor(room / body))}` };
}

function answerTable({ kind, audience, guidance }: Sheet, answers: SheetAnswers): Block {
  const questions: readonly Question[] = sheets[kind].questions;
  const shares = questions.map(({ share }) => share);
  return {
    kind: 'table',
    widths: [shares.reduce((rest, share) => rest - share, 1), ...shares],
    header: ['Nội dung nêu gương', ...questions.map(({ label }) => label)],
    figures: 0,
    rows: obligations(guidance.content, audience).map(({ number, text }) => [
      `${number}. ${text}`,
      ...questions.map((question) => answers[fieldOf(question, number)] || toBeWritten(question)),
    ]),
  };
}

function toBeWritten({ share, levels }: Question): string {
  if (levels) return levels.map((level) => `□ ${level}`).join('\n');
  const width = points(textWidth(sheetLayout) * share - 2 * sheetLayout.cellPadding);
  return Array<string>(LINES)
    .fill(DOTS.repeat(Math.floor(width / sheetLayout.sizes.table)))
    .join('\n');
}

function uncapitalized(text: string): string {
  return text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
}
