import { blocks } from './blocks.js';
import { controls } from './controls.js';
import { filingBlocks } from './filing-blocks.js';
import { tables } from './table.js';

export type { Crumb, FieldSaid, Statement } from './blocks.js';

/** The components: typed functions from props to HTML. All text in props is escaped; only `html` is not. */
export const ui = { ...blocks, ...controls, ...filingBlocks, ...tables };
