/**
 * The stylesheet of a view (styles/<name>.scss). main.css has every style; a page that people wait for on a slow line loads
 * one with only what it may need. So a new view has all of them until its folder stands here.
 */
export function stylesheetOf(view: string): 'public.css' | 'filing.css' | 'main.css' {
  const folder = view.split('/')[0] ?? '';
  if (READ_BY_ANYBODY.has(folder)) return 'public.css';
  return folder === 'reports' ? 'filing.css' : 'main.css';
}

const READ_BY_ANYBODY = new Set([
  'accounts',
  'announcements',
  'documents',
  'error',
  'help',
  'home',
  'personal-data',
  'reading',
  'search',
]);
