import { keptOf, type Kept } from './backup.js';

/**
 * The work page and the check page tell what only this browser has of a report's sections, with a link to each: opened,
 * a section saves itself. Until then the report is not filed.
 */
export function tellKept(): void {
  const message = document.querySelector<HTMLElement>('[data-kept]');
  if (!message) return;
  const show = () => showKept(message);
  show();
  // Saved meanwhile in another tab, or on the page that the browser comes back from.
  window.addEventListener('focus', show);
  window.addEventListener('pageshow', show);
  document.querySelector('form[data-filing]')?.addEventListener('submit', (event) => {
    if (show() === 0) return;
    event.preventDefault();
    message.scrollIntoView({ block: 'center' });
    message.focus({ preventScroll: true });
  });
}

/** How many sections are told of. */
function showKept(message: HTMLElement): number {
  const left = keptOf(message.dataset['kept'] ?? '');
  message.hidden = left.length === 0;
  message.querySelector('ul')?.replaceChildren(...left.map(toItem));
  if (left.length > 0) sayNotYet();
  return left.length;
}

/** In place of what the server's page said, which knows nothing of it. */
function sayNotYet(): void {
  const [words, more] = document.querySelectorAll('[data-filing-state] > *');
  words?.replaceChildren('Chưa nộp được');
  more?.replaceChildren('Trên máy này còn nội dung chưa lưu, nêu ở đầu trang.');
}

function toItem({ backup }: Kept): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = backup.href ?? '#main';
  link.textContent = `Phần ${backup.name ?? ''}`.trim();
  item.append(link);
  return item;
}
