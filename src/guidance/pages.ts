import type { Frame } from '../platform/page/render.js';
import type { TextChange } from './comparison.js';
import type { GuidanceContent, GuidanceSection } from './content.js';

/** Said above a version, and where one is led on. `isOld`: it is not, or not yet, what is in force. */
export interface Banner {
  readonly text: string;
  readonly isOld: boolean;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}
interface TextPart {
  readonly anchor: string;
  readonly title: string;
  readonly bullets: readonly { readonly anchor: string; readonly text: string }[];
  readonly parts: readonly TextPart[];
}
/** One version as it is read: with its banner, and nothing else around it. */
export interface VersionPage extends Frame {
  banner: Banner;
  look: 'problems' | 'quote';
  kind: string;
  subject: string;
  preamble: string;
  sections: readonly TextPart[];
  recipients: GuidanceContent['recipients'];
  signature: GuidanceContent['signature'];
}
/** What one version says otherwise than another. */
export interface ComparisonPage extends Frame {
  lead: string;
  changes: readonly TextChange[];
  links: readonly { readonly text: string; readonly href: string }[];
}
declare module '../platform/page/render.js' {
  interface Pages {
    'guidance/version': VersionPage;
    'guidance/comparison': ComparisonPage;
  }
}

export function versionPage(frame: Frame, content: GuidanceContent, banner: Banner): VersionPage {
  const { kind, subject, preamble, sections, recipients, signature } = content;
  const body = { kind, subject, preamble, sections: sections.map(textPart), recipients, signature };
  return { ...frame, banner, look: banner.isOld ? 'problems' : 'quote', ...body };
}

function textPart({ anchor, number, heading, bullets, parts }: GuidanceSection): TextPart {
  return { anchor, title: `${number}. ${heading}`, bullets, parts: parts.map(textPart) };
}
