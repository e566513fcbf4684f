import type { SafeHtml } from './templates.js';

// Drawn on a grid of 24 with a line of 1.75. An icon never stands alone: words beside it, or its control's name, say it.

const DRAWINGS = {
  alert: '<path d="M12 4.2 21 19.5H3z"/><path d="M12 10.2v4.1M12 16.9v.1"/>',
  back: '<path d="M14.8 5.5 8.3 12l6.5 6.5"/>',
  check: '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
  chat: '<path d="M4 5.5h16v11h-8.5l-4.5 3.6v-3.6H4z"/>',
  clock: '<circle cx="12" cy="12" r="8.75"/><path d="M12 7v5.2l3.4 2"/>',
  done: '<circle cx="12" cy="12" r="8.75"/><path d="M8 12.4l2.7 2.7 5.3-5.6"/>',
  download: '<path d="M12 4v11M7.3 10.5 12 15.2l4.7-4.7M4.5 19.7h15"/>',
  error: '<path d="M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3z"/><path d="M12 7.8v5M12 16v.1"/>',
  forward: '<path d="M9.2 5.5 15.7 12l-6.5 6.5"/>',
  half: '<circle cx="12" cy="12" r="8.5"/><path class="fill" d="M12 3.5a8.5 8.5 0 0 1 0 17z"/>',
  info: '<circle cx="12" cy="12" r="8.75"/><path d="M12 11.2v5M12 8v.1"/>',
  leave: '<path d="M10 4.5H5v15h5M14 8l4.5 4-4.5 4M18.3 12H9.5"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  minus: '<path d="M5 12h14"/>',
  open: '<circle cx="12" cy="12" r="8.5" stroke-dasharray="2.7 2.64"/>',
  phone:
    '<path d="M6.6 3.8h2.9l1.6 4.1-2.2 1.6a11.4 11.4 0 0 0 5.6 5.6l1.6-2.2 4.1 1.6v2.9a2 2 0 0 1-2.1 2A15.4 15.4 0 0 1 4.6 5.9a2 2 0 0 1 2-2.1z"/>',
  search: '<circle cx="10.7" cy="10.7" r="6.2"/><path d="M15.3 15.3 20 20"/>',
  send: '<path d="M3.8 11.8 20.2 4l-5.4 16.2-3.3-6.3z"/><path d="M11.5 13.9 20.2 4"/>',
  sheet: '<rect x="4" y="4" width="16" height="16" rx="1.5"/><path d="M4 9.5h16M4 14.7h16M10 4v16"/>',
  undo: '<path d="M9 5.7 4.5 10.2 9 14.7"/><path d="M4.7 10.2h9.5a5 5 0 0 1 0 10H11"/>',
} as const;

export type IconName = keyof typeof DRAWINGS;
export const iconNames = Object.keys(DRAWINGS) as IconName[];

/** Hidden from screen readers: what it says stands in words beside it. */
export function icon(name: IconName): SafeHtml {
  return `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${DRAWINGS[name]}</svg>`;
}
