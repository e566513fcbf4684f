import { join } from 'node:path';

/** The file of DATA_DIR that is there from the beginning of the sample province's loading to its end. */
export function unfinishedDemo(dataDir: string): string {
  return join(dataDir, 'demo.unfinished');
}
