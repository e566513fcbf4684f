import type { Frame } from '../platform/page/render.js';
import type { HelpContact } from '../platform/actor.js';
import { PRUNED_WORDS } from '../pruning/kept-rules.js';
import { PURPOSES, type Purpose } from './purposes.js';
import { PERSONAL } from './register.js';

/** What the portal keeps of persons, by purpose. */
export interface KeptPage extends Frame {
  federation: string;
  sections: readonly { title: string; facts: readonly { name: string; words: string }[] }[];
  /** Whom one asks: "Ban Tuyên giáo, điện thoại …"; '' where the federation has not said it. */
  contact: string;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'personal-data/kept': KeptPage;
  }
}

/** `accountYears`: how many years after its end an account says whose it was. */
export function keptPage(
  { federation, help }: { readonly federation: string; readonly help: HelpContact },
  accountYears: number,
): KeptPage {
  return {
    title: 'Dữ liệu cá nhân trên cổng',
    federation,
    sections: (Object.keys(PURPOSES) as Purpose[]).map((purpose) => sectionOf(purpose, accountYears)),
    contact: contactWords(help),
  };
}

function sectionOf(purpose: Purpose, accountYears: number): KeptPage['sections'][number] {
  const { title, whose, why, ground, until, seenBy } = PURPOSES[purpose];
  const own = Object.entries(PERSONAL).filter(([, [of]]) => of === purpose);
  const data = [...new Set(own.map(([, [, words]]) => words))].join('; ');
  const facts = [
    ['Cổng giữ', data],
    ['Của ai', whose],
    ['Để làm gì', why],
    ['Căn cứ', ground],
    ['Giữ đến khi nào', [until, ...prunedWords(own, accountYears)].filter(Boolean).join('; ')],
    ['Ai xem được', seenBy],
  ] as const;
  return { title, facts: facts.map(([name, words]) => ({ name, words: `${sentence(words)}.` })) };
}

/** What the rules of pruning say of the tables in which the data stand. */
function prunedWords(own: readonly (readonly [string, unknown])[], accountYears: number): string[] {
  const tables = new Set(own.map(([column]) => column.split('.')[0] ?? ''));
  return [...tables].flatMap((table) => {
    const words = PRUNED_WORDS(accountYears)[table];
    return words ? [`${lower(words.what)}: ${words.until}`] : [];
  });
}

function contactWords({ board, phone, hours, email }: HelpContact): string {
  const ways = [phone && `điện thoại ${phone}${hours && ` (${hours})`}`, email && `thư điện tử ${email}`];
  return [board, ...ways].filter(Boolean).join(', ');
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
