import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest for their size, the longest first; what is not here is small or goes by its size. */
const LONGEST = [
  'integration/startup',
  'integration/routes',
  'browser/journeys',
  'integration/mail',
  'integration/reminder-season',
  'integration/crash-submits',
  'browser/every-page',
  'browser/review-page',
  'browser/reviewing-by-keyboard',
  'integration/signed-paper',
  'integration/season',
  'integration/lifecycle',
  'browser/check-page',
  'browser/consolidated-documents',
  'browser/interrupted-filing',
  'browser/reviewers-morning',
  'browser/header-and-rows',
  'browser/section-page',
  'browser/keyboard',
  'browser/signed-paper',
  'browser/consolidation',
  'integration/dev',
  'integration/crash',
  'integration/board-figures',
  'browser/administration',
].map((name) => `/tests/${name}.test.ts`);

/** A long file that begins last keeps one process busy, and the cores idle. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((end) => moduleId.endsWith(end));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
