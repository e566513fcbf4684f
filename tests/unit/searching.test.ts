import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { library, type Entry } from '../../src/search/library.js';
import { openSearching } from '../../src/search/searching.js';
import { readWords } from '../../src/search/words.js';
import { PATIENCE } from '../support/patience.js';

const searching = openSearching({ atOnce: 1, waiting: 300, perAsker: 200, time: PATIENCE });
afterAll(() => searching.stop());

const entries = ['Nêu gương về đạo đức', 'Nêu gương về kỷ luật', 'Quỹ công đoàn'].map((title, at): Entry => ({
  kind: 'huong-dan',
  href: `/huong-dan#${at}`,
  title,
  text: `${title}. `.repeat(200),
}));
const query = readWords('neu guong');

describe('A search in a thread', () => {
  it('finds what the library finds', async () => {
    const found = await searching.find('a test', searching.books(entries), query);
    expect(found).toEqual(library(entries).find(query));
    expect(found.hits).toHaveLength(2);
  });

  it('finds in the books that it is asked about, however they take turns', async () => {
    const [old, changed] = [searching.books(entries), searching.books(entries.slice(1))];
    const asked = [old, changed, old, changed, changed].map((books) =>
      searching.find('a test', books, query),
    );
    expect((await Promise.all(asked)).map(({ hits }) => hits.length)).toEqual([2, 1, 2, 1, 1]);
  });

  it('leaves this thread to others', async () => {
    const found = searching.find('a test', searching.books(entries), query).then(() => true);
    let turns = 0;
    while (!(await Promise.race([found, turn(false)]))) turns += 1;
    expect(turns).toBeGreaterThan(0);
  });

  it('goes on after one that failed', async () => {
    const broken = searching.books('none' as unknown as Entry[]);
    await expect(searching.find('a test', broken, query)).rejects.toThrow();
    expect((await searching.find('a test', searching.books(entries), query)).hits).toHaveLength(2);
  });
});
