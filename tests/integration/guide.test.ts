import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { DEMO_PASSWORD } from '../../src/cli/demo-data.js';
import { PICTURE, pictureHref, type Seen } from '../../src/help/guide.js';
import { guides } from '../../src/help/guides.js';
import { guideMarkdown } from '../../src/help/markdown.js';
import { signIn, type Agent } from '../support/app.js';
import { unescaped } from '../../src/cli/bench-forms.js';
import { startSampleApp } from '../support/sample.js';

const portal = await startSampleApp('2026-08-20T08:00:00+07:00');

interface Part {
  readonly title: string;
  readonly text: readonly string[];
  readonly seen?: Seen;
}
const parts: readonly Part[] = guides.flatMap(({ steps, questions }) => [...steps, ...questions]);
const pictures = guides.flatMap(({ steps }) => steps).flatMap(({ picture }) => (picture ? [picture] : []));
const quotedIn = ({ text }: Part) =>
  [...text.join(' ').matchAll(/“([^”]+)”/g)].map(([, words = '']) => words);

describe('The user guide', () => {
  test.each(
    guides.map((guide) => [guide.slug, [...guide.steps, ...guide.questions] as readonly Part[]] as const),
  )('of %s quotes only words that stand on the page it is about, for whom it is', async (_slug, own) => {
    const quoting = own.filter((part) => quotedIn(part).length > 0);
    expect(quoting.length).toBeGreaterThan(2);
    const missing: string[] = [];
    for (const part of quoting) {
      const words = part.seen ? await wordsOf(part.seen) : '';
      for (const quoted of quotedIn(part))
        if (!words.includes(quoted)) missing.push(`${part.title}: “${quoted}”, ${JSON.stringify(part.seen)}`);
    }
    expect(missing).toEqual([]);
  });

  test('leads to pages that exist', async () => {
    for (const { seen } of parts) if (seen) expect(await wordsOf(seen), seen.at).not.toBe('');
  });

  it.each(guides.map((guide) => [guide.slug, guide] as const))(
    'of %s is in docs/ as it is in the portal: npm run guide writes it',
    (slug, guide) => {
      expect(readFileSync(`docs/huong-dan-su-dung/${slug}.md`, 'utf8')).toBe(guideMarkdown(guide));
    },
  );

  it('has pictures of one size, small, described in words, and none that it does not show', () => {
    expect(pictures.length).toBeLessThanOrEqual(15);
    for (const picture of pictures) {
      const file = `public${pictureHref(picture)}`;
      expect(existsSync(file), `${file}: npm run guide makes it`).toBe(true);
      expect(statSync(file).size, file).toBeLessThanOrEqual(60_000);
      expect(sizeOf(readFileSync(file)), file).toEqual(PICTURE);
      expect(picture.alt.length, file).toBeGreaterThan(20);
    }
    const names = pictures.map(({ name }) => `${name}.webp`);
    expect(readdirSync('public/tro-giup/hinh').sort()).toEqual(names.sort());
  });

  it('has a picture of a page once', () => {
    const pictured = guides.flatMap(({ steps }) => steps).filter(({ picture }) => picture);
    const pages = pictured.map(({ seen }) => JSON.stringify(seen));
    expect(new Set(pages).size).toBe(pages.length);
  });

  it('has an anchor for each question, once', async () => {
    for (const { slug, questions } of guides) {
      const { text } = await portal.visitor().get(`/tro-giup/${slug}`);
      const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { anchor } of questions) expect(ids).toContain(anchor);
    }
  });
});

const agents = new Map<string, Promise<Agent>>();
const seenPages = new Map<string, Promise<string>>();

function signedIn(username: string): Promise<Agent> {
  const agent = portal.visitor();
  if (username === '') return Promise.resolve(agent);
  // The first page greets its person, in words that are none of its own.
  return signIn(agent, username, DEMO_PASSWORD).then(async () => {
    await agent.get('/tai-khoan');
    return agent;
  });
}

/** All that stands on a page, also in its header and on its buttons; '' where it does not answer. */
async function wordsOf({ by, at }: Seen): Promise<string> {
  const agent = agents.get(by) ?? signedIn(by);
  agents.set(by, agent);
  const words =
    seenPages.get(`${by} ${at}`) ??
    agent
      .then((browser) => browser.get(at))
      .then(({ status, text }) => {
        const shown = text.slice(text.indexOf('<body')).replace(/<[^>]+>/g, ' ');
        return status === 200 ? unescaped(shown).replace(/\s+/g, ' ') : '';
      });
  seenPages.set(`${by} ${at}`, words);
  return words;
}

/** Of a WebP file in the extended format, which keeps both less one in 24 bits. */
function sizeOf(file: Buffer): { width: number; height: number } {
  expect(file.toString('latin1', 8, 16)).toBe('WEBPVP8X');
  return { width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 };
}
