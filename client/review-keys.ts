import { unfold } from './reveal.js';

/**
 * One key for one press on the page of a report under review, where its person wants that: only while no field has focus, and
 * none together with Ctrl, Alt or Meta. Escape leaves a note. Ctrl and Enter send the form of a return.
 */
export function pressKeys(): void {
  const sent = document.querySelector<HTMLFormElement>('form[data-ctrl-enter]');
  const bar = document.querySelector('[data-review-keys]');
  if (bar) showKeys();
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (sent && event.ctrlKey && event.key === 'Enter') sent.requestSubmit();
    else if (bar) press(event);
  });
}

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const field = document.activeElement;
  if (field instanceof HTMLElement && field.matches(FIELDS)) {
    if (event.key === 'Escape') field.blur();
    return;
  }
  const key = event.key.toLowerCase();
  const target =
    key === 'g' ? nextNote() : document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches(FIELDS)) {
    unfold(target);
    target.focus();
  } else target.click();
}

/** After the one that was left last, in the page's order. */
let last: Element | undefined;
function nextNote(): HTMLElement | undefined {
  const boxes = [...document.querySelectorAll<HTMLElement>('form[data-note] textarea')];
  const next = boxes[boxes.findIndex((box) => box === last) + 1] ?? boxes[0];
  last = next;
  return next;
}

const FIELDS = 'input, textarea, select, [contenteditable]';

/** The keys stand on their buttons, for those who look; those who listen are told by the attribute. */
function showKeys(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-key]')) {
    const key = (button.dataset['key'] ?? '').toUpperCase();
    button.setAttribute('aria-keyshortcuts', key);
    const sign = document.createElement('kbd');
    sign.setAttribute('aria-hidden', 'true');
    sign.textContent = key;
    button.append(sign);
  }
}
