/** A number from 0 to 1 after the other, the same for the same `seed`. */
export function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const SYLLABLES =
  'công đoàn cán bộ đơn vị viên chức lao động gương mẫu tổ chức thực hiện kế hoạch tuyên truyền phong trào thi đua sáng kiến'.split(
    ' ',
  );

/** Words of some hundred thousand, so that two texts have nothing in common but by chance. */
function drawWord(draw: () => number): string {
  const syllable = SYLLABLES[Math.floor(draw() * SYLLABLES.length)] ?? '';
  return `${syllable}${Math.floor(draw() * 5000)}`;
}

export function drawText(words: number, draw: () => number): string {
  return Array.from({ length: words }, () => drawWord(draw)).join(' ');
}

/** The text with so much of it (0 to 1) in other words: here and there, or all in one piece. */
export function rewrite(
  text: string,
  part: number,
  how: 'scattered' | 'in one piece',
  draw: () => number,
): string {
  const words = text.split(' ');
  const changed = Math.round(part * words.length);
  const order = words.map((_, at) => ({ at, key: how === 'scattered' ? draw() : at }));
  order.sort((a, b) => a.key - b.key);
  for (const { at } of order.slice(0, changed)) words[at] = drawWord(draw);
  return words.join(' ');
}
