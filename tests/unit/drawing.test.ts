import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../../src/platform/documents/content.js';
import { writeDocx } from '../../src/platform/documents/docx.js';
import { openDrawing } from '../../src/platform/documents/drawing.js';
import { officialLayout } from '../../src/platform/documents/layout.js';
import { writePdf } from '../../src/platform/documents/pdf.js';
import { AskerLeft } from '../../src/platform/errors.js';
import { Queue, SLOW_WORK } from '../../src/platform/jobs/queue.js';
import { docxText, readDocx } from '../support/documents.js';
import { PATIENCE } from '../support/patience.js';

const queue = new Queue({ ...SLOW_WORK, time: PATIENCE });
const drawing = openDrawing(queue);
afterAll(() => queue.stop().then(drawing.stop));

const asker = { key: 'a test' };
const document: OfficialDocument = {
  title: 'Báo cáo thử',
  draft: true,
  madeAt: new Date('2026-08-20T08:00:00+07:00'),
  nation: true,
  type: 'Báo cáo',
  subject: 'Kết quả nêu gương năm 2026',
  blocks: Array.from({ length: 40 }, (_, at) => ({
    kind: 'paragraph',
    text: `Nội dung thứ ${at}. `.repeat(9),
  })),
};
const layout = { ...officialLayout, firstLine: 10 };
/** No document: drawing it fails. */
const broken = { ...document, blocks: [{ kind: 'none' }] } as unknown as OfficialDocument;

describe('A document drawn behind the queue', () => {
  it('is, as a PDF, the same bytes as one drawn in this thread', async () => {
    const { name, mediaType, content } = await drawing.draw(asker, document, 'pdf', layout);
    expect([name, mediaType]).toEqual(['Báo cáo thử.pdf', 'application/pdf']);
    expect(content.equals(await writePdf(document, layout))).toBe(true);
  });

  it('says, as DOCX, the same', async () => {
    const { content } = await drawing.draw(asker, document, 'docx', layout);
    const textOf = (file: Buffer) => docxText(readDocx(file)['word/document.xml']!);
    expect(textOf(content)).toBe(textOf(await writeDocx(document, layout)));
  });

  it('leaves this thread to others', async () => {
    const drawn = drawing.draw(asker, document, 'pdf').then(() => true);
    let turns = 0;
    while (!(await Promise.race([drawn, turn(false)]))) turns += 1;
    expect(turns).toBeGreaterThan(100);
  });

  it('fails alone: what is drawn beside and after it is drawn', async () => {
    const [failed, beside] = await Promise.allSettled([
      drawing.draw(asker, broken, 'pdf'),
      drawing.draw(asker, document, 'pdf'),
    ]);
    expect([failed.status, beside.status]).toEqual(['rejected', 'fulfilled']);
    expect((await drawing.draw(asker, document, 'pdf')).content.length).toBeGreaterThan(1000);
  });

  it('is given up when its asker leaves, and the next one is drawn', async () => {
    const leaving = new AbortController();
    const drawn = drawing.draw({ ...asker, gone: leaving.signal }, document, 'pdf');
    leaving.abort();
    await expect(drawn).rejects.toThrow(AskerLeft);
    expect((await drawing.draw(asker, document, 'pdf')).content.length).toBeGreaterThan(1000);
  });
});
