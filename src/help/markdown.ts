import { guideAddress } from './addresses.js';
import { pictureHref, type Guide, type Step } from './guide.js';

/** The guide as docs/huong-dan-su-dung/<slug>.md, written by `npm run guide`. */
export function guideMarkdown({ slug, title, lead, needs, steps, questions }: Guide): string {
  const blocks = [
    `<!-- npm run guide; nguồn: src/help -->`,
    `# ${title}`,
    lead,
    `Trên cổng: \`${guideAddress(slug)}\`.`,
    '## Cần có',
    needs.map((need) => `- ${need}`).join('\n'),
    '## Các bước',
    ...steps.flatMap(stepBlocks),
    '## Nếu …',
    ...questions.flatMap((question) => [`### ${question.title}`, ...question.text]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function stepBlocks({ title, text, picture }: Step, at: number): string[] {
  const shown = picture ? [`![${picture.alt}](../../public${pictureHref(picture)})`] : [];
  return [`### ${at + 1}. ${title}`, ...text, ...shown];
}
