import { readFileSync } from 'node:fs';
import ejs from 'ejs';
import { keptWithViews } from './views-version.js';
import { guarded } from './missing.js';

/** Markup whose text is already escaped. */
export type SafeHtml = string;
export type Template<Locals> = (locals: Locals) => SafeHtml;

const VIEWS = new URL('../../../views/', import.meta.url);

/**
 * The template views/<name>.ejs, compiled at its first use and kept until the views change. `localsName` is what it calls
 * its model; `destructured` names properties of the model that it may use bare.
 */
export function template<Locals extends object>(
  name: string,
  localsName: string,
  destructured: string[] = [],
): Template<Locals> {
  const compiled = keptWithViews(() => compile(name, localsName, destructured));
  return (locals) => compiled()(guarded(locals, name));
}

/** Throws where views/<name>.ejs is no template, and says where. */
export function checkTemplate(name: string): void {
  compile(name, 'page', []);
}

export function escapeHtml(text: string): SafeHtml {
  return ejs.escapeXML(text);
}

function compile(name: string, localsName: string, destructuredLocals: string[]): ejs.TemplateFunction {
  const file = new URL(`${name}.ejs`, VIEWS);
  // Without unsafePrototypeLocals EJS copies the model at every call, and the copy of a Proxy tells nothing.
  const options = {
    strict: true,
    _with: false,
    filename: `views/${name}.ejs`,
    localsName,
    destructuredLocals,
    unsafePrototypeLocals: true,
  };
  return ejs.compile(readFileSync(file, 'utf8'), { ...options, async: false });
}
