import { bound, NO_BREAK } from './typography.js';

/**
 * The lines of a short centred text, a name or a title: as few as `width` allows, or one more, of about the same length,
 * and broken where the words allow it rather than within a name ("LIÊN ĐOÀN LAO ĐỘNG / TỈNH MINH GIANG"). One line for a text with
 * a word that is wider than `width`: who draws it cuts it.
 */
export function evenLines(text: string, widthOf: (text: string) => number, width: number): string[] {
  const words = bound(text).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const line = (from: number, to: number) => words.slice(from, to).join(' ').replaceAll(NO_BREAK, ' ');
  if (words.some((word) => widthOf(word) > width)) return [line(0, words.length)];
  const count = fewest(words.length, (from, to) => widthOf(line(from, to)) <= width);
  const whole = widthOf(line(0, words.length));
  const costAmong = (number: number) => (from: number, to: number) => {
    const length = widthOf(line(from, to));
    if (length > width) return Infinity;
    const parting = to === words.length ? 0 : partingCost(words[to - 1]!, words[to]!);
    return ((length * number) / whole - 1) ** 2 + parting;
  };
  // One line more is better than a name that is torn apart.
  const [ends = []] = [count, count + 1]
    .map((number) => cheapest(words.length, number, costAmong(number)))
    .sort((a, b) => torn(words, a) - torn(words, b));
  return ends.map((to, at) => line(ends[at - 1] ?? 0, to));
}

/** How many lines the words take when each takes as many as it can. */
function fewest(words: number, fits: (from: number, to: number) => boolean): number {
  let [count, from] = [1, 0];
  for (let to = 1; to <= words; to++)
    if (!fits(from, to)) {
      count += 1;
      from = to - 1;
    }
  return count;
}

/** Where `count` lines end so that their costs are least. */
function cheapest(words: number, count: number, cost: (from: number, to: number) => number): number[] {
  interface Way {
    readonly cost: number;
    readonly ends: readonly number[];
  }
  let ways: (Way | undefined)[] = [{ cost: 0, ends: [] }];
  for (let number = 0; number < count; number++) {
    const next: (Way | undefined)[] = [];
    for (let to = 1; to <= words; to++)
      for (let from = 0; from < to; from++) {
        const before = ways[from];
        if (!before) continue;
        const whole = before.cost + cost(from, to);
        if (whole < (next[to]?.cost ?? Infinity)) next[to] = { cost: whole, ends: [...before.ends, to] };
      }
    ways = next;
  }
  return [...(ways[words]?.ends ?? [words])];
}

/** How many of the lines end within a name. */
function torn(words: readonly string[], ends: readonly number[]): number {
  return ends.slice(0, -1).filter((to) => partingCost(words[to - 1]!, words[to]!) === DEAR).length;
}

// As dear as a line that is half as long as the others, and as one that is a third shorter.
const DEAR = 0.4;
const CHEAP = 0.1;

function partingCost(before: string, after: string): number {
  const [first, second] = [before, after].map((word) => word.toLocaleLowerCase('vi').replace(/[,;.]$/, ''));
  if (TOGETHER.has(`${first!} ${second!}`)) return DEAR;
  if (LEANING.has(first!)) return DEAR;
  return OPENING.has(second!) ? -CHEAP : 0;
}

/** Words of two syllables that names and subjects of unions are made of. */
const TOGETHER = new Set(
  `liên đoàn, lao động, công đoàn, tổng liên, cơ sở, việt nam, chấp hành, thường vụ, ban chấp, ban thường, thành phố,
  khu công, công nghiệp, khu kinh, kinh tế, công nghệ, chế xuất, đặc khu, bệnh viện, đa khoa, trung tâm, trường đại, đại học, cao đẳng,
  tiểu học, trung học, phổ thông, mầm non, công ty, cổ phần, tập đoàn, trách nhiệm, hữu hạn, thành viên, sở giáo, giáo dục,
  đào tạo, y tế, viên chức, công chức, cán bộ, công nhân, đoàn viên, người lao, kết quả, thực hiện, nêu gương, học tập,
  làm theo, tư tưởng, đạo đức, phong cách, hồ chí, chí minh, kiểm tra, giám sát, báo cáo, tổng hợp, hướng dẫn, thông báo,
  kết luận, dân vận, tuyên giáo, nữ công, đơn vị, trực thuộc, danh sách, hoàn thành, điển hình, số liệu, nội dung, nghĩa vụ`
    .split(/,\s*/)
    .map((pair) => pair.trim()),
);
/** Words that lean on the next one. */
const LEANING = new Set(
  'tỉnh,phố,xã,phường,huyện,quận,ngành,của,và,các,về,trong,tại,với,theo,cho,là,do,từ,đến,số,ngày,tháng,năm'.split(
    ',',
  ),
);
/** Words that open a new part. */
const OPENING = new Set(
  'tỉnh,thành,xã,phường,huyện,đặc,ngành,khu,công,bệnh,trường,trung,trong,của,và,tại,theo,năm'.split(','),
);
